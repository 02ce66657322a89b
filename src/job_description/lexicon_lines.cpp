#include <array>

#include "job_description/lexicon.hpp"

namespace bespoke::job_description {
namespace {

using Text = std::string_view;

constexpr auto kLegal = std::to_array<Text>({
    "equal opportunity|opportunities|employment",
    // in capitals, as they are written: initials around a slash are one word
    "EEO|EEOC|EOE|AA/EEO|EEO/AA|AA/EOE|EOE/AA|EEO/M/F|EOE/M/F",
    "aa|affirmative_action employer",
    "without regard to",
    "regardless of your|their|any|age? "
    "race|gender|age|origin|sex|background|religion|colour|color|disability|ethnicity|sexual|identity",
    "race color|colour|ethnicity|religion|gender|sex|national",
    "sexual orientation|identity",
    "affirmative action",
    "applicants with severe|a? disabilities|disability",
    "welcome|welcomes|encourage|encourages|invites applications|applicants|candidates",
    "reasonable accommodation|accommodations|adjustments",
    "need adjustments|accommodations",
    "committed|commitment to <any>? diversity|inclusion|equality|safeguarding|creating|equal|building|promoting",
    "as part of our commitment",
    "background|criminal|reference|dbs|pre-employment check|checks|screening may|will|is|are|and <any>? <any>? <any>?",
    "is|are part of our|the|your recruitment|selection|hiring|onboarding? process",
    "protected veteran|characteristic|characteristics|class|status",
    "veteran status",
    "data protection|privacy|processing",
    "privacy policy|notice",
    "personal data",
    "gdpr|dsgvo|rgpd|avg",
    "all rights reserved",
    "schwerbehinderte|schwerbehinderung|chancengleichheit|gleichberechtigung",
    "unabhängig von",
    "égalité des chances",
    "igualdad de oportunidades",
    "job description is not intended",
    "may be subject|required to <any>? background|drug|security",
    "employment|offer is contingent|conditional",
    "is|are subject to",
    "e-verify|drug_test|drug-free_workplace",
});

constexpr auto kApplication = std::to_array<Text>({
    "call|phone|ring|text|whatsapp|contact|ask_for <any> <any>? on|at|via",
    "apply now|online|today|here|by|via|through|directly|with|at",
    "click <any>? apply",
    "send us? your|a|us|an? cv|resume|résumé|application|letter|covering|cover|details|email <any>?",
    "submit your|a|an cv|resume|application|cover",
    "email your cv|resume|application|us",
    "your cv|resume|application|covering|cover and|to|letter",
    "cover|covering letter",
    "to apply",
    "closing date",
    "applications close|must_be_received|will_close|are_due",
    "application deadline|process|form|deadline_is",
    "apply by|before|to",
    "deadline for applications|is",
    "req|requisition|job|vacancy|reference|ref|posting id|number|no|code|reference",
    "in the subject line",
    "please mention|quote|contact|apply|send|email|call|note|include|submit|visit",
    "no agencies|recruiters",
    "questions ask|contact|call|email|about|get_in_touch",
    "for|any further|more|informal information|enquiries|discussion|questions|details",
    "sounds like you|a_match",
    "sound like you",
    "we look forward to <any>? hearing|application|from|meeting",
    "looking forward to hearing|meeting|your",
    "interviews will|are|take",
    "shortlisted candidates",
    "only|successful candidates|applicants selected|shortlisted|will_be",
    "start date|immediately",
    "bewerben sie|dich",
    "ihre|deine bewerbung|bewerbungsunterlagen",
    "wir freuen uns auf",
    "envoyez|envoyer votre|cv <any>?",
    "envía|enviar|envíanos tu|cv <any>?",
    "stuur|solliciteer je|jouw|uw|direct|nu <any>?",
    "get in touch",
    "apply|application link|button",
});

constexpr auto kPay = std::to_array<Text>({
    "salary|remuneration|gehalt|salaire|salario|pay "
    "range|is|of|band|from|circa|up_to|between|depending|commensurate|negotiable|scale|grade|package|<number>",
    "salary|pay|remuneration|vergütung|gehalt",
    "a|per year|annum|hour|month|week|day depending|plus|gross|dependent|pro_rata|doe|ote?",
    "depending on experience",
    "ote|p.a|pro_rata|brutto|bruto|brut",
});

constexpr auto kBenefits = std::to_array<Text>({
    "paid|annual holiday|holidays|vacation|leave|time_off|sick|parental|lunch|breaks",
    "days|weeks of|paid|annual? holiday|holidays|vacation|leave|annual|pto",
    "health|dental|medical|life|vision|private insurance|cover|coverage|plan|care",
    "pension|401k|401|retirement|provident scheme|plan|contribution|contributions|match|k|matching?",
    "free lunch|lunches|coffee|fruit|parking|meals|meal|drinks|snacks|food|breakfast|uniform|gym|membership",
    "fresh fruit",
    "staff|employee|member discount|discounts|benefits|referral|assistance|stock",
    "discounts|discount at|on|with|for|of",
    "company|job|e bike|car|phone|laptop|pension|events|parties|shares",
    "flexible|flexi working|hours|work|time|schedule|schedules|arrangements",
    "learning|training|education|development|wellness|wellbeing|home-office|conference "
    "budget|allowance|stipend|fund|opportunities",
    "personal|professional|career development|growth|progression opportunities|plan|budget|path",
    "opportunity|opportunities|room to|for grow|growth|progression|advancement|career|professional|promotion|learn",
    "working from abroad|home",
    "home office",
    "work-life balance",
    "season ticket|bonus|tickets",
    "public transport",
    "competitive|attractive|generous|excellent "
    "salary|pay|package|compensation|benefits|holiday|remuneration|pension|wage|rates|bonus|annual",
    "signing|sign-on|annual|performance|referral|yearly|christmas|retention bonus|bonuses",
    "stock|share options|option|plan|scheme",
    "equity|espp|rsus",
    "gym membership|subsidy",
    "dog|pet friendly office?",
    "friendly|supportive|collaborative|inclusive|great|international|diverse "
    "team|environment|atmosphere|culture|colleagues|workplace",
    "team events|building|lunches|outings",
    "you'll|you_will receive|get|enjoy|benefit",
    "we offer|provide|give|pay|support|cover|will_pay|reimburse",
    "parental|maternity|paternity|sick|sabbatical leave|pay",
    "urlaubstage|urlaub|altersvorsorge|betriebliche|jobticket|obstkorb|homeoffice|weihnachtsgeld|urlaubsgeld|diensthandy|"
    "firmenwagen",
    "tickets restaurant|resto",
    "mutuelle|télétravail|rtt",
    "vacaciones|teletrabajo|seguro_médico|vakantiedagen|pensioen|reiskostenvergoeding|leaseauto",
    "relocation support|package|assistance",
    "visa sponsorship",
});

constexpr auto kAbout = std::to_array<Text>({
    "founded in|by",
    "established in",
    "since <number>|18|19|20",
    "our mission|vision|values|company|story|culture|customers|clients|history|purpose",
    "we are|we're a|an|the|one|proud|growing|looking_forward|passionate|part",
    "is|are a|an|one|the <any>? <any>? <any>? "
    "company|leader|leading|provider|business|firm|organisation|organization|agency|school|hospital|manufacturer|retailer|group|"
    "startup|start-up|charity|practice|supplier|team|family",
    "leading|award-winning provider|company|manufacturer|team|supplier|firm",
    "more than|over <any> people|employees|customers|clients|colleagues|offices|countries|staff|locations|years_of_history",
    "customers|offices|employees|clients|people|sites in|across|worldwide|on <any>? <any>? countries|sites|world|locations?",
    "about us",
    "has grown|been_serving|serves|served|operates|employs",
    "family-owned|family-run|family_business",
    "we|they care|believe|value|like|love|serve|operate|employ|build|make|help|run",
    "you_will|you'll|you_would join|report|be_part|be_joining|become_part|be_reporting|work_closely_with|be_based",
    "reports|reporting to",
    "position|role is|replaces|reports|will_be|sits new|full|a|part|permanent|temporary|based|open?",
    "is looking for|seeking|hiring|recruiting",
    "are you ready|looking",
    "we are|we're looking|seeking|hiring|recruiting|searching for|a|an?",
    "join our|us|the|a",
});

constexpr auto kResponsibility = std::to_array<Text>({
    "you|you'll will? also? be? "
    "responsible|accountable|in_charge|tasked|leading|working|managing|supporting|helping|building|designing|developing|"
    "preparing|running|handling|ensuring|providing|assisting|coordinating|overseeing|teaching|planning|maintaining|caring|"
    "monitoring|creating",
    "responsible|accountable for",
    "responsibilities|duties|tasks include|are|will_include|range",
    "the|this role|job|position|post involves|includes|entails|covers|will_involve|will_include",
    "in this role|position|job|post",
    "as <any> <any>? <any>? you_will|you'll|you_are",
    "you_will|you'll|you_would",
    "your tasks|job|day|work|duties|mission will|is|includes|include",
    "du wirst|bist_verantwortlich|übernimmst|unterstützt|arbeitest|betreust|entwickelst",
    "sie werden|übernehmen|unterstützen|betreuen|verantworten|entwickeln",
    "vous serez|êtes_responsable|participez|assurez|gérez",
    "serás responsable|el_responsable",
    "je bent verantwoordelijk",
});

constexpr auto kRequirement = std::to_array<Text>({
    "experience|expertise|proficiency|proficient|familiarity|familiar|fluency|competence in|with|of|using|as|on|at",
    "experienced|skilled|confident|proficient|competent|versed in|with|at",
    "knowledge|understanding|command|grasp|mastery of|in",
    "skills in|with|required",
    "<number> @years of|in|experience|professional|relevant|as|with",
    "@years of? <any>? experience",
    "ability|able to",
    "you "
    "have|hold|possess|bring|know|understand|must|should|need|can|speak|are_a|are_an|are_able|are_familiar|are_comfortable|have_"
    "a",
    "you've probably|likely|already|ideally? got|worked|used|built|done|led|managed|run|written|handled|taught|also",
    "you write|code|use|operate",
    "somebody|someone that|who has|have",
    "know|knows your way round|around",
    "must|should have|be|hold|possess",
    "must-have|required|needed|essential|mandatory|a_must",
    "preferred|desirable|a_plus|an_advantage|nice_to_have|a_bonus|an_asset|ideally|preferably",
    "we expect|require|are_looking_for_someone|look_for|need|ask_for",
    "candidates|applicants|candidate|applicant must|should|will|with|need",
    "ideal candidate|candidates",
    "successful candidate|candidates|applicant",
    "licence|license|certificate|ticket|experience|qualification needed|wanted|necessary",
    "exposure to",
    "if you|you've|you_have ever|also? touched|seen|used|worked_with|done|played_with",
    "degree|diploma|qualification|certificate|certification|licence|license in|as|from|or|required",
    "qualified|certified|registered|licensed as|in|with|by|nurse|accountant|teacher|engineer|electrician|public",
    "bachelor|bachelors|bachelor's|master's|phd|bsc|msc",
    "track record",
    "erfahrung|erfahrungen|kenntnisse|ausbildung|studium|berufserfahrung",
    "expérience|maîtrise|connaissance|connaissances|diplôme",
    "experiencia|conocimientos|titulación|dominio",
    "ervaring|kennis|diploma",
});

constexpr auto kChrome = std::to_array<Text>({
    "we use cookies",
    "cookies|cookie",
    "log|sign in|up",
    "accept all",
    "share|save|print this job|vacancy",
    "view all|similar|more jobs|vacancies",
    "terms privacy|imprint|conditions",
    "terms and|of conditions|use|service",
    "posted <any> <any>? <any>? ago",
    "<number> applicants",
    "skip to content|main",
    "back to jobs|search|results|vacancies",
});

constexpr std::array kCues = {
    TopicPatterns{Topic::Legal, kLegal},
    TopicPatterns{Topic::Application, kApplication},
    TopicPatterns{Topic::Pay, kPay},
    TopicPatterns{Topic::Benefits, kBenefits},
    TopicPatterns{Topic::Chrome, kChrome},
    TopicPatterns{Topic::About, kAbout},
    TopicPatterns{Topic::Required, kRequirement},
    TopicPatterns{Topic::Responsibilities, kResponsibility},
};

}  // namespace

std::span<const TopicPatterns> sentence_cues() { return kCues; }

}  // namespace bespoke::job_description
