#include "marvell.h"

#include <stdio.h>
#include <string.h>

#include "verify/chain.h"
#include "verify/signature.h"

enum {
	SIGNATURE_BYTES = 256,
	LEAST_BYTES = 300,
	WORD = 4,
	OBJECT_HEADER = 3 * WORD,
	OLD_HEADER = 20, /* firmware 2: 16 zero bytes, the size of the object */
	NEW_HEADER = 16, /* firmware 3: response, flags, total, buffer */
	INFO_HEADER = 8,
	HANDLE_BYTES = 8,
	NEW_FLAGS = 3, /* attributes and attestation, headers not left out */
	MOST_ATTRIBUTES = 256,
	TAG_CLASS = 0,
};

static uint32_t
number_at(const uint8_t *at, size_t size)
{
	uint32_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | at[i];
	return number;
}

static uint32_t
word_at(struct cursor blob, size_t offset)
{
	return number_at(blob.at + offset, WORD);
}

static bool
is_zero(const uint8_t *at, const uint8_t *end)
{
	while (at < end && *at == 0)
		at++;
	return at == end;
}

/* Reference 2.4. */
static bool
is_new(struct cursor blob)
{
	size_t size = cursor_left(&blob);

	return size >= NEW_HEADER + HANDLE_BYTES + INFO_HEADER + OBJECT_HEADER + SIGNATURE_BYTES &&
	       word_at(blob, 8) == size &&
	       word_at(blob, 12) <= size - SIGNATURE_BYTES - NEW_HEADER - HANDLE_BYTES;
}

static bool
is_old(struct cursor blob)
{
	size_t size = cursor_left(&blob);

	return size >= LEAST_BYTES && is_zero(blob.at, blob.at + 16) &&
	       word_at(blob, 16) <= size - OLD_HEADER - SIGNATURE_BYTES;
}

bool
marvell_recognises(struct cursor blob)
{
	return is_new(blob) || is_old(blob);
}

static bool
take_word(struct cursor *from, uint32_t *word)
{
	const uint8_t *at = cursor_take(from, WORD);

	if (at != NULL)
		*word = number_at(at, WORD);
	return at != NULL;
}

static bool
take_attribute(struct cursor *from, uint32_t *tag, struct cursor *value)
{
	uint32_t length;

	return take_word(from, tag) && take_word(from, &length) &&
	       cursor_split(from, length, value);
}

bool
marvell_find(const struct marvell_object *object, uint32_t wanted, struct cursor *value)
{
	struct cursor left = object->attributes;
	uint32_t tag;

	while (take_attribute(&left, &tag, value))
		if (tag == wanted)
			return true;
	return false;
}

/* Takes `count` attributes, no tag twice. */
static const char *
take_attributes(struct cursor *from, uint32_t count, struct marvell_object *object)
{
	const uint8_t *start = from->at;
	struct cursor value;
	uint32_t tag;

	if (count > MOST_ATTRIBUTES)
		return "has more attributes than an object has";
	object->attributes = cursor_over(start, 0);
	for (uint32_t i = 0; i < count; i++) {
		if (!take_attribute(from, &tag, &value))
			return "has an attribute that goes beyond the end";
		if (marvell_find(object, tag, &value))
			return "has an attribute twice";
		object->attributes.end = from->at;
	}
	if (!marvell_find(object, TAG_CLASS, &value) || cursor_left(&value) != 1)
		return "has no class";
	object->kind = *value.at;
	return NULL;
}

/* One object; its size is of the right order and not exact, and the rest is zero. */
static const char *
read_old(struct marvell_blob *blob)
{
	struct cursor left = blob->signed_part, body;
	uint32_t total, handle, count, size;
	const char *why;

	cursor_take(&left, 16);
	if (!take_word(&left, &total) || !take_word(&left, &handle) || !take_word(&left, &count) ||
	    !take_word(&left, &size) || total != (uint64_t)size + OBJECT_HEADER ||
	    cursor_left(&left) < size)
		return "has sizes that do not fit each other";
	body = cursor_over(left.at, size);
	why = take_attributes(&body, count, &blob->objects[0]);
	if (why != NULL)
		return why;
	blob->object_count = 1;
	return is_zero(body.at, left.end) ? NULL : "has bytes behind its attributes";
}

static const char *
take_object(struct cursor *from, struct marvell_object *object)
{
	uint32_t handle, count, size;
	struct cursor body;
	const char *why;

	if (!take_word(from, &handle) || !take_word(from, &count) || !take_word(from, &size) ||
	    !cursor_split(from, size, &body))
		return "has an object that goes beyond the end";
	why = take_attributes(&body, count, object);
	if (why != NULL)
		return why;
	return cursor_left(&body) == 0 ? NULL : "has an object with bytes behind its attributes";
}

/* One object or two, one behind the other, to the last byte. */
static const char *
read_new(struct marvell_blob *blob)
{
	struct cursor part = blob->signed_part, left;
	size_t base = cursor_left(&part) - word_at(part, 12), second;
	const char *why;

	if (word_at(part, 0) != 0)
		return "is an error answer of the HSM";
	if (word_at(part, 4) != NEW_FLAGS)
		return "was asked for in another way than this version knows";
	if (base != NEW_HEADER + HANDLE_BYTES && base != NEW_HEADER + 2 * HANDLE_BYTES)
		return "has neither one object nor two";
	left = (struct cursor){part.at + base, part.end};
	if (cursor_left(&left) < INFO_HEADER || number_at(left.at, 2) != 1 ||
	    number_at(left.at + 4, 2) != INFO_HEADER)
		return "has a header of another version";
	second = number_at(left.at + 6, 2);
	cursor_take(&left, INFO_HEADER);
	blob->object_count = base == NEW_HEADER + HANDLE_BYTES ? 1 : 2;
	why = take_object(&left, &blob->objects[0]);
	if (why == NULL &&
	    (blob->object_count == 1 ? second != 0 : second != (size_t)(left.at - part.at) - base))
		why = "has objects where its header does not say";
	if (why == NULL && blob->object_count == 2)
		why = take_object(&left, &blob->objects[1]);
	if (why == NULL && cursor_left(&left) != 0)
		why = "has bytes behind its objects";
	return why;
}

bool
marvell_read(struct marvell_blob *blob, struct cursor bytes, struct statement *statement)
{
	bool newer = is_new(bytes);
	const char *why;

	*blob = (struct marvell_blob){.object_count = 0};
	if (!newer && !is_old(bytes))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the blob has neither of the two layouts that are known");
	blob->signature = (struct cursor){bytes.end - SIGNATURE_BYTES, bytes.end};
	blob->signed_part = (struct cursor){bytes.at, blob->signature.at};
	why = newer ? read_new(blob) : read_old(blob);
	return why == NULL || statement_fail(statement, STATEMENT_PARSE, "the blob %s", why);
}

bool
marvell_signed_by(const struct marvell_blob *blob, const struct certificate *partition)
{
	struct evp_pkey_st *key = certificate_pkey(partition);

	return signature_rsa(key, SIGNATURE_SHA256, blob->signed_part, blob->signature) ||
	       signature_rsa_bare(key, blob->signed_part, blob->signature);
}

/* "HSM:5.3G2142-ICM003565, for non-FIPS mode": the part before the comma, and the mode behind it. */
static bool
split_name(const struct certificate *certificate, char name[CERTIFICATE_TEXT_BYTES],
	   enum attribute_value *fips)
{
	char *comma;

	if (!certificate_common_name(certificate, name) || strncmp(name, "HSM:", 4) != 0)
		return false;
	comma = strchr(name, ',');
	if (comma == NULL)
		return false;
	*fips = strcmp(comma, ", for FIPS mode") == 0       ? ATTRIBUTE_YES
		: strcmp(comma, ", for non-FIPS mode") == 0 ? ATTRIBUTE_NO
							    : ATTRIBUTE_UNSAID;
	*comma = '\0';
	return *fips != ATTRIBUTE_UNSAID;
}

static bool
check_names(struct statement *statement, const struct marvell_makers *makers)
{
	char card[CERTIFICATE_TEXT_BYTES], partition[CERTIFICATE_TEXT_BYTES];
	enum attribute_value card_fips, partition_fips;

	if (!split_name(makers->card, card, &card_fips) || strchr(card + 4, ':') != NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the card's certificate is not named as a card's");
	if (!split_name(makers->partition, partition, &partition_fips) ||
	    strstr(partition, ":PARTN:") == NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "the partition's certificate is not named as a partition's");
	statement_text(statement->serial, card + 4, strlen(card + 4));
	statement->fips = card_fips == ATTRIBUTE_YES && partition_fips == ATTRIBUTE_YES
				  ? ATTRIBUTE_YES
				  : ATTRIBUTE_NO;
	return true;
}

bool
marvell_makers(struct marvell_makers *makers, struct statement *statement,
	       const struct roots *roots)
{
	struct certificates *certificates = &statement->certificates;

	statement->make = "Marvell LiquidSecurity";
	makers->card = NULL;
	for (size_t i = 0; i < certificates->count; i++) {
		struct certificate *one = &certificates->list[i];

		if (root_same(roots, ROOT_MARVELL, one) != NULL)
			one->role = "root of the maker";
		else if (makers->card == NULL && root_issuer(roots, ROOT_MARVELL, one) != NULL)
			makers->card = one;
	}
	if (makers->card == NULL)
		return statement_fail(
			statement, STATEMENT_ROOT,
			"no card's certificate is issued by a pinned root of Marvell");
	makers->card->role = "card, by its maker";
	makers->partition = certificate_child_of(certificates, makers->card);
	if (makers->partition == NULL)
		return statement_fail(statement, STATEMENT_CHAIN,
				      "no partition's certificate is issued by the card");
	makers->partition->role = "partition, by its card";
	return check_names(statement, makers);
}

const struct marvell_object *
marvell_private(const struct marvell_blob *blob, struct statement *statement)
{
	const struct marvell_object *found = NULL;

	for (size_t i = 0; i < blob->object_count; i++) {
		const struct marvell_object *object = &blob->objects[i];

		if (object->kind == MARVELL_PUBLIC)
			continue;
		if (found != NULL || object->kind < MARVELL_PRIVATE ||
		    object->kind > MARVELL_SECRET) {
			statement_fail(statement, STATEMENT_PARSE,
				       "the blob is of more than one key, or of no key");
			return NULL;
		}
		found = object;
	}
	if (found == NULL)
		statement_fail(statement, STATEMENT_POLICY,
			       "the blob is of a public key (CLASS 2): it says nothing of the "
			       "private one");
	return found;
}
