/*
 * A medium that takes a file: opened before the lock, judged after it.
 */
#ifndef MEDIA_OUTGOING_H
#define MEDIA_OUTGOING_H

#include "ceremony/folder.h"
#include "media/medium.h"
#include "media/read_back.h"
#include "media/ticket.h"

enum { OUTGOING_MOST = 8 };

struct outgoing {
	const char *name; /* the operand */
	int folder;
	struct medium medium;
	char id[MEDIUM_ID_BYTES];
	struct ticket ticket;
};

/* Before process_lock: refuses one in the ceremony's folder. */
void outgoing_open(struct outgoing *outgoing, const char *name);

/* Shows the device and judges it for a file of that direction: use, place, ticket, transcript. Refuses. */
void outgoing_check(struct outgoing *outgoing, const struct folder *folder, const char *direction);

/* Refuses when two of them are one medium. */
void outgoing_check_each_other(const struct outgoing *outgoing, size_t count);

/* Writes the file and, where there is none, a ticket, and brings both onto the medium. */
void outgoing_write(struct outgoing *outgoing, const struct folder *folder, const char *direction,
		    const char *leaf, const struct bytes *file);

/* Reads the file back and says how; the medium is still the one that was opened. */
enum read_back
outgoing_compare(const struct outgoing *outgoing, const char *leaf, const struct bytes *file);

#endif
