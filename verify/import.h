/*
 * The judgement of an import: rule by rule, whether the key in the cloud is the ceremony's and is kept as its policy
 * wants. What is asked is a table (import_rule.c); what clients said is import_said.h.
 */
#ifndef VERIFY_IMPORT_H
#define VERIFY_IMPORT_H

#include "ceremony/plan.h"
#include "verify/import_said.h"
#include "verify/root.h"

/* From good to bad: the worst of two hosts counts. */
enum import_answer {
	IMPORT_PASS,
	IMPORT_NOTE,    /* recommended, and not so; it changes no verdict */
	IMPORT_UNKNOWN, /* could not find out */
	IMPORT_FAIL,
};

enum {
	IMPORT_HOSTS = 2,
	IMPORT_MOST_FINDINGS = 48,
	IMPORT_WHY_BYTES = 400,
	IMPORT_COMMAND_BYTES = 1024,
};

struct import_rule;

/* Whose word an answer is. */
enum import_told {
	IMPORT_TOLD_NOBODY,
	IMPORT_TOLD_FIRST,
	IMPORT_TOLD_SECOND,
	IMPORT_TOLD_BOTH,  /* the same */
	IMPORT_TOLD_APART, /* both, and not the same */
	IMPORT_TOLD_HSM,   /* signed, by a pool that is the owner's */
	IMPORT_TOLD_PLAN,  /* no file's: what the plan and the ceremony say */
};

struct import_finding {
	const struct import_rule *rule;
	enum import_answer answer;
	char wanted[IMPORT_TEXT_BYTES], found[IMPORT_TEXT_BYTES];
	char why[IMPORT_WHY_BYTES]; /* of what is no pass; one sentence */
	char command
		[IMPORT_COMMAND_BYTES]; /* that mends it or finds it out; empty: there is none */
	const struct import_file *file; /* whose word it is; NULL: nobody's */
	enum import_told told;
	const char *mend;              /* template of what mends this very answer; NULL: nothing */
	const char *app, *role;        /* for the command: a service, a role; ours, not a file's */
	const char *object, *scope;    /* a principal's number, a role's place, as a file has it */
	char keeps[IMPORT_TEXT_BYTES]; /* permissions that the principal keeps */
	unsigned
		apps; /* the services that may use the key: a bit for each row of import_access_apps */
	enum import_subject lacks; /* a file about what would say it */
};

/* One target, and what is known of it. */
struct import_case {
	const struct plan_target *target;
	enum import_service service;
	bool production;
	bool twice;            /* plan_asks_twice */
	struct public_key key; /* the ceremony's */
	const char *kek_id;    /* of the request that it was wrapped for, where there is one */
	int64_t now;
	const struct roots *roots;
	struct import_said said[IMPORT_HOSTS];
	bool second; /* a second host was asked */
	struct import_finding findings[IMPORT_MOST_FINDINGS];
	size_t finding_count;
};

/* Two keys of one data encryption policy, as a pair; or a customer key whose other one was not given. */
struct import_pair {
	struct import_finding findings[IMPORT_MOST_FINDINGS];
	size_t finding_count;
};

/* What the file says is of a target of that service. */
bool import_is_of(const struct import_file *file, enum import_service service);

/* Asks every rule of the target's service and policy; dies unless one of them asks which key it is, and one where. */
void import_judge(struct import_case *subject);

/* The answer of a rule that was asked, by its id; NULL: it was not asked. */
const struct import_finding *import_answer_of(const struct import_case *subject, const char *rule);

/* The key's identifier in the cloud, as the host said it whose answer passed the rule `name`; NULL when none did. */
const char *import_identifier(const struct import_case *subject);

/* What a host says of a field: the first, or else the second; NULL when it is unsaid. */
const char *import_either(const struct import_case *subject, enum import_field field);

/* Asks what a pair must be; `other` NULL: it was not given. */
void import_judge_pair(struct import_pair *pair, const struct import_case *one,
		       const struct import_case *other);

/* The worst answer of so many findings; of none, UNKNOWN. */
enum import_answer import_verdict(const struct import_finding *findings, size_t count);

/* How many of them answer so. */
size_t import_count(const struct import_finding *findings, size_t count, enum import_answer answer);

/* "PASS", "NOTE", "UNKNOWN", "FAIL" */
const char *import_answer_name(enum import_answer answer);

#endif
