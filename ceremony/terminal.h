/*
 * The terminal, key by key: no echo, no line editing, no keys that send signals.
 *
 * Standard input is the terminal, standard error is where it is written to. Whatever ends the
 * typing, a signal and a hang-up included, the settings found at the beginning are put back. Works
 * on a line printer as on a screen: nothing but text, '\b', '\a' and newlines is ever sent.
 */
#ifndef CEREMONY_TERMINAL_H
#define CEREMONY_TERMINAL_H

#include <signal.h>
#include <stddef.h>
#include <termios.h>

enum { TERMINAL_SIGNALS = 5 };

/* What was found, to be put back. */
struct terminal {
	struct termios settings;
	struct sigaction actions[TERMINAL_SIGNALS];
	sigset_t mask;
};

/* Keys other than printable ASCII, '\n' (Enter) and '\t'. */
enum {
	TERMINAL_BACKSPACE = '\b',
	TERMINAL_CLEAR = 0x15, /* Ctrl-U, Ctrl-W: the line, the word */
	TERMINAL_OTHER = '\a', /* anything else: an arrow, a letter with an accent */
};

/* Takes the terminal, throwing away keys typed before now: they were not typed for this question.
 * Dies. */
void terminal_begin(struct terminal *terminal);

/* Waits for the next key and puts it, one of those above, into `key`, which is the caller's secret
 * memory when what is typed is secret. Ctrl-C, SIGHUP, SIGINT, SIGQUIT, SIGTERM and the end of the
 * input put the terminal back and die with "interrupted; nothing was changed". */
void terminal_key(struct terminal *terminal, char *key);

/* Puts everything back, throwing away keys not yet read, so that they do not reach the shell. */
void terminal_end(struct terminal *terminal);

/* Writes to the terminal, unbuffered. A terminal that is gone is noticed at the next key. */
void terminal_write(const char *text, size_t length);
void terminal_write_text(const char *text);

/* Takes the last `count` characters off the line. */
void terminal_erase(size_t count);

/* A key was refused. */
void terminal_bell(void);

#endif
