/*
 * What each program may do after process_lock: one table, a row a program.
 */
#ifndef CEREMONY_RIGHTS_H
#define CEREMONY_RIGHTS_H

enum rights_flags {
	RIGHTS_SECRET = 1 << 0,      /* holds a secret: locked in memory from its first line */
	RIGHTS_FOLDER_READ = 1 << 1, /* reads below the current folder */
	RIGHTS_FOLDER_WRITE =
		1 << 2,           /* creates and appends below the current folder, never replaces */
	RIGHTS_OPERAND = 1 << 3,  /* may ask for folders that its operands name (sandbox_allow) */
	RIGHTS_SIGNING = 1 << 4,  /* reaches the ceremony's signing key */
	RIGHTS_TERMINAL = 1 << 5, /* changes the mode of a terminal */
	RIGHTS_THREADS = 1 << 6,  /* starts threads */
	RIGHTS_WAIT = 1 << 7,     /* waits for a program that it started before the lock */
	RIGHTS_FONTS = 1 << 8,    /* reads the system's fonts */
	RIGHTS_TRANSCRIPT =
		1 << 9, /* appends to the current folder's transcript, and writes nothing else */
};

struct rights {
	const char *program;
	unsigned flags;
};

/* The rows, the last without a name. */
const struct rights *rights_table(void);

/* The program's row; a program without one (a unit test, a judge) has no flags at all. */
const struct rights *rights_of(const char *program);

#endif
