/*
 * Services and formats that nobody can attest: what gives them away, what trust rests on then, and what the
 * people do instead.
 */
#ifndef VERIFY_UNATTESTABLE_H
#define VERIFY_UNATTESTABLE_H

#include "verify/material.h"

struct unattestable {
	const char *name;  /* "azure-key-vault" */
	const char *title; /* "Azure Key Vault, Standard and Premium" */
	const char *why, *rests_on, *instead;
};

/* The rows by their number from 0; NULL behind the last. */
const struct unattestable *unattestable_row(size_t number);

/* By its name; NULL when there is none. */
const struct unattestable *unattestable_find(const char *name);

/* The one whose files these are; NULL when they are of none. */
const struct unattestable *unattestable_of(const struct material *material);

/* The one where a key of this identifier lives; NULL: none, or `identifier` is NULL. */
const struct unattestable *unattestable_at(const char *identifier);

#endif
