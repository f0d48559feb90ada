/* fetch_multi URLS CONCURRENCY CA [ARCHIVE] : the C limit of fetching.
 *
 * Asks for every address of the file URLS over one libcurl multi handle, HTTP/2 over TLS, as many at a time as said.
 * With ARCHIVE a second thread writes each answer there as WARC records, one gzip member each at level 6, with
 * SHA-256 of page, block and file, so that archiving goes on beside the network. Prints one JSON line. */
#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zlib.h>

struct bytes { unsigned char *start; size_t count, room; };
struct transfer { CURL *easy; char *url; struct bytes head, body; };
struct answer { char *url; struct bytes head, body; struct answer *next; };

static void die(const char *why) { fprintf(stderr, "fetch_multi: %s\n", why); exit(1); }

static void put(struct bytes *to, const void *from, size_t count) {
  if (to->count + count > to->room) {
    to->room = (to->count + count) * 2;
    to->start = realloc(to->start, to->room);
    if (!to->start) die("out of memory");
  }
  memcpy(to->start + to->count, from, count);
  to->count += count;
}

static size_t take(char *from, size_t size, size_t count, void *to) { put(to, from, size * count); return size * count; }

/* The archive: a queue that the writer empties. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, emptied = PTHREAD_COND_INITIALIZER;
static struct answer *first, **last = &first;
static int waiting, over, most;
static FILE *archive;
static z_stream stream;
static EVP_MD_CTX *whole;
static unsigned char digests[100000][32];
static size_t pages, total;

static const char *hex(const unsigned char digest[32], char text[65]) {
  for (int i = 0; i < 32; i++) sprintf(text + 2 * i, "%02x", digest[i]);
  return text;
}

static void record(const char *type, const char *media, const char *url, const char *payload,
                   struct bytes *one, struct bytes *two) {
  static unsigned char out[1 << 16];
  static unsigned number;
  unsigned char digest[32];
  char text[65], head[8192];
  EVP_MD_CTX *block = EVP_MD_CTX_new();
  EVP_DigestInit_ex(block, EVP_sha256(), NULL);
  EVP_DigestUpdate(block, one->start, one->count);
  if (two) EVP_DigestUpdate(block, two->start, two->count);
  EVP_DigestFinal_ex(block, digest, NULL);
  EVP_MD_CTX_free(block);
  int length = snprintf(head, sizeof head,
      "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Date: 2026-11-24T00:00:00Z\r\n"
      "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012u>\r\nContent-Type: %s\r\nWARC-Target-URI: %s\r\n"
      "WARC-Block-Digest: sha256:%s\r\n%s%s%sContent-Length: %zu\r\n\r\n",
      type, number++, media, url, hex(digest, text), payload ? "WARC-Payload-Digest: sha256:" : "",
      payload ? payload : "", payload ? "\r\n" : "", one->count + (two ? two->count : 0));
  struct { const void *start; size_t count; } pieces[4] = {
      {head, length}, {one->start, one->count}, {two ? two->start : NULL, two ? two->count : 0}, {"\r\n\r\n", 4}};
  deflateReset(&stream);
  for (int i = 0; i < 4; i++) {
    stream.next_in = (unsigned char *)pieces[i].start;
    stream.avail_in = pieces[i].count;
    do {
      stream.next_out = out;
      stream.avail_out = sizeof out;
      deflate(&stream, i == 3 ? Z_FINISH : Z_NO_FLUSH);
      size_t count = sizeof out - stream.avail_out;
      EVP_DigestUpdate(whole, out, count);
      if (fwrite(out, 1, count, archive) != count) die("cannot write");
    } while (stream.avail_out == 0);
  }
}

static void *shelve(void *unused) {
  for (;;) {
    pthread_mutex_lock(&lock);
    while (!first && !over) pthread_cond_wait(&filled, &lock);
    struct answer *answer = first;
    if (answer) {
      first = answer->next;
      if (!first) last = &first;
      waiting--;
      pthread_cond_signal(&emptied);
    }
    pthread_mutex_unlock(&lock);
    if (!answer) return unused;
    char text[65], request[4096];
    SHA256(answer->body.start, answer->body.count, digests[pages]);
    record("response", "application/http; msgtype=response", answer->url, hex(digests[pages], text), &answer->head,
           &answer->body);
    int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
                          strchr(answer->url + 8, '/'));
    record("request", "application/http; msgtype=request", answer->url, NULL,
           &(struct bytes){(unsigned char *)request, length, length}, NULL);
    pages++;
    total += answer->body.count;
    free(answer->head.start);
    free(answer->body.start);
    free(answer);
  }
}

static void hand_over(struct transfer *transfer) {
  struct answer *answer = malloc(sizeof *answer);
  *answer = (struct answer){transfer->url, transfer->head, transfer->body, NULL};
  transfer->head = transfer->body = (struct bytes){0};
  pthread_mutex_lock(&lock);
  while (waiting >= most) pthread_cond_wait(&emptied, &lock);
  *last = answer;
  last = &answer->next;
  waiting++;
  pthread_cond_signal(&filled);
  pthread_mutex_unlock(&lock);
}

static int by_bytes(const void *a, const void *b) { return memcmp(a, b, 32); }

static double now(clockid_t clock) { struct timespec t; clock_gettime(clock, &t); return t.tv_sec + t.tv_nsec / 1e9; }

int main(int count, char **words) {
  if (count < 4) die("usage: fetch_multi URLS CONCURRENCY CA [ARCHIVE]");
  FILE *list = fopen(words[1], "r");
  if (!list) die("no list of addresses");
  int concurrency = atoi(words[2]), asked = 0, done = 0, running = 0;
  static char *urls[100000];
  char line[4096];
  int addresses = 0;
  while (fgets(line, sizeof line, list) && addresses < 100000) urls[addresses++] = strndup(line, strcspn(line, "\n"));
  double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  pthread_t writer;
  if (count > 4) {
    archive = fopen(words[4], "wb");
    most = concurrency;
    whole = EVP_MD_CTX_new();
    EVP_DigestInit_ex(whole, EVP_sha256(), NULL);
    if (!archive || deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) die("no archive");
    if (pthread_create(&writer, NULL, shelve, NULL) != 0) die("no thread");
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)concurrency);
  struct transfer *transfers = calloc(concurrency, sizeof *transfers);
  struct curl_slist *headers = curl_slist_append(NULL, "Accept: */*");
  for (int i = 0; i < concurrency && asked < addresses; i++) {
    CURL *easy = transfers[i].easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &transfers[i]);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CAINFO, words[3]);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfers[i].head);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfers[i].body);
    curl_easy_setopt(easy, CURLOPT_URL, transfers[i].url = urls[asked++]);
    curl_multi_add_handle(multi, easy);
  }
  while (done < addresses) {
    curl_multi_perform(multi, &running);
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(multi, &left))) {
      CURL *easy = message->easy_handle;
      if (message->data.result != CURLE_OK) die(curl_easy_strerror(message->data.result));
      struct transfer *transfer;
      long status;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      if (status != 200) die("an answer that is not 200");
      curl_multi_remove_handle(multi, easy);
      done++;
      if (archive) {
        hand_over(transfer);
      } else {
        pages++;
        total += transfer->body.count;
        transfer->head.count = transfer->body.count = 0;
      }
      if (asked < addresses) {
        curl_easy_setopt(easy, CURLOPT_URL, transfer->url = urls[asked++]);
        curl_multi_add_handle(multi, easy);
      }
    }
    if (done < addresses) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  unsigned char digest[32] = {0};
  char text[65];
  if (archive) {
    pthread_mutex_lock(&lock);
    over = 1;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    pthread_join(writer, NULL);
    EVP_DigestFinal_ex(whole, digest, NULL);
    if (fflush(archive) || fclose(archive)) die("cannot write");
    qsort(digests, pages, 32, by_bytes);
    SHA256(digests[0], pages * 32, digest);
  }
  printf("{\"pages\":%zu,\"bytes\":%zu,\"digest\":\"%s\",\"secs\":%.4f,\"cpu\":%.4f}\n", pages, total,
         archive ? hex(digest, text) : "", now(CLOCK_MONOTONIC) - start, now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
  return 0;
}
