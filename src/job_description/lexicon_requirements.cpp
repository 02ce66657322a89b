#include <array>

#include "job_description/lexicon.hpp"

namespace bespoke::job_description::lexicon {
namespace {

using Text = std::string_view;

constexpr auto kCarrierTexts = std::to_array<Text>({
    // "you should have proven and recent experience in the use of"
    "@subject* @have* @article? @adjective* and|or|und|et|y|en? @adjective* @noun @preposition",
    "@subject* @have* @article? @adjective* @noun and|or|und|et|y|en @adjective* @noun @preposition",
    "@subject* @have* @article? @adjective* @noun @preposition the|a? use|field|area|fields|areas|principles|basics of",
    "@subject* @have* @article? @adjective* @noun working|dealing|being "
    "with|in|on|as|at|within|across|directly_with|closely_with|for|around?",
    "@subject* @have* @article? @adjective* @noun gained|acquired|obtained in|with|as|at",
    "@subject* @have* @article? @adjective* @noun how to",
    "@subject* @have* @article? @adjective* @noun @preposition how to?",
    // "you are very comfortable with"
    "@subject* @have* very|highly|really|fully|extremely|equally|already|fairly? @sure and|or? @sure? @preposition",
    "@subject* @have* very|highly|really|fully? @sure and? @sure? working|dealing? with|in|on",
    // "you have worked with"
    "@subject* @have* previously|already|ideally|preferably|successfully|personally? "
    "worked|working|work|dealt|experimented|engaged|played "
    "extensively|closely|directly|professionally? with|on|in|for|as|within|alongside",
    "@subject have|has|you've|'ve already|previously|successfully|ideally|personally|actually? "
    "used|built|designed|run|led|managed|written|shipped|handled|practised|practiced|done|performed|seen|gained|acquired|"
    "mastered|completed|"
    "delivered|taught|maintained|operated|passed|obtained|learned|learnt",
    "you've already|previously|successfully|probably|likely|ideally? "
    "used|built|designed|run|led|managed|written|shipped|handled|practised|practiced|done|performed|"
    "gained|mastered|delivered|taught|maintained|operated",
    "@subject* someone|somebody|a_person that|who has|have handled|used|built|run|led|managed|done",
    "know|knows your way round|around",
    "@subject know|knows|understand|understands|speak|speaks|enjoy|enjoys|love|like|master|use|can|thrive_on|appreciate|operate "
    "your_way_around?",
    "know_your_way_around|knows_your_way_around",
    "@subject* @have* @article? @adjective* ability|able|capacity|capability|aptitude|willingness|willing to",
    "@subject* @have* @article? @adjective* ability|capacity|talent for|in",
    "@subject* @have* @article? @adjective* grounding|foundation|basis|understanding|insight|interest|track_record|competence "
    "in|of|into",
    "@subject* @have* @article? @adjective* evidence|examples|record|portfolio of",
    "@subject* @have* @article? @adjective* training|coursework|internship|internships in",
    "@subject have|has|bring|possess|hold|holds|need|needs @article? @adjective*",
    "must|should|will have|possess|hold|bring @article? @adjective*",
    "first|initial|some|basic contact|steps|insights with|in|into",
    "at_home with|in",
    "hands-on|hands_on with|in|on",
    "a working|basic|good|strong|solid command|knowledge|grasp of",
    "working|basic knowledge|command|grasp|understanding of",
    "knowing|mastering|handling how_to?",
    "understanding of|how_to",
    "@subject @have* @adjective*",
    "it|this|the job|role|position requires|involves",
    "who has|have|is|are|can|knows @article? @adjective*",
    "the ability to",
    // items under "It is essential that you:"
    "have|has|hold|holds|possess|possesses @article? @adjective*",
    "have|has already|previously|ideally? "
    "used|built|designed|run|led|managed|written|handled|completed|delivered|taught|maintained|operated",
    "are|is|be an?",
    "are|is|be committed|dedicated to",
    "know|understand|can|an",
    "strong|excellent|solid|proven|outstanding|exceptional|demonstrable|demonstrated|proficient",
    "use of",
    // German, French, Spanish, Dutch
    "@article? @adjective* und? @adjective* @noun im umgang mit",
    "@subject* @have* @adjective* @noun und @adjective* @noun @preposition",
    "im|den umgang mit",
    "du|sie hast|haben|bringst|bringen|kannst|können|beherrschst|beherrschen|kennst|kennen|verfügst|verfügen über? @article? "
    "@adjective*",
    "vous avez|maîtrisez|connaissez|justifiez|disposez|possédez d'une|de|d'|une|un|des|le|la|les? @adjective* "
    "expérience|connaissance|maîtrise? de|en|dans|avec|du|des|d'?",
    "@article? @adjective* expérience|connaissance|connaissances|maîtrise @adjective* de|du|des|d'|en|dans|avec|sur",
    "une? @adjective* expérience @adjective* dans|en|de|d'",
    "@article? experiencia|conocimiento|conocimientos|dominio|manejo @adjective* en|con|de|del|sobre",
    "tienes|aportas|cuentas con? @article? experiencia|conocimientos? @adjective* en|con|de?",
    "je|u hebt|heeft|bent|beheerst|beschikt over|bekend_met|ervaren_in|ervaring_met|ervaring_in|kennis_van? @article? "
    "@adjective*",
});

constexpr auto kGerundCarrierTexts = std::to_array<Text>({
    "@subject* @have* @article? @adjective* and|or? experience|expertise|track_record|ability|proficiency|confidence|competence",
    "@subject* @have* skilled|experienced|successful|comfortable|proficient|confident|competent|adept",
});

constexpr auto kQualityTexts =
    std::to_array<Text>({"@subject* @have* @article? very|highly|really? @adjective and? @adjective*"});

constexpr auto kYearsTexts = std::to_array<Text>({
    "@subject* @have* @atleast? <number> to|or|and|bis|à|a|tot? <number>? plus|or_more|full|complete|and_more? @years "
    "or_more|plus|minimum|and_above|and_over? "
    "of? @adjective* and? @adjective* @noun? and? @noun? @preposition?",
    "@subject* @have* @adjective* @noun of @atleast? <number> to|or? <number>? @years @preposition?",
    "@subject* @have* @atleast? <number> to? <number>? @years of? @adjective* @noun working|dealing with|in|on|as|at?",
    "@atleast? <number> @years or_more? work|working|job|on-the-job|hands-on|career|in-house experience|practice? @preposition?",
    "@subject* @have* @atleast? <number> to? <number>? @years of? @adjective* practice|work|employment|service @preposition?",
    "@subject* @have* worked|been_working|spent @atleast? <number> plus? @years working? @preposition?",
    "@atleast? <number> jahre|jahren @adjective* berufserfahrung|erfahrung|praxis? @preposition?",
    "@atleast? <number> ans|années @adjective* d'expérience|expérience? @preposition?",
    "d'|de? @atleast? <number> ans|années d'expérience? @preposition?",
    "experiencia|expérience mínima|minimum|minimale? de @atleast? <number> años|ans|années @preposition?",
    "@atleast? <number> años de? experiencia? @preposition?",
    "@atleast? <number> jaar @adjective* ervaring|werkervaring? @preposition?",
    "@subject* @have* @atleast? <number> months of? @adjective* <any>? @noun @preposition?",
    "several|many|few @years of? @adjective* @noun? @preposition?",
    "a_few|a_couple_of|couple_of @years of? @adjective* @noun? @preposition?",
});

constexpr auto kTrailerTexts = std::to_array<Text>({
    "@adjective* "
    "skills|skill|experience|knowledge|expertise|proficiency|abilities|know-how|background|competence|competency|competencies|"
    "ability|understanding|exposure",
    "work|working|practical|professional|hands-on experience",
    "skills|knowledge and experience|knowledge|expertise|abilities|understanding",
    "experience or knowledge|equivalent|similar",
    "or equivalent|comparable|similar experience|combination_of_education_and_experience",
    "kenntnisse|erfahrung|erfahrungen|grundkenntnisse|ervaring|kennis",
});

constexpr auto kAdverbialTexts = std::to_array<Text>({
    "before|already|previously|in_the_past|on_the_job|in_practice|in_production|in_daily_work|in_your_daily_work|day_to_day|on_a_"
    "daily_basis",
    "at|to a|an professional|high|advanced|expert|good|working level|standard",
    "in a|an professional|commercial|business|similar|comparable|production|fast-paced|related "
    "setting|environment|context|role|position",
    "gained in a|an? <any> <any>? environment|setting|context|role",
    "at|to an? advanced|expert|native|basic|intermediate level",
});

constexpr auto kPreferredMarkTexts = std::to_array<Text>({
    "is|are? not required|essential|necessary|mandatory|needed|a_must but would_be|is|are|will_be? "
    "a|an|highly|strongly|very|nice|great? @plus|@welcome",
    "would|will|could|may|might also? be highly|very|strongly|particularly|really|also? a|an? @welcome|@plus",
    "would|will be @article? <any> @plus",
    "@be also? highly|very|strongly|particularly|really? @welcome",
    "@be also? considered|seen|viewed|regarded? as? a|an <any>? @plus",
    "would|will? counts?|count in your favour",
    "a|an|as_a|as_an <any>? @plus",
    "highly|strongly? "
    "regarded|valued|preferred|preferable|desirable|desired|beneficial|advantageous|appreciated|welcome|optional|ideal|ideally|"
    "preferably|nice-to-have|nice_to_have|good_to_have|bonus|plus",
    "@plus",
    "@be? highly|very|also? "
    "desirable|useful|helpful|nice|preferred|welcome|beneficial|advantageous|good|ideal|an_advantage|a_plus|a_bonus "
    "but|though not|never strictly|absolutely? required|essential|necessary|mandatory|needed|expected|a_must",
    "not essential|required|mandatory but helpful|useful|desirable|preferred|welcome|nice|beneficial",
    "@be? preferred|preferable|desirable|ideal|useful|helpful|beneficial|an_advantage|a_plus but|though|although|however "
    "full|some|on-the-job|all? training|support|help|coaching is|will_be|can_be? given|provided|available|offered",
    "that|this|it? would|will be? lovely|great|nice|brilliant|fantastic but? don't|do_not|no? sweat|worry|worries|fret? "
    "it|about_it?",
    "helps|will_help|would_help|welcome|is_a_plus|for_bonus_points|bonus_points",
    "bonus points|if? for|you|you've|if? have?",
    "we'd|we_would love|like it? if? you? have?|know? ",
    "ist|sind|wäre|wären von_vorteil|wünschenswert|ein_plus|ein_pluspunkt|willkommen|hilfreich|gern_gesehen|ideal|optional",
    "von_vorteil|wünschenswert|idealerweise|gerne|gern|optional",
    "sera|serait|est|seraient|sont un|une|très|fortement|vivement|bien? "
    "plus|atout|apprécié|appréciée|appréciés|appréciées|souhaité|souhaitée|souhaités|bienvenu|bienvenue",
    "un|serait_un|est_un plus|atout",
    "souhaité|souhaitée|souhaités|apprécié|appréciée|idéalement|facultatif",
    "es|será|sería un|una|muy? plus|ventaja|deseable|valorable|valorado",
    "se valorará|valora|valorarán|valoran|valorará_positivamente",
    "deseable|valorable|preferible|preferiblemente|idealmente|opcional",
    "is|zijn een? pré|pre|plus|pluspunt|gewenst|mooi_meegenomen|meegenomen",
    "een_pré|een_pre|gewenst|bij_voorkeur|mooi_meegenomen|pré",
});

constexpr auto kRequiredMarkTexts = std::to_array<Text>({
    "@be absolutely|strictly|also? @needed",
    "absolutely|strictly? required|essential|mandatory|must-have|must_have|a_must|necessary|needed|compulsory|prerequisite|"
    "non-negotiable|crucial|vital",
    "ist|sind? zwingend|unbedingt|absolut? erforderlich|notwendig|voraussetzung|vorausgesetzt|pflicht|ein_muss",
    "setzen wir voraus",
    "est|sont requis|requise|requises|indispensable|indispensables|obligatoire|obligatoires|exigé|exigée|impératif|nécessaire",
    "requis|requise|indispensable|obligatoire|exigé|exigée|impératif",
    "es|son? imprescindible|imprescindibles|obligatorio|obligatoria|necesario|requerido|requerida|indispensable",
    "is|zijn? vereist|verplicht|noodzakelijk|een_must|een_vereiste",
});

constexpr auto kNegationTexts = std::to_array<Text>({
    "@be? not|never strictly|absolutely|always|a? "
    "required|necessary|needed|essential|mandatory|requirement|prerequisite|expected|must",
    "isn't|aren't strictly? required|necessary|needed|essential|mandatory|a_requirement|a_must",
    "no|without <any>? <any>? <any>? <any>? required|necessary|needed|is_required|are_required|is_needed|is_necessary",
    "no|without prior|previous|specific|formal|special|particular|industry <any>? <any>? "
    "experience|knowledge|qualification|qualifications|training|degree|background",
    "no experience|degree|qualifications|qualification|knowledge|certificate necessary|needed|required|in|of|with|at_all?",
    "you|candidates do_not|don't|needn't|do_not_need_to|don't_need_to|don't_have_to|do_not_have_to "
    "need|have|require|know|be|hold|worry",
    "we don't|do_not use|need|require|expect|plan",
    "no <any> <any>? <any>? please",
    "you need no",
    "no|without_the|without need for|of|to",
    "needn't|need_not have|be|know|hold|bring",
    "don't|do_not worry|need|have_to",
    "even if|without you|you've|experience",
    "nicht|nicht_zwingend erforderlich|notwendig|nötig|vorausgesetzt",
    "kein|keine|keinen <any> <any>? erforderlich|notwendig|nötig",
    "pas|aucune|aucun <any>? <any>? nécessaire|requis|requise|exigé|exigée|obligatoire",
    "no|sin es? <any>? <any>? necesario|necesaria|requerido|imprescindible|obligatorio",
    "niet|geen <any>? <any>? vereist|nodig|noodzakelijk|verplicht",
});

constexpr auto kRemarkTexts = std::to_array<Text>({
    "we|you|you'll|we'll|our|your|us|this|these|those|that|will|please|see|ask|note|who",
    "wir|sie|nous|vous|nosotros|wij",
});

constexpr auto kPreferredOpeningTexts = std::to_array<Text>({
    "if you|you've|you_have have? ever|also? touched|seen|used|worked_with|done|played_with",
    "ideally|preferably|optionally|idealerweise|gerne|idéalement|de_préférence|idealmente|preferiblemente|bij_voorkeur|idealiter",
    "nice|good to have",
    "se valora|valorará|valorarán positivamente? tener?",
    "von_vorteil|wünschenswert sind|ist|wären|wäre",
    "serait|un|est un? plus|atout",
    "a|een pré|pre|plus is",
    "it|it's|it_would would? be? a|an|also|very|great|nice @plus|@welcome if|to @subject* @have*",
    "bonus|extra points if|for? @subject* @have*",
    "bonus if|for @subject* @have*",
});
constexpr auto kExampleTexts = std::to_array<Text>({
    "such_as|like|including|incl|e.g|eg|i.e|for_example|for_instance|especially|particularly|notably|namely|z.b|zum_beispiel|wie|"
    "insbesondere|beispielsweise|tels_que|telles_que|comme|notamment|par_exemple|tales_como|como|por_ejemplo|zoals|bijvoorbeeld|"
    "ranging_from|from|between",
});
constexpr auto kDependentTexts = std::to_array<Text>({
    "which|who|that|where|when|including|incl|such|e.g|i.e|ideally|preferably|especially|particularly|notably|mainly|with|in|for|"
    "to|"
    "from|at|on|as|or|if|but|while|ensuring|not|both|either|so|because|since|also|plus|etc|"
    "idealerweise|insbesondere|vorzugsweise|oder|mit|bei|ou|notamment|idéalement|o|u|idealmente|of|bij",
});

constexpr auto kGenericExperienceTexts = std::to_array<Text>({
    "@preposition? @article? this|that|same|your? "
    "similar|comparable|related|relevant|equivalent|like|such|same|this|professional|full-time|paid|same? "
    "role|roles|position|positions|field|fields|job|jobs|area|areas|industry|sector|function|capacity|environment|discipline|"
    "post|level|setting|profession|domain|trade|business|work",
    "@preposition? @article? role|position|capacity|job|field|area|setting|industry like|similar|comparable|related|relevant to? "
    "@article? this|one?",
    "on the job",
    "in|of? work|working|employment|practice|service|the_workplace|the_role|industry|business|profession|a_team",
    "relevant|professional|practical|work|working|on-the-job|industry|post-qualification|hands-on|job|career|related|total|"
    "overall|prior|comparable|similar|equivalent|solid|full-time|proven|demonstrable|successful "
    "work|professional|practical|industry|working|job|relevant|related? "
    "experience|experiences|practice|background|employment|work|track_record",
    "experience|experiences|practice|qualified|post-qualified|pqe|post-qualification|professionally|minimum|berufserfahrung|"
    "erfahrung|d'expérience|expérience|experiencia|ervaring|werkervaring",
    "in vergleichbarer|ähnlicher|vergleichbaren position|funktion|rolle",
    "sur|dans un? poste|fonction similaire|équivalent|équivalente",
    "en puesto|puestos|posición similar|similares",
    "in een? vergelijkbare|soortgelijke functie",
});

constexpr auto kSoftTexts = std::to_array<Text>({
    "friendly|warm|open|helpful|welcoming|polite|patient|calm|kind|gentle|pleasant|courteous|confident|cheerful|caring "
    "way|manner|attitude|approach|personality|person|nature|demeanour|demeanor with|towards? "
    "people|customers|guests|patients|children|others|colleagues?",
    "way with people",
    "people|team|interpersonal|social|soft|communication|communicative|presentation|organisational|organizational|time-"
    "management|listening|analytical|problem-solving|problem_solving|verbal|written|oral|listening "
    "and? interpersonal|communication|presentation|organisational|organizational|problem-solving|analytical|social|people? "
    "skills|abilities|skill|player|person|competence|spirit|ability",
    "written|verbal|oral|spoken and|or|und|et|y? verbal|oral|written|spoken communication|communications|@language? "
    "skills|communication|ability?",
    "verbal|written|oral|effective|clear|excellent|good|strong communication|communications|communicator skills|abilities|style?",
    "interpersonal|communication|communicator|communicative",
    "written and|or? spoken <any>? @language? and? @language?",
    "written|spoken|conversational|business|fluent @language",
    "not|never afraid|shy|scared of <any> <any>? <any>? <any>?",
    "early|late|night starts|finishes|hours",
    "@adjective* written|spoken|conversational|business|fluent|native|professional|good|basic|very_good? @language "
    "speaker|skills|level|language|fluency|proficiency|b1|b2|c1|c2|a2 and|or? @language?",
    "@language language? skills|level|fluent|native|speaker|b1|b2|c1|c2|in_wort_und_schrift|courant|required|essential|fließend|"
    "verhandlungssicher|fluido|vloeiend|at_level|at_native_level",
    "fluent|fluency|native|proficient|proficiency|fließend|fließende|verhandlungssichere|gute|sehr_gute in|level? "
    "@language|french_and_english",
    "deutschkenntnisse|englischkenntnisse|sprachkenntnisse mindestens|auf? niveau? a2|b1|b2|c1|c2?",
    "fließendes|gutes|sehr_gutes|verhandlungssicheres @language",
    "it|computer literate|literacy",
    "say|saying no nicely|politely|kindly|gracefully?",
    "in wort und schrift",
    "team player|spirit|work|worker|orientation|fit|oriented",
    "teamwork|teamplayer|teamfähigkeit|teamfähig|team-player",
    "work|working|works|worker|thrive|operate|collaborate well|effectively|closely|both|independently|cooperatively? "
    "independently|autonomously|in_a_team|as_part_of_a_team|in_teams|within_a_team|in_a_small_team|on_your_own|with_others|under_"
    "pressure|to_deadlines|to_tight_deadlines|under_tight_deadlines|unsupervised|on_your_own_initiative|on_own_initiative|"
    "with_minimal_supervision|without_supervision|alone|as_a_team|in_a_fast_paced_environment|in_a_fast-paced_environment|with_"
    "people|flexibly",
    "self-motivated|self_motivated|self-starter|self_starter|self-driven|self-directed|motivated|motivation|driven|enthusiasm|"
    "enthusiastic|passion|passionate|energetic|energy|curious|curiosity|proactive|hardworking|hard-working|"
    "reliable|reliability|punctual|punctuality|trustworthy|trustworthiness|honest|honesty|integrity|discretion|empathy|"
    "empathetic|compassion|compassionate|caring|patience|patient_and|calm|resilient|resilience|flexibility|flexible|adaptable|"
    "adaptability|initiative|creativity|creative|humour|humor|ambitious|ambition|dedicated|dedication|committed|conscientious|"
    "diligent|organised|organized|well-organised|well-organized|assertive|assertiveness|tact|tactful|diplomacy|tenacity|dynamic|"
    "multitask|multi-task|multitasking|open-minded|open-mindedness|detail-oriented|detail_oriented|detail-orientated|meticulous|"
    "meticulousness|eager|willingness|mindset|attitude|smile|approachable|cheerful|polite|presentable|physically_fit|fit_and_"
    "healthy|"
    "zuverlässigkeit|zuverlässig|belastbarkeit|belastbar|einsatzbereitschaft|flexibilität|motiviert|engagiert|sorgfalt|"
    "sorgfältig|freundlich|freundliches_auftreten|"
    "rigueur|rigoureux|autonomie|autonome|dynamique|motivé|motivée|esprit_d'équipe|sens_du_relationnel|proactivo|proactiva|"
    "responsable|flexible|trabajo_en_equipo|flexibel|zelfstandig|teamspeler|enthousiast|stressbestendig",
    "attention|eye|eyes to|for detail|details|quality|accuracy",
    "high|strong work ethic|standards",
    "work|strong ethic",
    "positive|can-do|hands-on|can_do|professional|flexible|good|service "
    "attitude|mentality|mindset|approach|outlook|personality|manner",
    "sense of <any>",
    "analytical|interpersonal|organisational|organizational|problem-solving|decision-making|critical thinking?",
    "stay|stays|staying|remain|remaining|keep calm|composed|patient|cool|organised|organized|focused when|under? "
    "things|it|pressure? get|gets|is|are? hectic|busy|tough|rough?",
    "enjoy|enjoys|love|loves|like|likes working? with|helping? people|children|customers|others|teams",
    "good listener|communicator|judgement|judgment|manners|telephone_manner",
    "willingness|willing|ready|readiness|prepared|able|available|ability|happy|open|flexibility|bereitschaft to|zu|zur|zum "
    "travel|relocate|learn|work|commute|be|help|take|share|reisen|step|join|start|get|move|grow|stand|lift|walk|kneel",
    "travel|travelling|traveling up_to|within|for|between <number>",
    "travel|travelling|traveling up_to|within|to|of_the_time|required|internationally|occasionally|regularly|between",
    "reisebereitschaft|lernbereitschaft",
    "driving|driver|drivers|driver's|driver’s licence|license class? b?",
    "clean|full|valid|current|uk driving|driver's|drivers licence|license",
    "führerschein klasse? b?",
    "rijbewijs b?",
    "führerschein|permis_b|permis_de_conduire|carnet_de_conducir|carné_de_conducir",
    "right|eligible|eligibility|authorised|authorized|authorisation|authorization|legally|permit|permission to|authorized_to "
    "work",
    "work|residence permit|visa|authorization|authorisation",
    "dbs|background|criminal|police|crb|reference check|checks|record|clearance|record_check",
    "enhanced dbs",
    "over|at_least|minimum|aged 18|21 years? of_age|or_over|or_older?",
    "18|21 years of age|old",
    "lift|carry up_to? <number>",
    "communicate|communicates|communicating|express|work clearly|effectively|well|confidently|orally|verbally",
    "both? orally|verbally and in? writing|written",
    "weekends|weekend|evening|evenings|night|shift|shifts|early|late|on-call work|shifts|duty|availability",
    "shift|shifts|weekend|weekends availability|work|required",
    "rotating|variable|flexible|unsocial shifts|hours|schedule",
    "stand for long|extended|prolonged",
    "ability to learn|adapt|prioritise|prioritize|multitask|multi-task|communicate|listen|cope|thrive|meet_deadlines",
    "keen|eager|quick|fast|hungry to|learner learn?",
    "fast|quick learner",
    "thinking outside the box",
    "references available|required",
    "clean criminal|driving record",
    "physical fitness|stamina|strength",
});

/// Languages alone, as "Irish" or "German or French".
constexpr auto kLanguageTexts = std::to_array<Text>({"@language language? and|or|und|et|y? @language? language? skills?"});

constexpr auto kSchool = std::to_array<Text>({
    "high school|secondary_school|school_leaving diploma|certificate|education|degree|graduate|or_equivalent|qualification?",
    "gcse|gcses|a-levels|a_levels|ged|abitur|matura|mittlere_reife|fachabitur|schulabschluss|baccalauréat|bachillerato|secondary_"
    "education|leaving_certificate|vwo|havo",
});
constexpr auto kAssociate = std::to_array<Text>({
    "associate|associate's|associates|foundation degree",
    "hnd|hnc|btec|nvq|bts|dut|bac+2|mbo|fp|formación_profesional|ausbildung|berufsausbildung|lehre|apprenticeship|abgeschlossene_"
    "ausbildung|vocational_training|vocational_qualification",
    "diploma in|of|or|from|required",
    "diploma",
});
constexpr auto kBachelor = std::to_array<Text>({
    "bachelor|bachelors|bachelor's|llb|ll.b|bsc|b.sc|b.s|b.a|b.eng|beng|bba|bcom|b.com|btech|b.tech|b.e|b.e/b.tech|be/"
    "btech|b.tech/b.e|undergraduate_degree|hbo|bac+3|"
    "licenciatura|bachelorabschluss|bacheloropleiding",
    "bs|ba|bs/ba|ba/bs|bs/ms in|degree|or",
    "university|college|academic|relevant|related|technical|honours|honors|first|four-year|4-year|engineering|science|nursing|"
    "law|business|finance|accredited|teaching|education|higher degree|qualification|education",
    "relevant|completed|finished|recognised|first-class degree",
    "degree in|from|preferred|required|or|level|qualified|educated|is|with|essential|desirable",
    "degree-level|degree_level|educated_to_degree|graduate_degree",
    "studium|hochschulstudium|universitätsabschluss|hochschulabschluss|studienabschluss|fachhochschulstudium|studiengang|"
    "wirtschaftsstudium",
    "grado universitario|en|superior",
    "titulación|titulado|titulada|diplômé|diplôme|formation_supérieure",
    "hbo-opleiding|hbo_werk|universitair|hogeschool",
});
constexpr auto kMaster = std::to_array<Text>({
    "master|master's|masters degree|of|in|or|level|is|preferred|required",
    "bachelor or|and master",
    "j.d|juris_doctor|ll.m|masters|msc|m.sc|m.s|m.a|m.eng|meng|mtech|m.tech|mba|llm|bac+5|masterabschluss|postgraduate_degree|"
    "advanced_degree|"
    "graduate_degree|postgraduate_qualification|diplom",
    "école d'ingénieur|de_commerce",
    "wo-opleiding|master-opleiding",
});
constexpr auto kDoctorate = std::to_array<Text>({"phd|ph.d|doctorate|doctoral|dphil|doctorat|doctorado"});

constexpr auto kDegreeTable = std::to_array<DegreePatterns>({
    {DegreeLevel::School, kSchool},
    {DegreeLevel::Associate, kAssociate},
    {DegreeLevel::Bachelor, kBachelor},
    {DegreeLevel::Master, kMaster},
    {DegreeLevel::Doctorate, kDoctorate},
});

}  // namespace

const Patterns kCarriers = kCarrierTexts;
const Patterns kGerundCarriers = kGerundCarrierTexts;
const Patterns kQualities = kQualityTexts;
const Patterns kYears = kYearsTexts;
const Patterns kTrailers = kTrailerTexts;
const Patterns kAdverbials = kAdverbialTexts;
const Patterns kPreferredMarks = kPreferredMarkTexts;
const Patterns kRequiredMarks = kRequiredMarkTexts;
const Patterns kNegations = kNegationTexts;
const Patterns kRemarks = kRemarkTexts;
const Patterns kPreferredOpenings = kPreferredOpeningTexts;
const Patterns kExamples = kExampleTexts;
const Patterns kDependents = kDependentTexts;
const Patterns kGenericExperience = kGenericExperienceTexts;
const Patterns kSoft = kSoftTexts;
const Patterns kLanguages = kLanguageTexts;
const std::span<const DegreePatterns> kDegrees = kDegreeTable;

}  // namespace bespoke::job_description::lexicon
