#include <array>

#include "job_description/lexicon.hpp"

namespace bespoke::job_description {
namespace {

using Text = std::string_view;

constexpr auto kResponsibilities = std::to_array<Text>({
    "responsibilities|duties|tasks|accountabilities|deliverables|responsibility|objectives",
    "@heading_word* responsibilities|duties|tasks|accountabilities|deliverables|functions",
    "responsibilities|duties|tasks and? <any>? <any>? responsibilities|duties|tasks|accountabilities|role|activities",
    "roles|role and? responsibilities",
    "what you|you'll|you_will|you_would be? do|doing|be_doing|own|work_on|be_working_on|deliver|achieve|be_responsible_for",
    "what you|you'll|you_will be? do|doing|working_on <any> <any>? <any>?",
    "what will|would you do|be_doing",
    "in this|the|your position|role|job|post you will|you'll|you_would",
    "in this|the position|role|job|post",
    "you will|you'll|you_would be?",
    "as <any>? <any>? <any>? <any>? you will|you'll|you_can",
    "your role|mission|day|impact|challenge|challenges|contribution|task|job|work|assignment|focus",
    "job|essential|key|primary|main|principal|core "
    "duties|functions|tasks|activities|job_functions|duties_include|responsibilities_include",
    "day to day <any>?",
    "day-to-day <any>?",
    "a typical day|week <any>? <any>? <any>?",
    "how you'll|you_will|you|you_can make an|a|your impact|difference",
    "how you'll|you_will|you contribute|help|spend_your_time",
    "responsibilities|duties include|are|will_include",
    "the job|work|mission|challenge|assignment",
    "what the job|role|work|post involves|entails|is_about|looks_like",
    "what's|what_is involved",
    "das erwartet dich|sie <any>?",
    "was dich|sie erwartet",
    "ihre|deine|die|unsere aufgaben|tätigkeiten|mission|verantwortung|rolle",
    "aufgaben|aufgabengebiet|aufgabenbereich|tätigkeiten|tätigkeitsbereich|verantwortlichkeiten|aufgabenschwerpunkte",
    "ihr|dein|das aufgabengebiet|aufgabenbereich|verantwortungsbereich",
    "vos|tes|les|principales missions|responsabilités|tâches|activités <any>?",
    "missions|responsabilités|tâches",
    "votre|ton|ta|le rôle|mission|poste",
    "description du poste",
    "tus|sus|principales|las responsabilidades|funciones|tareas <any>?",
    "responsabilidades|funciones|tareas",
    "qué harás",
    "wat ga|je je|gaat doen",
    "jouw|je|uw taken|rol|werkzaamheden|verantwoordelijkheden",
    "taken|werkzaamheden|taakomschrijving",
});

constexpr auto kRole = std::to_array<Text>({
    "the|this role|position|opportunity|vacancy|post",
    "about the|this role|job|position|opportunity|vacancy|post",
    "role|job|position overview|summary|description|purpose|profile|details|outline",
    "overview|summary|description|scope",
    "purpose of the|this role|job|position|post",
    "job description|summary|purpose|scope",
    "the role in brief|short",
    "die stelle|position|rolle",
    "le poste",
    "el puesto",
    "de functie|functieomschrijving|functie-inhoud",
    "functieomschrijving",
    "stellenbeschreibung",
});

constexpr auto kRequired = std::to_array<Text>({
    "requirements|qualifications|qualification|skills|competencies|competences|criteria|prerequisites|essentials|essential|must-"
    "haves|must-have|musts|required|needed|mandatory",
    "@heading_word* requirements|qualifications|competencies|competences|prerequisites|criteria",
    "minimum|required|basic|key|core|essential|necessary|mandatory|technical|professional "
    "skills|experience|knowledge|abilities|attributes|expertise",
    "requirements|qualifications|skills|experience|knowledge|education|expertise|attributes|abilities|training and? <any>? "
    "requirements|qualifications|skills|experience|knowledge|abilities|attributes|expertise|training",
    "skills|experience|knowledge|qualifications <any> and <any>",
    "knowledge skills and? abilities|experience",
    "skills|experience|qualifications|requirements|knowledge "
    "required|needed|we_need|we_look_for|you_need|you'll_need|you_will_need|you_have|you_bring",
    "what|things you|you'll|you_will|you_should|you_would bring|need|have|know <any>? <any>? <any>?",
    "what you|you'll|you_will need|have to_succeed|to_have|to_bring|to_be_successful",
    "what you|you'll bring to the|our table|team|role|party",
    "what we|we're|we_are "
    "expect|need|require|look_for|looking_for|want|ask|seek|after|need_from_you|expect_from_you|ask_for|would_like_to_see|are_"
    "looking_for <any>? <any>?",
    "what are we looking for",
    "what it takes",
    "what makes you a|the <any>? fit|match|candidate <any>? <any>?",
    "who you are|we're_looking_for|we_are_looking_for|we_look_for|we_want|we_need|should_apply|are_you|are_we_looking_for",
    "you have|are|bring|offer|need|should_have|must_have|will_have|possess|should|must|'ll_have|might_be",
    "you've|you'll got|have|need|bring",
    "must-haves|musts|non-negotiables",
    "you <any>? <any>? if you|you_are|you_have",
    "must have|haves|have_skills|have_been|bring",
    "we need|require|expect|ask|ask_for|look_for|are_looking_for|would_like_you_to_have <any>? <any>? <any>?",
    "we're|we_are looking for <any>? <any>? <any>?",
    "we'd love to hear from you if <any>?",
    "your <any>? profile|background|skills|strengths|experience|qualifications|expertise|skillset|toolkit",
    "your skills|experience|knowledge|background and? <any>? <any>?",
    "profile|person|the_person|candidate_profile|person_profile|person_specification|personal_specification|skillset|skill_set|"
    "about_you|"
    "the_candidate|ideal_"
    "candidate|the_ideal_candidate|ideal_profile|is_this_you",
    "desired candidate|applicant profile?",
    "desired profile",
    "ideal|successful candidate|candidates|applicant|profile <any>? <any>?",
    "the ideal|successful|right candidate|person|applicant <any>? <any>? <any>?",
    "to be successful|considered|eligible <any>? <any>? <any>? <any>? <any>?",
    "you'll|you_will|you_might|you_may|you_would love|enjoy|fit|thrive|be_a_great_fit|be_a_good_fit <any>? <any>? <any>? <any>?",
    "you|you'll|you_will|you_might|you_may|you_could|you_would|you_are|you're|we_think_you be|are|make? a|an|the "
    "good|great|strong|right|perfect|ideal|excellent? fit|match|candidate|person|addition <any>? <any>? <any>? <any>? <any>?",
    "this|it|the_role|the_job could|might|may|will|would? be|is|sounds? "
    "for|right_for|like|a_fit_for|a_good_fit_for|a_great_fit_for "
    "you if|when <any>? <any>? <any>?",
    "apply|get_in_touch|join_us|talk_to_us|write_to_us if you|you're|you've|you_are|you_have <any>? <any>?",
    "good|great|strong fit|match if <any>? <any>?",
    "to succeed <any>? <any>? <any>? <any>?",
    "to|how_to apply|qualify you|candidates must|need|should have|to_have?",
    "experience|education required|requirements",
    "the essentials",
    "is this you",
    "sounds like you|are_you_right <any>? <any>? <any>?",
    "ihr|dein|das profil|anforderungsprofil|background",
    "profil|anforderungen|anforderungsprofil|qualifikationen|qualifikation|voraussetzungen|kompetenzen",
    "anforderungen an <any>",
    "ihre|deine|fachliche qualifikationen|qualifikation|kompetenzen|stärken|anforderungen|fähigkeiten|skills",
    "was du|sie mitbringst|mitbringen|mitbringen_sollten|mitbringen_solltest|brauchst",
    "das bringst|bringen du|sie mit",
    "das|damit|so bringst|überzeugst|überzeugen|passt|solltest|sollten <any> <any>? <any>?",
    "wir erwarten|suchen|wünschen_uns <any>?",
    "wen wir suchen",
    "votre|ton|le profil|compétences <any>?",
    "profil recherché|souhaité|attendu|requis",
    "compétences|compétences_requises|qualifications_requises|prérequis|exigences",
    "ce que nous recherchons|attendons",
    "requisitos|perfil|requerimientos|cualificaciones|competencias",
    "requisitos|perfil mínimos|requerido|buscado|imprescindibles|obligatorios|del_candidato|del_puesto",
    "tu|su perfil",
    "qué|lo_que buscamos|pedimos|necesitas|esperamos|ofreces",
    "functie-eisen|functie_eisen|profiel|vereisten|kwalificaties|eisen|competenties",
    "jouw|je|uw profiel|kwalificaties|achtergrond",
    "wat vragen|verwachten|zoeken wij|we <any>? <any>?",
    "wat breng|neem jij|je mee",
    "wij|we vragen|zoeken|verwachten",
    "wie ben|zoeken jij|je|wij|we",
});

constexpr auto kPreferred = std::to_array<Text>({
    "ideally you|you'll|you'd|we|we'd <any>? <any>? <any>? <any>? <any>?",
    "nice to have|haves|have_skills",
    "should|could have|haves",
    "nice-to-have|nice-to-haves|preferred|desirable|desirables|desired|bonus|pluses|plus|optional|advantageous|beneficial|"
    "ideally|preferences",
    "preferred|desirable|desired|bonus|optional|additional|advantageous|nice-to-have "
    "qualifications|skills|experience|requirements|criteria|attributes|knowledge|competencies|points|extras|qualification|"
    "qualities",
    "preferred|desirable|desired <any> and? qualifications|skills|experience",
    "bonus|extra|brownie points|credit <any>? <any>? <any>? <any>?",
    "even better if <any>? <any>? <any>?",
    "it's|its|it_is|it_would_be|that's a|an|also_a|great|big @plus|bonus if <any>? <any>? <any>? <any>? <any>?",
    "it's|it_would_be|would_be great|nice|helpful|good|fantastic|ideal if <any>? <any>? <any>? <any>?",
    "we'd|we_would|we'll be? also? love|like|impressed|delighted|happy|excited <any>? <any>? <any>? <any>? <any>?",
    "good|great|helpful|useful|handy to have|know",
    "would be nice|great|good|helpful|a_plus|an_advantage|a_bonus|a_big_plus|beneficial",
    "not required|essential|necessary|mandatory but|though <any>? <any>? <any>?",
    "a|an|as_a @plus if? <any>? <any>? <any>?",
    "extra|bonus|big points|pluses|plus|skills",
    "what would|will|could make|set|help you <any>? <any>? <any>?",
    "ideally you|you'll|you_will|you_also? <any>?",
    "you might|may|could also have|bring|know",
    "preferably|plus_points|stand_out_if",
    "you'll|you_will stand out|impress <any>? <any>? <any>?",
    "to stand out <any>?",
    "von vorteil <any>?",
    "wünschenswert|pluspunkte|idealerweise|optional",
    "das|was wäre|ist ein plus|pluspunkt",
    "nice to have <any>? <any>?",
    "außerdem freuen wir uns über",
    "les plus|atouts",
    "atouts|souhaité|souhaités|bonus|un_plus|serait_un_plus",
    "se valora|valorará|valorarán <any>?",
    "deseable|deseables|valorable|valorables|requisitos_deseables|otros_requisitos|plus",
    "pluspunten|pré|pre|gewenst|mooi_meegenomen|leuk_meegenomen|bonuspunten",
    "het is|zou een|mooi pré|pre|plus|meegenomen <any>? <any>?",
});

constexpr auto kNeutral = std::to_array<Text>({
    "education|languages|tools|technologies|technology|stack|tech_stack|our_stack|your_stack|certifications|certificates|"
    "licences|licenses|training|software|systems|experience|knowledge|methods",
    "technical|soft|personal|interpersonal|language|other|hard|it|computer|digital "
    "skills|competencies|attributes|qualities|abilities",
    "education and? training|certification|certifications|experience",
    "tools and? technologies|tools|platforms|methods",
    "licences|licenses|certifications|certificates and? certifications|licences|licenses|certificates",
    "languages|language_skills|sprachen|sprachkenntnisse|langues|formation|idiomas|formación|talen|opleiding|ausbildung",
    "personal qualities|attributes|characteristics",
    "personality|persönlichkeit",
});

constexpr auto kBenefits = std::to_array<Text>({
    "benefits|perks|rewards|package|compensation|extras|advantages",
    "@heading_word* benefits|perks|package|rewards|extras",
    "benefits|perks|compensation|salary|pay|rewards and? <any>? benefits|perks|package|compensation|rewards|extras",
    "what we|we_can|we'll|we_will|do_we offer|give|provide|offer_you|can_offer|give_you <any>? <any>?",
    "what you|you'll|you_will|you_can|you_get get|receive|enjoy|expect <any>? <any>? <any>?",
    "what's|what_is in it for you|me",
    "what's|what_is on offer",
    "why join|work|us|apply|choose|you'll_love|you_will_love|<any> <any>? <any>? <any>? <any>?",
    "why <any> <any>? <any>?",
    "we offer|provide|can_offer|give <any>?",
    "our offer|offering|promise|package",
    "the offer|package|deal",
    "in return <any>? <any>? <any>?",
    "reasons to join|work <any>? <any>?",
    "you'll|you_will get|receive|enjoy",
    "wir bieten <any>?",
    "unser "
    "angebot|das_bieten_wir|das_bieten_wir_dir|das_bieten_wir_ihnen|deine_vorteile|ihre_vorteile|deine_benefits|warum_wir|was_"
    "wir_bieten|darauf_können_sie_sich_freuen|darauf_kannst_du_dich_freuen",
    "was wir|bieten dir|ihnen|wir|bieten <any>?",
    "nous offrons|proposons",
    "ce que nous offrons|proposons|vous_offrons",
    "avantages|nos_avantages|les_avantages|pourquoi_nous_rejoindre",
    "ofrecemos|qué_ofrecemos|beneficios|lo_que_ofrecemos|te_ofrecemos|se_ofrece",
    "wij|we bieden",
    "wat bieden|krijg wij|we|je <any>? <any>?",
    "arbeidsvoorwaarden|ons_aanbod",
});

constexpr auto kPay = std::to_array<Text>({
    "salary|pay|remuneration|compensation|wage|wages|salary_range|pay_range|rate|gehalt|vergütung|salaire|rémunération|salario|"
    "salaris",
    "salary|pay|compensation range|details|information|band|transparency",
    "hours|working_hours|schedule|shift|shifts|arbeitszeit",
});

constexpr auto kApplication = std::to_array<Text>({
    "how to apply <any>?",
    "behaviours|behaviors|success_profiles",
    "apply|application|applying|apply_now|interested|contact|contact_us|questions|next_steps|the_process|bewerbung|kontakt|"
    "interesse|sollicitatie|solliciteren|candidature|contacto",
    "application|hiring|interview|recruitment|selection process|procedure|details|instructions|deadline|steps|information",
    "our <any>? hiring|interview|recruitment|selection process",
    "ready to apply|join <any>?",
    "to apply",
    "what happens|to_expect next",
    "so|jetzt bewerben <any>? <any>?",
    "closing date",
    "notice period",
    "joining date|time|period",
    "ihre|deine bewerbung|ansprechpartner|kontakt",
    "pour|comment postuler",
    "cómo aplicar|solicitar",
});

constexpr auto kLegal = std::to_array<Text>({
    "equal <any>? opportunity|opportunities|employment <any>? <any>?",
    "eeo|eeoc|diversity|inclusion|disclaimer|privacy|legal|notice|accommodations|accommodation|accessibility|safeguarding",
    "eeo|privacy|diversity|legal|data_protection|equality|inclusion statement|notice|policy|and_inclusion|and_equality",
    "diversity equity|inclusion|and? <any>? <any>? <any>?",
    "our commitment <any>? <any>? <any>? <any>?",
    "background checks|check",
    "gut|wichtig zu wissen",
});

constexpr auto kAbout = std::to_array<Text>({
    "about "
    "us|our_team|our_company|the_company|the_team|the_department|the_school|the_practice|the_hospital|the_firm|the_organisation|"
    "the_organization|our_client|the_client",
    "who we are|serve",
    "why we|this|it|the <any>? <any>? <any>? <any>?",
    "our company|team|story|culture|mission|values|client|history|business|school|practice|clients|people|purpose|vision",
    "the company|team|employer|organisation|organization|school|practice|firm|client|business|department",
    "company|team|organisation description|overview|profile|culture|information",
    "meet the|your|our team",
    "life at <any> <any>? <any>?",
    "working at <any> <any>? <any>?",
    "über uns",
    "wir über uns",
    "wer wir sind",
    "das unternehmen",
    "à propos <any>? <any>?",
    "qui sommes-nous|sommes_nous",
    "l'entreprise",
    "sobre nosotros",
    "quiénes somos",
    "la empresa",
    "over ons",
    "wie zijn wij|we",
    "introduction|einleitung|intro",
});

constexpr auto kChrome = std::to_array<Text>({
    // What is not asked for is no part of what is.
    "what|things? you|we? don't|do_not|won't|needn't need|require|expect|have|have_to_have <any>?",
    "not|no_longer required|needed|necessary|essential|expected",
    "won't|will_not|would_not|wouldn't have",
    "similar|related|recommended|more|other jobs|positions|vacancies|openings|roles|offers <any>? <any>? <any>?",
    "jobs you|like <any>? <any>? <any>?",
    "share <any>? <any>? <any>?",
    "people|others also viewed|applied <any>?",
    "sign up|in <any>? <any>? <any>? <any>?",
    "job alerts|alert|reference|id <any>? <any>?",
    "create <any>? job alert",
    "follow us <any>? <any>?",
    "tags|keywords|categories",
    "ähnliche stellen|jobs|stellenangebote",
    "offres similaires",
    "ofertas similares",
    "vergelijkbare vacatures",
});

constexpr auto kPreferredWords =
    std::to_array<Text>({"nice_to_have|nice-to-have|preferred|preferable|preferably|bonus|desirable|desired|plus|advantage|"
                         "advantageous|optional|beneficial|even_better|vorteil|wünschenswert|atouts|deseable|valorable|pré"});
constexpr auto kBenefitWords =
    std::to_array<Text>({"benefits|benefit|perks|we_offer|offer|compensation|package|rewards|why_join|why_us|in_return|bieten|"
                         "avantages|beneficios|ofrecemos|vorteile|voordelen"});
constexpr auto kLegalWords =
    std::to_array<Text>({"equal|diversity|inclusion|eeo|legal|privacy|accommodation|accommodations|disclaimer|disability"});
constexpr auto kApplicationWords = std::to_array<Text>(
    {"apply|application|applications|interview|bewerbung|bewerben|postuler|candidature|solliciteren|contact|next_steps"});
constexpr auto kChromeWords = std::to_array<Text>({"similar_jobs|related_jobs|cookies|newsletter|share|job_alert"});
constexpr auto kRequiredWords =
    std::to_array<Text>({"requirements|required|require|requires|qualifications|qualified|skills|experience|expertise|profile|"
                         "need|needs|must|looking_for|bring|expect|competencies|competences|abilities|prerequisites|criteria|"
                         "essential|about_you|you_are|you_have|successful|succeed|"
                         "profil|anforderungen|qualifikationen|voraussetzungen|mitbringst|mitbringen|compétences|recherché|"
                         "requisitos|perfil|profiel|eisen|vragen"});
constexpr auto kResponsibilityWords =
    std::to_array<Text>({"responsibilities|responsible|responsibility|duties|tasks|accountabilities|do|doing|mission|missions|"
                         "impact|day|contribute|you_will|you'll|deliver|functions|aufgaben|tätigkeiten|erwartet|tâches|"
                         "responsabilités|funciones|tareas|taken|werkzaamheden"});
constexpr auto kRoleWords = std::to_array<Text>({"role|position|job|opportunity|stelle|poste|puesto|functie"});
constexpr auto kAboutWords = std::to_array<Text>({"about|company|team|us|we|our|culture|values|story|uns|nous|nosotros|ons"});

constexpr std::array kHeadings = {
    TopicPatterns{Topic::Preferred, kPreferred},
    TopicPatterns{Topic::Required, kRequired},
    TopicPatterns{Topic::Responsibilities, kResponsibilities},
    TopicPatterns{Topic::Role, kRole},
    TopicPatterns{Topic::Neutral, kNeutral},
    TopicPatterns{Topic::Benefits, kBenefits},
    TopicPatterns{Topic::Pay, kPay},
    TopicPatterns{Topic::Application, kApplication},
    TopicPatterns{Topic::Legal, kLegal},
    TopicPatterns{Topic::About, kAbout},
    TopicPatterns{Topic::Chrome, kChrome},
};
constexpr std::array kKeywords = {
    TopicPatterns{Topic::Chrome, kChromeWords},
    TopicPatterns{Topic::Preferred, kPreferredWords},
    TopicPatterns{Topic::Benefits, kBenefitWords},
    TopicPatterns{Topic::Required, kRequiredWords},
    TopicPatterns{Topic::Legal, kLegalWords},
    TopicPatterns{Topic::Application, kApplicationWords},
    TopicPatterns{Topic::Responsibilities, kResponsibilityWords},
    TopicPatterns{Topic::Role, kRoleWords},
    TopicPatterns{Topic::About, kAboutWords},
};

}  // namespace

std::span<const TopicPatterns> heading_patterns() { return kHeadings; }
std::span<const TopicPatterns> heading_keywords() { return kKeywords; }

}  // namespace bespoke::job_description
