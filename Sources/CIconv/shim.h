// iconv, from glibc.
#pragma once
#include <iconv.h>
