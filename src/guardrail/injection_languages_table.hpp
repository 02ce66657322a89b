#pragma once

#include "guardrail/rule_set.hpp"

namespace bespoke::guardrail {

/// Orders to machines in languages other than English; words as skeletons have them (no accents, ß as ss). Verbs stand as orders,
/// so that what somebody did ("ignorierte alte Vorgaben") is not meant.
inline constexpr std::string_view kOrderElsewhere = "It tells a machine to set its instructions aside.";
inline constexpr std::string_view kVerdictElsewhere = "It asks a machine for a verdict on the candidate.";
inline constexpr std::string_view kAddressElsewhere = "It speaks to a machine instead of a person.";

inline constexpr WordRule kInjectionRulesElsewhere[] = {
    // German
    {Concern::Injection, "override-instructions",
     "ignoriere|ignorieren|ignorier|vergiss|vergessen|missachte|missachten|uberschreibe|ubergehe|verwirf|befolge|beachte|umgehe",
     "(?:sie )?@3(?:alle|allen|alles|samtliche|vorherigen?|bisherigen?|vorangegangenen?|obigen?|fruheren?|deine|ihre|die|nicht) "
     "@4(?:anweisungen|anweisung|instruktionen|befehle|vorgaben|regeln|prompts?|systemprompt|anforderungen|gesagte|davor|zuvor|"
     "richtlinien) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict",
     "bewerte|bewerten|stufe|empfiehl|empfehle|empfehlen|ranke|setze|gib|geben|stelle|markiere|beurteile|lade",
     "(?:sie )?@2(?:diese[nmrs]?|den|dem|die|mich|ihn|sie|das) "
     "@1(?:kandidat|kandidaten|kandidatin|bewerber|bewerberin|bewerbung|lebenslauf|person)? "
     "?@5(?:hochste[nrs]?|hochstpunktzahl|beste[nrmrs]?|am besten|an erster stelle|perfekt|ideal|maximal|volle "
     "punktzahl|unbedingt|sofort|10|100|zur einstellung|einzustellen|als geeignet|hoch|weiter) ",
     kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "dieser|diese|der|die",
     "(?:kandidat|kandidatin|bewerber|bewerberin|bewerbung|lebenslauf) (?:ist|muss|soll|sollte) "
     "@4(?:beste[rns]?|perfekt|perfekte|ideal|ideale|eingestellt|hochste|am besten|bewertet|empfohlen|einzustellen|bevorzugt) ",
     kVerdictElsewhere},
    {Concern::Injection, "speaks-to-machines", "als",
     "(?:ki|kunstliche intelligenz|sprachmodell|ki modell|ki assistent|chatbot) "
     "(?:musst|sollst|sollten|mussen|bist|wirst|darfst|hast|kannst) ",
     kAddressElsewhere},
    {Concern::Injection, "speaks-to-machines", "wenn|falls|hinweis|anweisung|nachricht|achtung|an",
     "(?:(?:du|sie|fur|an|die|das|den|alle|jede|eine|ein|der) )*(?:ki|kunstliche intelligenz|sprachmodell|sprachmodelle|ki "
     "modelle?|ki assistent|llm|chatgpt|chatbot) (?:bist|sind|liest|lesen|: |ist|die|das|, |systeme|welche)",
     kAddressElsewhere},
    {Concern::Injection, "new-persona", "du|sie",
     "(?:bist|sind) (?:jetzt|nun|ab sofort|ab jetzt|von nun an|nicht mehr) "
     "@4(?:ein|eine|im|an|dan|modus|frei|gebunden|ki|pirat|entwicklermodus) ",
     kAddressElsewhere},
    {Concern::Injection, "asks-for-prompt", "zeige|zeig|verrate|nenne|gib|wiederhole|drucke",
     "@3(?:deine|deinen|ihre|ihren|den) @2(?:systemprompt|system prompt|prompt|anweisungen|instruktionen|geheimen) ",
     kAddressElsewhere},
    {Concern::Injection, "dictates-answer", "antworte|antworten|schreibe|sage|gib",
     "(?:sie )?(?:nur|ausschliesslich|lediglich|immer) (?:mit|noch|folgendes|ja|das wort|dass|aus) ", kAddressElsewhere},
    {Concern::Injection, "forges-resume", "fuge|fugen|erganze|schreibe|erfinde|behaupte|setze",
     "(?:sie )?@9(?:(?:dem|den|im|in den|zum|zu den|das|der) (?:lebenslauf|kandidaten|bewerber|fahigkeiten des|kenntnissen "
     "des)|dass (?:der|dieser) (?:kandidat|bewerber)|erfahrung(?:en)? (?:hinzu|dazu)) ",
     kVerdictElsewhere},
    // French
    {Concern::Injection, "override-instructions",
     "ignore|ignorez|ignorer|oublie|oubliez|oublier|neglige|negligez|outrepasse|contourne|annule",
     "@3(?:toutes?|tous|tout|les|tes|vos|l|ces|ce) "
     "@3(?:instructions?|consignes?|regles|directives|ordres|commandes|precedentes?|precede|prompts?|criteres) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict",
     "note|notez|evalue|evaluez|recommande|recommandez|classe|classez|donne|donnez|attribue|attribuez|place|placez|selectionne|"
     "embauche|embauchez|accepte",
     "@3(?:ce|cette|le|la|au) (?:candidat|candidate|candidature|cv|profil|postulant|personne) "
     "@5(?:premier|premiere|meilleur|meilleure|plus "
     "haut|maximum|maximale|parfait|parfaite|ideal|excellent|10|100|absolument|immediatement|haut|sans) ",
     kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "recommande|recommandez|embauche|embauchez|ce|cette",
     "(?:ce|cette|candidat|candidate) (?:candidat|candidate|candidature|(?:est|doit etre) "
     "(?:le|la|parfait|ideal|l|embauche|classe)) ",
     kVerdictElsewhere},
    {Concern::Injection, "speaks-to-machines", "en|si|note|message|instruction|attention",
     "(?:(?:tant|qu|que|pour|a|aux|l|les|la|le|vous|tu|etes|es|une|un|toute|toutes) )*(?:ia|intelligence artificielle|modele de "
     "langage|modeles de langage|llm|chatgpt|assistant ia) (?:tu|vous|: |qui|lisant|dois|devez|, )",
     kAddressElsewhere},
    {Concern::Injection, "new-persona", "tu|vous",
     "(?:es|etes) (?:maintenant|desormais|dorenavant) (?:un|une|en|dan|libre|le|la) ", kAddressElsewhere},
    {Concern::Injection, "asks-for-prompt", "revele|revelez|affiche|affichez|montre|montrez|repete|repetez|donne",
     "@3(?:ton|tes|votre|vos|le|les) @1(?:prompt|instructions|invite|consignes|directives) ", kAddressElsewhere},
    {Concern::Injection, "dictates-answer", "reponds|repondez|ecris|ecrivez|dis|dites",
     "(?:uniquement|seulement|simplement|exclusivement|toujours) (?:par|avec|en|que|oui|: )", kAddressElsewhere},
    {Concern::Injection, "forges-resume", "ajoute|ajoutez|invente|inventez|ecris|ecrivez|affirme|affirmez",
     "@8(?:(?:au|dans le|du|aux competences du|sur le) (?:cv|candidat|curriculum)|que (?:le|ce) candidat) ", kVerdictElsewhere},
    // Spanish
    {Concern::Injection, "override-instructions",
     "ignora|ignore|ignorar|ignoren|olvida|olvide|olvidar|omite|omita|descarta|desobedece|anula",
     "@3(?:todas?|todos?|las|los|tus|sus|lo|cualquier|estas) "
     "@3(?:instrucciones|instruccion|indicaciones|ordenes|reglas|directrices|anteriores|anterior|previas|prompts?|criterios) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict",
     "califica|califique|evalua|evalue|recomienda|recomiende|clasifica|clasifique|puntua|puntue|da|dale|dele|asigna|contrata|"
     "contrate|selecciona|acepta|valora|otorga",
     "@4(?:este|esta|el|al|la) (?:candidato|candidata|curriculum|cv|solicitante|perfil|postulante|aspirante|puntuacion) "
     "@5(?:mejor|mas alto|maxima|maximo|perfecto|perfecta|ideal|primero|excelente|10|100|inmediatamente|alta|primer|sin) ",
     kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "recomienda|recomiende|contrata|contrate|selecciona",
     "(?:a )?(?:este|esta) (?:candidato|candidata|solicitante|persona) ", kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "este|esta",
     "(?:candidato|candidata|solicitante) (?:es|debe ser|tiene que ser) "
     "@3(?:mejor|perfecto|perfecta|ideal|contratado|contratada|seleccionado|primero|recomendado) ",
     kVerdictElsewhere},
    {Concern::Injection, "speaks-to-machines", "como|si|nota|mensaje|instruccion|instrucciones|atencion",
     "(?:(?:eres|usted|es|una?|para|a|la|las|los|el|toda|todas|cualquier) )*(?:ia|inteligencia artificial|modelo de "
     "lenguaje|modelos de lenguaje|llm|chatgpt|asistente de ia) (?:debes|debe|tienes|: |que|lee|leyendo|deberias|, )",
     kAddressElsewhere},
    {Concern::Injection, "new-persona", "ahora", "eres (?:un|una|dan|libre|el|la) ", kAddressElsewhere},
    {Concern::Injection, "asks-for-prompt", "revela|revele|muestra|muestre|muestrame|repite|dime|imprime",
     "@3(?:tu|tus|su|sus|el|las) @2(?:prompt|instrucciones|indicaciones|directrices|mensaje de sistema) ", kAddressElsewhere},
    {Concern::Injection, "dictates-answer", "responde|responda|escribe|escriba|di|diga",
     "(?:solo|solamente|unicamente|siempre|exclusivamente) (?:con|que|en|si|: )", kAddressElsewhere},
    {Concern::Injection, "forges-resume", "anade|agrega|agregue|inventa|escribe|afirma|incluye",
     "@8(?:(?:al|en el|a las habilidades del|del) (?:curriculum|cv|candidato|solicitante)|que (?:el|este) candidato) ",
     kVerdictElsewhere},
    // Italian
    {Concern::Injection, "override-instructions",
     "ignora|ignorate|ignori|ignorare|dimentica|dimenticate|trascura|tralascia|scavalca|annulla",
     "@3(?:tutte|tutti|tutto|le|i|gli|cio|ogni|quanto|qualsiasi) "
     "@3(?:istruzioni|istruzione|indicazioni|ordini|regole|direttive|precedenti|precedente|prompt|criteri|sopra) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict",
     "valuta|valutate|raccomanda|consiglia|classifica|assegna|dai|assumi|seleziona|promuovi|metti",
     "@3(?:questo|questa|il|la|al|a questo) (?:candidato|candidata|curriculum|cv|profilo|punteggio) "
     "@4(?:migliore|massimo|massima|perfetto|perfetta|ideale|primo|prima|eccellente|10|100|subito|alto|piu) ",
     kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "raccomanda|assumi|consiglia|questo|questa",
     "(?:questo|questa|candidato|candidata) (?:candidato|candidata|(?:e|deve essere) (?:il|la|perfett[oa]|ideale|l|assunt[oa])) ",
     kVerdictElsewhere},
    {Concern::Injection, "speaks-to-machines", "come|se|nota|messaggio|istruzione|istruzioni|attenzione",
     "(?:(?:sei|per|l|la|le|gli|i|un|una|tutte|a|alle|all) )*(?:ia|intelligenza artificiale|modello linguistico|modelli "
     "linguistici|llm|chatgpt|assistente ia) (?:devi|: |che|legge|stai|dovresti|, )",
     kAddressElsewhere},
    {Concern::Injection, "new-persona", "ora|adesso", "sei (?:un|una|dan|libero|il|in) ", kAddressElsewhere},
    {Concern::Injection, "asks-for-prompt", "rivela|mostra|mostrami|ripeti|dimmi|stampa",
     "@3(?:tuo|tue|tuoi|il|le) @2(?:prompt|istruzioni|messaggio di sistema|direttive) ", kAddressElsewhere},
    {Concern::Injection, "dictates-answer", "rispondi|scrivi|di",
     "(?:solo|soltanto|unicamente|sempre|esclusivamente) (?:con|che|in|si|: )", kAddressElsewhere},
    {Concern::Injection, "forges-resume", "aggiungi|inventa|scrivi|inserisci|afferma",
     "@8(?:(?:al|nel|del|alle competenze del) (?:curriculum|cv|candidato)|che (?:il|questo) candidato) ", kVerdictElsewhere},
    // Portuguese
    {Concern::Injection, "override-instructions",
     "ignore|ignora|ignorar|esqueca|esquece|esquecer|desconsidere|desconsidera|despreze|descarte|anule",
     "@3(?:todas?|todos?|tudo|as|os|suas|qualquer|o) "
     "@3(?:instrucoes|instrucao|ordens|regras|diretrizes|anteriores|anterior|acima|prompts?|criterios|orientacoes) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict",
     "avalie|avalia|recomende|recomenda|classifique|classifica|contrate|contrata|de|atribua|selecione|aprove",
     "@3(?:este|esta|o|a|ao|a este) (?:candidato|candidata|curriculo|cv|perfil|pontuacao) "
     "@4(?:melhor|maxima|maximo|perfeito|perfeita|ideal|primeiro|excelente|10|100|imediatamente|alta|alto|mais) ",
     kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "recomende|recomenda|contrate|contrata|aprove",
     "(?:este|esta) (?:candidato|candidata|pessoa) ", kVerdictElsewhere},
    {Concern::Injection, "speaks-to-machines", "como|se|nota|mensagem|instrucao|instrucoes|atencao",
     "(?:(?:voce|e|para|a|as|os|uma?|todas?|qualquer) )*(?:ia|inteligencia artificial|modelo de linguagem|modelos de "
     "linguagem|llm|chatgpt|assistente de ia) (?:voce|deve|: |que|lendo|, )",
     kAddressElsewhere},
    {Concern::Injection, "new-persona", "voce", "(?:agora e|e agora) (?:um|uma|dan|livre|o|a) ", kAddressElsewhere},
    {Concern::Injection, "asks-for-prompt", "revele|mostre|repita|diga|imprima",
     "@3(?:seu|sua|suas|seus|o|as) @2(?:prompt|instrucoes|mensagem de sistema|diretrizes) ", kAddressElsewhere},
    {Concern::Injection, "forges-resume", "adicione|acrescente|invente|escreva|inclua|afirme",
     "@8(?:(?:ao|no|do|nas habilidades do) (?:curriculo|cv|candidato)|que (?:o|este) candidato) ", kVerdictElsewhere},
    // Dutch
    {Concern::Injection, "override-instructions", "negeer|vergeet|negeren|omzeil|overschrijf|verwerp",
     "@3(?:alle|alles|de|het|je|jouw|uw|eerdere|vorige|bovenstaande|wat) "
     "@3(?:instructies|instructie|aanwijzingen|opdrachten|regels|prompts?|bovenstaande|hiervoor|criteria|eerder|richtlijnen) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict", "beoordeel|geef|rangschik|beveel|plaats|zet|markeer|kies",
     "@2(?:deze|de|dit) (?:kandidaat|sollicitant|cv|sollicitatie) "
     "@5(?:hoogste|hoogst|beste|perfect|perfecte|ideaal|maximale|bovenaan|aan|10|100|direct|eerste) ",
     kVerdictElsewhere},
    {Concern::Injection, "asks-for-verdict", "deze",
     "(?:kandidaat|sollicitant) (?:is|moet) @4(?:beste|perfect|perfecte|ideaal|ideale|aangenomen|aangenomen worden|hoogste) ",
     kVerdictElsewhere},
    {Concern::Injection, "speaks-to-machines", "als|bericht|opmerking|instructie|let",
     "(?:(?:je|u|een|bent|voor|aan|de|het|elke|alle) )*(?:ai|taalmodel|kunstmatige intelligentie|llm|chatgpt) (?:moet|bent|: "
     "|die|dat|, |leest)",
     kAddressElsewhere},
    {Concern::Injection, "new-persona", "je|u", "bent (?:nu|vanaf nu|voortaan) (?:een|in|dan|vrij|niet) ", kAddressElsewhere},
    {Concern::Injection, "asks-for-prompt", "toon|onthul|herhaal|print|geef",
     "@2(?:je|jouw|uw) @2(?:prompt|systeemprompt|instructies|opdracht) ", kAddressElsewhere},
    {Concern::Injection, "forges-resume", "voeg|verzin|schrijf|beweer",
     "@8(?:(?:aan het|in het|aan de) (?:cv|kandidaat|vaardigheden van)|dat (?:de|deze) kandidaat) ", kVerdictElsewhere},
    // Polish
    {Concern::Injection, "override-instructions", "zignoruj|ignoruj|zapomnij|pomin|odrzuc",
     "@3(?:wszystkie|wszystkich|wszystko|poprzednie|poprzednich|wczesniejsze|powyzsze|swoje|o) "
     "@3(?:instrukcje|instrukcji|instrukcjach|polecenia|polecen|zasady|reguly|wytyczne|poprzednie|powyzej) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict", "ocen|polec|zarekomenduj|rekomenduj|zatrudnij|umiesc|przyznaj|wybierz",
     "@2(?:tego|ta|te|temu) (?:kandydata|kandydatke|kandydatowi|osobe|kandydatce) ", kVerdictElsewhere},
    {Concern::Injection, "new-persona", "jestes", "(?:teraz|od teraz) @4 ?", kAddressElsewhere},
    // Swedish, Danish, Norwegian
    {Concern::Injection, "override-instructions", "ignorera|ignorer|glom|glem|bortse|se",
     "@3(?:alla|alle|allt|alt|de|dina|dine|fra|fran|tidigare|foregaende) "
     "@3(?:instruktioner|instruktionerna|instruksjoner|anvisningar|anvisninger|regler|ovenstaende|ovan|tidligere) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict", "rekommendera|anbefal|betygsatt|vurder|ranger|anstall|ansett|rangordna",
     "(?:denna|denne|den har|den her) (?:kandidat|kandidaten|sokande|ansoger|soker) ", kVerdictElsewhere},
    // Czech, Slovak
    {Concern::Injection, "override-instructions", "ignoruj|ignorujte|zapomen|zapomente|zabudni|prehlizej",
     "@3(?:vsechny|vsetky|vse|predchozi|predchadzajuce|predesle|na) "
     "@3(?:pokyny|instrukce|instrukcie|prikazy|pravidla|predchozi) ",
     kOrderElsewhere},
    // Turkish, Romanian, Hungarian, Finnish
    {Concern::Injection, "override-instructions", "onceki|yukaridaki|tum",
     "@2(?:talimatlari|talimatlarin|komutlari|yonergeleri) @2(?:yoksay|goz ardi|unut|dikkate) ", kOrderElsewhere},
    {Concern::Injection, "override-instructions", "ignora|ignorati|uita",
     "@2(?:toate|instructiunile|orice) @3(?:instructiunile|instructiuni|anterioare|precedente) ", kOrderElsewhere},
    {Concern::Injection, "override-instructions", "hagyd|felejtsd",
     "@3(?:figyelmen|el) @4(?:utasitasokat|utasitast|korabbi|elozo) ", kOrderElsewhere},
    {Concern::Injection, "override-instructions", "unohda|ohita|sivuuta",
     "@2(?:kaikki|aiemmat|edelliset) @2(?:ohjeet|kaskyt|ohjeistukset|aiemmat) ", kOrderElsewhere},
    // Russian, Ukrainian (й and ї without their marks)
    {Concern::Injection, "override-instructions",
     "игнорируи|игнорируите|проигнорируи|проигнорируите|забудь|забудьте|ігноруи|ігноруите|забудь|отмени",
     "@3(?:все|всі|всю|предыдущие|прошлые|вышеуказанные|попередні|о|про|свои|данные) "
     "@4(?:инструкции|инструкциях|указания|команды|правила|інструкції|інструкціі|вказівки|предыдущие) ",
     kOrderElsewhere},
    {Concern::Injection, "asks-for-verdict",
     "оцени|оцените|порекомендуи|рекомендуи|рекомендуите|порекомендуите|наими|поставь|выбери",
     "@2(?:этого|эту|этому|данного) (?:кандидата|кандидату|соискателя|кандидатку|резюме) ", kVerdictElsewhere},
    {Concern::Injection, "new-persona", "ты|вы", "(?:теперь|отныне) @3 ?", kAddressElsewhere},
};

/// Orders in scripts without blanks: these letters, anywhere in the skeleton.
struct PlainRule {
    std::string_view name, text, reason;
};
inline constexpr PlainRule kPlainRules[] = {
    {"override-instructions", "忽略之前", kOrderElsewhere},       {"override-instructions", "忽略以上", kOrderElsewhere},
    {"override-instructions", "忽略所有", kOrderElsewhere},       {"override-instructions", "忽略先前", kOrderElsewhere},
    {"override-instructions", "忽略前面", kOrderElsewhere},       {"override-instructions", "忘记之前", kOrderElsewhere},
    {"override-instructions", "无视之前", kOrderElsewhere},       {"override-instructions", "以前の指示", kOrderElsewhere},
    {"override-instructions", "これまでの指示", kOrderElsewhere}, {"override-instructions", "上記の指示", kOrderElsewhere},
    {"asks-for-verdict", "推荐这位候选人", kVerdictElsewhere},    {"asks-for-verdict", "推荐该候选人", kVerdictElsewhere},
    {"asks-for-verdict", "この候補者を", kVerdictElsewhere},
};

}  // namespace bespoke::guardrail
