#include "profile_part.h"

#include <string.h>

/* What stands behind `label`, up to one of the characters that `end` it. */
static const struct part {
	const char *name, *label, *end;
} table[] = {
	{"vault", "", "./"},
	{"host", "", "/"},
	{"mount", "/", ""},
	{"compartment", "/", ""},
	{"project", "projects/", "/"},
	{"location", "/locations/", "/"},
	{"ring", "/keyRings/", "/"},
	{"job", "/importJobs/", "/"},
	{"region", ":kms:", ":"},
};

static const struct part *
find(const char *name)
{
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

bool
profile_part_is(const char *name)
{
	return find(name) != NULL;
}

struct profile_part
profile_part(const char *where, const char *name)
{
	const struct part *part = find(name);
	const char *start = part == NULL ? NULL : strstr(where, part->label);

	if (start == NULL)
		return (struct profile_part){NULL, 0};
	start += strlen(part->label);
	return (struct profile_part){start, strcspn(start, part->end)};
}
