#include <curl/curl.h>

/* `curl_easy_setopt` and `curl_easy_getinfo` take variable arguments, which Swift can't pass. */

typedef size_t (*wandb_curl_sink)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode wandb_curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode wandb_curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode wandb_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode wandb_curl_set_sink(CURL *handle, CURLoption option, wandb_curl_sink sink) {
  return curl_easy_setopt(handle, option, sink);
}

static inline CURLcode wandb_curl_set_copy(CURL *handle, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(handle, option, &blob);
}

static inline CURLcode wandb_curl_get_number(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}
