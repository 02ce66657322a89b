#include <nlohmann/json.hpp>

#include "evidence/evidence.hpp"

namespace bespoke::evidence {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Reads members of a JSON value and remembers the first thing that is wrong.
class Reader {
public:
    [[nodiscard]] bool failed() const { return !wrong_.empty(); }
    [[nodiscard]] tl::unexpected<Error> error() const {
        return fail(ErrorCode::Corrupt, "evidence-json", "A stored part of this job is missing or damaged; start the job again.",
                    "unexpected JSON type", wrong_);
    }

    std::string text(const json& object, const char* key, const std::string& at) {
        const auto* const value = member(object, key);
        if (value == nullptr || !value->is_string()) return reject<std::string>(at, key);
        return value->get<std::string>();
    }
    double number(const json& object, const char* key, const std::string& at) {
        const auto* const value = member(object, key);
        if (value == nullptr || !value->is_number()) return reject<double>(at, key);
        return value->get<double>();
    }
    bool truth(const json& object, const char* key, const std::string& at) {
        const auto* const value = member(object, key);
        if (value == nullptr || !value->is_boolean()) return reject<bool>(at, key);
        return value->get<bool>();
    }
    template <class Item, class Read>
    std::vector<Item> list(const json& object, const char* key, const std::string& at, Read read) {
        const auto* const value = member(object, key);
        if (value == nullptr || !value->is_array()) return reject<std::vector<Item>>(at, key);
        return items<Item>(*value, at + "/" + key, read);
    }
    template <class Item, class Read>
    std::vector<Item> items(const json& array, const std::string& at, Read read) {
        std::vector<Item> out;
        if (!array.is_array()) return reject<std::vector<Item>>(at, nullptr);
        for (std::size_t i = 0; i < array.size() && !failed(); ++i) out.push_back(read(array[i], at + "/" + std::to_string(i)));
        return out;
    }
    template <class T>
    T reject(const std::string& at, const char* key) {
        if (!failed()) wrong_ = key == nullptr ? (at.empty() ? "/" : at) : at + "/" + key;
        return T{};
    }

private:
    static const json* member(const json& object, const char* key) {
        if (!object.is_object()) return nullptr;
        const auto found = object.find(key);
        return found == object.end() ? nullptr : &*found;
    }
    std::string wrong_;
};

ordered_json to_json(const Support& support, const std::map<std::string, std::string>& texts) {
    ordered_json out{{"node", support.node.str()}};
    if (const auto text = texts.find(support.node.str()); text != texts.end()) out["text"] = text->second;
    out["score"] = support.score;
    out["proves"] = support.proves;
    out["because"] = support.because;
    return out;
}

ordered_json to_json(const RequirementMatch& match, const job_description::JobDescription& job,
                     const std::map<std::string, std::string>& texts) {
    ordered_json out{{"requirement", match.requirement.str()}};
    for (const auto& requirement : job.requirements) {
        if (requirement.id != match.requirement) continue;
        out["text"] = requirement.text;
        out["importance"] = to_string(requirement.importance);
    }
    out["judgement"] = to_string(match.judgement);
    out["points"] = match.points;
    out["ofPoints"] = match.of_points;
    out["explanation"] = match.explanation;
    out["support"] = ordered_json::array();
    for (const auto& support : match.support) out["support"].push_back(to_json(support, texts));
    return out;
}

Support read_support(Reader& reader, const json& value, const std::string& at) {
    return {NodeId(reader.text(value, "node", at)), reader.number(value, "score", at), reader.truth(value, "proves", at),
            reader.text(value, "because", at)};
}

Judgement read_judgement(Reader& reader, const json& value, const std::string& at) {
    const auto name = reader.text(value, "judgement", at);
    for (const auto judgement : {Judgement::Met, Judgement::Partial, Judgement::Missing}) {
        if (name == to_string(judgement)) return judgement;
    }
    return reader.reject<Judgement>(at, "judgement");
}

RequirementMatch read_match(Reader& reader, const json& value, const std::string& at) {
    RequirementMatch match;
    match.requirement = RequirementId(reader.text(value, "requirement", at));
    match.judgement = read_judgement(reader, value, at);
    match.points = reader.number(value, "points", at);
    match.of_points = reader.number(value, "ofPoints", at);
    match.explanation = reader.text(value, "explanation", at);
    match.support = reader.list<Support>(
        value, "support", at, [&](const json& item, const std::string& where) { return read_support(reader, item, where); });
    return match;
}

}  // namespace

ordered_json to_json(const MatchReport& report, const job_description::JobDescription& job, const resume::Resume& resume) {
    std::map<std::string, std::string> texts;
    resume::for_each_text(resume, [&](const resume::Text& node) { texts.emplace(node.id.str(), node.value); });
    ordered_json out{{"match", report.match}, {"readability", report.readability}, {"requirements", ordered_json::array()}};
    for (const auto& match : report.requirements) out["requirements"].push_back(to_json(match, job, texts));
    out["notes"] = report.notes;
    return out;
}

Result<MatchReport> match_report_from_json(const json& value) {
    Reader reader;
    MatchReport report;
    report.match = reader.number(value, "match", "");
    report.readability = reader.number(value, "readability", "");
    report.requirements = reader.list<RequirementMatch>(
        value, "requirements", "", [&](const json& item, const std::string& at) { return read_match(reader, item, at); });
    report.notes = reader.list<std::string>(value, "notes", "", [&](const json& item, const std::string& at) {
        return item.is_string() ? item.get<std::string>() : reader.reject<std::string>(at, nullptr);
    });
    if (reader.failed()) return reader.error();
    return report;
}

ordered_json to_json(const std::vector<Evidence>& evidence) {
    auto out = ordered_json::array();
    for (const auto& item : evidence) out.push_back({{"node", item.node.str()}, {"text", item.text}});
    return out;
}

Result<std::vector<Evidence>> evidence_from_json(const json& value) {
    Reader reader;
    auto out = reader.items<Evidence>(value, "", [&](const json& item, const std::string& at) {
        return Evidence{NodeId(reader.text(item, "node", at)), reader.text(item, "text", at)};
    });
    if (reader.failed()) return reader.error();
    return out;
}

}  // namespace bespoke::evidence
