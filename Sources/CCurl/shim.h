// The part of libcurl that CurlKit uses, with what Swift cannot call itself (variadic functions).
#pragma once
#include <curl/curl.h>
