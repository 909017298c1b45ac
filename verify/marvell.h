/*
 * The attestation blob of Marvell (Cavium) LiquidSecurity HSMs, which Azure Managed HSM and Google Cloud HSM hand out,
 * and the certificates that the maker gives a card and a card its partition (reference 2).
 */
#ifndef VERIFY_MARVELL_H
#define VERIFY_MARVELL_H

#include "verify/root.h"
#include "verify/statement.h"

enum marvell_class { MARVELL_PUBLIC = 2, MARVELL_PRIVATE = 3, MARVELL_SECRET = 4 };

struct marvell_object {
	struct cursor attributes; /* tag, length, value, again and again */
	uint8_t kind;             /* CLASS */
};

struct marvell_blob {
	struct cursor signed_part, signature;
	struct marvell_object objects[2];
	size_t object_count;
};

/* The maker's side of a chain: root, card, partition. */
struct marvell_makers {
	struct certificate *card, *partition;
};

/* Whether the bytes have one of the two layouts; which one, they say themselves. */
bool marvell_recognises(struct cursor blob);

/* Takes a blob apart: every byte accounted for, no tag twice. The parts point into `blob`. False after
 * statement_fail. */
bool marvell_read(struct marvell_blob *blob, struct cursor bytes, struct statement *statement);

/* The value of a tag; false when there is none. */
bool marvell_find(const struct marvell_object *object, uint32_t tag, struct cursor *value);

/* The blob's signature by a partition's key: firmware 3 signs with a DigestInfo, firmware 2 without. */
bool marvell_signed_by(const struct marvell_blob *blob, const struct certificate *partition);

/* Finds card and partition among the statement's certificates, by a pinned root; fills in make, serial and FIPS mode. */
bool marvell_makers(struct marvell_makers *makers, struct statement *statement,
		    const struct roots *roots);

/* The only private or secret object; NULL after statement_fail. */
const struct marvell_object *
marvell_private(const struct marvell_blob *blob, struct statement *statement);

/* Fills in attributes, key and name from that object. */
bool marvell_describe(struct statement *statement, const struct marvell_object *object);

/* The public object is of the same key and name as the private one that was described. */
bool marvell_is_half(struct statement *statement, const struct marvell_object *half);

#endif
