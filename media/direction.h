/*
 * A medium goes one way: in, out, or into the archive, and of one ceremony. What says so is its ticket, and the transcript of the side that
 * looks at it.
 */
#ifndef MEDIA_DIRECTION_H
#define MEDIA_DIRECTION_H

#include "ceremony/folder.h"
#include "media/medium.h"
#include "media/ticket.h"

/* The direction of a package that media-usb-write carries: that of its kind in the transcript; of a closed ceremony's file, the
 * archive's. */
const char *direction_of_package(const struct folder *folder, const char *digest_text);

/* NULL, or why a medium with this ticket is not for what comes now, as a predicate: of another ceremony, mode, direction or side. */
const char *
direction_check(const struct ticket *ticket, const struct plan *plan, const char *direction);

/* For writing: refuses by name what direction_check says, and a medium that brought a file in. */
void direction_check_write(const struct folder *folder, const struct ticket *ticket,
			   const char *direction, const char *id, const char *name);

/* For reading: the direction in which a file comes on this medium. Refuses one that goes away from this side. */
const char *
direction_check_read(const struct folder *folder, const struct ticket *ticket, const char *name);

/* Refuses, in production, a ticket that was made for another medium. */
void direction_check_own(const struct folder *folder, const struct ticket *ticket, const char *id,
			 const char *name);

/* Records which medium this is: medium-known. Nothing in a closed ceremony. */
void direction_record(struct folder *folder, const struct medium *medium, const char *id,
		      const char *direction, const struct ticket *ticket);

#endif
