// The part of libxml2 that XMLKit uses, with what Swift cannot see (function-pointer globals, macros).
#pragma once
// Debian's libxml2 would bring in the headers of the system's ICU, which clash with those of Foundation's own; nothing
// here touches the one structure that differs (xmlCharEncodingHandler).
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

/// xmlFree is a global function pointer, which Swift 6 does not let through.
static inline void aftermarket_xml_free(void *pointer) { xmlFree(pointer); }
