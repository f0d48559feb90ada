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



static inline CURLcode aftermarket_curl_get_text(CURL *handle, CURLINFO info, const char **value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline curl_socket_t aftermarket_curl_bad_socket(void) { return CURL_SOCKET_BAD; }

static inline CURLcode aftermarket_curl_set_prerequest(CURL *handle, curl_prereq_callback check) {
  return (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, check);
}

static inline CURLcode aftermarket_curl_set_debug(CURL *handle, curl_debug_callback listen) {
  return (curl_easy_setopt)(handle, CURLOPT_DEBUGFUNCTION, listen);
}

static inline CURLcode aftermarket_curl_set_share(CURL *handle, CURLSH *share) {
  return (curl_easy_setopt)(handle, CURLOPT_SHARE, share);
}

static inline CURLcode aftermarket_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLcode aftermarket_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLMcode aftermarket_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return (curl_multi_setopt)(multi, option, value);
}

static inline CURLSHcode aftermarket_curl_share_cookies(CURLSH *share) {
  return (curl_share_setopt)(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
}

static inline CURLSHcode aftermarket_curl_share_locks(CURLSH *share, curl_lock_function lock,
                                                      curl_unlock_function unlock, void *context) {
  CURLSHcode code = (curl_share_setopt)(share, CURLSHOPT_LOCKFUNC, lock);
  if (code == CURLSHE_OK) code = (curl_share_setopt)(share, CURLSHOPT_UNLOCKFUNC, unlock);
  if (code == CURLSHE_OK) code = (curl_share_setopt)(share, CURLSHOPT_USERDATA, context);
  return code;
}
