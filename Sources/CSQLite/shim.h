// The part of SQLite that SQLiteKit uses, with its cast macros as functions.
#pragma once
#include <sqlite3.h>
