#pragma once

#include <array>
#include <string_view>

namespace bespoke::resume::parser {

/// What a section is about. Contact and Other have no place of their own in the model.
enum class Topic {
    Summary, Work, Volunteer, Education, Awards, Certificates, Publications, Skills, Languages, Interests, References, Projects,
    Courses, Contact, Other,
};

struct HeadingAlias {
    std::string_view squashed;  ///< letters of plain() alone, no blanks
    Topic topic;
};

/// Wordings of whole headings. Parts joined by "and", "&" or "/" are looked up one by one, so pairs need no entry of their own.
inline constexpr auto kHeadingAliases = std::to_array<HeadingAlias>({
    // Summary
    {"summary", Topic::Summary}, {"profile", Topic::Summary}, {"about", Topic::Summary}, {"aboutme", Topic::Summary}, {"objective", Topic::Summary},
    {"professionalsummary", Topic::Summary}, {"executivesummary", Topic::Summary}, {"careersummary", Topic::Summary}, {"personalsummary", Topic::Summary},
    {"professionalprofile", Topic::Summary}, {"personalprofile", Topic::Summary}, {"careerprofile", Topic::Summary}, {"personalstatement", Topic::Summary},
    {"careerobjective", Topic::Summary}, {"professionalobjective", Topic::Summary}, {"summaryofqualifications", Topic::Summary}, {"overview", Topic::Summary},
    {"professionaloverview", Topic::Summary}, {"careeroverview", Topic::Summary}, {"introduction", Topic::Summary}, {"bio", Topic::Summary}, {"biography", Topic::Summary},
    {"whoiam", Topic::Summary}, {"statement", Topic::Summary}, {"highlightsofqualifications", Topic::Summary}, {"careerhighlights", Topic::Summary},
    {"profil", Topic::Summary}, {"kurzprofil", Topic::Summary}, {"zusammenfassung", Topic::Summary}, {"ubermich", Topic::Summary}, {"uebermich", Topic::Summary},
    {"personlichesprofil", Topic::Summary}, {"berufsziel", Topic::Summary}, {"berufsprofil", Topic::Summary}, {"karriereziel", Topic::Summary},
    {"profilprofessionnel", Topic::Summary}, {"resume", Topic::Summary}, {"apropos", Topic::Summary}, {"aproposdemoi", Topic::Summary}, {"objectif", Topic::Summary},
    {"objectifprofessionnel", Topic::Summary}, {"presentation", Topic::Summary}, {"accroche", Topic::Summary},
    {"perfil", Topic::Summary}, {"perfilprofesional", Topic::Summary}, {"resumen", Topic::Summary}, {"resumenprofesional", Topic::Summary}, {"sobremi", Topic::Summary},
    {"acercademi", Topic::Summary}, {"objetivo", Topic::Summary}, {"objetivoprofesional", Topic::Summary}, {"extracto", Topic::Summary},
    {"profiel", Topic::Summary}, {"samenvatting", Topic::Summary}, {"overmij", Topic::Summary}, {"persoonlijkprofiel", Topic::Summary}, {"profielschets", Topic::Summary},
    {"profilo", Topic::Summary}, {"profiloprofessionale", Topic::Summary}, {"profilopersonale", Topic::Summary}, {"sommario", Topic::Summary}, {"chisono", Topic::Summary}, {"sudime", Topic::Summary}, {"obiettivo", Topic::Summary},
    {"perfilprofissional", Topic::Summary}, {"resumo", Topic::Summary}, {"resumoprofissional", Topic::Summary}, {"sobremim", Topic::Summary}, {"objetivoprofissional", Topic::Summary},
    {"sammanfattning", Topic::Summary}, {"omig", Topic::Summary}, {"ommeg", Topic::Summary}, {"ommig", Topic::Summary}, {"podsumowanie", Topic::Summary}, {"omnie", Topic::Summary},
    // Work
    {"experience", Topic::Work}, {"workexperience", Topic::Work}, {"professionalexperience", Topic::Work}, {"employment", Topic::Work}, {"employmenthistory", Topic::Work},
    {"workhistory", Topic::Work}, {"work", Topic::Work}, {"career", Topic::Work}, {"careerhistory", Topic::Work}, {"jobhistory", Topic::Work}, {"professionalhistory", Topic::Work},
    {"professionalbackground", Topic::Work}, {"workbackground", Topic::Work}, {"employmentexperience", Topic::Work}, {"relevantexperience", Topic::Work},
    {"relevantworkexperience", Topic::Work}, {"industryexperience", Topic::Work}, {"careerexperience", Topic::Work}, {"jobexperience", Topic::Work}, {"positions", Topic::Work},
    {"positionsheld", Topic::Work}, {"appointments", Topic::Work}, {"academicappointments", Topic::Work}, {"professionalappointments", Topic::Work}, {"internships", Topic::Work}, {"internship", Topic::Work},
    {"whereiveworked", Topic::Work}, {"recordofemployment", Topic::Work}, {"professionalactivities", Topic::Work}, {"employmentrecord", Topic::Work}, {"jobs", Topic::Work}, {"roles", Topic::Work},
    {"berufserfahrung", Topic::Work}, {"beruflicherwerdegang", Topic::Work}, {"beruflichererfahrung", Topic::Work}, {"werdegang", Topic::Work}, {"berufspraxis", Topic::Work}, {"berufstatigkeit", Topic::Work},
    {"beruflicherfahrung", Topic::Work}, {"beruflichestationen", Topic::Work}, {"arbeitserfahrung", Topic::Work}, {"praktika", Topic::Work}, {"praktischeerfahrung", Topic::Work}, {"praxiserfahrung", Topic::Work},
    {"experiences", Topic::Work}, {"experienceprofessionnelle", Topic::Work}, {"experiencesprofessionnelles", Topic::Work}, {"parcoursprofessionnel", Topic::Work}, {"emplois", Topic::Work}, {"stages", Topic::Work},
    {"experiencia", Topic::Work}, {"experiencialaboral", Topic::Work}, {"experienciaprofesional", Topic::Work}, {"experienciaprofissional", Topic::Work}, {"historiallaboral", Topic::Work}, {"trayectoria", Topic::Work}, {"trayectoriaprofesional", Topic::Work},
    {"werkervaring", Topic::Work}, {"ervaring", Topic::Work}, {"loopbaan", Topic::Work}, {"professioneleervaring", Topic::Work}, {"arbeidsverleden", Topic::Work},
    {"esperienza", Topic::Work}, {"esperienze", Topic::Work}, {"esperienzalavorativa", Topic::Work}, {"esperienzelavorative", Topic::Work}, {"esperienzaprofessionale", Topic::Work}, {"esperienzeprofessionali", Topic::Work},
    {"historicoprofissional", Topic::Work}, {"carreira", Topic::Work}, {"arbetslivserfarenhet", Topic::Work}, {"erfarenhet", Topic::Work}, {"erhvervserfaring", Topic::Work}, {"arbeidserfaring", Topic::Work}, {"doswiadczenie", Topic::Work}, {"doswiadczeniezawodowe", Topic::Work},
    // Volunteer
    {"volunteer", Topic::Volunteer}, {"volunteering", Topic::Volunteer}, {"volunteerexperience", Topic::Volunteer}, {"volunteerwork", Topic::Volunteer}, {"voluntarywork", Topic::Volunteer},
    {"voluntaryexperience", Topic::Volunteer}, {"communityservice", Topic::Volunteer}, {"communityinvolvement", Topic::Volunteer}, {"communityengagement", Topic::Volunteer}, {"volunteerism", Topic::Volunteer}, {"volunteeractivities", Topic::Volunteer},
    {"outreach", Topic::Volunteer}, {"socialengagement", Topic::Volunteer}, {"civicengagement", Topic::Volunteer}, {"givingback", Topic::Volunteer}, {"communitywork", Topic::Volunteer},
    {"ehrenamt", Topic::Volunteer}, {"ehrenamtlichesengagement", Topic::Volunteer}, {"ehrenamtlichetatigkeit", Topic::Volunteer}, {"ehrenamtlichetatigkeiten", Topic::Volunteer}, {"engagement", Topic::Volunteer}, {"soziales engagement", Topic::Volunteer}, {"sozialesengagement", Topic::Volunteer},
    {"benevolat", Topic::Volunteer}, {"voluntariado", Topic::Volunteer}, {"vrijwilligerswerk", Topic::Volunteer}, {"volontariato", Topic::Volunteer}, {"trabalhovoluntario", Topic::Volunteer}, {"wolontariat", Topic::Volunteer}, {"ideelltengagemang", Topic::Volunteer},
    // Education
    {"education", Topic::Education}, {"academicbackground", Topic::Education}, {"educationalbackground", Topic::Education}, {"academichistory", Topic::Education}, {"academicqualifications", Topic::Education}, {"educationhistory", Topic::Education},
    {"qualifications", Topic::Education}, {"academiccredentials", Topic::Education}, {"studies", Topic::Education}, {"academics", Topic::Education}, {"academictraining", Topic::Education}, {"schooling", Topic::Education}, {"degrees", Topic::Education},
    {"educationalqualifications", Topic::Education}, {"academiceducation", Topic::Education}, {"formaleducation", Topic::Education}, {"training", Topic::Education}, {"academicrecord", Topic::Education}, {"educationandtraining", Topic::Education},
    {"ausbildung", Topic::Education}, {"bildung", Topic::Education}, {"bildungsweg", Topic::Education}, {"schulbildung", Topic::Education}, {"studium", Topic::Education}, {"akademischerwerdegang", Topic::Education}, {"akademischeausbildung", Topic::Education}, {"schulischerwerdegang", Topic::Education}, {"hochschulstudium", Topic::Education},
    {"formation", Topic::Education}, {"formations", Topic::Education}, {"etudes", Topic::Education}, {"parcoursacademique", Topic::Education}, {"diplomes", Topic::Education}, {"scolarite", Topic::Education}, {"formationacademique", Topic::Education},
    {"educacion", Topic::Education}, {"formacion", Topic::Education}, {"formacionacademica", Topic::Education}, {"estudios", Topic::Education}, {"estudiosrealizados", Topic::Education}, {"titulos", Topic::Education},
    {"opleiding", Topic::Education}, {"opleidingen", Topic::Education}, {"onderwijs", Topic::Education}, {"studie", Topic::Education},
    {"istruzione", Topic::Education}, {"formazione", Topic::Education}, {"istruzioneeformazione", Topic::Education}, {"formazioneaccademica", Topic::Education}, {"titolidistudio", Topic::Education},
    {"educacao", Topic::Education}, {"formacao", Topic::Education}, {"formacaoacademica", Topic::Education}, {"utbildning", Topic::Education}, {"uddannelse", Topic::Education}, {"utdanning", Topic::Education}, {"wyksztalcenie", Topic::Education}, {"edukacja", Topic::Education},
    // Awards
    {"awards", Topic::Awards}, {"award", Topic::Awards}, {"honors", Topic::Awards}, {"honours", Topic::Awards}, {"achievements", Topic::Awards}, {"accomplishments", Topic::Awards}, {"recognition", Topic::Awards}, {"recognitions", Topic::Awards}, {"distinctions", Topic::Awards}, {"scholarships", Topic::Awards},
    {"prizes", Topic::Awards}, {"fellowships", Topic::Awards}, {"grants", Topic::Awards}, {"honorsandawards", Topic::Awards}, {"keyachievements", Topic::Awards}, {"awardsreceived", Topic::Awards}, {"accolades", Topic::Awards},
    {"auszeichnungen", Topic::Awards}, {"preise", Topic::Awards}, {"stipendien", Topic::Awards}, {"ehrungen", Topic::Awards}, {"erfolge", Topic::Awards}, {"recompenses", Topic::Awards}, {"prix", Topic::Awards}, {"premios", Topic::Awards}, {"reconocimientos", Topic::Awards}, {"logros", Topic::Awards},
    {"prijzen", Topic::Awards}, {"onderscheidingen", Topic::Awards}, {"premi", Topic::Awards}, {"riconoscimenti", Topic::Awards}, {"premiacoes", Topic::Awards}, {"utmarkelser", Topic::Awards}, {"nagrody", Topic::Awards},
    // Certificates
    {"certificates", Topic::Certificates}, {"certificate", Topic::Certificates}, {"certifications", Topic::Certificates}, {"certification", Topic::Certificates}, {"licenses", Topic::Certificates}, {"licences", Topic::Certificates}, {"licensure", Topic::Certificates}, {"license", Topic::Certificates}, {"credentials", Topic::Certificates},
    {"professionalcertifications", Topic::Certificates}, {"professionallicenses", Topic::Certificates}, {"accreditations", Topic::Certificates}, {"professionalqualifications", Topic::Certificates}, {"registrations", Topic::Certificates}, {"professionalcredentials", Topic::Certificates}, {"professionaldevelopment", Topic::Certificates}, {"continuingeducation", Topic::Certificates},
    {"zertifikate", Topic::Certificates}, {"zertifizierungen", Topic::Certificates}, {"weiterbildung", Topic::Certificates}, {"weiterbildungen", Topic::Certificates}, {"fortbildungen", Topic::Certificates}, {"fortbildung", Topic::Certificates}, {"lizenzen", Topic::Certificates}, {"certificats", Topic::Certificates},
    {"certificados", Topic::Certificates}, {"certificaciones", Topic::Certificates}, {"certificaten", Topic::Certificates}, {"certificering", Topic::Certificates}, {"certificeringen", Topic::Certificates}, {"certificazioni", Topic::Certificates}, {"certificati", Topic::Certificates}, {"certificacoes", Topic::Certificates}, {"certifikat", Topic::Certificates}, {"certyfikaty", Topic::Certificates},
    // Publications
    {"publications", Topic::Publications}, {"publication", Topic::Publications}, {"papers", Topic::Publications}, {"researchpapers", Topic::Publications}, {"articles", Topic::Publications}, {"patents", Topic::Publications}, {"journalarticles", Topic::Publications}, {"books", Topic::Publications}, {"conferencepapers", Topic::Publications}, {"writing", Topic::Publications},
    {"veroffentlichungen", Topic::Publications}, {"publikationen", Topic::Publications}, {"publicaciones", Topic::Publications}, {"publicaties", Topic::Publications}, {"pubblicazioni", Topic::Publications}, {"publicacoes", Topic::Publications}, {"publikationer", Topic::Publications}, {"publikacje", Topic::Publications},
    // Skills
    {"skills", Topic::Skills}, {"skill", Topic::Skills}, {"technicalskills", Topic::Skills}, {"coreskills", Topic::Skills}, {"keyskills", Topic::Skills}, {"skillset", Topic::Skills}, {"skillsets", Topic::Skills}, {"corecompetencies", Topic::Skills}, {"competencies", Topic::Skills}, {"competences", Topic::Skills}, {"corecompetences", Topic::Skills}, {"keycompetencies", Topic::Skills},
    {"areasofexpertise", Topic::Skills}, {"expertise", Topic::Skills}, {"specialties", Topic::Skills}, {"specialities", Topic::Skills}, {"technologies", Topic::Skills}, {"tools", Topic::Skills}, {"technicalexpertise", Topic::Skills}, {"technicalproficiencies", Topic::Skills}, {"proficiencies", Topic::Skills}, {"abilities", Topic::Skills}, {"strengths", Topic::Skills}, {"keystrengths", Topic::Skills},
    {"capabilities", Topic::Skills}, {"corecapabilities", Topic::Skills}, {"techstack", Topic::Skills}, {"technologystack", Topic::Skills}, {"softskills", Topic::Skills}, {"hardskills", Topic::Skills}, {"professionalskills", Topic::Skills}, {"computerskills", Topic::Skills}, {"itskills", Topic::Skills}, {"knowledge", Topic::Skills}, {"software", Topic::Skills}, {"methods", Topic::Skills}, {"whatido", Topic::Skills}, {"technicalcompetencies", Topic::Skills}, {"toolkit", Topic::Skills}, {"clinicalskills", Topic::Skills}, {"areasofstrength", Topic::Skills}, {"coreexpertise", Topic::Skills}, {"corestrengths", Topic::Skills}, {"talents", Topic::Skills},
    {"kenntnisse", Topic::Skills}, {"fahigkeiten", Topic::Skills}, {"kompetenzen", Topic::Skills}, {"edvkenntnisse", Topic::Skills}, {"itkenntnisse", Topic::Skills}, {"fachkenntnisse", Topic::Skills}, {"kernkompetenzen", Topic::Skills}, {"qualifikationen", Topic::Skills}, {"technischekenntnisse", Topic::Skills}, {"fertigkeiten", Topic::Skills}, {"starken", Topic::Skills}, {"besonderekenntnisse", Topic::Skills}, {"weiterekenntnisse", Topic::Skills},
    {"savoirfaire", Topic::Skills}, {"competencestechniques", Topic::Skills}, {"competencesinformatiques", Topic::Skills}, {"competencescles", Topic::Skills}, {"informatique", Topic::Skills}, {"outils", Topic::Skills}, {"savoiretre", Topic::Skills}, {"atouts", Topic::Skills},
    {"habilidades", Topic::Skills}, {"competencias", Topic::Skills}, {"aptitudes", Topic::Skills}, {"conocimientos", Topic::Skills}, {"informatica", Topic::Skills}, {"destrezas", Topic::Skills}, {"habilidadestecnicas", Topic::Skills}, {"competenciastecnicas", Topic::Skills}, {"conocimientosinformaticos", Topic::Skills},
    {"vaardigheden", Topic::Skills}, {"competenties", Topic::Skills}, {"kennis", Topic::Skills}, {"computervaardigheden", Topic::Skills}, {"technischevaardigheden", Topic::Skills}, {"competenze", Topic::Skills}, {"capacita", Topic::Skills}, {"abilita", Topic::Skills}, {"competenzetecniche", Topic::Skills}, {"competenzeinformatiche", Topic::Skills}, {"conoscenze", Topic::Skills},
    {"conhecimentos", Topic::Skills}, {"kompetenser", Topic::Skills}, {"fardigheter", Topic::Skills}, {"kunskaper", Topic::Skills}, {"kompetencer", Topic::Skills}, {"ferdigheter", Topic::Skills}, {"umiejetnosci", Topic::Skills},
    // Languages
    {"languages", Topic::Languages}, {"language", Topic::Languages}, {"languageskills", Topic::Languages}, {"languageproficiency", Topic::Languages}, {"languagesspoken", Topic::Languages}, {"spokenlanguages", Topic::Languages}, {"foreignlanguages", Topic::Languages}, {"linguisticskills", Topic::Languages},
    {"sprachen", Topic::Languages}, {"sprachkenntnisse", Topic::Languages}, {"fremdsprachen", Topic::Languages}, {"langues", Topic::Languages}, {"competenceslinguistiques", Topic::Languages}, {"idiomas", Topic::Languages}, {"lenguas", Topic::Languages}, {"talen", Topic::Languages}, {"talenkennis", Topic::Languages}, {"lingue", Topic::Languages}, {"linguestraniere", Topic::Languages}, {"competenzelinguistiche", Topic::Languages}, {"linguas", Topic::Languages}, {"sprak", Topic::Languages}, {"sprog", Topic::Languages}, {"jezyki", Topic::Languages}, {"jezykiobce", Topic::Languages},
    // Interests
    {"interests", Topic::Interests}, {"hobbies", Topic::Interests}, {"personalinterests", Topic::Interests}, {"leisure", Topic::Interests}, {"leisureactivities", Topic::Interests}, {"pastimes", Topic::Interests}, {"outsidework", Topic::Interests}, {"passions", Topic::Interests}, {"extracurricularactivities", Topic::Interests}, {"activities", Topic::Interests}, {"extracurriculars", Topic::Interests},
    {"interessen", Topic::Interests}, {"hobbys", Topic::Interests}, {"freizeit", Topic::Interests}, {"centresdinteret", Topic::Interests}, {"interets", Topic::Interests}, {"loisirs", Topic::Interests}, {"intereses", Topic::Interests}, {"aficiones", Topic::Interests}, {"pasatiempos", Topic::Interests}, {"interesses", Topic::Interests}, {"interessi", Topic::Interests}, {"hobby", Topic::Interests}, {"passatempos", Topic::Interests}, {"intressen", Topic::Interests}, {"zainteresowania", Topic::Interests}, {"fritidsinteresser", Topic::Interests},
    // References
    {"references", Topic::References}, {"reference", Topic::References}, {"referees", Topic::References}, {"testimonials", Topic::References}, {"recommendations", Topic::References}, {"referenzen", Topic::References}, {"referencias", Topic::References}, {"referenties", Topic::References}, {"referenze", Topic::References}, {"referenser", Topic::References}, {"referencje", Topic::References},
    // Projects
    {"projects", Topic::Projects}, {"project", Topic::Projects}, {"personalprojects", Topic::Projects}, {"selectedprojects", Topic::Projects}, {"keyprojects", Topic::Projects}, {"sideprojects", Topic::Projects}, {"academicprojects", Topic::Projects}, {"projectexperience", Topic::Projects}, {"notableprojects", Topic::Projects}, {"portfolio", Topic::Projects}, {"opensource", Topic::Projects}, {"opensourceprojects", Topic::Projects}, {"opensourcecontributions", Topic::Projects}, {"relevantprojects", Topic::Projects}, {"selectedwork", Topic::Projects}, {"selectedworks", Topic::Projects}, {"researchprojects", Topic::Projects},
    {"projekte", Topic::Projects}, {"projekterfahrung", Topic::Projects}, {"projets", Topic::Projects}, {"projetspersonnels", Topic::Projects}, {"realisations", Topic::Projects}, {"proyectos", Topic::Projects}, {"projecten", Topic::Projects}, {"progetti", Topic::Projects}, {"projetos", Topic::Projects}, {"projekt", Topic::Projects}, {"projekty", Topic::Projects}, {"projekter", Topic::Projects},
    // Courses
    {"courses", Topic::Courses}, {"coursework", Topic::Courses}, {"relevantcoursework", Topic::Courses}, {"relevantcourses", Topic::Courses}, {"kurse", Topic::Courses}, {"cursos", Topic::Courses}, {"corsi", Topic::Courses}, {"cursussen", Topic::Courses},
    // Contact
    {"contact", Topic::Contact}, {"contacts", Topic::Contact}, {"contactme", Topic::Contact}, {"contactdetails", Topic::Contact}, {"contactinformation", Topic::Contact}, {"contactinfo", Topic::Contact}, {"getintouch", Topic::Contact}, {"personaldetails", Topic::Contact}, {"personalinformation", Topic::Contact}, {"personalinfo", Topic::Contact}, {"personaldata", Topic::Contact}, {"details", Topic::Contact}, {"links", Topic::Contact}, {"findme", Topic::Contact}, {"findmeonline", Topic::Contact}, {"online", Topic::Contact}, {"profiles", Topic::Contact}, {"sociallinks", Topic::Contact}, {"social", Topic::Contact}, {"socialmedia", Topic::Contact}, {"onlineprofiles", Topic::Contact}, {"address", Topic::Contact}, {"websites", Topic::Contact}, {"elsewhere", Topic::Contact}, {"basics", Topic::Contact},
    {"kontakt", Topic::Contact}, {"kontaktdaten", Topic::Contact}, {"personlichedaten", Topic::Contact}, {"personlicheangaben", Topic::Contact}, {"personalien", Topic::Contact}, {"coordonnees", Topic::Contact}, {"informationspersonnelles", Topic::Contact}, {"contacto", Topic::Contact}, {"datospersonales", Topic::Contact}, {"informacionpersonal", Topic::Contact}, {"persoonlijkegegevens", Topic::Contact}, {"contactgegevens", Topic::Contact}, {"personalia", Topic::Contact}, {"contatti", Topic::Contact}, {"datipersonali", Topic::Contact}, {"informazionipersonali", Topic::Contact}, {"contato", Topic::Contact}, {"dadospessoais", Topic::Contact}, {"personuppgifter", Topic::Contact}, {"daneosobowe", Topic::Contact},
    // Known to be a heading, without a place in the model
    {"memberships", Topic::Other}, {"affiliations", Topic::Other}, {"professionalaffiliations", Topic::Other}, {"professionalmemberships", Topic::Other}, {"associations", Topic::Other}, {"additionalinformation", Topic::Other}, {"otherinformation", Topic::Other}, {"other", Topic::Other}, {"miscellaneous", Topic::Other}, {"additional", Topic::Other}, {"others", Topic::Other}, {"furtherinformation", Topic::Other}, {"conferences", Topic::Other}, {"presentations", Topic::Other}, {"talks", Topic::Other}, {"teaching", Topic::Other}, {"militaryservice", Topic::Other}, {"declaration", Topic::Other}, {"availability", Topic::Other}, {"drivinglicence", Topic::Other}, {"drivinglicense", Topic::Other}, {"boardmemberships", Topic::Other}, {"leadership", Topic::Other}, {"security clearance", Topic::Other}, {"securityclearance", Topic::Other}, {"citizenship", Topic::Other}, {"researchinterests", Topic::Other}, {"speaking", Topic::Other}, {"sonstiges", Topic::Other}, {"mitgliedschaften", Topic::Other}, {"divers", Topic::Other}, {"otros", Topic::Other}, {"overig", Topic::Other}, {"altreinformazioni", Topic::Other}, {"outros", Topic::Other}, {"informationscomplementaires", Topic::Other},
});

/// Last (or in Romance languages first) words that tell the topic of a longer heading: "Clinical Experience", "Compétences en gestion".
inline constexpr auto kHeadingHeads = std::to_array<HeadingAlias>({
    {"experience", Topic::Work}, {"employment", Topic::Work}, {"internships", Topic::Work}, {"experiences", Topic::Work}, {"experiencia", Topic::Work}, {"erfahrung", Topic::Work}, {"ervaring", Topic::Work}, {"esperienza", Topic::Work},
    {"education", Topic::Education}, {"studies", Topic::Education}, {"formation", Topic::Education}, {"formacion", Topic::Education}, {"ausbildung", Topic::Education},
    {"skills", Topic::Skills}, {"competencies", Topic::Skills}, {"competences", Topic::Skills}, {"expertise", Topic::Skills}, {"proficiencies", Topic::Skills}, {"kenntnisse", Topic::Skills}, {"competencias", Topic::Skills}, {"habilidades", Topic::Skills}, {"vaardigheden", Topic::Skills}, {"competenze", Topic::Skills},
    {"projects", Topic::Projects}, {"projekte", Topic::Projects}, {"projets", Topic::Projects}, {"proyectos", Topic::Projects},
    {"certifications", Topic::Certificates}, {"certificates", Topic::Certificates}, {"licenses", Topic::Certificates}, {"licensure", Topic::Certificates}, {"credentials", Topic::Certificates},
    {"awards", Topic::Awards}, {"honors", Topic::Awards}, {"achievements", Topic::Awards}, {"publications", Topic::Publications}, {"languages", Topic::Languages},
    {"interests", Topic::Interests}, {"hobbies", Topic::Interests}, {"references", Topic::References}, {"summary", Topic::Summary}, {"profile", Topic::Summary}, {"objective", Topic::Summary},
    {"statement", Topic::Summary}, {"volunteering", Topic::Volunteer}, {"coursework", Topic::Courses}, {"memberships", Topic::Other}, {"affiliations", Topic::Other}, {"information", Topic::Other}, {"presentations", Topic::Other},
});

}  // namespace bespoke::resume::parser
