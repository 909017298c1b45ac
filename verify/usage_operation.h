/*
 * The operations that both logs name: a table. What is not in it is no use of the key that the other log must have too.
 */
#ifndef VERIFY_USAGE_OPERATION_H
#define VERIFY_USAGE_OPERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ceremony/cursor.h"

enum usage_side { USAGE_SERVICE, USAGE_VAULT, USAGE_SIDES };

/* What one side's row is matched with on the other. */
enum usage_act { USAGE_DECRYPT, USAGE_SIGN, USAGE_LOOK, USAGE_ACTS, USAGE_NO_ACT = USAGE_ACTS };

struct usage_operation {
	const char *name;
	enum usage_side side;
	enum usage_act act;
	bool is_use; /* of the key itself, so that the version matters */
};

/* The table; the row after the last has no name. */
const struct usage_operation *usage_operation_table(void);

/* The row of that name on that side, or NULL. */
const struct usage_operation *usage_operation_find(enum usage_side side, struct cursor name);

/* What an operation in the vault's log is of, by the first word of its name. */
enum usage_object {
	USAGE_OBJECT_KEY,
	USAGE_OBJECT_NO_KEY, /* a secret, a certificate */
	USAGE_OBJECT_VAULT,  /* the vault, all keys in it, and whatever is not known */
};

/* Of that operation. */
enum usage_object usage_operation_object(struct cursor name);

/* Operations in the vault's log that change nothing and use nothing: their names, NULL behind the last. Another name, however it sounds, may
 * be of anything. */
const char *const *usage_operation_reads(void);

/* The name is one of them. */
bool usage_operation_only_reads(struct cursor name);

#endif
