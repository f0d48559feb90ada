/* load DATABASE FILE: the C limit of loading: the statements of Sources/Loading, word for word, with its pragmas, over
   values that were prepared. It derives no ids and no digests, keeps no sums of rows and checks no contract. Its log of
   sightings is a plain one of the same length. Everything is loaded, then all of it again. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;
static void die(const char *what) { fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db)); exit(1); }
static void ex(const char *sql) { if (sqlite3_exec(db, sql, 0, 0, 0)) die(sql); }
static sqlite3_stmt *prep(const char *sql) {
  sqlite3_stmt *s; if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, 0)) die(sql); return s;
}
static void t(sqlite3_stmt *s, int i, const char *v) { if (v) sqlite3_bind_text(s, i, v, -1, SQLITE_STATIC); else sqlite3_bind_null(s, i); }
static void n(sqlite3_stmt *s, int i, long v) { sqlite3_bind_int64(s, i, v); }
static void run(sqlite3_stmt *s) { if (sqlite3_step(s) != SQLITE_DONE) die(sqlite3_sql(s)); sqlite3_reset(s); sqlite3_clear_bindings(s); }
static double now(clockid_t c) { struct timespec x; clock_gettime(c, &x); return x.tv_sec + x.tv_nsec / 1e9; }

typedef struct { char kind; char *f[10]; } Row;

int main(int argc, char **argv) {
  FILE *file = fopen(argv[2], "r"); char *line = 0; size_t cap = 0; long count = 0, room = 1 << 20, observations = 0;
  Row *rows = malloc(room * sizeof *rows);
  while (getline(&line, &cap, file) > 0) {
    if (count == room) rows = realloc(rows, (room *= 2) * sizeof *rows);
    Row *r = &rows[count++]; char *p = strdup(line); p[strcspn(p, "\n")] = 0; r->kind = *p; int k = 0; p += 2;
    for (char *q; (q = strsep(&p, "\t")) && k < 10;) r->f[k++] = q;
    observations += r->kind == 'o';
  }
  if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, 0)) die("open");
  ex("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864");
#include "statements.h"
  for (int pass = 0; pass < 2; pass++) {
    double w = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID); long changes = 0, pages = 0, known = -1; char last[20] = "";
    ex("BEGIN IMMEDIATE");
    for (long i = 0; i < count; i++) {
      Row *r = &rows[i];
      if (r->kind == 'p') {
        t(upsertPage, 1, r->f[0]); t(upsertPage, 2, "market"); t(upsertPage, 3, r->f[1]); t(upsertPage, 4, r->f[2]);
        t(upsertPage, 8, r->f[3]); t(upsertPage, 11, "parsed"); n(upsertPage, 13, 50); run(upsertPage);
        if (++pages % 400 == 0 || i == count - 1) {
          char day[11], next[11]; memcpy(day, r->f[2], 10); day[10] = 0;
          struct tm d = {0}; strptime(day, "%Y-%m-%d", &d); time_t at = timegm(&d) + 86400; gmtime_r(&at, &d); strftime(next, 11, "%Y-%m-%d", &d);
          t(countCoverage, 1, "market"); t(countCoverage, 2, day); t(countCoverage, 3, next); run(countCoverage);
          ex("COMMIT"); ex("BEGIN IMMEDIATE");
        }
        continue;
      }
      if (strcmp(last, r->f[1])) {
        t(insertPageNumber, 1, r->f[1]); run(insertPageNumber);
        t(selectPageNumber, 1, r->f[1]); if (sqlite3_step(selectPageNumber) != SQLITE_ROW) die("page"); known = sqlite3_column_int64(selectPageNumber, 0); sqlite3_reset(selectPageNumber);
        strcpy(last, r->f[1]);
      }
      long price = atol(r->f[7]), when = atol(r->f[5]); unsigned char log[4096]; int size = 0; long old = -1, seen = 0;
      t(selectLog, 1, r->f[0]);
      if (sqlite3_step(selectLog) == SQLITE_ROW) { size = sqlite3_column_bytes(selectLog, 0); memcpy(log, sqlite3_column_blob(selectLog, 0), size); memcpy(&old, log, 8); memcpy(&seen, log + 8, 8); }
      sqlite3_reset(selectLog);
      if (size && when <= seen) continue;
      int fresh = !size, changed = fresh || price != old;
      if (fresh) {
        t(insertSource, 1, "market"); run(insertSource);
        sqlite3_stmt *s = insertListing;
        t(s, 1, r->f[0]); t(s, 2, "market"); t(s, 3, r->f[2]); t(s, 4, r->f[4]); t(s, 5, r->f[3]); t(s, 6, "card"); t(s, 7, "A100");
        t(s, 8, "nvidia-a100-pcie-40gb"); t(s, 9, "[\"nvidia-a100-pcie-40gb\"]"); t(s, 10, "used"); t(s, 11, "Pre-owned"); n(s, 12, 0);
        t(s, 13, "US"); t(s, 14, "00000000000000aa"); t(s, 15, "sell"); t(s, 16, "[]"); sqlite3_bind_double(s, 17, 0); t(s, 18, "[]");
        n(s, 20, 1); t(s, 21, "active"); t(s, 22, r->f[6]); t(s, 23, r->f[6]); run(s);
        size = 24; memset(log, 0, 24);
      } else {
        sqlite3_stmt *s = retimeListing;
        char first[21]; time_t at; memcpy(&at, log + 16, 8); struct tm d; gmtime_r(&at, &d); strftime(first, 21, "%Y-%m-%dT%H:%M:%SZ", &d);
        t(s, 1, r->f[0]); n(s, 2, 1); t(s, 3, "active"); t(s, 4, first); t(s, 5, r->f[6]); run(s);
      }
      if (fresh) memcpy(log + 16, &when, 8);
      memcpy(log, &price, 8); memcpy(log + 8, &when, 8);
      if (size + 6 < (int)sizeof log) { memcpy(log + size, &known, 6); size += changed ? 12 : 6; }
      t(storeLog, 1, r->f[0]); sqlite3_bind_blob(storeLog, 2, log, size, SQLITE_STATIC); run(storeLog);
      if (changed) {
        sqlite3_stmt *s = upsertObservation; changes++;
        t(s, 1, r->f[0]); t(s, 2, r->f[6]); n(s, 3, price); t(s, 6, "USD"); n(s, 10, price * 10000); n(s, 12, 1); n(s, 13, 0); t(s, 14, "active"); t(s, 15, r->f[1]); run(s);
      }
    }
    ex("COMMIT");
    sqlite3_wal_checkpoint_v2(db, 0, SQLITE_CHECKPOINT_TRUNCATE, 0, 0);
    printf("%s\"%schanges\":%ld,\"%ssecs\":%f,\"%scpu\":%f%s", pass ? "" : "{", pass ? "again_" : "", changes, pass ? "again_" : "",
      now(CLOCK_MONOTONIC) - w, pass ? "again_" : "", now(CLOCK_PROCESS_CPUTIME_ID) - c, pass ? "}\n" : ",");
    if (!pass) {}
  }
  sqlite3_close(db);
  return 0;
}
