/*
 * Whether a host is fit: a table of checks over what was read (host.h). Each says what it saw and what to do.
 */
#ifndef CEREMONY_PREFLIGHT_H
#define CEREMONY_PREFLIGHT_H

#include <stdbool.h>
#include <stdint.h>

#include "ceremony/host.h"
#include "ceremony/plan.h"

enum { PREFLIGHT_SEEN_BYTES = 256, PREFLIGHT_STALE_SECONDS = 8 * 3600 };

enum preflight_verdict { PREFLIGHT_PASS, PREFLIGHT_WARN, PREFLIGHT_FAIL };

/* What the checks look at, beside the host. */
struct preflight {
	const struct host *host;
	const struct plan *plan;
	bool production;
	int64_t now_seconds, wall_seconds; /* the machine's clock, and the one on the wall */
	const char *sandbox_gap;           /* sandbox.h */
	const char *self_test;             /* NULL, or the program whose self-test failed */
	unsigned self_tests;               /* how many programs passed */
	const char *tools;                 /* NULL, or what is wrong with the programs' digests */
	bool tools_named;                  /* the plan names a digest, and a manifest is there */
	const char *
		usb_lock; /* NULL, or why new devices cannot be kept out; "rehearsal" when that is not done */
};

struct preflight_line {
	enum preflight_verdict verdict;
	char seen[PREFLIGHT_SEEN_BYTES];
	const char *act; /* what to do, unless it passed */
};

struct preflight_check {
	const char *name;
	void (*check)(struct preflight_line *line, const struct preflight *preflight);
};

/* The checks in their order, the last without a name. */
const struct preflight_check *preflight_checks(void);

/* "pass", "warn", "fail"; and in capitals for people. */
const char *preflight_word(enum preflight_verdict verdict);
const char *preflight_shown(enum preflight_verdict verdict);

/* Fills a line: the verdict is `bad` unless `good`. */
void preflight_set(struct preflight_line *line, bool good, enum preflight_verdict bad,
		   const char *act, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The checks themselves, by what they look at. */
void preflight_interfaces(struct preflight_line *line, const struct preflight *preflight);
void preflight_routes(struct preflight_line *line, const struct preflight *preflight);
void preflight_radios(struct preflight_line *line, const struct preflight *preflight);
void preflight_swap(struct preflight_line *line, const struct preflight *preflight);
void preflight_hibernation(struct preflight_line *line, const struct preflight *preflight);
void preflight_core(struct preflight_line *line, const struct preflight *preflight);
void preflight_console(struct preflight_line *line, const struct preflight *preflight);
void preflight_memlock(struct preflight_line *line, const struct preflight *preflight);
void preflight_ptrace(struct preflight_line *line, const struct preflight *preflight);
void preflight_random(struct preflight_line *line, const struct preflight *preflight);
void preflight_random_health(struct preflight_line *line, const struct preflight *preflight);
void preflight_journal(struct preflight_line *line, const struct preflight *preflight);
void preflight_mounts(struct preflight_line *line, const struct preflight *preflight);
void preflight_usb(struct preflight_line *line, const struct preflight *preflight);

#endif
