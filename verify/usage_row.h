/*
 * A row of either log, as far as the rules ask for it. Texts stand in the log's buffer, until its next row is read.
 */
#ifndef VERIFY_USAGE_ROW_H
#define VERIFY_USAGE_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "verify/usage_key.h"
#include "verify/usage_operation.h"

/* What of the question a row is about. */
enum usage_about {
	USAGE_ABOUT_NOTHING, /* another key, another request */
	USAGE_ABOUT_KEY,
	USAGE_ABOUT_VAULT, /* the vault as a whole */
};

struct usage_row {
	int64_t ticks;
	enum usage_side side;
	enum usage_about about;
	const struct usage_operation *known; /* or NULL */
	bool is_foreign;                     /* says another category than the vault's audit log */
	bool is_elsewhere; /* in the vault's log, and nothing of this vault's audit */
	bool is_unnamed;   /* of a key of the vault, and which one cannot be read */
	bool has_failed;
	bool by_service;            /* of the vault's rows */
	enum usage_key_url version; /* of the vault's rows on the key */
	struct cursor operation, who, address, result;
};

/* An empty text that may be looked at. */
static inline struct cursor
usage_row_no_text(void)
{
	return cursor_over("", 0);
}

#endif
