// The digests of libcrypto.
#pragma once
#include <openssl/evp.h>
#include <openssl/sha.h>
