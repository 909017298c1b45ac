/*
 * The terms of a KEK, from all the files that speak of it: what kek-accept checks before a request
 * is made. Everything here refuses, naming the file or the term.
 */
#ifndef KEK_KEK_TERMS_H
#define KEK_KEK_TERMS_H

#include "ceremony/file.h"
#include "ceremony/plan.h"
#include "ceremony/text.h"
#include "kek/kek_file.h"
#include "kek/request.h"

/* Files as their operands name them, read before the lock. */
struct inputs {
	char **names;
	struct bytes bytes[REQUEST_MOST_ATTESTATIONS];
	size_t count;
};

/* Reads every file and puts together what they say of one KEK. Refuses another key, and every contradiction. */
void kek_terms_read(struct kek_file *kek, const struct inputs *inputs);

/*
 * The files' service and way of wrapping against the target's profile, an import token where there must be one, size, known weak forms, operations (import alone), enabled, exportable, since when, kind of key; warns of
 * what no file says, and of a KEK that is weaker than the key.
 */
void kek_terms_check(const struct kek_file *kek, const struct plan_target *target);

/* The KEK's identifier, from the files or as `given` (NULL: not), or the only one that there is; of the profile's form, at
 * the target's place. */
const char *kek_terms_id(struct kek_file *kek, const char *given, const struct plan_target *target);

/* When it expires, from the files or as `given`: a time, or "never". */
void kek_terms_expiry(char text[TEXT_TIME_BYTES], const struct kek_file *kek, const char *given,
		      const struct plan_target *target);

#endif
