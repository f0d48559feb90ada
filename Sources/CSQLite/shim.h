// The part of SQLite that SQLiteKit uses, with its cast macros as functions.
#pragma once
// The hook that sees rows before they change; every SQLite of Debian is built with it.
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#include <sqlite3.h>

// SQLITE_STATIC: "the content pointer is constant and will never change" (c3ref/c_static.html).
static inline int am_bind_text_static(sqlite3_stmt *s, int at, const char *text, sqlite3_uint64 bytes) {
  return sqlite3_bind_text64(s, at, text, bytes, SQLITE_STATIC, SQLITE_UTF8);
}

// SQLITE_TRANSIENT: SQLite "makes its own private copy of the data immediately" (c3ref/bind_blob.html).
static inline int am_bind_text_transient(sqlite3_stmt *s, int at, const char *text, sqlite3_uint64 bytes) {
  return sqlite3_bind_text64(s, at, text, bytes, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int am_bind_blob_transient(sqlite3_stmt *s, int at, const void *blob, sqlite3_uint64 bytes) {
  return sqlite3_bind_blob64(s, at, blob, bytes, SQLITE_TRANSIENT);
}

// SQLITE_CONFIG_MEMSTATUS: "disables collection of memory allocation statistics" (c3ref/c_config_covering_index_scan.html),
// for which every allocation takes a lock. Must come before the first connection; later it changes nothing.
static inline int am_forget_memory_status(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

// sqlite3_db_config is variadic.
static inline int am_set_defensive(sqlite3 *db, int on) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, on, (int *)0);
}
