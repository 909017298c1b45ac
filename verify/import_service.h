/*
 * What is so of one service's answers and of no other's: one table, a row each. Its shapes are in import_shape.c, its rules in
 * import_rule.c, what asks for its answers in import_command.c.
 */
#ifndef VERIFY_IMPORT_SERVICE_H
#define VERIFY_IMPORT_SERVICE_H

#include "ceremony/plan.h"
#include "verify/import_said.h"

struct import_service_row {
	enum import_service service;
	/* NULL, or why this identifier is not that of the target's key (import_name.h). */
	const char *(*name)(const struct plan_target *target, const char *id);
	enum import_subject shows; /* the file that shows the public half */
	const char *const *
		types; /* what it calls each type of key, a pattern of fnmatch(3); NULL: no rule asks */
	const char *remark; /* above the commands that ask; NULL: none */
};

/* Whose rules hold for the target; dies where its client has none (profile_client.h). */
enum import_service import_service_of(const struct plan_target *target);

/* The row; dies where there is none. */
const struct import_service_row *import_service_row(enum import_service service);

#endif
