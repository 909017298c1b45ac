#include "catalogue.h"

#include <stddef.h>
#include <string.h>

const char *
catalogue_choose(const char *language)
{
	return strcmp(language, "en") == 0 ? NULL : "has no catalogue";
}

const char *
T_(const char *text)
{
	return text;
}
