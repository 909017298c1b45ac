/*
 * The import of a target, in the connected side's ceremony folder: the ceremony's key out of the package that was
 * verified, and the answer a fact of this side's transcript.
 */
#ifndef VERIFY_IMPORT_TARGET_H
#define VERIFY_IMPORT_TARGET_H

#include "ceremony/file.h"
#include "verify/import.h"

/* One target and its files, as operands name them; host 0 is the first. */
struct import_operands {
	const char *target;
	const char *names[IMPORT_HOSTS][IMPORT_MOST_FILES];
	struct bytes bytes[IMPORT_HOSTS][IMPORT_MOST_FILES];
	size_t count[IMPORT_HOSTS];
	bool second;
};

/* Judges one target, or two that are a pair; reports (as JSON too, when `json`), records a fact for each. `roots` are none, then the pinned
 * ones are read where they are needed; or those of a test, which are refused in production. Returns the exit status. */
int import_target_judge(const struct import_operands *operands, size_t count, struct roots *roots,
			bool json);

/* Prints the commands that find out what there is to know of a target; of a pair with its first one. */
void import_target_ask(const char *target);

#endif
