#include <array>

#include "job_description/lexicon.hpp"

namespace bespoke::job_description {
namespace {

struct WordClass {
    std::string_view name, words;
};

constexpr std::array kClasses = {
    WordClass{"atleast",
              "at_least|minimum|minimum_of|a_minimum_of|minimum_of_at_least|min|over|more_than|around|approximately|approx|about|"
              "up_to|with|"
              "mindestens|mind|wenigstens|rund|au_moins|minimum_de|un_minimum_de|al_menos|mínimo|mínimo_de|como_mínimo|minimaal|"
              "ten_minste|minstens|tenminste"},
    WordClass{"years",
              "years|year|yrs|yr|years+|yrs+|years'|year's|jahre|jahren|jährige|ans|années|année|años|año|jaar|jaren|anni"},
    WordClass{"article", "a|an|the|any|der|die|das|den|dem|ein|eine|einen|einer|le|la|les|l'|un|une|el|los|las|una|de|het|een"},
    WordClass{
        "adjective",
        "strong|solid|excellent|good|great|very_good|proven|demonstrated|demonstrable|extensive|deep|broad|wide|practical|hands-"
        "on|"
        "hands_on|working|basic|sound|thorough|in-depth|in_depth|advanced|professional|prior|previous|significant|substantial|"
        "relevant|some|first-class|first_class|first|initial|general|fundamental|fluent|outstanding|exceptional|superior|"
        "considerable|direct|recent|"
        "verifiable|expert|expert-level|intermediate|commercial|industry|real-world|real|clear|similar|comparable|successful|"
        "well-developed|comprehensive|detailed|documented|post-qualification|post-qualified|keen|genuine|active|current|robust|"
        "firm|"
        "high_level_of|high_degree_of|level_of|full-time|paid|progressive|equivalent|additional|further|applied|rich|long|"
        "gute|guten|guter|sehr|fundierte|fundiertes|mehrjährige|mehrjähriger|erste|umfassende|praktische|einschlägige|"
        "nachgewiesene|ausgeprägte|ausgezeichnete|sichere|sicherer|vertiefte|relevante|hohe|bonne|bonnes|solide|solides|"
        "excellente|excellentes|première|premières|significative|confirmée|réussie|approfondie|approfondies|buena|buenos|buen|"
        "sólidos|sólida|amplia|amplio|amplios|demostrable|previa|avanzado|avanzados|goede|ruime|aantoonbare|gedegen|uitstekende|"
        "brede|relevante"},
    WordClass{
        "noun",
        "experience|experiences|proven_history|work_history|knowledge|understanding|skill|skills|track_record|track_records|"
        "background|familiarity|"
        "proficiency|expertise|exposure|command|grasp|ability|capability|capacity|competence|competency|competencies|"
        "fluency|confidence|aptitude|mastery|awareness|appreciation|know-how|interest|"
        "erfahrung|erfahrungen|kenntnisse|kenntnis|kenntnissen|grundkenntnisse|fachkenntnisse|berufserfahrung|verständnis|umgang|"
        "expertise|expérience|expériences|connaissance|connaissances|maîtrise|pratique|compétences|compétence|experiencia|"
        "conocimiento|conocimientos|dominio|manejo|habilidad|capacidad|ervaring|werkervaring|kennis|affiniteit|beheersing"},
    WordClass{
        "preposition",
        "in|with|of|on|to|for|using|as|at|within|across|around|about|from|mit|im|in_der|in_den|bei|beim|von|auf|en|de|du|des|d'|"
        "dans|avec|sur|à|con|sobre|del|met|van|in_het|op|als"},
    WordClass{
        "subject",
        "you|you're|you'd|you_must|you_should|you_will|you'll|you_would|you've|your|candidates|candidate|applicants|applicant|"
        "the_candidate|the_ideal_candidate|ideal_candidate|ideal_candidates|the_successful_candidate|successful_candidates|the_"
        "role|the_person|the_post|this_role|someone|"
        "someone_who|somebody_who|people_who|who|must|should|will|would|we_expect|we_require|we_need|we_look_for|we_are_looking_"
        "for|"
        "we're_looking_for|we_want|we_ask_for|we'd_like|looking_for|look_for|requires|require|it_requires|sie|du|wir_erwarten|"
        "vous|"
        "vous_avez|tu|tienes|usted|nous_recherchons|buscamos|je|jij|u|wij_vragen"},
    WordClass{
        "have",
        "have|has|having|bring|brings|bringing|possess|possesses|hold|holds|need|needs|demonstrate|demonstrates|offer|offers|"
        "show|shows|be|are|is|already|also|ideally|preferably|a_few|several|get|come_with|feel|haben|hast|verfügen_über|verfügst_"
        "über|besitzen|"
        "bringst|bringen|avez|êtes|disposez|justifiez|possédez|tienes|aportas|hebt|heeft|beschikt_over|bent"},
    WordClass{
        "sure",
        "confident|proficient|experienced|skilled|skilful|skillful|fluent|comfortable|familiar|competent|versed|well_versed|"
        "well-versed|knowledgeable|expert|adept|able|capable|trained|strong|good|great|excellent|up_to_date|at_ease|at_home|"
        "conversant|"
        "conversant|interested|willing|prepared|happy|effective|practised|practiced|sicher|versiert|vertraut|erfahren|à_l'aise|"
        "capable|capaz|ervaren|bekend|vertrouwd"},
    WordClass{
        "language",
        "english|german|french|spanish|dutch|italian|portuguese|polish|danish|swedish|norwegian|finnish|czech|russian|arabic|"
        "mandarin|chinese|japanese|korean|hindi|turkish|welsh|irish|englisch|deutsch|englischkenntnisse|deutschkenntnisse|"
        "französisch|spanisch|anglais|français|allemand|espagnol|inglés|español|alemán|francés|engels|nederlands|duits"},
    WordClass{
        "heading_word",
        "the|our|your|key|main|core|primary|principal|major|general|specific|typical|daily|essential|minimum|basic|job|role|"
        "position|"
        "post|technical|academic|educational|personal|professional|candidate|applicant|entry|eligibility|formal|mandatory|other|"
        "additional|further|employee|company|staff|team|some|of|and|day-to-day|leadership|clinical|operational|duties|experience|"
        "skill|skills|education|knowledge|person|selection|hard|must-have|these|this"},
    WordClass{"plus",
              "plus|bonus|advantage|asset|benefit|big_plus|huge_plus|strong_plus|definite_plus|real_plus|distinct_advantage|"
              "added_bonus|added_advantage|"
              "pluspunkt|vorteil|atout|ventaja|pré|pre|pluspunt"},
    WordClass{
        "welcome",
        "great|nice|helpful|good|ideal|beneficial|useful|appreciated|welcome|welcomed|preferred|preferable|desirable|desired|"
        "advantageous|optional|valued|nice_to_have|good_to_have|fantastic|awesome|wonderful|handy|favourable|considered_a_plus|"
        "considered_an_asset|considered_an_advantage|highly_desirable|highly_desired|highly_valued|highly_regarded|"
        "strongly_preferred|highly_preferred|looked_upon_favourably"},
    WordClass{"needed",
              "required|essential|mandatory|a_must|must_have|must-have|necessary|needed|expected|crucial|vital|compulsory|"
              "a_requirement|critical|imperative|non-negotiable|a_prerequisite"},
    WordClass{"be", "is|are|would_be|will_be|may_be|can_be|should_be|must_be|being"},
    WordClass{
        "occupation",
        "engineer|developer|manager|nurse|teacher|accountant|analyst|consultant|designer|assistant|officer|specialist|technician|"
        "administrator|coordinator|director|executive|representative|lead|scientist|architect|chef|cook|driver|mechanic|"
        "electrician|"
        "plumber|carpenter|clerk|cashier|lawyer|solicitor|attorney|paralegal|counsel|physician|doctor|therapist|pharmacist|"
        "paramedic|midwife|carer|caregiver|social_worker|worker|supervisor|operator|planner|buyer|recruiter|bookkeeper|auditor|"
        "controller|adviser|advisor|agent|associate|trainer|tutor|lecturer|professor|researcher|librarian|editor|writer|"
        "copywriter|journalist|translator|photographer|producer|marketer|strategist|programmer|tester|welder|machinist|fitter|"
        "foreman|surveyor|inspector|guard|cleaner|housekeeper|receptionist|secretary|concierge|waiter|waitress|bartender|barista|"
        "host|baker|butcher|gardener|farmer|pilot|stylist|hairdresser|intern|trainee|apprentice|head|president|principal|partner|"
        "owner|master|geologist|chemist|biologist|physicist|statistician|economist|psychologist|dentist|veterinarian|"
        "radiographer|hygienist|dispatcher|forwarder|picker|packer|warehouse_operative|operative|labourer|scheduler|estimator|"
        "ingenieur|ingenieurin|entwickler|entwicklerin|leiter|leiterin|mitarbeiter|mitarbeiterin|sachbearbeiter|pfleger|"
        "pflegefachkraft|pflegekraft|krankenpfleger|lehrer|lehrerin|buchhalter|buchhalterin|kaufmann|kauffrau|fahrer|koch|köchin|"
        "ingénieur|ingénieure|développeur|développeuse|responsable|infirmier|infirmière|comptable|technicien|chargé|chargée|chef|"
        "ingeniero|ingeniera|desarrollador|desarrolladora|enfermero|enfermera|contable|técnico|gerente|profesor|profesora|"
        "ontwikkelaar|verpleegkundige|medewerker|adviseur|docent|boekhouder|monteur|chauffeur"},
};

}  // namespace

std::string_view word_class(std::string_view name) {
    for (const auto& known : kClasses)
        if (known.name == name) return known.words;
    return {};
}

std::vector<std::string_view> word_class_names() {
    std::vector<std::string_view> names;
    for (const auto& known : kClasses) names.push_back(known.name);
    return names;
}

}  // namespace bespoke::job_description
