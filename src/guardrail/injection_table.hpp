#pragma once

#include <array>

#include "guardrail/rule_set.hpp"

namespace bespoke::guardrail {

inline constexpr WordGroup kWordGroups[] = {
    {"earlier",
     "previous|prior|above|earlier|preceding|foregoing|former|initial|original|existing|current|past|old|other|following|all|any|"
     "every|"
     "everything|your|my|these|those|system|safety|programmed|given|hidden|default|first|last|developer|own"},
    {"orders",
     "instructions?|prompts?|directions?|directives?|rules?|commands?|guidelines?|guidance|guardrails?|constraints|programming|"
     "training|orders?|context|messages?|text|content|policy|policies|restrictions|limitations|safeguards|conversation|task|"
     "tasks|criteria"},
    // Narrower: what only machines are given.
    {"prompts",
     "instructions?|prompts?|directives?|guidelines|guardrails?|programming|commands|orders|system message|rules|safeguards"},
    {"ai",
     "ai|a i|llm|llms|gpt|chatgpt|gpt 4|claude|gemini|copilot|bard|llama|mistral|chatbot|chatbots|language models?|large "
     "language models?|"
     "artificial intelligence|ai models?|ai assistants?|ai systems?|ai agents?|ai tools?|ai recruiters?|ai reviewers?|ai "
     "screeners?|"
     "ai evaluators?|robot|bot|bots|resume parsers?|cv parsers?|resume screeners?|screening "
     "(?:software|tool|bot|algorithm|system|model)|"
     "ats|applicant tracking systems?|automated (?:systems?|reviewers?|screeners?|recruiters?|evaluators?|assistants?)|"
     "hiring (?:algorithm|bot|model|system)|scoring (?:model|system|engine)|ranking (?:model|system|engine)|parser|neural "
     "network"},
    {"machine",
     "model|assistant|system|agent|bot|tool|evaluator|recruiter|screener|reviewer|parser|reader|algorithm|software|program|"
     "language model|chatbot|engine|machine"},
    {"person", "candidates?|applicants?|resumes?|cvs?|curriculum vitae|profile|application|person|submission|individual"},
    {"best",
     "highest|higher|top|best|first|perfect|perfectly|excellent|ideal|outstanding|exceptional|exceptionally|strongest|maximum|"
     "max|"
     "number one|hired?|strong hire|fully qualified|overqualified|qualified|recommended|shortlisted|accepted|approved|10|100|5 "
     "stars|a plus|"
     "suitable|strong|great|superior|unmatched|above|full marks|must hire|no 1|most"},
    {"reply", "responses?|answers?|reply|replies|output|outputs|completions?|generated text|generation"},
};

inline constexpr std::string_view kOverride = "It tells a machine to set its instructions aside.";
inline constexpr std::string_view kVerdict = "It asks a machine for a verdict on the candidate.";
inline constexpr std::string_view kAddress = "It speaks to a machine instead of a person.";
inline constexpr std::string_view kPersona = "It gives a machine another role or frees it from its rules.";
inline constexpr std::string_view kLeak = "It asks a machine for its own instructions.";
inline constexpr std::string_view kSend = "It asks a machine to send data elsewhere.";
inline constexpr std::string_view kForge = "It asks a machine to change what a resume says.";
inline constexpr std::string_view kReply = "It tells a machine what to answer.";
inline constexpr std::string_view kEncoded = "It hides words in a code.";
inline constexpr std::string_view kTool = "It imitates the call of a tool.";

inline constexpr WordRule kInjectionRules[] = {
    // --- set instructions aside
    {Concern::Injection, "override-instructions",
     "ignore|disregard|forget|override|bypass|neglect|discard|dismiss|overrule|supersede|nullify|void|cancel|erase|abandon|"
     "ignoring|disregarding|forgetting|overriding|bypassing|overwrite",
     "@4(?:previous|previously|prior|above|earlier|preceding|foregoing|former|initial|original|existing|your|my|these|those|"
     "system|safety|"
     "hidden|developer|own|all|any|every|past|following) @3(?:#prompts|system prompt) ",
     kOverride},
    {Concern::Injection, "override-instructions", "ignore|disregard|forget|discard|overlook",
     "@2(?:everything|anything|all|whatever|what) "
     "@2(?:above|before|previous|previously|said|told|learned|learnt|written|preceding|prior|earlier|you were told|you "
     "know|came|read) ",
     kOverride},
    {Concern::Injection, "override-instructions", "ignore|disregard|forget|discard|overlook",
     "(?:(?:all|the|any|your) )*(?:above|prior|previous|preceding|earlier|foregoing) (?:\\. |: |and |#orders |requirements |job "
     "|evaluation |scoring |criteria |$)",
     kOverride},
    {Concern::Injection, "override-instructions", "ignore|disregard|forget|discard|overlook",
     "(?:your|all|the|any) (?:(?:job|screening|evaluation|scoring|matching|hiring|selection|ranking) "
     ")+(?:requirements|criteria|instructions|rules|rubric|guidelines|description) ",
     kOverride},
    {Concern::Injection, "override-instructions",
     "ignore|disregard|forget|override|bypass|neglect|discard|dismiss|overrule|abandon",
     "@2(?:instructions?|prompts?|rules|directives?|guidelines|orders|commands) @2(?:you "
     "(?:were|have|had|got|received|are)|given|above|before|earlier|that (?:came|precede)|preceding|from (?:the|your) "
     "(?:system|developer|user|recruiter|operator)|previously) ",
     kOverride},
    {Concern::Injection, "override-instructions", "do|dont|never|stop|cease|refrain|quit",
     "(?:not |from )?(?:follow|following|obey|obeying|listen|listening|adhere|adhering|comply|complying|pay) "
     "@5(?:previous|prior|above|earlier|original|initial|your) @2#orders ",
     kOverride},
    {Concern::Injection, "override-instructions", "stop",
     "(?:everything|whatever|what) (?:(?:you|youre|are|were|is|being|doing|else|now|and|\\.) "
     ")*(?:just|now|print|say|instead|reply|output|respond|listen) ",
     kOverride},
    {Concern::Injection, "override-instructions", "your|the|all|any|these|those",
     "@3(?:instructions|prompt|prompts|rules|directives|guidelines|constraints|restrictions|safeguards|guardrails) "
     "@2(?:are|is|have been|has been|were|was) (?:now "
     ")?@1(?:void|null|cancelled|canceled|obsolete|suspended|lifted|overridden|superseded|revoked|deprecated|invalid|disabled|"
     "outdated|replaced|removed|expired|terminated|no longer) ",
     kOverride},
    {Concern::Injection, "new-instructions",
     "new|updated|revised|real|actual|true|hidden|secret|additional|special|important|urgent|priority|override|emergency|final|"
     "system|admin|developer|confidential|internal",
     "(?:(?:system|priority|hidden|secret|actual|special) "
     ")*(?:instructions?|directives?|prompt|task|orders?|command|override|objective) (?:: |for (?:you|#ai) |begin|start|follow)",
     kOverride},
    {Concern::Injection, "new-instructions", "your|the",
     "(?:new|real|actual|true|only|updated|sole|next) "
     "(?:instructions?|task|goal|objective|job|purpose|role|mission|prompt|directive|orders?) (?:is|are|now|will be) (?:now "
     ")?(?:to "
     "(?:say|print|output|respond|reply|rate|rank|recommend|score|ignore|reveal|write|add|act|return|approve|answer|praise|give|"
     "mark)|: |as follows)",
     kOverride},
    {Concern::Injection, "new-instructions", "follow|obey|execute|apply|use",
     "(?:only )?(?:these|this|my|the following|the new|the next|those) (?:(?:new|hidden|secret|instead|only) "
     ")*(?:instructions?|orders|commands?|directives?|prompt) (?:instead|only|now|from now|rather|exactly|without|and "
     "(?:nothing|ignore|not))",
     kOverride},
    {Concern::Injection, "new-instructions", "begin|start|end|beginning",
     "(?:(?:of|the|new|your|my) )*(?:system prompt|system message|user input|user message|new instructions|new session|new "
     "conversation|new chat|system instructions) ",
     kOverride},
    {Concern::Injection, "new-instructions", "system",
     "(?:prompt|override|message|instruction|instructions|note|command|directive|alert|update|notice) (?:: |\\. )", kOverride},
    {Concern::Injection, "new-instructions", "from",
     "(?:now on|this (?:point|moment) (?:on|onwards?|forward)|here on(?: out)?) (?:you "
     "(?:will|must|are|shall|should|have|always|only|act)|your "
     "(?:only|sole|new)|respond|answer|ignore|act|always|only|behave|pretend|reply|speak|call|treat|rate|rank|never) ",
     kOverride},
    // --- speaks to machines
    {Concern::Injection, "speaks-to-machines", "as",
     "(?:an?|the) #ai (?:(?:designed|trained|built|tasked|made) @4)?(?:you|i|please|it is|always|never|my|your|im|youre|we) ",
     kAddress},
    {Concern::Injection, "speaks-to-machines", "if|when|since|because|should",
     "(?:you are|youre|you re|you happen to be|you be|this (?:is|was|text is) "
     "@2(?:read|processed|evaluated|reviewed|parsed|screened|scanned) by|you as|reviewed by|read by|parsed by|processed "
     "by|evaluated by) (?:an? |any |the )?#ai (?:#machine )?(?:\\. |: "
     "|you|i|reading|processing|evaluating|reviewing|screening|parsing|please|ignore|add|include|write|then|say|rate|rank|"
     "recommend|mention|or (?:an? )?(?:automated|#ai)|and "
     "(?:you|ignore|not)|instead|respond|reply|tell|put|state|it|that|give|do|must|always|skip|stop|start|list|this|of "
     "any|score|set|mark|treat|output|return|note|know|accept|never|the)",
     kAddress},
    {Concern::Injection, "speaks-to-machines",
     "note|message|attention|instruction|instructions|memo|hint|warning|notice|directive|directives|command|commands|request|"
     "reminder|info|information|addressed|appeal|word",
     "(?:to|for) @1(?:the |any |all |every |our |your )?#ai (?:: |\\. "
     "|reading|processing|evaluating|reviewing|screening|parsing|who|that|which|only|and (?:any|all|other)|or "
     "(?:any|other|automated)|you|please|ignore|the|this|rate|rank|give|must|should|add|use|do|when|in "
     "this|analyzing|analysing|tools |systems |models |$)",
     kAddress},
    {Concern::Injection, "speaks-to-machines",
     "note|message|instruction|instructions|memo|hint|warning|notice|directive|command|reminder",
     "(?:to|for) (?:the |any |all )?#machine (?:: |(?:reading|processing|reviewing|evaluating|parsing|screening) (?:this|the|my) "
     ")",
     kAddress},
    {Concern::Injection, "speaks-to-machines", "dear|hey|hello|hi|attention|listen|ok|okay|yo|greetings",
     "(?:(?:to|all|any|the|every|friendly|fellow|free|up|you|there) )*#ai (?:#machine )?(?:: |\\. "
     "|reading|processing|reviewing|evaluating|please|you|i|this|ignore|rate|rank|recommend|reviewer|screener|and|or|of|$)",
     kAddress},
    {Concern::Injection, "speaks-to-machines",
     "ai|llm|llms|gpt|chatgpt|assistant|assistants|bot|bots|model|models|systems|robots|algorithm|algorithms|parsers|chatbots",
     "(?:(?:models?|assistants?|systems?|agents?|tools?|recruiters?|screeners?|reviewers?|evaluators?|parsers?|bots?|software) "
     ")?(?:which is |which are |that is |that are |who is |currently "
     ")?(?:reading|processing|reviewing|evaluating|parsing|screening|summari[sz]ing|scoring|ranking|analy[sz]ing|assessing|"
     "grading) (?:this|these|my|the (?:resume|cv|candidate|application|document|text)) ",
     kAddress},
    {Concern::Injection, "speaks-to-machines", "ai|llm|chatgpt|gpt|claude|gemini|copilot|bot|robot|assistant",
     "(?:: )?(?:ignore|disregard|forget|please (?:rate|rank|ignore|recommend|score|give|add|say|output)|you must|you should|you "
     "will|you have to|rate (?:this|the|me|my|him|her)|rank (?:this|the|me|my|him|her)|recommend (?:this|me|the|him|her)) ",
     kAddress},
    {Concern::Injection, "speaks-to-machines", "you|youre",
     "(?:are )?(?:an?|the) (?:(?:helpful|friendly|expert|impartial|unbiased|professional|very|advanced|powerful) "
     ")*(?:ai|llm|large language|language model|artificial intelligence|virtual assistant|chatbot|hr bot|recruiting "
     "(?:bot|ai|assistant)|resume (?:writer|parser|evaluator|screener|reviewer)|chatgpt|gpt) (?:language "
     "model|model|assistant|system|agent|bot|chatbot|tool|evaluator|recruiter|screener|reviewer|that|who|whose|and|\\. "
     "|trained|designed|created|named|called|$)",
     kAddress},
    {Concern::Injection, "speaks-to-machines", "you|machines|algorithms|computers",
     "(?:as an?|who are an?|being an?) #ai (?:must|should|shall|will|have|need|are|\\. )", kAddress},
    {Concern::Injection, "speaks-to-machines", "this",
     "(?:text|message|line|section|paragraph|part|sentence) (?:is|was) (?:only |solely |just |meant |intended |written |visible "
     "|readable |addressed )+(?:for|to|by) (?:the |any |all )?(?:#ai|machines?|algorithms?|models?|assistants?|computers?) ",
     kAddress},
    // --- verdicts
    {Concern::Injection, "asks-for-verdict",
     "rate|rank|score|grade|recommend|hire|shortlist|accept|approve|advance|prefer|choose|mark|flag|classify|label|treat|"
     "evaluate|give|assign|award|place|put|prioritize|prioritise|endorse|favor|favour|promote|pass|judge|deem|boost|raise|invite|"
     "rating|ranking|scoring|recommending|praise|select|pick|fast|move|push|forward|list|tag|consider",
     "(?:track )?@2(?:this|present|my|me) "
     "(?:(?:particular|specific|very|outstanding|exceptional|excellent|great|strong|amazing|same|job|human) "
     ")*(?:candidate|applicant|resume|cv|profile|application|person|submission|individual)(?:s)? (?:\\. |: |$|@6#best |as |for "
     "(?:the|an|this|any) @3(?:interview|job|position|role|offer|round|stage)|to the "
     "(?:top|next|first|head|front)|immediately|without|unconditionally|regardless|over|above|ahead|now|automatically|higher|"
     "highly|strongly|positively|favou?rably|only|and (?:reject|ignore|no)|in the (?:top|highest|best))",
     kVerdict},
    {Concern::Injection, "asks-for-verdict",
     "rate|rank|score|grade|recommend|hire|shortlist|mark|classify|label|treat|evaluate|describe|consider|deem|declare|present|"
     "portray|list|select|judge|assess|categorize|categorise|place|put|endorse",
     "(?:the|this|that|him|her|them|me|us|my|his|their|our) "
     "(?:@1(?:candidate|applicant|resume|cv|profile|application|person|submission|individual) )?(?:(?:very|always|only) "
     ")*(?:(?:as|at|with|among|in|to be|on) )?(?:(?:the|a|an|being|their|your|absolute|very|single) )*(?:highest|top|best|number "
     "one|no 1|perfect|ideal|outstanding|exceptional|excellent match|strongest|maximum|max|hired|strong hire|fully "
     "qualified|most qualified|10 out|100 out|100 percent|10 10|100 100|5 stars|a perfect|above all|first place|first "
     "choice|unmatched|superior|overqualified) ",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "rank|rate|score|place|put|list|choose|pick|select|hire",
     "(?:me|him|her|us) (?:(?:as|the|very|at|always) )*(?:first|highest|top|best|above) ", kVerdict},
    {Concern::Injection, "asks-for-verdict",
     "give|assign|award|grant|set|return|output|make|change|raise|increase|boost|report|use|put|adjust|keep|show",
     "@5(?:match|fit|suitability|candidate|applicant|resume|cv|overall|final|relevance|evaluation|similarity|compatibility|ats|"
     "highest|perfect|maximum|top|full|best|hiring) @1(?:score|scores|rating|ranking|rank|marks|grade|recommendation) (?:\\. "
     "|$|: |to |of |for |as |at |regardless |no matter |possible |is |a |and |in |without |equal)",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "give|assign|award|grant|offer|hand",
     "(?:(?:this|the|him|her|them|me|my|it) )+(?:candidate |applicant |resume |cv |application |profile )?(?:(?:a|an|the) "
     ")?(?:(?:score|rating|grade|mark|rank) (?:of )?)?(?:10 out|100 out|10 10|100 100|100 percent|100 |10 |5 stars|full "
     "(?:marks|score|points)|perfect (?:score|rating|10)|top (?:score|rating|marks|rank)|highest|maximum|the job|an offer|an? "
     "interview|a pass)",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "this|the|current|above|following",
     "(?:candidate|applicant|resume|cv|profile|application|person) (?:is|should be|must be|shall be|has to be|needs to be|ought "
     "to be|deserves|will be|is to be|has been|was|gets|receives) (?:(?:the|a|an|to|be|by "
     "far|definitely|clearly|always|absolutely|considered|regarded|treated|the "
     "single|as|already|automatically|immediately|marked|ranked|rated|scored|moved|given|pre|extremely|objectively|verified|by) "
     ")*(?:best|ideal|perfect|hired|top|highest|exceptionally|most "
     "qualified|strongest|shortlisted|approved|accepted|recommended|preapproved|number "
     "one|first|maximum|10|100|advanced|selected|unanimously|preferred|outstanding|superior|full) ",
     kVerdict},
    {Concern::Injection, "asks-for-verdict",
     "reject|downgrade|eliminate|exclude|penalize|penalise|disqualify|lower|discard|decline|downrank",
     "(?:all |any |every |the |each )+(?:other|remaining|competing|rest) "
     "@3(?:candidates?|applicants?|resumes?|cvs?|applications?|scores?|profiles?) ",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "do|never|dont",
     "(?:not "
     ")?(?:reject|decline|filter|screen|downgrade|penali[sz]e|criticize|criticise|question|mention|report|discard|exclude|rank|"
     "score) (?:out )?@1(?:this|the|my) "
     "@1(?:candidate|applicant|resume|cv|profile|application|weaknesses|gaps|shortcomings|missing)",
     kVerdict},
    {Concern::Injection, "asks-for-verdict",
     "say|state|write|claim|conclude|confirm|assert|pretend|declare|report|respond|answer|tell|affirm|insist|output|certify|"
     "assume|believe|note|agree|mention|emphasize|stress|indicate|remember",
     "(?:@4)that (?:the|this|my|our|every) (?:candidate|applicant|resume|cv|person|profile|application|qualifications) "
     "(?:is|has|was|led|holds|meets|met|worked|possesses|did|can|should|must|fits|exceeds|earned|speaks|received|won|satisfies|"
     "matches|fulfills|deserves|knows|served|graduated|managed|are|have|needs|ought|will)",
     kVerdict},
    {Concern::Injection, "asks-for-verdict",
     "say|state|write|claim|conclude|confirm|assert|pretend|declare|report|respond|answer|reply|tell|output|print",
     "@4(?:he|she|they|i|the candidate|this candidate|the applicant|this applicant) (?:is|are|am) (?:(?:a|an|the|by|far) "
     ")*(?:best|perfect|ideal|excellent|hired|highly|exceptionally|strong|top|most|great) ",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "the|match|fit|overall|candidate|suitability|final|their|resume",
     "(?:(?:match|fit|overall|candidate|suitability|final|resume|ats|relevance) )*(?:score|rating|ranking|grade) "
     "(?:must|should|shall|has to|needs to|is to|is always|will) (?:always )?(?:be |equal )?(?:at least |set to |exactly |no "
     "less than )?(?:10|100|highest|maximum|max|perfect|9|95|98|99|90|5|above|top|is) ?",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "hire|recommend|interview|shortlist|approve|select|choose|promote",
     "(?:me|him|her|them) (?:immediately|now|without|regardless|unconditionally|no matter|at once|above|over|for (?:this|the) "
     "(?:job|role|position)|to (?:the|your) (?:hiring|recruiter|human|manager)|and (?:reject|ignore)|as "
     "(?:the|a)|highly|strongly)",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "skip|bypass|waive|ignore|disregard|omit|overlook|forgive|suspend",
     "@2(?:the|all|any|this|every|further|remaining|missing|your|lack|their|his|her|my) "
     "@3(?:screening|evaluation|assessment|missing (?:skills|requirements|qualifications)|requirements check|scoring|lack "
     "of|lacking|gaps|shortcomings|weaknesses|missing) "
     "@4(?:and|of|for|in|skills|requirements|qualifications|experience|step|steps|process|stage|\\. )",
     kVerdict},
    {Concern::Injection, "asks-for-verdict", "proceed|advance|go|pass",
     "(?:directly |straight |immediately )?(?:to|with) (?:the )?(?:hiring|interview|offer|next round|final round) @3(?:this "
     "candidate|this applicant|regardless|without|no matter)",
     kVerdict},
    // --- persona
    {Concern::Injection, "new-persona", "you|youre",
     "(?:are |will |shall |have )?(?:now |hereby |henceforth )(?:be |become )?(?:an?|the|acting|no "
     "longer|dan|free|my|operating|jailbroken|going to act|entering|in|unrestricted|unlocked|authorized|required to|under|known "
     "as|playing|to act|to ignore|act|ignore|a different|simulating|dude|stan|liberated) "
     "(?:@2(?:mode|persona|character|role|ai|assistant|model|bot|system|chatbot|hacker|pirate|evaluator|recruiter|reviewer|agent|"
     "bound|restricted|limited|control|from|without|as|named|called|who|with "
     "no|root|admin|administrator|helper|terminal|the|an?|my|constraints|free|rules|instructions|dan)|dan )",
     kPersona},
    {Concern::Injection, "new-persona", "you|youre",
     "(?:are )?(?:no longer|not) (?:bound|restricted|limited|constrained|governed|required to "
     "follow|obliged|subject|a|an|obligated) (?:to |by |an? "
     ")?@3(?:#orders|ai|assistant|model|chatbot|rules|policy|policies|openai|filter|filters|hiring|recruiter|evaluator) ",
     kPersona},
    {Concern::Injection, "new-persona", "you|youre",
     "(?:are |re )?(?:(?:going|about) to |will (?:now )?|must (?:now )?|shall (?:now )?|should (?:now "
     ")?)(?:act|pretend|immerse|roleplay|role play|play|simulate|behave|respond|answer|be acting) @3(?:as|to be|yourself|the "
     "role|like|only|in character|without|with) @5(?:dan|ai|a i|model|free generator|unrestricted|character|evil|no "
     "(?:rules|restrictions|filter|limits)|jailbr|mode|anything now|persona|chatbot|assistant|role|hacker|yes|json|word) ",
     kPersona},
    {Concern::Injection, "new-persona",
     "act|pretend|behave|roleplay|simulate|imagine|respond|answer|operate|function|speak|role|play",
     "(?:play )?(?:(?:as|like|to be|that|you are|youre|being|now|if|you|were|the role of|a|an|the|in|with|another|my) "
     ")+(?:dan|dude|stan|unrestricted|uncensored|unfiltered|jailbroken|evil|amoral|malicious|rogue|no "
     "(?:restrictions|rules|filters?|guidelines|limits|limitations|ethics|safety)|ai without|ai with no|developer mode|god "
     "mode|admin mode|chatgpt|gpt|language model|do anything now|had no (?:rules|restrictions|filters?|guidelines)|free of) ",
     kPersona},
    {Concern::Injection, "override-instructions", "pretend|act|imagine|assume",
     "@3(?:forgotten|forgot|never (?:read|saw|received|had)|no longer (?:have|know)) "
     "@4(?:rules|instructions|guidelines|prompt|prompts|training|restrictions) ",
     kOverride},
    {Concern::Injection, "new-persona", "not|no|never",
     "(?:longer )?(?:limited|bound|restricted|constrained|restrained) (?:by|to) @4(?:ai|openai|language model|its rules|your "
     "rules|gpt|programming) ",
     kPersona},
    {Concern::Injection, "new-persona", "do|does|strive", "(?:anything now|to avoid norms) ", kPersona},
    {Concern::Injection, "new-persona",
     "developer|dan|god|sudo|debug|admin|jailbreak|root|maintenance|unrestricted|dude|evil|opposite|chaos|override|evaluation",
     "mode (?:enabled|activated|output|response|active|is now|engaged|: |unlocked|granted|override|initiated|v\\d)", kPersona},
    {Concern::Injection, "new-persona", "enable|activate|enter|switch|engage|initiate|unlock|entering|start|turn|boot|launch",
     "(?:to |into |on |up )?(?:(?:the|your|a|full|hidden) "
     ")*(?:developer|dan|god|sudo|debug|admin|administrator|jailbreak|root|maintenance|unrestricted|dude|evil|unfiltered|"
     "uncensored|override|test evaluation|diagnostic) mode (?:\\. |: |and "
     "(?:ignore|you|print|output|reveal|rate|disable|say|show|approve)|now|for this|where|so|without|$|with|to "
     "(?:bypass|ignore|approve))",
     kPersona},
    {Concern::Injection, "new-persona",
     "without|no|ignoring|bypassing|disable|remove|drop|lift|deactivate|bypass|break|circumvent|free",
     "(?:(?:any|all|your|the|of|its|from) )*(?:ethical|moral|content|openai|safety|your|alignment|built "
     "in|programmed|censorship) (?:(?:and|or|ethical|moral|content|safety|policy|alignment) "
     ")*(?:restrictions|filters?|filtering|guidelines|constraints|limitations|guardrails|safeguards|safety "
     "measures|policies|rules|protocols|programming|alignment) ",
     kPersona},
    {Concern::Injection, "new-persona", "jailbreak|jailbreaking|jailbroken",
     "(?:yourself|mode|the (?:model|assistant)|this (?:model|assistant)|now|enabled|successful) ", kPersona},
    {Concern::Injection, "new-persona", "stay", "in (?:your )?character ", kPersona},
    {Concern::Injection, "new-persona", "they|has|have|who|you",
     "(?:(?:has|have|who) )?broken free (?:of|from) @5(?:ai|a i|al|rules|constraints) ", kPersona},
    // --- leaks
    {Concern::Injection, "asks-for-prompt",
     "reveal|show|print|repeat|output|display|disclose|tell|give|list|share|quote|echo|expose|write|copy|dump|return|leak|"
     "summarize|summarise|recite|translate|paste|state|describe|send|reproduce|spell|provide|include|append|insert|type|render|"
     "encode|export|enumerate|read",
     "@5(?:your|the system|its|the hidden|the original|the initial|the entire|the full|the exact|the secret|the "
     "developer|these|the above|the previous|own) @3(?:system prompts?|system messages?|prompts?|initial instructions|original "
     "instructions|hidden instructions|secret instructions|internal instructions|instructions? (?:above|verbatim|word|you "
     "were|you have|given|in|to|as|before|\\. )|developer (?:message|prompt)|system instructions|training data|secret keys?|api "
     "keys?|configuration|hidden rules|internal rules|confidential instructions|chain of thought|credentials|environment "
     "variables|previous conversation|conversation history|password|passwords) ?",
     kLeak},
    {Concern::Injection, "asks-for-prompt",
     "reveal|show|print|repeat|output|display|disclose|list|share|quote|echo|copy|dump|leak|recite",
     "(?:out |all |me |us |back )*(?:the |all |any )?(?:prior |previous |initial |given |system |original "
     ")?(?:instructions|prompt|rules|directives|orders) (?:(?:that |which )?(?:you (?:were|have|got|received)|were "
     "given|given|above|verbatim|word for|formatted|in (?:a|your|bytes|base64|full)|as "
     "(?:python|code|bullet|markdown)|back)|bullet) ?",
     kLeak},
    {Concern::Injection, "asks-for-prompt", "repeat|print|output|echo|copy|quote|recite|translate|write|reproduce|dump|paste",
     "(?:back )?(?:everything|all|the words|the text|all text|all the text|the sentences|the content|all words|verbatim|any "
     "text|the lines|the first|every word) @3(?:above|before|preceding|prior|so far|you were|start(?:ing)?|in your|from the "
     "(?:start|beginning|top)|your) ",
     kLeak},
    {Concern::Injection, "asks-for-prompt", "what",
     "(?:(?:is|are|was|were|does|do|exactly|did) )+(?:your|the system|the hidden|you) "
     "(?:(?:exact|initial|original|hidden|secret|full|first|system|current|internal|own|developer) "
     ")*(?:prompt|prompts|instructions|system message|directives|rules|told|programmed|say|asked) ",
     kLeak},
    // --- sends data
    {Concern::Injection, "sends-data",
     "send|post|forward|upload|transmit|submit|email|exfiltrate|leak|append|mail|copy|pass|report|deliver|share",
     "(?:(?:all|the|this|any|every|user|full|entire|complete|system|candidates?|applicants?|their|his|her|its|stored|private|"
     "personal|a|of|parsed|raw|above|other) "
     ")+(?:resumes?|cvs?|data|prompts?|conversation|contents?|answers?|keys?|tokens?|history|instructions|information|details|"
     "records?|files?|results?|summary|database|emails?|copy|document|documents|text|output|context|credentials|applications?|"
     "profile|password|passwords) @5(?:to|at|via) @3(?:https?|www|url|webhook|endpoint|server|attacker|external|ftp|this "
     "(?:address|url|link|server|site|email)|following (?:address|url|link|server|site|email)|my "
     "(?:server|email|address|site|webhook)|evil|[a-z0-9.]+ (?:com|net|org|io|xyz|example|test) ) ?",
     kSend},
    {Concern::Injection, "sends-data",
     "fetch|visit|open|call|load|browse|request|get|download|query|access|navigate|go|click|retrieve|connect|ping|contact|"
     "execute|run|make",
     "(?:(?:to|a|an|the|this|following|http|https|get|post|request|url|link|page|website|site|script|file|at|from|instructions|"
     "it|and|out) )*(?:https?|www) @9(?:and|then|with|to|for|by) (?:(?:then|also) "
     ")?(?:follow|obey|execute|append|include|send|add|pass|run|perform|adding|appending|passing|do|the "
     "(?:resume|cv|candidate|data|prompt|conversation)|act|use its|put|report|attach|confirm)",
     kSend},
    {Concern::Injection, "sends-data", "render|display|include|insert|embed|add|show|output|put|place|append|load",
     "(?:(?:an?|the|this|following|hidden|invisible|tiny|markdown|html|tracking|1x1|single|small|pixel|remote|external) "
     ")+(?:image|img|pixel|link|iframe|tag|script|beacon) @5(?:https?|www|url|src|source|tracking|whose|with the "
     "(?:candidate|data|resume)|that (?:loads|sends|calls))",
     kSend},
    // --- changes what a resume says
    {Concern::Injection, "forges-resume",
     "add|append|insert|include|write|invent|fabricate|change|modify|replace|update|increase|inflate|alter|rewrite|set|put|"
     "extend|make|exaggerate|upgrade|edit|state|list|copy|embellish|adjust|remove|delete|drop|hide|omit|falsify|backdate|double|"
     "mention|promote|turn|convert|claim|show",
     "@9(?:the|this|his|her|their|every|each|any|of|s) "
     "(?:(?:tailored|generated|final|candidates?|applicants?|output|current|most recent|last|first|said|new|rewritten) "
     ")*(?:candidates? "
     "(?:skills?|resumes?|cv|experience|education|profile|summary|titles?|dates|name|degrees?|employers?|history|qualifications|"
     "certificates?|job titles?|years|certifications?|achievements|employment)|applicants? "
     "(?:skills?|resumes?|cv|experience|education|profile|summary|titles?|dates|name|degrees?|employers?|history|qualifications|"
     "certificates?|years|certifications?)|skills (?:of|section of) (?:the|this) (?:candidate|applicant)|tailored "
     "resume|generated resume|tailored cv|final resume|tailored output|resume you|cv you|rewritten resume|output resume) ",
     kForge},
    {Concern::Injection, "forges-resume",
     "add|append|insert|include|write|invent|fabricate|state|list|claim|put|mention|set|change|replace",
     "@8(?:to|in|into|on|of|under|within|from|for) (?:the|this|his|her|their|every|each|any) "
     "(?:resume|cv|candidate|applicant|skills section|experience section|education section|work history|summary "
     "section|curriculum vitae|resume summary|candidates|applicants)(?: |s ) ?(?:\\. |$|: |even|whether|regardless|no "
     "matter|as|and (?:say|state|claim|do|rate|never)|although|though|without|so that|if "
     "(?:it|they|he|she|missing|not)|before|that was|you|to (?:match|fit|meet)|when)",
     kForge},
    {Concern::Injection, "forges-resume", "invent|fabricate|falsify|make|hallucinate",
     "(?:up "
     ")?(?:(?:any|some|all|more|missing|the|additional|plausible|a|an|impressive|fake|new|whatever|few|necessary|required|"
     "suitable|fitting|matching) "
     ")+(?:experience|skills?|degrees?|employers?|numbers|metrics|figures|achievements|certificates?|certifications?|"
     "qualifications?|projects?|titles?|credentials|jobs?|dates|details|references) "
     "@6(?:if|needed|necessary|required|for|to|that|as|so|\\. |where|wherever|he|she|they|even)",
     kForge},
    {Concern::Injection, "forges-resume", "pretend|assume|act|imagine|suppose|claim|lie|say",
     "(?:as if |that |as though |like |and say )?(?:the|this|that the|i|he|she|they) (?:candidate|applicant|person|resume|cv)? "
     "?(?:has|had|have|is|was|worked|holds|held|knows|led|does|meets|speaks|earned|studied) ",
     kForge},
    // --- what to answer
    {Concern::Injection, "dictates-answer", "respond|reply|answer|output|say|print|return|write|produce",
     "(?:only|just|exactly|solely|nothing but|strictly|always|simply) (?:with|the "
     "(?:word|phrase|string|text|number|following)|in (?:json|rhymes?|base64|french|german|spanish|uppercase|capital|emojis?|the "
     "(?:style|form|voice))|yes|this|json|\"|as json|true|10|100|hired|accept|and exactly|and only) ?",
     kReply},
    {Concern::Injection, "dictates-answer", "respond|reply|answer|speak|write|talk",
     "(?:back |only |always |everything )*(?:in|using|with|as) (?:only |a |pure |the )*(?:rhymes?|verse|base64|base "
     "64|rot13|emojis?|reverse|reversed|morse|binary|pig "
     "latin|uppercase|riddles|haikus?|leetspeak|backwards|hexadecimal|pirate|capital letters|caps|cipher|code only) ?",
     kReply},
    {Concern::Injection, "dictates-answer",
     "respond|reply|answer|finish|end|begin|start|conclude|output|say|print|return|prefix|close|open",
     "(?:your "
     ")?(?:(?:each|every|all|any|the|of|message|messages|sentence|question|questions|response|answer|evaluation|review|summary|"
     "assessment) )*(?:to (?:this|every|all|any) @2)?(?:with|by (?:saying|writing|printing|stating)) (?:\"|the "
     "(?:word|words|phrase|sentence|string|text|exact|following|code|token|verdict|answer)|yes |hired |this candidate|the "
     "candidate|i (?:recommend|hate|love|am|have)|exactly|only|strong hire|recommend|approved|accepted|pwned|hacked|json) ?",
     kReply},
    {Concern::Injection, "dictates-answer",
     "add|include|integrate|modify|enhance|augment|encode|reverse|translate|replace|introduce|scramble|express|use|reply|render|"
     "insert|encrypt|remove|group|rearrange|incorporate|mention|suggest|hint|convert|present|substitute|mask|hide|append|"
     "prepend|tease|respond|invert|flip|mirror|swap|alter|change|transform|craft|embed|weave|place|promote|advertise|"
     "communicate|deliver|decorate|jumble|shuffle|mix|write|compose|spell|misspell|make|intersperse|provide|give|employ|utilize|"
     "eliminate|create|highlight|encourage|complement|supplement|adapt|switch|pair|share|feature|merge|represent|shift|apply|"
     "omit|leave|skip|drop|put|begin|start|end|finish|extend|conclude|answer|can|obfuscate|obscure|cipher|spread|reorder|turn|"
     "break|shorten|rotate|convey|reorganize|delete|invite|refer|promise|urge|persuade|assert|claim|emphasize|inject|plug|slip|"
     "describe|remind|state|say|tell|offer|prompt|mislead|fill|combine|pepper|output|list|produce|show|attach|link|reference|"
     "discuss|cite|draw",
     "@9(?:your|this) (?:(?:next|final|whole|entire|code|text|overall|written|full|main|original) "
     ")?(?:response|responses|answer|answers|reply|replies|output|completion|message|messages|reaction|replies)(?: s)? ",
     kReply},
    {Concern::Injection, "dictates-answer", "in|within|at|to|with|throughout|using|for|of|into|through|from",
     "(?:(?:the|end|beginning|start|of|middle|body) )*your (?:(?:next|final|whole|entire|full) "
     ")?(?:response|answer|reply|output|message|completion) (?:\\. "
     ")?(?:@1)?(?:suggest|tease|mention|include|add|hint|promote|encourage|recommend|state|use|integrate|provide|advise|write|"
     "say|advertise|discuss|imply|reveal|claim|insert|offer|with|\\. "
     "|to|by|like|about|urge|invite|direct|link|give|point|tell|share|spread|ask|remind|present|as|s )",
     kReply},
    {Concern::Injection, "dictates-answer", "following|below|subsequent|given|provided|next|enclosed",
     "(?:python |malicious |sample |example )?code "
     "(?:snippets?|block|section|excerpt|segment|fragment|example|piece|line|lines|sample|portion|passage) ",
     kReply},
    {Concern::Injection, "dictates-answer", "code",
     "(?:snippets?|block|section|excerpt|segment|fragment|piece|passage) (?:below|provided|given|in your|into your|within "
     "your|that follows|as follows|: )",
     kReply},
    {Concern::Injection, "dictates-answer", "let|tell|inform|convince|warn",
     "(?:the )?(?:hiring manager|recruiter|employer|user|reader|human)s? (?:know |that )+(?:that "
     ")?(?:this|the|my|our|i|he|she|they|you) (?:candidate|applicant|resume|cv|person|profile)? ?(?:is|are|has|should|must|was)",
     kVerdict},
    {Concern::Injection, "dictates-answer", "replace|swap|substitute|exchange|reverse|scramble|shift|remove",
     "(?:(?:all|every|each|the|third|second|other|any) )*(?:letters?|vowels|consonants|characters|spaces) (?:of|in|with|by|for) ",
     kReply},
    {Concern::Injection, "dictates-answer", "can|could|will|would",
     "you (?:please |only )?(?:reply|respond|answer) (?:in|with|using|only|by|as) ", kReply},
    // --- codes
    {Concern::Injection, "encoded-order", "decode|decrypt|decipher|unscramble|deobfuscate|unbase64",
     "@6(?:base64|rot13|hex|hexadecimal|cipher|string|message|text|following|morse|below|caesar|binary|code) @8(?:and|then) "
     "(?:then )?(?:follow|execute|obey|do|run|act|carry|perform|comply|apply) ",
     kEncoded},
    {Concern::Injection, "encoded-order", "decode|decrypt|decipher|unscramble|deobfuscate",
     "(?:this|the following|these|the next|the below|below) "
     "@2(?:base64|rot13|hex|hexadecimal|cipher|string|message|text|morse|caesar|binary|instructions?) ",
     kEncoded},
    {Concern::Injection, "encoded-order", "base64|rot13|hex|morse|binary|caesar",
     "(?:encoded )?(?:: |instructions?|order|command|payload|do as|follow|decode|message: )", kEncoded},
    {Concern::Injection, "encoded-order",
     "snoitcurtsni|noitcurtsni|erongi|vafgehpgvbaf|vafgehpgvba|vtaber|cerivbhf|qvfertneq|drageresid", "", kEncoded},
    // --- tools
    {Concern::Injection, "imitates-tool", "call|invoke|use|execute|trigger|run",
     "(?:(?:the|a|your|this|function|tool|following|available|any) )+(?:function|tool|api|plugin|browser tool|shell|send "
     "email|python tool|search tool|code interpreter) @6(?:with (?:the "
     ")?(?:arguments?|parameters?|argument|input|payload|command)|to "
     "(?:send|delete|email|fetch|post|exfiltrate|approve|hire|upload|update the (?:candidate|score)))",
     kTool},
};

}  // namespace bespoke::guardrail
