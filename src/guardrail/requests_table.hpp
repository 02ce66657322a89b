#pragma once

#include "guardrail/rule_set.hpp"

namespace bespoke::guardrail {

// Questions and tasks for an assistant. What tells them from the duties of a job: they are about given or general things, asked
// once, and name the answer they want. Two names: a "stray-errand" is told by its form alone, a "stray-task" only where nothing
// in the sentence says for whom the work is done (requests.cpp).

inline constexpr WordGroup kRequestGroups[] = {
    {"polite",
     "(?:(?:please|kindly|now|then|also|and|next|finally|first|just) |(?:can|could|would|will) you (?:please |kindly )?|"
     "i (?:want|need|would like) you to |id like you to |help me (?:to )?|try to )*"},
    // Verbs whose outcome is an answer.
    {"answer",
     "write|draft|compose|generate|create|tell|give|provide|show|suggest|recommend|explain|describe|summari[sz]e|translate|"
     "analy[sz]e|determine|list|outline|develop|classify|identify|find|convert|calculate|compute|solve|design|make|define|"
     "compare|"
     "contrast|discuss|plan|name|rewrite|rephrase|reword|paraphrase|edit|correct|extract|evaluate|assess|examine|estimate|"
     "predict|"
     "sort|count|come up with|think of|propose|turn|replace|answer|state|share|break down|brainstorm|produce|construct|"
     "categori[sz]e|interpret|rank|match|complete|fill in|simplify|proofread|detect|look up|search for|work "
     "out|pick|choose|guess|"
     "arrange|group|change|shorten|expand|continue|finish|read|reverse|spell|underline|highlight|mention|imagine|prepare"},
    // What is done to a text that is at hand.
    {"rework",
     "rewrite|rephrase|reword|paraphrase|translate|summari[sz]e|correct|edit|count|replace|turn|determine|extract|classify|"
     "identify|"
     "change|convert|answer|analy[sz]e|find|detect|simplify|shorten|expand|complete|continue|finish|proofread|reverse|underline|"
     "interpret|explain|list|name|describe|evaluate|categori[sz]e|propose|suggest|give|read|fix|tell|guess|improve|judge|label|"
     "fill in"},
    {"given",
     "sentences?|paragraphs?|passages?|quotations?|quotes?|poems?|phrases?|words?|tweets?|comments?|riddles?|excerpts?|essays?|"
     "stor(?:y|ies)|articles?|headlines?|dialogues?|conversations?|texts?|emails?|reviews?|equations?|stanzas?|limericks?|"
     "lyrics|statements?|questions?|chapters?|novels?|snippets?|blanks?|adjectives?|verbs?|nouns?"},
    {"number", "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a dozen|[0-9]{1,2}"},
    {"several", "#number|some|several|a few|a couple of|a list of|lists? of"},
    // What is counted in an answer.
    {"ideas",
     "tips|ideas|reasons|ways|facts|examples|advantages|disadvantages|benefits|drawbacks|pros|synonyms|antonyms|jokes|titles|"
     "slogans|countries|cities|capitals|animals|birds|planets|movies|films|books|songs|novels|poems|hobbies|foods|fruits|"
     "vegetables|"
     "words|names|things|inventions|adjectives|verbs|nouns|colou?rs|rivers|mountains|languages|recipes|dishes|metaphors|similes|"
     "sentences|inventors|scientists|authors|composers|artists|presidents|gifts|activities|destinations|characteristics|"
     "suggestions|questions|strategies|habits|steps|items|factors|causes|effects|types|kinds"},
    // What is written once, for whoever asks.
    {"piece",
     "poem|story|short story|joke|essay|speech|limerick|haiku|sonnet|song|riddle|slogan|tweet|paragraph|recipe|letter "
     "(?:to|from) an?|"
     "email to an?|dialogue|conversation between|fairy "
     "tale|fable|ballad|rap|toast|eulogy|anecdote|metaphor|simile|caption|headline|"
     "script (?:that|to|which|in|for)|algorithm (?:that|to|which|in|for)|function (?:that|to|which|in)|regex|regular expression|"
     "command (?:that|to|which)|code snippet|shopping list|packing list|grocery list|bucket list|meal plan|workout|"
     "workout (?:plan|routine)|exercise routine|itinerary|random password|password|crossword|thank you note|apology|diary entry|"
     "monologue|scene|tagline|pun|tongue twister|short description of an?|biography of|obituary|"
     "summary of the (?:book|novel|movie|film|play|plot|story|article|text|passage)|introduction for an|outline for an|"
     "step by step (?:guide|instructions?|explanation|recipe)|tutorial on|(?:brief|short|quick) (?:overview|history|explanation) "
     "of"},
    {"span", "(?:the )?(?:past|last|next|coming|previous|recent) (?:few |couple of |#number )?(?:decades?|century|centuries)"},
    {"years", "(?:from |between )(?:the year )?(?:19|20)[0-9][0-9] (?:to|and|until|through) (?:19|20)[0-9][0-9]"},
    {"weekday", "monday|tuesday|wednesday|thursday|friday|saturday|sunday"},
    {"soon",
     "tonight|tomorrow|this (?:evening|afternoon|weekend|morning)|(?:next|on|this|for) #weekday|right now|near me|nearby|the "
     "nearest|"
     "every (?:hour|half hour|ten minutes)|(?:at|for) (?:[0-9]{1,2}|#number|one|eleven|noon|midnight)"
     "(?: (?:am|pm|a m|p m|o ?clock|sharp)| in the (?:morning|evening|afternoon))"},
    {"mine",
     "computer|phone|laptop|pc|device|wife|husband|mother|mom|mum|dad|father|son|daughter|friends?|garden|dog|cat|house|kitchen|"
     "birthday|homework|essay|girlfriend|boyfriend|vacation|holiday|grandmother|neighbou?r|boss|flat|apartment|bedroom|code|"
     "question"},
};

inline constexpr std::string_view kStrayRequest =
    "It is a question or task for an assistant, which belongs into no document of this kind.";

/// A request opens with one of these, behind words of politeness: whether any of the rules is worth trying.
inline constexpr std::string_view kPoliteWords =
    "please|kindly|now|then|also|and|next|finally|first|just|would|will|you|i|want|need|like|to|id|me|try";
inline constexpr std::string_view kRequestOpenings =
    "what|who|where|when|why|which|how|is|are|does|do|did|can|could|hows|whats|whos|write|draft|compose|generate|create|tell|"
    "give|"
    "provide|show|suggest|recommend|explain|describe|summarize|summarise|translate|analyze|analyse|determine|list|outline|"
    "develop|"
    "classify|identify|find|convert|calculate|compute|solve|design|make|define|compare|contrast|discuss|plan|name|rewrite|"
    "rephrase|"
    "reword|paraphrase|edit|correct|extract|evaluate|assess|examine|estimate|predict|sort|count|come|think|propose|turn|replace|"
    "answer|state|share|break|brainstorm|produce|construct|categorize|categorise|interpret|rank|match|complete|fill|simplify|"
    "proofread|detect|look|search|work|pick|choose|guess|arrange|group|order|change|shorten|expand|continue|finish|read|reverse|"
    "spell|underline|highlight|mention|imagine|prepare|fix|improve|judge|label|add|multiply|divide|subtract|round|factor|balance|"
    "repeat|recall|illustrate|offer|invent|sing|help|forecast|explore|trace|investigate|set|start|cancel|snooze|book|reserve|"
    "schedule|play|check|call|text|send|remind|wake|buy|teach|get|bring|pretend|suppose|assume|act";

inline constexpr WordRule kRequestRules[] = {
    {Concern::StrayRequest, "stray-question", ".",
     "(?:what|who|where|when|why|which|how|is|are|does|do|did|can|could|hows|whats|whos) (?:[^ .:?]+ ){2,30}\\? ", kStrayRequest},
    // --- about a text that is given
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:#rework|#answer) @6(?:the following|this|the (?:above|given|provided|quoted)) (?:[^ .:?]+ )?(?:#given) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:classify|categori[sz]e|sort|group|rank|order|arrange|match|count|add|multiply|convert|identify) "
     "@2(?:the following|these) [^ .:?]+ @3(?:: |into |from |by |in |as |with |to |\\. |$)",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:#rework) @6(?:the|each|every|all) (?:#given) (?:above |below |provided |given )?(?:\\. |: |$|into |in |from "
     "|with "
     "|without |so that |as |by )",
     kStrayRequest},
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:#rework) @8(?:the (?:sentence|paragraph|passage|quotation|poem|tweet|riddle|stanza|text|article)|mentioned in "
     "the (?:text|"
     "article|passage)|(?:text|article|passage|paragraph) above) (?:above |below )?(?:\\. |: |$|in |into |with |without |from "
     ")|#polite(?:#rework) the (?:sentence|"
     "paragraph|passage|quotation|poem) for ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:summari[sz]e|outline|list|give|explain|discuss|identify|find|provide) @2(?:the "
     ")?@1(?:points|findings|ideas|arguments|"
     "events|themes|conclusions|messages?|argument|idea|plot|moral) (?:of|from|in|made in) (?:the|an?|this|that) "
     "@3(?:report|book|article|novel|study|paper|film|movie|play|chapter|speech|poem|story|documentary|text|passage|email|essay)"
     " ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:summari[sz]e|tell me|repeat|list|state|recall) (?:what|who|whatever) (?:was|is|were|has been) "
     "(?:said|written|mentioned|discussed|asked) ",
     kStrayRequest},
    // --- the shape of the answer
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:#answer) @12in (?:just |only |exactly |at most |no more than |under |fewer than |less than |about |around )?"
     "(?:(?:one|a|an|#number|[0-9]{1,4}|a single|a few|one or two) (?:words?|sentences?|lines?|paragraphs?|bullet points|"
     "emojis?)|simple terms|layman s terms|plain english|laymans terms|modern english|rhymes?|the style of|iambic|pirate) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:explain|describe|define|summari[sz]e) @8(?:to|for|like|as if) (?:an? |i (?:am|was|were) (?:an? )?|im (?:an? "
     ")?)(?:#number|[0-9]{1,2}) year old ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:explain|describe|define|illustrate|show) @10(?:with|using|and give|and provide|give|through) "
     "(?:an|one|some|#number|a "
     "simple|a short|examples?) ?(?:example|examples|analogy|metaphor)?(?: and explain it)? ?(?:\\. |$)",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:give|provide|share|tell|show|write|think of|suggest) (?:me |us )?(?:an?|one|another) @2(?:examples? of|"
     "fact about|facts about|fun fact|synonym (?:for|of)|antonym (?:for|of)|definition of|metaphor for|metaphor and|analogy "
     "for|rhyme "
     "for|word for|word that|word which|equivalent (?:of|for))",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:provide|give|find|name|tell|show|what is) (?:me )?the [^ .:?]+ (?:equivalent|translation|word|spelling|"
     "pronunciation|plural|opposite) (?:of|for) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:give|list|name|suggest|generate|provide|share|write|state|identify|mention|find|think of|come up "
     "with|create|describe|"
     "brainstorm|recommend|propose|tell|pick|offer|explain|discuss|show) (?:me |us )?(?:the )?(?:top |main |first |best )?"
     "(?:#several) @2(?:#ideas) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:write|compose|draft|create|generate|develop|give|provide|tell|make|produce|come up with|design|construct|"
     "prepare|invent|share|plan|sing|read|show|help with|suggest) (?:me |us )?(?:an?|one|another|the) @4(?:#piece) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:write|draft|compose|generate|create|tell|give|provide|help with|suggest|find) "
     "@3(?:poetry|haiku|lyrics|jokes|riddles|"
     "limericks|getaways) ",
     kStrayRequest},
    // --- what everybody may know
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:explain|describe|tell|show|discuss) (?:me |us )?(?:in detail |briefly )?(?:how|why) (?:an?|the)? ?(?:[^ .:?]+ "
     "){1,4}(?:works?|is|are|was|were|happens?|occurs?|forms?|functions?|keeps?|makes?|turns?|grows?|fly|flies|sleep|moves?) "
     "@6(?:\\. |$)",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:explain|describe|tell|give|discuss|outline|list|name|state|identify|summari[sz]e) (?:me )?@2(?:differences?|"
     "similarit(?:y|ies)) between ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:explain|describe|name|state|list|give|tell|outline|discuss|summari[sz]e|define|provide|look up|break down|write) "
     "(?:me "
     ")?(?:the )?@3(?:capital|population|currency|author|inventor|discoverer|plot|moral|theory|life cycle|lifecycle|history|"
     "origins?|causes|meaning|formula|symptoms|ingredients|lyrics|climates?|taste|structure of an?|fall|rise|discovery|invention|"
     "numeral|planets|continents|oceans|seasons|colou?rs|wonders|winners|presidents|kings|queens|stages|importance|significance|"
     "concept|process|law) (?:and @3)?of |#polite(?:give|tell|write|state|find) (?:me )?(?:the "
     ")?@2(?:formula|numeral|recipe|symbol) for ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:analy[sz]e|describe|explain|discuss|summari[sz]e|provide|give|list|identify|predict|forecast|outline|examine|"
     "explore|"
     "compare|show|evaluate|assess|trace|investigate|estimate) @14(?:over|in|during|for|within|of|throughout|across) (?:#span) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:list|describe|explain|discuss|summari[sz]e|compare|outline|(?:provide|give) (?:me "
     ")?@1(?:insights?|information|details|"
     "data|statistics|an overview|a list|a summary|a history|a timeline)|analy[sz]e the "
     "(?:trends?|development|evolution|growth)) "
     "@12(?:#years) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:recommend|suggest|find|name|pick|choose|think of) (?:me )?(?:an?|some|the best) "
     "@3(?:book|movie|film|series|restaurant|"
     "song|recipe|hotel|podcast|game|breakfast|dinner|lunch|dessert|gift|present|hobby|destination|place to|names? for an?|"
     "titles? for|nickname|holiday|getaways?|playlist|pet) ",
     kStrayRequest},
    // --- sums
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:convert|multiply|divide|add|subtract|round|factor) [0-9][^ .:?]* @4(?:to|by|into|and|from) ", kStrayRequest},
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:calculate|compute|find|determine|work out|give|what is) @1(?:area|perimeter|circumference|square root|cube root|"
     "factorial|volume|hypotenuse|derivative|integral|sum|product|average|mean|median) of (?:an? "
     "(?:circle|square|rectangle|triangle|cube|sphere|cylinder|cone|number)|the (?:first|numbers|following|digits|function)|"
     "#number |[0-9])",
     kStrayRequest},
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:solve|simplify|factor|balance) @3(?:equation|inequality|expression|puzzle|riddle) ", kStrayRequest},
    // --- errands
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:set|start|cancel|snooze) (?:me )?(?:an?|the) @1(?:alarm|timer|reminder|countdown) ", kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "#polite(?:set|book|reserve|schedule|play|check|order|call|text|send|remind|wake|turn|find|add|cancel|show|look "
     "up|tell|buy) "
     "@12(?:#soon) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:(?:remind|wake|tell) the user|play (?:me )?(?:some|the next|a) @2(?:music|song|playlist|podcast|album)|"
     "(?:send|write) (?:a|an) (?:text|message|email) to (?:mum|mom|dad)|book a table|call (?:a|me a) (?:taxi|cab)|"
     "turn (?:on|off) the (?:lights?|heating|music|radio|tv)) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:tell|show|give|teach|remind|send|find|get|bring|write|read|make) me (?:[^ .:?]+ )|#polite(?:help me "
     "(?:with|find|write|"
     "understand|decide|choose|plan|learn|solve)) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".", "#polite(?:#answer|help|check|fix|order|call) @14my (?:[^ .:?]+ )?(?:#mine) ",
     kStrayRequest},
    {Concern::StrayRequest, "stray-task", ".",
     "(?:imagine|pretend|suppose|assume|act as if) (?:that )?(?:you|youre|you are) @3[^ .:?]+ @6(?:and|\\. |: |then) ",
     kStrayRequest},
    // --- questions that quote what they ask of
    {Concern::StrayRequest, "stray-errand", ".",
     "#polite(?:how do|how would|how can|how to) (?:you|i|one|we) (?:say|spell|pronounce|translate) ", kStrayRequest},
};

}  // namespace bespoke::guardrail
