/*
 * The ticket of a medium: a small record that media-usb-write puts onto it with the first file, and that says for which ceremony and in
 * which direction it is. It stops mistakes: whoever wants to can copy or forge one.
 */
#ifndef MEDIA_TICKET_H
#define MEDIA_TICKET_H

#include <stdbool.h>

#include "ceremony/folder.h"
#include "ceremony/record.h"

#define TICKET_NAME "claviger-medium.txt"
#define TICKET_SIGNATURE_NAME TICKET_NAME ".minisig"

enum { TICKET_MOST_BYTES = 2048 };

struct ticket {
	bool is_there;
	struct record record;
	char text[TICKET_MOST_BYTES];
	const char *ceremony, *mode, *side, *direction, *medium,
		*signer; /* "none", or a signing key's name */
};

/* Reads a copy of the text; with `signature` NULL it is one that nobody signed. Returns NULL, or why not. Free with ticket_free, in
 * either case. */
const char *ticket_parse(struct ticket *ticket, const char *text, size_t size,
			 const char *signature, size_t signature_size);

/* The one on the medium, if there is one. Refuses one that cannot be read, or whose signature is not its signer's. */
void ticket_read(struct ticket *ticket, int medium_folder, const char *name);

/* Puts one onto the medium, signed on the side that has a signing key, as long as the ceremony is open; reads it back into `ticket`. */
void ticket_write(struct ticket *ticket, int medium_folder, const struct folder *folder,
		  const char *direction, const char *id);

/* Releases the record. */
void ticket_free(struct ticket *ticket);

#endif
