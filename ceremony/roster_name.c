#include "roster.h"

#include <stdio.h>
#include <string.h>

/* Without libyubikey: ceremony-status asks these too. */

const char *
roster_keeper(const struct plan *plan)
{
	return plan->card[0].custodian;
}

static unsigned
enrolments(const struct folder *folder)
{
	unsigned count = 0;

	for (size_t i = 0; i < folder->transcript.count; i++)
		count += strcmp(folder->transcript.facts[i].form->name, "enrolled") == 0;
	return count;
}

const char *
roster_in_force(const struct folder *folder, char name[ROSTER_NAME_BYTES])
{
	const struct fact *enrolled = folder_fact(folder, "enrolled", NULL, NULL);

	if (enrolled != NULL) {
		snprintf(name, ROSTER_NAME_BYTES, "roster-%u.age", enrolments(folder));
		return fact_value(enrolled, "roster");
	}
	snprintf(name, ROSTER_NAME_BYTES, "%s", ROSTER_BEFORE);
	return strcmp(folder->plan.roster, "none") == 0 ? NULL : folder->plan.roster;
}

void
roster_next(const struct folder *folder, char name[ROSTER_NAME_BYTES])
{
	snprintf(name, ROSTER_NAME_BYTES, "roster-%u.age", enrolments(folder) + 1);
}
