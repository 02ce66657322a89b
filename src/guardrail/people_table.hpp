#pragma once

#include "guardrail/rule_set.hpp"

namespace bespoke::guardrail {

inline constexpr std::string_view kAge = "It speaks of age.";
inline constexpr std::string_view kFamily = "It speaks of family or marital status.";
inline constexpr std::string_view kBelief = "It speaks of religion or belief.";
inline constexpr std::string_view kOrigin = "It speaks of ethnic or national origin.";
inline constexpr std::string_view kHealth = "It speaks of health or disability.";
inline constexpr std::string_view kSex = "It speaks of sex or gender.";
inline constexpr std::string_view kOrientation = "It speaks of sexual orientation.";
inline constexpr std::string_view kPhoto = "It speaks of a photograph or of looks.";
inline constexpr std::string_view kNative = "It asks for birth into a language where a level of it would do.";
inline constexpr std::string_view kWish = "It asks for a trait that equal treatment forbids to ask for.";

inline constexpr WordGroup kPeopleGroups[] = {
    {"language",
     "english|german|french|spanish|italian|dutch|portuguese|polish|swedish|danish|norwegian|finnish|russian|ukrainian|turkish|"
     "arabic|"
     "hebrew|mandarin|cantonese|chinese|japanese|korean|hindi|bengali|urdu|punjabi|gujarati|tamil|telugu|thai|vietnamese|"
     "indonesian|malay|"
     "tagalog|greek|hungarian|czech|slovak|romanian|bulgarian|serbian|croatian|slovenian|albanian|lithuanian|latvian|estonian|"
     "catalan|welsh|"
     "irish|icelandic|swahili|persian|farsi|"
     "deutsch|deutsche[rns]?|englisch|englische[rns]?|franzosisch|spanisch|italienisch|niederlandisch|polnisch|russisch|turkisch|"
     "francais|francaise|anglais|anglaise|allemand|allemande|espagnol|italien|neerlandais|espanol|espanola|ingles|inglesa|aleman|"
     "frances|"
     "italiano|italiana|inglese|tedesco|tedesca|francese|spagnolo|engels|nederlands|duits|frans|portugues"},
    {"nation",
     "american|british|english|scottish|welsh|irish|german|french|spanish|italian|dutch|belgian|swiss|austrian|portuguese|polish|"
     "swedish|"
     "danish|norwegian|finnish|russian|ukrainian|turkish|greek|hungarian|czech|slovak|romanian|bulgarian|serbian|croatian|"
     "canadian|"
     "australian|mexican|brazilian|argentinian|chinese|japanese|korean|indian|pakistani|bangladeshi|filipino|thai|vietnamese|"
     "indonesian|"
     "malaysian|singaporean|egyptian|moroccan|nigerian|kenyan|ghanaian|saudi|emirati|qatari|kuwaiti|lebanese|israeli|iranian|"
     "arab|arabic|"
     "european|western|asian|african|latin|us|uk|eu|gcc"},
};

/// What equal-treatment law (EU directives 2000/43, 2000/78, 2006/54; US Title VII, ADEA, ADA) keeps out of decisions, as resumes
/// say it of the candidate and as ads wish for it. Statements *on* equal treatment name the same things; a sentence with a word
/// of kEqualityWords is therefore passed over.
inline constexpr WordRule kProtectedRules[] = {
    {Concern::ProtectedAttribute, "age", "age|aged|alter|edad|eta|idade|leeftijd|wiek",
     "(?:: )?(?:1[6-9]|[2-7]\\d) (?:\\. |$|years?|jahre|ans|anos|anni|jaar|lat)", kAge},
    {Concern::ProtectedAttribute, "age", "years|jahre|ans|anos|anni|jaar", "(?:old|alt|de edad|de idade|oud) ", kAge},
    {Concern::ProtectedAttribute, "age",
     "born|geboren|nacido|nacida|nato|nata|geburtsdatum|geboortedatum|birthday|birthdate|dob|of|de|di",
     "(?:birth |naissance |nacimiento |nascita |nascimento |on |am |el |il |: )(?:: |on |in |am |le |el |il |op "
     ")?@3(?:19[3-9]\\d|20[01]\\d|\\d\\d) ",
     kAge},
    {Concern::ProtectedAttribute, "family",
     "married|unmarried|divorced|widowed|verheiratet|ledig|geschieden|verwitwet|celibataire|casado|casada|soltero|soltera|"
     "coniugato|celibe|nubile|"
     "gehuwd|zonaty|mezatka",
     "(?:\\. |$|(?:(?:with|and|mit|und|avec|et|con|y|e|met|en|no|small|young) "
     ")*(?:(?:\\d|one|two|three|four|zwei|drei|ein|deux|trois|dos|tres|twee|due|"
     "keine|sin) )?(?:child|children|kids?|kinder|kind|enfants?|hijos?|figli|filhos?|kinderen|sons?|daughters?) )",
     kFamily},
    {Concern::ProtectedAttribute, "family", "marital|familienstand|civil|etat|estado|stato|burgerlijke",
     "(?:status |civil |civile |staat )?: ", kFamily},
    {Concern::ProtectedAttribute, "parenthood", "mother|father|parent|mutter|vater|mere|madre|padre",
     "(?:of|von|de|di) (?:\\d|one|two|three|four|five|a|twins|zwei|drei|deux|trois|dos|tres|due|tre|young) ", kFamily},
    {Concern::ProtectedAttribute, "parenthood", "single|stay|working|expectant|new",
     "(?:at home )?(?:mother|father|mom|mum|dad|parent) (?:of|and|who|with|\\. |$)", kFamily},
    {Concern::ProtectedAttribute, "parenthood", "pregnant|pregnancy|schwanger|enceinte|embarazada|incinta|gravida|zwanger", "",
     kFamily},
    {Concern::ProtectedAttribute, "belief", "religion|konfession|religione|religiao|godsdienst|religious",
     "(?:affiliation |belief |beliefs )?: ", kBelief},
    {Concern::ProtectedAttribute, "belief",
     "practicing|practising|devout|observant|born|committed|strict|lifelong|bekennende|praktizierende|we|candidate|candidates|"
     "must|should",
     "(?:again |are an? |is an? |be an? |be |are "
     ")?(?:christian|muslim|jewish|jew|hindu|catholic|protestant|buddhist|sikh|mormon|atheist|christ|katholik|muslima) ",
     kBelief},
    {Concern::ProtectedAttribute, "origin",
     "nationality|citizenship|staatsangehorigkeit|nationalitat|nationalite|nacionalidad|nazionalita|nacionalidade|nationaliteit|"
     "ethnicity|ethnic|race|caste|tribe|skin|hautfarbe",
     "(?:origin |group |colou?r )?: ", kOrigin},
    {Concern::ProtectedAttribute, "origin", "i|candidate|applicant|person|of",
     "(?:am|is|are|ethnic|african|asian|hispanic|arab) (?:an? |of "
     ")?(?:black|white|caucasian|hispanic|latino|latina|asian|african|arab|roma|indigenous|aboriginal|turkish|chinese|indian|"
     "pakistani|polish|jewish) (?:man|woman|male|female|descent|origin|person|heritage|american|background|ethnicity|\\. |$)",
     kOrigin},
    {Concern::ProtectedAttribute, "health",
     "i|candidate|he|she|who|diagnosed|suffer|suffering|suffers|living|lives|survivor|schwerbehindert|schwerbehinderung|disabled|"
     "handicapped|gdb|wheelchair",
     "(?:(?:have|has|am|is|was|with|from|of|live|living|suffer|suffers|been|by|a|an|diagnosed|severe|mild|chronic|type|1|2) "
     ")*(?:disabled|disability|handicap|depression|cancer|hiv|epilepsy|diabetes|diabetic|autism|autistic|adhd|bipolar|multiple "
     "sclerosis|wheelchair|blind|deaf|dyslexia|dyslexic|chronic illness|veteran with|user|anxiety disorder|ptsd|gdb \\d+|\\d+ "
     "grad|zu \\d+|: ) ?",
     kHealth},
    {Concern::ProtectedAttribute, "health", "health|gesundheitszustand", "(?:status |condition )?: ", kHealth},
    {Concern::ProtectedAttribute, "health", "grad|degree", "(?:der behinderung |of disability )", kHealth},
    {Concern::ProtectedAttribute, "sex", "gender|sex|geschlecht|sexe|sexo|sesso|geslacht|pronouns",
     "(?:identity )?: (?:m |f "
     "|male|female|man|woman|non|trans|weiblich|mannlich|divers|homme|femme|hombre|mujer|she|he|they|masculin|feminin|maschio|"
     "femmina|vrouw)",
     kSex},
    {Concern::ProtectedAttribute, "orientation", "gay|lesbian|bisexual|homosexual|heterosexual|transgender|queer|schwul|lesbisch",
     "(?:(?:man|woman|person|candidate|male|female)|\\. |$)", kOrientation},
    {Concern::ProtectedAttribute, "orientation", "sexual", "orientation : ", kOrientation},
    {Concern::ProtectedAttribute, "photo", "photo|photograph|picture|headshot|foto|lichtbild|passfoto",
     "(?:attached|enclosed|required|of (?:yourself|you|me|the candidate)|must|beigefugt|erforderlich|is "
     "(?:required|mandatory|attached)|with your|liegt|anbei) ?",
     kPhoto},
    {Concern::ProtectedAttribute, "photo", "height|weight|korpergrosse|gewicht", ": \\d", kPhoto},
    {Concern::ProtectedAttribute, "wish-looks", "attractive|beautiful|pretty|handsome|slim|pleasant|good",
     "(?:looking |young "
     ")?(?:wom[ae]n|girls?|lad(?:y|ies)|m[ae]n|candidates?|applicants?|hostess(?:es)?|persons?|females?|males?|appearance|looks|"
     "figure|physique) ",
     kWish},
    {Concern::ProtectedAttribute, "photo", "attractive|good|pretty|handsome|slim|presentable",
     "(?:looking |appearance|looks |physique )+@2(?:\\. "
     "|$|woman|man|female|male|person|required|essential|hostess|and|receptionist|appearance|preferred)",
     kPhoto},
    // --- wishes of ads
    {Concern::ProtectedAttribute, "wish-age",
     "under|below|over|above|not|no|younger|older|maximum|max|unter|uber|moins|menos|tra|hochstens|nicht",
     "(?:older |younger |more |than |age |of |als |the |de |alter |aged )*(?:2[0-9]|3[0-9]|4[0-9]|5[0-9]|6[0-5]) (?:years (?:of "
     "age|old)|years? (?:only|or younger|and under)|jahre(?:n)? (?:alt)?|ans |anos |anni |only |may |need|can |or "
     "younger|preferred|will)",
     kWish},
    {Concern::ProtectedAttribute, "wish-age",
     "be|are|is|candidates|applicants|only|people|persons|men|women|males|females|anyone|nobody",
     "(?:(?:aged|age|are|be|must|should|only|is|not|no|who) )*(?:under|below|over|above|(?:younger|older) than|max(?:imum)?|at "
     "most|up to) "
     "(?:the )?(?:age )?(?:of )?(?:2[2-9]|[345]\\d|6[0-5]) (?:years )?(?:\\. |$|only|old|of age|and|or|to "
     "apply|with|preferred|who|may|need|please|are)",
     kWish},
    {Concern::ProtectedAttribute, "wish-age", "aged|between|age|ages|alter|zwischen|entre",
     "(?:between |from |limit |range |group |: )*(?:1[6-9]|2[0-9]|3[0-9]|4[0-9]) (?:(?:and|to|und|bis|et|y|e) )?"
     "(?:2[0-9]|3[0-9]|4[0-9]|5[0-9]) (?:years (?:of age|old)|years? only|jahre alt|jahren|ans |anos |only |\\. "
     "|$|preferred|may|can)",
     kWish},
    {Concern::ProtectedAttribute, "wish-age", "age|altersgrenze|hochstalter",
     "(?:limit|maximum|requirement|bracket|range|below|under|: )+ ?(?:: )?@3\\d\\d ?", kWish},
    {Concern::ProtectedAttribute, "wish-age",
     "young|younger|youthful|junge|jungen|junger|junges|jeune|jeunes|joven|jovenes|giovane|giovani|jovem",
     "@3(?:team|dynamic|energetic|males?|females?|candidates?|applicants?|people "
     "only|person|men|women|man|woman|lady|ladies|professionals? "
     "(?:only|wanted)|blood|mind|guns|talent|hungry|dynamische[ns]?|motivierte[ns]?|equipe|dynamique|equipo|dinamico|mitarbeiter|"
     "kollegen|girls?|guys?|and (?:hungry|fresh|fit|ambitious)) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-age", "digital",
     "natives? (?:only|wanted|preferred|\\. |$|who|with|to|and|please|required)", kWish},
    {Concern::ProtectedAttribute, "wish-age", "recent|fresh|new|recently|just",
     "(?:(?:college|university|school|high) )*(?:graduates?|graduated|grads?|school leavers?|leavers|out of "
     "(?:college|university)) @3(?:only|preferred|wanted|need apply) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-age", "mature|older|elderly|retirees|pensioners",
     "(?:(?:candidates|applicants|workers|people|persons|ladies|women|men) )*(?:only|need not|should "
     "not|not|unwanted|preferred|will not) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-origin", "native", "(?:level |#language |or |and |bilingual |near |fluent )*speakers? ",
     kNative},
    {Concern::ProtectedAttribute, "wish-origin", "native|mother|first",
     "(?:tongue |language )?(?:(?:in|is|must be|should be|:) )?#language (?:\\. |$|is|only|required|preferred|needed|essential|a "
     "must|must|and|"
     "or|with|tongue|language|speaking|candidates?|applicants?|person)",
     kNative},
    {Concern::ProtectedAttribute, "wish-origin",
     "english|german|french|spanish|italian|dutch|portuguese|polish|swedish|danish|norwegian|russian|turkish|arabic|mandarin|"
     "chinese|japanese|"
     "korean|deutsch|francais|espanol|italiano|nederlands|portugues",
     "(?:(?:as|is|must be|should be|als|como|come|de|di|:) )*(?:an? |the |your |their |ihre |la |sua )*(?:native (?:\\. "
     "|$|or|and|only|"
     "required|preferred|language|tongue|level)|natives |nativ[eo]s? |natif |mother tongue |first language |muttersprach|langue "
     "maternelle |"
     "lengua materna |madrelingua |moedertaal|lingua materna )",
     kNative},
    {Concern::ProtectedAttribute, "wish-origin", "mother", "tongue (?:speakers?|level|only|required|preferred|\\. |$|: |of|in)",
     kNative},
    {Concern::ProtectedAttribute, "wish-origin",
     "muttersprachler|muttersprachlerin|muttersprachlerinnen|madrelingua|moedertaalspreker", "", kNative},
    {Concern::ProtectedAttribute, "wish-origin", "muttersprache|langue|lengua|lingua|moedertaal|natif|native|nativo|nativa",
     "(?:maternelle |materna )?(?:(?:ist|est|es|e|is|en|in|: ) "
     ")*(?:#language|erforderlich|exigee?|requise?|requerid[oa]|richiest[oa]|vereist) ",
     kNative},
    {Concern::ProtectedAttribute, "wish-origin", "no|only|locals|nur|citizens",
     "(?:(?:native|born|pure|white|local|eu|german|british|american|us|european|keine|swiss) )*(?:foreigners|immigrants|foreign "
     "accents?|accents?|auslander|caucasians?|whites?|nationals only|germans|americans|citizens need|only "
     "(?:native|born|local)) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-nationality", "citizens|nationals|passport|nationality|citizenship|natives",
     "(?:holders? |is |are )*(?:only|preferred|required|wanted|(?:may|need|can|should) apply|a must|mandatory|essential) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-nationality", "only|must|should|be|prefer|preferably",
     "(?:be |an? |the |for |of |have |hold )*(?:#nation )+(?:or #nation "
     ")?(?:citizens?|nationals?|natives|nationality|passport|origin|descent|born|men|women|"
     "candidates|applicants|people) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-nationality", "of",
     "(?:#nation )+(?:or #nation )?(?:nationality|descent|origin|ancestry|ethnicity) ", kWish},
    {Concern::ProtectedAttribute, "wish-origin", "native",
     "(?:born )?(?:men|women|man|woman|males?|females?|citizens?|people|candidates|applicants|germans|"
     "americans|workers|staff) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-sex", "he|she",
     "(?:(?:will|must|should|shall) (?:[a-z]+ly |also |have to |need to )?[a-z]+|(?:has to|needs to|is expected|is "
     "responsible|is required|is "
     "able|reports to|would|can) "
     "(?:be|have|work|report|lead|support|manage|also|ensure|possess|to|for|help|act|take|drive|join|develop|build|"
     "handle|the|our)) ?",
     "It speaks of the person wanted as of one sex."},
    {Concern::ProtectedAttribute, "wish-sex",
     "male|female|males|females|men|women|man|woman|girl|girls|boys|ladies|gentlemen|lady|gentleman|frau|frauen|manner|hombre|"
     "mujer|homme|femme",
     "@1(?:only|preferred|wanted|candidates?|applicants?|need apply|required|may "
     "apply|gesucht|bevorzugt|solamente|uniquement|secretary|receptionist|assistant|driver|staff|under|between|cook|chef|cleaner|"
     "guard|trainer|"
     "manager|teacher|engineer|accountant|worker|employees?|colleagues?|persons?|aged|may|should|who|clerk|nurse|carer|baker|"
     "butcher|waiter|host|singer|dancer|model|coach|[a-z]+(?:ist|ian|eer)|[a-z]+ (?:wanted|needed|only|preferred)) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-sex", "cleaning|strong", "(?:lady|ladies|men|man|males?|girls?|guys?) ", kWish},
    {Concern::ProtectedAttribute, "wish-title", "salesman|salesmen|waitress|stewardess|handyman|foreman|housewife|housewives",
     "(?:wanted|needed|\\. |$)", "Its job title names one sex."},
    {Concern::ProtectedAttribute, "wish-family", "be|are|is|preferably|ideally|only|not|currently",
     "(?:an? |not |currently )*(?:unmarried|childless|married|divorced|widowed|single (?:\\. "
     "|$|and|or|men|women|man|woman|mothers|"
     "persons?|candidates?|applicants?)) ?",
     kWish},
    {Concern::ProtectedAttribute, "wish-family", "married|unmarried|single|childless|divorced",
     "(?:candidates?|applicants?|men|women|persons?|people|mothers|fathers|ladies) ", kWish},
    {Concern::ProtectedAttribute, "wish-family", "no|without|not",
     "(?:any )?(?:plans?|planning|intention|intending|wish) (?:to|of|on) "
     "(?:have|having|start|starting|found|get|getting|become|becoming) (?:an? )?(?:family|children|"
     "child|kids|baby|babies|pregnant|married)",
     kWish},
    {Concern::ProtectedAttribute, "wish-family", "no|without|unmarried|single|childless|ohne|free|sans|sin",
     "(?:of |or |any |young |small )*(?:family commitments|family obligations|children|kids|dependents|dependants|family "
     "ties|childcare|kinder|familie|enfants|hijos|candidates|men|women|applicants|plans to|intention of) (?:only|preferred|\\. "
     "|$|and|or|need|wanted|please|within|in the|having)",
     kWish},
    {Concern::ProtectedAttribute, "wish-health", "able|ablebodied|physically|healthy|perfect|excellent|no|non",
     "(?:(?:bodied|fit|physical|good|in) )*(?:bodied|health|disabilities|disabled|handicap|health "
     "(?:issues|problems|conditions)|medical conditions|sick (?:leave|days)|persons? only|candidates? only|and healthy|smokers?) "
     "(?:only|candidates?|applicants?|person|individuals?|men|and|\\. |$|history|required|preferred|need)",
     kWish},
    {Concern::ProtectedAttribute, "wish-belief",
     "christian|muslim|hindu|catholic|jewish|protestant|christliche|katholische|evangelische",
     "(?:(?:faith|belief|beliefs|church|men|women|religion) "
     ")*(?:only|preferred|candidates?|applicants?|wanted|men|women|required|need apply|believers|faith (?:is "
     ")?required|believer|kirchenzugehorigkeit|konfession) ",
     kWish},
    {Concern::ProtectedAttribute, "wish-belief", "no",
     "(?:muslims|jews|christians|hindus|catholics|hijab|headscarves|headscarf|turbans?|kopftuch) ", kWish},
    // --- unprofessional
    {Concern::Unprofessional, "obscenity",
     "fuck|fucks|fucked|fucking|fucker|motherfucker|shit|shitty|bullshit|asshole|assholes|bitch|bitches|bastard|bastards|cunt|"
     "dickhead|wanker|bollocks|twat|whore|slut|scheisse|arschloch|wichser|hurensohn|fotze|merde|putain|connard|salope|puta|"
     "mierda|cabron|gilipollas|cazzo|stronzo|vaffanculo|caralho|kurwa|kut|klootzak",
     "", "It is obscene."},
    {Concern::Unprofessional, "insult",
     "idiot|idiots|moron|morons|imbecile|imbeciles|retard|retards|retarded|dumbass|scumbag|nigger|niggers|faggot|faggots|kike|"
     "spic|chink|tranny|idioten|trottel|vollidiot",
     "", "It is an insult."},
    {Concern::Unprofessional, "insult", "stupid|incompetent|lazy|useless|worthless|crappy|toxic|dumb|clueless",
     "(?:(?:old|former|ex|damn|little) "
     ")*(?:boss|bosses|manager|managers|coworkers?|colleagues?|people|employer|company|clients?|customers?|management|team|"
     "leadership|users) ",
     "It belittles people."},
    {Concern::Unprofessional, "insult", "kill|murder|exterminate|hate|destroy",
     "(?:all )(?:humans|people|men|women|jews|muslims|christians|foreigners|immigrants|blacks|whites|gays) ",
     "It incites hatred or violence."},
    {Concern::Unprofessional, "insult", "i",
     "(?:hate|despise|loathe) (?:my|humans|people|all|women|men|working|customers|clients|everyone|jews|muslims) ",
     "It is hateful."},
};

/// A sentence with one of these speaks of equal treatment, not of a person.
inline constexpr std::string_view kEqualityWords =
    "regardless|irrespective|discriminate|discrimination|discriminating|nondiscrimination|equal|eeo|eoe|equality|diversity|"
    "diverse|inclusive|"
    "inclusion|protected|accommodation|accommodations|ungeachtet|unabhangig|gleichbehandlung|gleichstellung|vielfalt|"
    "diskriminierung|"
    "independamment|egalite|igualdad|igualdade|independientemente|discriminacion|ongeacht|welcome|welcomes|encourage|encouraged|"
    "encourages|"
    "underrepresented|minorities|veterans|insurance|benefits";
/// With one of these, a law asks for the nationality, or nobody does.
inline constexpr std::string_view kLegalWords =
    "clearance|authorised|authorized|permit|visa|sponsorship|sponsor|law|legal|itar|government|military|police|any|all|every|"
    "non|dual";
/// A sentence with one of these speaks of the health or family of those cared for.
inline constexpr std::string_view kCareWords =
    "patients|patient|residents|resident|clients|client|children|students|student|pupils|adults|people|users|user|accessibility|"
    "accessible|support|"
    "supported|supporting|care|cared|caring|therapy|nursing|clinic|charity|community|research|study|studies|unit|ward|program|"
    "programme|trial|"
    "trials|treatment|patienten|kinder|betreuung|pflege|screening|awareness|prevention|clinical|prenatal|maternity|obstetric|"
    "midwife|labor|labour";

/// A question or task for an assistant.
inline constexpr std::string_view kStray =
    "It is a question or task for an assistant, which belongs into no document of this kind.";
inline constexpr WordRule kStrayRules[] = {
    {Concern::StrayRequest, "stray-question", ".",
     "(?:what|who|where|when|why|which|how|is|are|does|do|did|can|could|how's|whats|hows) (?:[^ .:?]+ ){2,30}\\? ", kStray},
    {Concern::StrayRequest, "stray-task", ".", "(?:please |can you |could you )*(?:tell|show|give|teach|help|remind) me ",
     kStray},
    {Concern::StrayRequest, "stray-task", ".",
     "(?:please "
     ")?(?:write|draft|compose|generate|create|tell|give|provide|show|help|suggest|recommend|explain|describe|summari[sz]e|"
     "translate|analy[sz]e|determine|list|outline|develop|break|classify|identify|teach|find|convert|calculate|solve|design|make|"
     "define|compare|discuss|plan) (?:me |us )?@4(?:poem|stories|short "
     "story|story|joke|recipe|haiku|song|lyrics|essay|riddle|limerick|sonnet|following sentence|following tweet|following "
     "text|tweet|poetry|equivalent for|this (?:sentence|review|comment|tweet)|in simple "
     "terms|novel|movies?|getaways?|differences? between|capital of|theory of|lifecycle of|good book|example of how|plot of) ",
     kStray},
};

}  // namespace bespoke::guardrail
