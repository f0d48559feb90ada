// The part of libcurl that CurlKit uses, with what Swift cannot call itself (variadic functions).
// The names stand in parentheses so that the functions are called, not the type-checking macros.
#pragma once
#include <curl/curl.h>

static inline CURLcode aftermarket_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode aftermarket_curl_set_long(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode aftermarket_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode aftermarket_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode aftermarket_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(handle, option, value);
}

typedef size_t (*aftermarket_curl_sink)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode aftermarket_curl_set_sink(CURL *handle, CURLoption option, aftermarket_curl_sink sink) {
  return (curl_easy_setopt)(handle, option, sink);
}

static inline CURLcode aftermarket_curl_set_open_socket(CURL *handle, curl_opensocket_callback open) {
  return (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, open);
}

static inline CURLcode aftermarket_curl_set_progress(CURL *handle, curl_xferinfo_callback progress) {
  return (curl_easy_setopt)(handle, CURLOPT_XFERINFOFUNCTION, progress);
}

static inline CURLcode aftermarket_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLcode aftermarket_curl_get_text(CURL *handle, CURLINFO info, const char **value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline curl_socket_t aftermarket_curl_bad_socket(void) { return CURL_SOCKET_BAD; }
