/*
 * Commands that mend or find out, as templates: `{name}` and the like are filled in with values that have met their
 * service's grammar. A command with a value that has not is not printed.
 */
#ifndef VERIFY_IMPORT_COMMAND_H
#define VERIFY_IMPORT_COMMAND_H

#include "verify/import_rule.h"

/* Fills in a template; `finding` may be NULL. False, and `out` is empty, when a value is missing or must not stand in a command. */
bool import_command_fill(char out[IMPORT_COMMAND_BYTES], const char *template,
			 const struct import_case *subject, const struct import_finding *finding);

/* The command whose answer is about `about`; false when there is none. */
bool import_command_ask(char out[IMPORT_COMMAND_BYTES], enum import_subject about,
			const struct import_case *subject);

/* Prints on standard output the commands that find out all that the rules of these targets ask, and then verify-import. */
void import_command_print(const struct import_case *one, const struct import_case *other);

#endif
