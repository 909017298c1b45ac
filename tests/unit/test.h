/*
 * Unit tests: a file is a program; it checks, and ends with test_end().
 * Each check prints "ok FILE:LINE text" or "not ok …"; the runner counts the lines.
 */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"

static bool test_any_failed;

static inline void
test_record(bool good, const char *file, int line, const char *text)
{
	printf("%s %s:%d %s\n", good ? "ok" : "not ok", file, line, text);
	test_any_failed |= !good;
}

/* The condition holds. */
#define check(condition) test_record((condition), __FILE__, __LINE__, #condition)

/* A pure function's answer is no complaint. */
#define check_good(call) test_good((call), __FILE__, __LINE__, #call)

/* Its answer is exactly this sentence. */
#define check_says(call, sentence) test_says((call), (sentence), __FILE__, __LINE__, #call)

static inline void
test_good(const char *answer, const char *file, int line, const char *text)
{
	test_record(answer == NULL, file, line, text);
	if (answer != NULL)
		printf("# it says: %s\n", answer);
}

static inline void
test_says(const char *answer, const char *want, const char *file, int line, const char *text)
{
	bool good = answer != NULL && strcmp(answer, want) == 0;

	test_record(good, file, line, text);
	if (!good)
		printf("# wanted: %s\n# got: %s\n", want,
		       answer == NULL ? "(no complaint)" : answer);
}

static inline int
test_end(void)
{
	secret_wipe_all();
	return test_any_failed ? 1 : 0;
}

#endif
