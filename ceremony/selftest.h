/*
 * --self-test: the known answers of everything that a program links.
 *
 * A file that computes registers its test with SELFTEST(function); the linker collects the
 * tests of the objects that are in the program, and of no others.
 */
#ifndef CEREMONY_SELFTEST_H
#define CEREMONY_SELFTEST_H

/* A test returns NULL, or one constant sentence saying which known answer was missed. */
typedef const char *selftest_function(void);

struct selftest {
	const char *name;
	selftest_function *run;
};

#define SELFTEST(function) \
	__attribute__(( \
		used, \
		section("selftests"))) static const struct selftest *const function##_entry = \
		&(const struct selftest) \
	{ \
		__FILE__, function \
	}

/* Runs all of them, naming each on standard error; refuses at the first that fails. */
void selftest_run(void);

#endif
