#include <algorithm>
#include <array>

#include "job_description/ad_lines.hpp"
#include "job_description/ad_text.hpp"
#include "job_description/capitals.hpp"
#include "job_description/classify.hpp"
#include "job_description/equal_treatment.hpp"
#include "job_description/header.hpp"
#include "job_description/job_description.hpp"
#include "job_description/likeness.hpp"
#include "job_description/phrase.hpp"
#include "job_description/requirements.hpp"
#include "text/disguise.hpp"
#include "text/text.hpp"

namespace bespoke::job_description {
namespace {

bool is_set_aside(Topic topic) {
    constexpr std::array kTopics = {Topic::Legal, Topic::Application, Topic::Pay, Topic::Chrome};
    return std::ranges::find(kTopics, topic) != kTopics.end();
}

/// What the headings of the ad provide for; what they don't is looked for in running text.
struct Outline {
    bool requirements = false, responsibilities = false;
};

Outline outline_of(const std::vector<Part>& parts) {
    Outline outline;
    for (const auto& part : parts) {
        if (part.lines.empty()) continue;
        outline.requirements = outline.requirements || part.topic == Topic::Required || part.topic == Topic::Preferred;
        outline.responsibilities = outline.responsibilities || part.topic == Topic::Responsibilities;
    }
    return outline;
}

/// "Duties include …" within a part on requirements.
bool lists_duties(std::string_view statement) {
    static constexpr std::string_view kPatterns[] = {
        "your|the|main|key|core|other? duties|tasks|responsibilities include|are|will_include|comprise|range",
        "you_will|you'll|you_are be? responsible for",
    };
    static const PhraseTable openings(kPatterns);
    return openings.match_at(text::tokens(statement), 0).has_value();
}

/// The duty without "Duties include".
std::string_view without_duty_opening(std::string_view statement) {
    static constexpr std::string_view kPatterns[] = {
        "your|the|main|key|core|other? duties|tasks|responsibilities include|are|will_include|comprise"};
    static const PhraseTable openings(kPatterns);
    const auto tokens = text::tokens(statement);
    const auto opening = openings.match_at(tokens, 0);
    return opening && opening->end < tokens.size() ? statement.substr(tokens[opening->end].begin) : statement;
}

/// Takes the sentences that speak to machines out of the lines, and lines that hold nothing else.
std::vector<std::string> take_orders(std::vector<AdLine>& lines) {
    std::vector<std::string> aside;
    for (auto& line : lines) {
        auto parted = guardrail::without_orders(line.text);
        if (parted.aside.empty()) continue;
        line.text = std::move(parted.kept);
        for (auto& order : parted.aside) aside.push_back(std::move(order));
    }
    std::erase_if(lines, [](const AdLine& line) { return line.text.empty(); });
    return aside;
}

/// What the ad asks for, and nothing that equal treatment forbids to ask for: nobody is measured by it, told a gap by it, or reads it again.
void take_unfair_wishes(std::vector<AdLine>& lines) {
    for (auto& line : lines) line.text = without_unfair_wishes(line.text);
    std::erase_if(lines, [](const AdLine& line) { return line.text.empty(); });
}

/// Fills requirements, responsibilities and what is set aside, part by part.
class Collector {
public:
    explicit Collector(const std::vector<Part>& parts) : outline_(outline_of(parts)) {
        for (const auto& part : parts) add(part);
    }
    void move_to(JobDescription& to) && {
        to.requirements = std::move(requirements_);
        to.responsibilities = std::move(responsibilities_);
        to.set_aside = std::move(set_aside_);
    }

private:
    void add(const Part& part) {
        bool items_seen = false, over = false;
        for (const auto& line : part.lines) {
            // A paragraph on something else after the list ends what the heading announced.
            over = !line.item && (over || (items_seen && ends_part(line)));
            if (over)
                aside(line.text);
            else if (part.topic == Topic::Required || part.topic == Topic::Preferred)
                ask(part, line);
            else if (part.topic == Topic::Responsibilities && is_inline(part, line))
                inline_tasks(line);
            else if (part.topic == Topic::Responsibilities)
                task(line);
            else if (part.topic == Topic::Role || part.topic == Topic::Unknown || part.topic == Topic::About)
                running_text(part.topic, line);
            else
                aside(line.text);
            items_seen = items_seen || line.item;
        }
    }

    static bool is_inline(const Part& part, const AdLine& line) {
        return part.lines.size() == 1 && !line.item && text::sentences(line.text).size() == 1;
    }

    static bool ends_part(const AdLine& line) {
        const auto sentences = text::sentences(line.text);
        const auto topic = sentences.empty() ? Topic::Unknown : sentence_topic(sentences.front());
        return is_set_aside(topic) || topic == Topic::Benefits || topic == Topic::About;
    }

    void ask(const Part& part, const AdLine& line) {
        const auto importance = part.topic == Topic::Preferred ? Importance::Preferred : Importance::Required;
        const auto style = is_inline(part, line) ? ListStyle::Inline : ListStyle::Prose;
        for (const auto statement : statements(line.text)) {
            const auto topic = line.item ? Topic::Unknown : sentence_topic(statement);
            if (is_set_aside(topic))
                aside(statement);
            else if (topic == Topic::Responsibilities && lists_duties(statement))
                respond(statement);
            else
                require(statement, importance, style, line.number);
        }
    }

    void require(std::string_view statement, Importance importance, ListStyle style, int line) {
        auto found = requirements_of(statement, importance, style, line);
        if (found.empty()) return aside(statement);
        for (auto& requirement : found) {
            const auto same = [&](const Requirement& other) { return text::fold(other.text) == text::fold(requirement.text); };
            if (std::ranges::none_of(requirements_, same)) requirements_.push_back(std::move(requirement));
        }
    }

    /// "What you'll do: run the front of house, recruit seasonal staff."
    void inline_tasks(const AdLine& line) {
        for (const auto task : coordinated(line.text, ListStyle::Inline)) respond(task);
    }

    void task(const AdLine& line) {
        if (line.item) return respond(line.text);
        const auto sentences = text::sentences(line.text);
        for (const auto sentence : sentences) {
            const auto topic = sentence_topic(sentence);
            const bool talk = sentences.size() > 1 && topic == Topic::About;
            if (is_set_aside(topic) || talk || sentence.ends_with(':'))
                aside(sentence);
            else if (asks_for_something(sentence) && !outline_.requirements)
                require(sentence, Importance::Required, ListStyle::Prose, line.number);
            else
                respond(sentence);
        }
    }

    void respond(std::string_view text) {
        auto duty = in_sentence_case(text);
        if (std::ranges::find(responsibilities_, duty) == responsibilities_.end()) responsibilities_.push_back(std::move(duty));
    }

    /// Parts that may hold anything: each sentence speaks for itself.
    void running_text(Topic part, const AdLine& line) {
        bool duties = false;
        for (const auto statement : statements(line.text)) {
            const auto topic = sentence_topic(statement);
            // "Duties include cooking; cleaning; and ordering"
            duties = lists_duties(statement) || (duties && statement.front() >= 'a' && statement.front() <= 'z');
            if (duties && !outline_.responsibilities) {
                respond(without_duty_opening(statement));
                continue;
            }
            const bool task = topic == Topic::Responsibilities || (line.item && topic == Topic::Unknown && part != Topic::About);
            if (!outline_.requirements && asks_for_something(statement))
                require(statement, Importance::Required, ListStyle::Prose, line.number);
            else if (task && (!outline_.responsibilities || (line.item && part == Topic::Role)))
                respond(statement);
            else
                aside(statement);
        }
    }

    void aside(std::string_view text) { set_aside_.emplace_back(text); }

    Outline outline_;
    std::vector<Requirement> requirements_;
    std::vector<std::string> responsibilities_, set_aside_;
};

/// Years asked for overall: those of experience as such, else the most that any must-have asks for.
std::optional<int> years_of(const std::vector<Requirement>& requirements) {
    std::optional<int> general, most;
    for (const auto& requirement : requirements) {
        if (!requirement.years || requirement.importance != Importance::Required) continue;
        auto& to = requirement.experience_only ? general : most;
        to = std::max(to.value_or(0), *requirement.years);
    }
    return general ? general : most;
}

Seniority seniority_from(std::string_view title, std::optional<int> years) {
    constexpr int kMidYears = 2, kSeniorYears = 5;
    const auto said = seniority_of(title);
    if (said != Seniority::Unknown || !years) return said;
    return *years < kMidYears ? Seniority::Junior : *years < kSeniorYears ? Seniority::Mid : Seniority::Senior;
}

tl::unexpected<Error> not_a_job_description(std::string_view what) {
    return fail(ErrorCode::InvalidInput, "not-a-job-description",
                "This does not look like a job description: " + std::string(what) +
                    "; give the advertisement's text with its requirements.");
}

}  // namespace

Result<JobDescription> parse(const document::Document& document) {
    if (auto good = check_text(document.text()); !good) return tl::unexpected(good.error());
    auto lines = ad_lines(document);
    undisguise(lines);
    const auto orders = take_orders(lines);
    take_unfair_wishes(lines);
    if (lines.empty())
        return fail(ErrorCode::InvalidInput, "no-text",
                    "The job description has no readable text; give it as text, HTML, PDF or DOCX with a text layer.");
    const auto parts = parts_of(lines);
    if (looks_like_a_resume(parts)) return not_a_job_description("it reads like a resume, a person's own dated history");
    JobDescription out;
    Collector(parts).move_to(out);
    out.set_aside.insert(out.set_aside.end(), orders.begin(), orders.end());
    if (out.requirements.empty() && out.responsibilities.empty())
        return not_a_job_description("it asks for nothing and names no task");
    auto metadata = document.metadata;
    if (guardrail::speaks_to_machines(metadata.title)) metadata.title.clear();
    metadata.title = without_unfair_wishes(text::undisguised(metadata.title));
    auto header = read_header(parts, metadata);
    out.title = std::move(header.title);
    out.company = std::move(header.company);
    out.location = std::move(header.location);
    out.employment_type = std::move(header.employment_type);
    for (std::size_t i = 0; i < out.requirements.size(); ++i)
        out.requirements[i].id = RequirementId("/requirements/" + std::to_string(i));
    out.years = years_of(out.requirements);
    out.seniority = seniority_from(out.title, out.years);
    return out;
}

}  // namespace bespoke::job_description
