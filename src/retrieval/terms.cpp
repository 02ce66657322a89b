#include "retrieval/terms.hpp"

#include "text/text.hpp"

namespace bespoke::retrieval {
namespace {

/// FNV-1a with 64 bits.
Term hash(std::string_view stem) {
    Term value = 0xcbf29ce484222325ULL;
    for (const char c : stem) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return value;
}

}  // namespace

std::vector<Term> terms_of(std::string_view text) {
    std::vector<Term> terms;
    for (const auto& token : text::tokens(text)) {
        if (!text::is_stop_word(token.text)) terms.push_back(hash(text::stem(token.text)));
    }
    return terms;
}

}  // namespace bespoke::retrieval
