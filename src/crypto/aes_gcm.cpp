#include "crypto/aes_gcm.hpp"

#include <openssl/evp.h>

#include <cstdlib>

#include "crypto/error_mark.hpp"

namespace bespoke::crypto::detail {
namespace {

constexpr std::size_t kMaxUpdate = 1U << 30U;  // the library counts in int

struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;
using Update = int (*)(EVP_CIPHER_CTX*, unsigned char*, int*, const unsigned char*, int);

const unsigned char* raw(BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

void must(int result) {
    if (result != 1) std::abort();
}

/// Associated data has no output: `out` is empty then.
void run(Update update, EVP_CIPHER_CTX* context, BytesView in, std::span<std::byte> out) {
    while (!in.empty()) {
        const auto size = std::min(in.size(), kMaxUpdate);
        int written = 0;
        must(update(context, out.empty() ? nullptr : raw(out), &written, raw(in), static_cast<int>(size)));
        in = in.subspan(size);
        if (!out.empty()) out = out.subspan(size);
    }
}

Context make_context() {
    Context context(EVP_CIPHER_CTX_new());
    if (!context) std::abort();
    return context;
}

}  // namespace

void aes_gcm_encrypt(const SecretKey& key, const Nonce& nonce, BytesView associated, BytesView plain, Bytes& out) {
    const Context context = make_context();
    must(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(BytesView(key.bytes())), raw(BytesView(nonce))));
    const auto begin = out.size();
    out.resize(begin + plain.size() + kTagSize);
    const auto cipher = std::span(out).subspan(begin, plain.size());
    const auto tag = std::span(out).last(kTagSize);
    run(EVP_EncryptUpdate, context.get(), associated, {});
    run(EVP_EncryptUpdate, context.get(), plain, cipher);
    int written = 0;
    must(EVP_EncryptFinal_ex(context.get(), raw(tag), &written));
    must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagSize), tag.data()));
}

std::optional<Bytes> aes_gcm_decrypt(const SecretKey& key, const Nonce& nonce, BytesView associated, BytesView cipher_and_tag) {
    if (cipher_and_tag.size() < kTagSize) return std::nullopt;
    const ErrorMark mark;
    const auto cipher = cipher_and_tag.first(cipher_and_tag.size() - kTagSize);
    std::array<std::byte, kTagSize> tag{};
    std::ranges::copy(cipher_and_tag.last(kTagSize), tag.begin());
    const Context context = make_context();
    must(EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(BytesView(key.bytes())), raw(BytesView(nonce))));
    Bytes plain(cipher.size());
    run(EVP_DecryptUpdate, context.get(), associated, {});
    run(EVP_DecryptUpdate, context.get(), cipher, plain);
    must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagSize), tag.data()));
    int written = 0;
    std::array<std::byte, kTagSize> rest{};
    if (EVP_DecryptFinal_ex(context.get(), raw(std::span<std::byte>(rest)), &written) == 1) return plain;
    wipe(plain);
    return std::nullopt;
}

}  // namespace bespoke::crypto::detail
