#include "profile_place.h"

#include <string.h>

#include "ceremony/text.h"

/* `text` is made of these pairs: fixed words, each followed by one part of a path. */
static const char *
take_pairs(const char *text, const char *const *words)
{
	for (; *words != NULL; words++) {
		size_t word_bytes = strlen(*words), part_bytes;

		if (strncmp(text, *words, word_bytes) != 0)
			return NULL;
		part_bytes = strspn(text + word_bytes, PROFILE_ALNUM "-_.:");
		if (part_bytes == 0 || part_bytes > 63 || strchr("-._:", text[word_bytes]) != NULL)
			return NULL;
		text += word_bytes + part_bytes;
	}
	return text;
}

const char *
profile_google_where(const char *value, size_t length)
{
	static const char *const form[] = {"projects/", "/locations/", "/keyRings/", NULL};
	const char *end = take_pairs(value, form);

	(void)length;
	if (end == NULL || *end != '\0')
		return "is not a key ring like projects/P/locations/L/keyRings/R";
	return NULL;
}

const char *
profile_google_name(const char *value, size_t length)
{
	if (length == 0 || length > 63 || value[0] == '-' ||
	    !text_is_all(value, length, PROFILE_ALNUM "-_"))
		return "is not a Cloud KMS key name: letters, digits, dashes and underscores, 63 "
		       "at most, no dash first";
	return NULL;
}

const char *
profile_google_kek(const char *identifier, const char *where, const char *cloud_name)
{
	static const char *const form[] = {"/importJobs/", NULL};
	size_t where_bytes = strlen(where);
	const char *end;

	(void)cloud_name;
	if (strncmp(identifier, where, where_bytes) != 0)
		return "is of another key ring than the target's: a key wrapped for it could not "
		       "be imported";
	end = take_pairs(identifier + where_bytes, form);
	return end == NULL || *end != '\0'
		       ? "is not an import job like projects/P/locations/L/keyRings/R/importJobs/J"
		       : NULL;
}
