// The digests of libcrypto.
#pragma once
// SHA256_Init and its like are out of favor since OpenSSL 3.0, whose SHA256() looks its algorithm up by name at each
// call: that costs more than digesting a short text.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

static inline void am_sha256(const void *bytes, size_t count, unsigned char *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes, count);
  SHA256_Final(digest, &context);
}
