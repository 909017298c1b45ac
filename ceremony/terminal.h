/*
 * The terminal, key by key: no echo, no line editing, no keys that send signals.
 *
 * Standard input is the terminal, standard error is where it is written to. Whatever ends the
 * typing, a signal, a hang-up and a fault included, but SIGKILL and SIGSTOP, the settings found at the beginning are put back. Works
 * on a line printer as on a screen: nothing but text, '\b', '\a' and newlines is sent, but for terminal_clear.
 */
#ifndef CEREMONY_TERMINAL_H
#define CEREMONY_TERMINAL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { TERMINAL_SIGNALS = 16 };

/* What was found, to be put back. */
struct terminal {
	struct termios settings;
	struct sigaction actions[TERMINAL_SIGNALS];
	sigset_t mask;
	size_t hide;       /* characters to take off the line, */
	bool hides_screen; /* or the whole screen, when the typing ends before its time */
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

/* From now on, whatever ends the typing first takes so many characters off the end of the line: a secret stands there. */
void terminal_hide_at_end(struct terminal *terminal, size_t count);

/*
 * Clears the screen, and what scrolled off it where the terminal keeps that ("\033[3J", known to the Linux console, xterm and tmux).
 * With `hides`, whatever ends the typing before the next terminal_clear does so too.
 */
void terminal_clear(struct terminal *terminal, bool hides);

/* The same promise without clearing now. */
void terminal_hide_screen_at_end(struct terminal *terminal);

/* NULL, or why secrets cannot be typed or shown here: standard input and standard error must be one terminal, and for `production`
 * one of this machine's own consoles (/dev/tty1 to tty63): a serial line, a window and a login from elsewhere have others on the way. */
const char *terminal_for_secrets(bool production);

/* Waits for the next key and puts it, one of those above, into `key`, which is the caller's secret
 * memory when what is typed is secret. Ctrl-C, SIGHUP, SIGINT, SIGQUIT, SIGTERM and the end of the
 * input put the terminal back and die with "interrupted; nothing was changed". */
void terminal_key(struct terminal *terminal, char *key);

/* Writes the question and waits for Enter; takes the terminal for that long, and dies as terminal_key does. */
void terminal_wait_for_enter(const char *question);

/* Waits so long at most for a key, and takes none. Whether one is there. */
bool terminal_wait_for(struct terminal *terminal, unsigned milliseconds);

/* Waits for one of `keys`, small letters (capitals count as them) and '\n'; the bell rings at others. Returns it. */
char terminal_wait(struct terminal *terminal, const char *keys);

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
