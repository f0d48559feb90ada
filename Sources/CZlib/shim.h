// zlib, with its init macros as functions.
#pragma once
#include <zlib.h>
