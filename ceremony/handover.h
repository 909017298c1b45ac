/*
 * Tenant keys from ceremony-recover to the program that it starts: a socket pair of its own making,
 * from one locked process to another. Nothing else ever carries a tenant key. Whoever is root can make
 * such a channel too; what comes through it must still be a key that was made, and recovered, in this ceremony.
 */
#ifndef CEREMONY_HANDOVER_H
#define CEREMONY_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "ceremony/tenant_key.h"

enum { HANDOVER_NAME_BYTES = 40 };

struct handover {
	int channel;
	pid_t program;
	bool broken; /* the program ended before it had taken all */
};

/*
 * Starts a program of the fixed table (kek-wrap, ceremony-confirm, package-pfx) from the folder that holds the
 * running program, with no environment, one end of a socket pair as its standard input. Before process_lock.
 * `command` is its name and operands, NULL at the end. misuse() for any other program, and for an option.
 */
struct handover handover_start(char **command);

/* Waits until the program has checked all that it can without a key. When it refused instead, ends with its
 * exit status: it has said why. Before any card is combined. */
void handover_wait(struct handover *handover);

/* Sends one key with its name in the plan. */
void handover_give(struct handover *handover, const char *name, const struct tenant_key *key);

/* Closes the channel, waits, and returns the program's exit status; 3 when a signal ended it, or
 * when it said yes without having taken every key. */
int handover_finish(struct handover *handover);

/* In the program that was started, before process_lock: dies unless standard input is such a channel. */
void handover_expect(void);

/* For a program that asks people too: the channel makes room on standard input for the terminal that standard error is. */
void handover_make_room(void);

/* In that program: all is checked that can be without a key. */
void handover_ready(void);

/*
 * The next key, checked as tenant_key_read does, and its name. Returns false at the end. Ends the
 * program in silence when ceremony-recover gave nothing at all: it has said why. Refuses a key that
 * is not one.
 */
bool handover_take(char name[HANDOVER_NAME_BYTES], struct tenant_key *key);

#endif
