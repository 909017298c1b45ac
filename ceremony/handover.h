/*
 * Tenant keys from ceremony-recover to the program that it starts: a pipe of its own making, from
 * one locked process to another. Nothing else ever carries a tenant key.
 */
#ifndef CEREMONY_HANDOVER_H
#define CEREMONY_HANDOVER_H

#include <stdbool.h>
#include <sys/types.h>

#include "ceremony/tenant_key.h"

enum { HANDOVER_NAME_BYTES = 40 };

struct handover {
	int pipe;
	pid_t program;
};

/*
 * Starts a program of the fixed table (kek-wrap, ceremony-confirm) from the folder that holds the running
 * program, with no environment, the pipe as its standard input. Before process_lock. `command`
 * is its name and operands, NULL at the end. misuse() for any other program.
 */
struct handover handover_start(char **command);

/* Sends one key with its name in the plan. A program that has ended already is no error here. */
void handover_give(const struct handover *handover, const char *name, const struct tenant_key *key);

/* Closes the pipe, waits, and returns the program's exit status (3 when a signal ended it). */
int handover_finish(const struct handover *handover);

/* In the program that was started, before process_lock: dies unless standard input is a pipe. */
void handover_expect(void);

/*
 * The next key, checked as tenant_key_read does, and its name. Returns false at the end. Ends the program in
 * silence when ceremony-recover gave nothing at all: it has said why. Refuses a key that is not one.
 */
bool handover_take(char name[HANDOVER_NAME_BYTES], struct tenant_key *key);

#endif
