/*
 * The computer that a program runs on, as its kernel tells: read raw and bounded before the lock, judged later (preflight.h).
 * A kernel that was changed can lie about all of it.
 */
#ifndef CEREMONY_HOST_H
#define CEREMONY_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HOST_TEXT_BYTES = 32768,
	HOST_SHORT_BYTES = 512,
	HOST_RANDOM_BYTES = 4096,
	HOST_LOCKED_BYTES = 64 << 20,
	HOST_LOCKED_FOR_TOKENS_BYTES = 129 << 20 /* the roster's scrypt has 64 MiB of its own */
};

struct host {
	char net_dev[HOST_TEXT_BYTES]; /* /proc/self/net/dev: of this process's network namespace */
	char route[HOST_TEXT_BYTES];   /* /proc/self/net/route */
	char swaps[HOST_TEXT_BYTES];   /* /proc/swaps */
	char mountinfo[HOST_TEXT_BYTES];    /* /proc/self/mountinfo */
	char command_line[HOST_TEXT_BYTES]; /* /proc/cmdline */
	char radios[HOST_TEXT_BYTES];       /* a line each: NAME TYPE SOFT-BLOCKED HARD-BLOCKED */
	char usb[HOST_TEXT_BYTES]; /* a line each: VENDOR:PRODUCT CLASSES, as hexadecimal digits and commas */
	char core_pattern[HOST_SHORT_BYTES];
	char printk
		[HOST_SHORT_BYTES]; /* first the level below which messages come onto the console */
	char ptrace_scope[HOST_SHORT_BYTES];
	char resume[HOST_SHORT_BYTES]; /* /sys/power/resume: MAJOR:MINOR of the hibernation image */
	size_t locked_bytes;           /* what could be locked: one of the two above, or 0 */
	bool random_is_seeded;
	uint8_t random[HOST_RANDOM_BYTES];
	unsigned journal_major, journal_minor; /* of the current folder's file system */
	bool journal_has_device, journal_removable, journal_read_only;
	bool has_usb; /* a bus at all */
};

/* Fills it. What is not there is empty; what is there and cannot be read ends the program. */
void host_read(struct host *host);

/*
 * The name of the first network interface but `lo` of this process's network namespace, or NULL. Reads once, before process_lock, and
 * remembers.
 */
const char *host_interface(void);

/* The first interface but `lo` in the text of /proc/self/net/dev, into `name`; false when there is none. */
bool host_find_interface(char name[64], const char *net_dev);

#endif
