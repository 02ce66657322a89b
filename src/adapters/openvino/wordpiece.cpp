#include "adapters/openvino/wordpiece.hpp"

#include "adapters/openvino/basic_tokenizer.hpp"

namespace bespoke::adapters::openvino {
namespace {

constexpr std::string_view kContinuation = "##";

tl::unexpected<Error> bad_vocabulary(std::string detail) {
    return fail(ErrorCode::Corrupt, "embedder-corrupt",
                "The embedding model's vocabulary is damaged; delete the model's folder and run `./dev build`",
                std::move(detail));
}

}  // namespace

Result<WordPiece> WordPiece::create(std::string vocabulary) {
    WordPiece result;
    result.vocabulary_ = std::make_unique<const std::string>(std::move(vocabulary));
    std::string_view rest = *result.vocabulary_;
    result.ids_.reserve(static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n')) + 1);
    while (!rest.empty()) {
        auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!result.ids_.emplace(line, static_cast<std::int32_t>(result.ids_.size())).second)
            return bad_vocabulary("a piece stands twice");
        result.longest_piece_bytes_ = std::max(result.longest_piece_bytes_, line.size());
    }
    for (const auto& [piece, id] : {std::pair{"[UNK]", &result.unknown_}, {"[CLS]", &result.begin_}, {"[SEP]", &result.end_}}) {
        const auto found = result.ids_.find(piece);
        if (found == result.ids_.end()) return bad_vocabulary(std::string("no ") + piece);
        *id = found->second;
    }
    return result;
}

std::optional<std::pair<std::int32_t, std::size_t>> WordPiece::longest_piece(std::string_view rest, std::string& scratch,
                                                                             std::size_t prefix) const {
    scratch.resize(prefix);
    scratch += rest.substr(0, longest_piece_bytes_);
    for (; scratch.size() > prefix; scratch.pop_back()) {
        const auto found = ids_.find(scratch);
        // No piece ends within a character, so trying every byte finds the same as trying every character.
        if (found != ids_.end()) return std::pair{found->second, scratch.size() - prefix};
    }
    return std::nullopt;
}

void WordPiece::append_word(std::string_view word, std::vector<std::int32_t>& ids) const {
    const auto start = ids.size();
    std::string scratch;
    while (!word.empty()) {
        const auto prefix = ids.size() == start ? std::size_t{0} : kContinuation.size();
        scratch = kContinuation;
        const auto piece = longest_piece(word, scratch, prefix);
        if (!piece) {  // one part unknown makes the whole word unknown
            ids.resize(start);
            ids.push_back(unknown_);
            return;
        }
        ids.push_back(piece->first);
        word.remove_prefix(piece->second);
    }
}

std::vector<std::int32_t> WordPiece::encode(std::string_view text, std::size_t window) const {
    std::vector<std::int32_t> ids{begin_};
    BasicTokenizer words(text);
    for (BasicWord word; ids.size() < window && words.next(word);) {
        if (word.characters > kLongestWord) {
            ids.push_back(unknown_);
        } else {
            append_word(word.text, ids);
        }
    }
    ids.resize(std::min(ids.size(), std::max<std::size_t>(window, 2) - 1));
    ids.push_back(end_);
    return ids;
}

}  // namespace bespoke::adapters::openvino
