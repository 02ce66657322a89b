#include "adapters/openvino/wordpiece.hpp"

#include <cstdlib>

using bespoke::adapters::openvino::WordPiece;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto tokenizer = *WordPiece::create("[UNK]\n[CLS]\n[SEP]\na\n##a\ne\n##e\n##ing\n!\n東\nthe\n##the\n");
    const auto ids = tokenizer.encode({reinterpret_cast<const char*>(data), size});
    if (ids.size() < 2 || ids.size() > WordPiece::kWindow || ids.front() != 1 || ids.back() != 2) std::abort();
    // A vocabulary is untrusted, too.
    (void)WordPiece::create(std::string(reinterpret_cast<const char*>(data), size));
    return 0;
}
