#include "tailoring/checks/lexicon.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "tailoring/checks/senses.hpp"
#include "tailoring/checks/word_lists.hpp"
#include "text/text.hpp"

namespace bespoke::tailoring {
namespace {

using WordSet = std::unordered_set<std::string_view>;

/// "form form base" triples of irregular verbs; the last word of a line is the base form.
constexpr std::string_view kIrregular = R"(
led lead
ran run
built build
wrote written write
rewrote rewritten rewrite
rebuilt rebuild
taught teach
made make
grew grown grow
rose risen rise
fell fallen fall
brought bring
kept keep
held hold
sold sell
spoke spoken speak
chose chosen choose
drove driven drive
drew drawn draw
oversaw overseen oversee
won win
sent send
spent spend
met meet
found find
gave given give
took taken take
undertook undertaken undertake
began begun begin
did done do
saw seen see
sought seek
bought buy
caught catch
dealt deal
fed feed
got gotten get
laid lay
lent lend
paid pay
shown show
stood stand
understood understand
went gone go
wound wind
thought think
told tell
said say
swept sweep
wore worn wear
lost lose
knew known know
broke broken break
froze frozen freeze
hung hang
sped speed
stuck stick
dug dig
swam swum swim
sang sung sing
shook shaken shake
arose arisen arise
became become
overcame overcome
underwent undergone undergo
withdrew withdrawn withdraw
proven prove
sewn sew
sown sow
learnt learn
spelt spell
burnt burn
dying die
added adding add
sat sit
children child
people people
women woman
men man
analyses analysis
criteria criterion
)";

/// Verbs that end like the name of a person; their inflected forms lose the ending.
const WordSet kVerbsInEr{"deliver",  "discover",  "consider", "monitor", "administer", "register", "refer",   "offer",
                         "recover",  "uncover",   "transfer", "cover",   "foster",     "answer",   "render",  "tailor",
                         "refactor", "enter",     "gather",   "alter",   "order",      "filter",   "cluster", "power",
                         "trigger",  "volunteer", "mentor",   "tutor",   "author",     "master",   "pioneer", "engineer",
                         "mirror",   "anchor",    "honor",    "labor",   "favor",      "color",    "harbor",  "wonder",
                         "prefer",   "differ",    "suffer",   "layer"};

constexpr auto kGlueWords = std::to_array<std::string_view>(
    {"a",       "an",       "the",      "of",     "to",    "in",      "on",    "at",     "by",         "for",
     "from",    "with",     "into",     "onto",   "as",    "and",     "or",    "via",    "through",    "across",
     "among",   "that",     "which",    "who",    "whom",  "whose",   "this",  "these",  "those",      "it",
     "its",     "their",    "they",     "them",   "there", "was",     "were",  "is",     "are",        "be",
     "been",    "being",    "has",      "have",   "had",   "having",  "while", "where",  "so",         "thus",
     "also",    "both",     "then",     "out",    "up",    "off",     "upon",  "about",  "between",    "including",
     "include", "included", "includes", "using",  "used",  "use",     "such",  "itself", "themselves", "his",
     "her",     "he",       "she",      "per",    "than",  "further", "well",  "plus",   "but",        "what",
     "how",     "whether",  "'s",       "s",      "when",  "during",  "i",     "my",     "am",         "toward",
     "towards", "within",   "along",    "around", "etc",   "eg",      "e.g",   "i.e",    "did",        "does"});

constexpr std::string_view kVerbs =
    "achieve act adapt add address administer advise agree aid analyze answer apply appraise approve arrange assemble assess "
    "assign assist "
    "attend attract audit automate bake balance book bring brief budget build buy calculate call care carry catalog chair change "
    "check clean "
    "clear close coach code collaborate collect communicate compile complete conduct configure contact contribute control "
    "convert convince "
    "cook coordinate correct counsel cover create cut deal debug decide decrease define deliver demonstrate deploy design detect "
    "develop "
    "devise diagnose direct dispatch dispense distribute document do double draft draw drive edit educate eliminate enable "
    "encourage enforce "
    "engage enter escalate establish estimate evaluate examine exceed execute expand explain extend facilitate feed file fill "
    "find fit fix "
    "follow forecast formulate forward foster fulfil gain gather generate get give greet grow guard guide handle head help hire "
    "hold host "
    "identify implement improve increase induct inform initiate inspect install instruct integrate interpret interview introduce "
    "invent "
    "investigate invoice issue join keep label launch lead learn lift liaise load log lower maintain make manage map market "
    "match measure "
    "meet mentor merge migrate model modernize modify monitor motivate move negotiate observe obtain onboard operate optimize "
    "order organize "
    "orchestrate oversee own pack paint participate partner pay perform persuade pick pilot pioneer place plan post prepare "
    "present prevent "
    "process procure produce program promote propose protect provide publish purchase raise reach read receive recommend "
    "reconcile record "
    "recover recruit redesign reduce refactor refer register release remove reorganize repair replace reply report represent "
    "research resolve "
    "respond restock restore restructure review revise rewrite run save schedule screen secure select sell send serve service "
    "set settle "
    "shadow share shorten sign simplify solve sort spearhead split staff start stock stop store streamline strengthen study "
    "submit suggest "
    "supervise supply support survey take teach test track trade train transfer transform translate transport treat trim triage "
    "troubleshoot "
    "tune tutor undertake update upgrade use utilize validate verify visit volunteer wash watch weigh weld win work write would "
    "could might "
    "should lay tend try attempt aim seek spot accept admit allocate brew chop cultivate deputize diversify earn liquidate plant "
    "plate prune "
    "season slice sweep transcribe type vet wire sit tell say speak hear ask unload redo reorder refine rebuild restart revamp "
    "relocate retain rotate "
    "sanitize sew ship shop sketch solder stage steer sterilize stitch style sum switch synchronize tailor teach thank tidy tile "
    "trim tow trace transcribe tutor upload usher vacuum value video wrap x-ray";

constexpr std::string_view kLightVerbs =
    "use utilize do make perform conduct carri_out carry_out undertake provide give deliver hold complete apply employ take "
    "execute work serve handle have "
    "involve include be do_with deal_with in_charge responsible work_on keep get bring take_care";
constexpr std::string_view kOutcomes =
    "cut reduce reduction lower decrease increase raise grow rise boost improve improvement enhance save saving double triple "
    "treble halve "
    "speed_up accelerate shorten eliminate avoid prevent gain win earn meet reach achieve exceed fall drop decline expand lift "
    "generate "
    "strengthen trim shrink bring_down attract secure";
constexpr std::string_view kPartials =
    "help assist aid contribute contribution participate participation take_part involve involvement play_part have_hand "
    "give_hand lend_hand "
    "pitch_in support observe shadow try attempt aim intend propose proposal suggest suggestion recommend seek would could might "
    "should expect hope exposure "
    "familiar learn assistance input plan_to";
constexpr std::string_view kShared =
    "collaborate collaboration partner jointly together team_up cooperate cooperation work_with alongside part member share co "
    "co_lead";
constexpr std::string_view kActors =
    "team company firm group department business agency employer organization manager supervisor chef colleague nurse doctor "
    "engineer developer "
    "teacher officer partner client customer crew unit division contractor vendor supplier boss director consultant analyst "
    "lawyer attorney "
    "physician specialist staff people someone designer architect accountant owner student trainee volunteer store shop "
    "restaurant hospital "
    "school bank university ministry authority council who";
constexpr std::string_view kLeading =
    "lead head direct own manage oversee supervise chair spearhead orchestrate founded run leadership ownership supervision "
    "oversight direction";

template <class Visit>
void for_each_word(std::string_view words, const Visit& visit) {
    for (const auto line : text::split(words, '\n')) {
        for (const auto word : text::split(line, ' ')) {
            if (!word.empty()) visit(word);
        }
    }
}

const std::unordered_map<std::string_view, std::string_view>& irregular_forms() {
    static const auto* const kForms = [] {
        auto* forms = new std::unordered_map<std::string_view, std::string_view>;
        for (const auto line : text::split(kIrregular, '\n')) {
            const auto words = text::split(line, ' ');
            for (std::size_t i = 0; i + 1 < words.size(); ++i) forms->emplace(words[i], words.back());
        }
        return forms;
    }();
    return *kForms;
}

struct Ending {
    std::string_view end, by;
    std::size_t shortest;  ///< bytes of the words that it is taken from
};

/// British spellings brought to American ones; a word that is hit by mistake is hit on both sides of a comparison.
std::string americanized(std::string_view word) {
    static constexpr auto kEnds = std::to_array<Ending>({{"isation", "ization", 9},
                                                         {"isations", "izations", 10},
                                                         {"ised", "ized", 7},
                                                         {"ising", "izing", 8},
                                                         {"ises", "izes", 7},
                                                         {"ise", "ize", 6},
                                                         {"yse", "yze", 6},
                                                         {"ysed", "yzed", 7},
                                                         {"ysing", "yzing", 8},
                                                         {"our", "or", 5},
                                                         {"ours", "ors", 6},
                                                         {"oured", "ored", 6},
                                                         {"lled", "led", 7},
                                                         {"lling", "ling", 8},
                                                         {"centre", "center", 6},
                                                         {"centres", "centers", 7},
                                                         {"litre", "liter", 5},
                                                         {"litres", "liters", 6},
                                                         {"metre", "meter", 5},
                                                         {"metres", "meters", 6},
                                                         {"licence", "license", 7},
                                                         {"licences", "licenses", 8},
                                                         {"defence", "defense", 7},
                                                         {"catalogue", "catalog", 9},
                                                         {"fulfill", "fulfil", 7},
                                                         {"programme", "program", 9},
                                                         {"programmes", "programs", 10},
                                                         {"tyre", "tire", 4},
                                                         {"tyres", "tires", 5},
                                                         {"enrolment", "enrollment", 9},
                                                         {"storey", "story", 6},
                                                         {"grey", "gray", 4},
                                                         {"mould", "mold", 5},
                                                         {"aluminium", "aluminum", 9},
                                                         {"cheque", "check", 6},
                                                         {"cheques", "checks", 7},
                                                         {"practise", "practice", 8},
                                                         {"practised", "practiced", 9},
                                                         {"ageing", "aging", 6}});
    std::string out(word);
    for (const auto& [end, by, shortest] : kEnds) {
        if (out.size() < shortest || !out.ends_with(end)) continue;
        out.replace(out.size() - end.size(), end.size(), by);
        break;
    }
    for (const auto& [part, by] : {std::pair<std::string_view, std::string_view>{"paed", "ped"},
                                   {"anaesth", "anesth"},
                                   {"gynaec", "gynec"},
                                   {"haem", "hem"}}) {
        if (const auto at = out.find(part); at != std::string::npos) out.replace(at, part.size(), by);
    }
    return out;
}

std::string singular(std::string word) {
    if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
    return word;
}

/// Nouns that a stemmer would merge with a verb or adjective of another meaning; kept in the singular.
const WordSet kKeptNouns{"weekly",    "monthly",      "yearly",     "hourly",   "quarterly",  "nightly",   "fortnightly",
                         "daily",     "organization", "internal",   "intern",   "accountant", "assistant", "consultant",
                         "applicant", "attendant",    "university", "operator", "manager",    "community", "news",
                         "general",   "generic",      "customer",   "server",   "president",  "policy",    "department",
                         "executive", "officer",      "director"};

struct Side {
    std::uint16_t group;
    bool left;
};

/// senses_table.cpp, taken apart.
struct Senses {
    std::unordered_map<std::string, std::vector<Side>> sides;
    std::unordered_map<std::string, std::vector<std::vector<std::string>>> phrases;

    Senses() {
        std::uint16_t group = 0;
        for (const auto line : text::split(kSenses, '\n')) {
            bool left = true;
            for_each_word(line, [&](std::string_view word) {
                if (word == ">") {
                    left = false;
                } else {
                    add(word, {group, left});
                }
            });
            ++group;
        }
        for (auto& [first, list] : phrases) {
            std::sort(list.begin(), list.end(),
                      [](const auto& a, const auto& b) { return std::pair(b.size(), a) < std::pair(a.size(), b); });
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
    }

    void add(std::string_view word, Side side) {
        std::vector<std::string> stems;
        for (const auto part : text::split(word, '_')) stems.push_back(lexical_stem(part));
        std::string joined = stems.front();
        for (std::size_t i = 1; i < stems.size(); ++i) joined += "_" + stems[i];
        sides[joined].push_back(side);
        if (stems.size() > 1) phrases[stems.front()].emplace_back(stems.begin() + 1, stems.end());
    }
};

const Senses& senses() {
    static const Senses kBuilt;
    return kBuilt;
}

/// A list of words or phrases by their lexical stems.
class StemSet {
public:
    explicit StemSet(std::string_view words) {
        for_each_word(words, [&](std::string_view word) {
            std::string joined;
            for (const auto part : text::split(word, '_')) joined += (joined.empty() ? "" : "_") + lexical_stem(part);
            stems_.insert(joined);
        });
    }
    [[nodiscard]] bool has(const std::string& stem) const { return stems_.contains(stem); }

private:
    std::unordered_set<std::string> stems_;
};

}  // namespace

std::string lexical_stem(std::string_view word) {
    const auto irregular = irregular_forms().find(word);
    if (irregular != irregular_forms().end()) word = irregular->second;
    auto spelt = americanized(word);
    const auto one = singular(spelt);
    if (kKeptNouns.contains(one) || kKeptNouns.contains(spelt)) return kKeptNouns.contains(spelt) ? spelt : one;
    if (spelt == "founded" || spelt == "founding" || spelt == "founder") return spelt == "founder" ? spelt : "found~";
    const bool person = one.size() > 4 && (one.ends_with("er") || one.ends_with("or")) && !kVerbsInEr.contains(one);
    if (person) return one;
    return text::stem(spelt);
}

bool may_stand_for(const std::string& given, const std::string& said) {
    if (given == said) return true;
    const auto& sides = senses().sides;
    const auto from = sides.find(given);
    const auto to = sides.find(said);
    if (from == sides.end() || to == sides.end()) return false;
    return std::any_of(from->second.begin(), from->second.end(), [&](const Side& a) {
        return a.left && std::any_of(to->second.begin(), to->second.end(), [&](const Side& b) { return a.group == b.group; });
    });
}

std::span<const std::vector<std::string>> phrases_from(const std::string& first_stem) {
    const auto found = senses().phrases.find(first_stem);
    if (found == senses().phrases.end()) return {};
    return found->second;
}

bool is_glue(std::string_view word) {
    static const WordSet kWords(kGlueWords.begin(), kGlueWords.end());
    return kWords.contains(word);
}

bool is_irregular_past(std::string_view word) {
    static const WordSet kUnchanged{"cut",  "set", "put",  "read",     "hit",       "split",
                                    "shut", "let", "cost", "forecast", "broadcast", "left"};
    return kUnchanged.contains(word) || (irregular_forms().contains(word) && irregular_forms().at(word) != word);
}

bool is_verb_stem(const std::string& stem) {
    static const StemSet kSet(kVerbs);
    return kSet.has(stem);
}
bool is_light_verb(const std::string& stem) {
    static const StemSet kSet(kLightVerbs);
    return kSet.has(stem);
}
bool is_outcome(const std::string& stem) {
    static const StemSet kSet(kOutcomes);
    return kSet.has(stem);
}
bool is_partial(const std::string& stem) {
    static const StemSet kSet(kPartials);
    return kSet.has(stem);
}
bool is_shared(const std::string& stem) {
    static const StemSet kSet(kShared);
    return kSet.has(stem);
}
bool is_actor(const std::string& stem) {
    static const StemSet kSet(kActors);
    return kSet.has(stem);
}
bool is_leading(const std::string& stem) {
    static const StemSet kSet(kLeading);
    return kSet.has(stem);
}

}  // namespace bespoke::tailoring
