/*
 * The start and the end of every program, and the two ways out in between.
 *
 * Exit status everywhere: 0 done or yes; 1 the evidence says no; 2 called wrongly; 3 could not
 * find out. Standard output carries data only; everything here speaks on standard error, one
 * line a message, anything but printable ASCII shown as '?'.
 */
#ifndef CEREMONY_PROCESS_H
#define CEREMONY_PROCESS_H

#include <stdbool.h>

#define PROCESS_VERSION "0.1.0"

enum {
	PROCESS_YES = 0,
	PROCESS_NO = 1,
	PROCESS_CALLED_WRONGLY = 2,
	PROCESS_UNKNOWN = 3,
	PROCESS_NOT_ATTESTABLE = 4,
};

/*
 * First call of every main. `usage` is the synopsis, its first word the program's name, which
 * selects its row of the rights table (rights.h).
 * Sets umask 077, forbids core dumps and tracing, makes sure that descriptors 0 to 2 exist,
 * and for a program whose row says that it holds a secret locks the process in memory.
 * Answers --help, --version and --self-test, and exits. Dies where a protection fails.
 */
void process_begin(char **argv, const char *usage);

/* Gives up every right that the program's row does not name (sandbox.h). Call it when all files
 * named by operands are open, and before the first byte from outside or secret is looked at. */
void process_lock(void);

/* The same for a program that steps have too, called outside a ceremony folder: without its row's rights in the current folder. */
void process_lock_outside(void);

/* Last call of every main: flushes and closes standard output, dies if that fails, wipes what
 * secret memory is left. Returns `status`. */
int process_end(int status);

/* The program's name, as its usage gives it. */
const char *process_name(void);

/* What must still be done when the program ends before its time: one function, without a message of its own. */
void process_before_leaving(void (*function)(void));

/* What must be done before the message that ends the program is shown, as putting the terminal back: one function. */
void process_before_message(void (*function)(void));

/* Something was changed: from now on an interruption does not say otherwise. folder_record says it of itself. */
void process_changes(void);
bool process_has_changed(void);

/* For `hint:` lines a person can act on; printed by itself after the next message, or before an exit. */
void process_hint(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The evidence says no: prints "program: message" and any hint, exits 1. */
_Noreturn void refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Could not find out: prints "program: message" and any hint, exits 3. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, with ": " and the text of errno. */
_Noreturn void die_errno(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Called wrongly: prints the message and the usage line, exits 2. */
_Noreturn void misuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Goes on: a line for the people at the table. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Goes on: "program: warning: message". */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
