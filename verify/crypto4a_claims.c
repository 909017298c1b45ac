#include "crypto4a_claims.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/der.h"
#include "ceremony/text.h"

enum {
	OID = 0x06,
	CONTEXT_0 = 0xa0,
	CONTEXT_1 = 0xa1,
	BYTES = 0x80,
	TEXT = 0x81,
	TIME = 0x82,
	NUMBER = 0x83,
	UUID_BYTES = 16,
	CLASS_PRIVATE = 4,
};

/* The last two arcs of a claim's OID, in one byte each: 6.1.x is of the module, 6.2.x of a key. */
enum {
	ABOUT_MODULE = 1,
	ABOUT_KEY = 2,
	MODULE_SERIAL = 1,
	MODULE_TIME = 2,
	MODULE_FIRMWARE = 3,
	MODULE_FIPS = 5,
	KEY_SPKI = 1,
	KEY_CLASS = 4,
	KEY_CONFINED = 7,
	KEY_HARDWARE_GENERATED = 8,
	KEY_NEVER_EXTRACTED = 9,
	KEY_CAN = 13,
	KEY_CANNOT = 14,
	MOST_ARC = 31,
};

struct claim {
	uint8_t about, arc;
	struct cursor subject; /* empty: none */
	uint8_t kind;          /* of the complement; 0: none */
	struct cursor complement;
};

struct reading {
	struct cursor subject;
	uint32_t module_seen, key_seen;
	char can[STATEMENT_TEXT_BYTES], cannot[STATEMENT_TEXT_BYTES];
};

static bool
take_oid(struct cursor *from, struct claim *claim)
{
	static const char arc[] = "\x2b\x06\x01\x04\x01\x82\xb7\x5d\x06";
	struct cursor oid;

	if (!der_take(from, (enum der_tag)OID, &oid) || !cursor_skip_text(&oid, arc) ||
	    cursor_left(&oid) != 2)
		return false;
	claim->about = oid.at[0];
	claim->arc = oid.at[1];
	return (claim->about == ABOUT_MODULE || claim->about == ABOUT_KEY) &&
	       claim->arc <= MOST_ARC;
}

static bool
take_complement(struct cursor from, struct claim *claim)
{
	if (cursor_left(&from) == 0 || *from.at < BYTES || *from.at > NUMBER)
		return false;
	claim->kind = *from.at;
	return der_take(&from, (enum der_tag)claim->kind, &claim->complement) &&
	       cursor_left(&from) == 0;
}

static bool
take_claim(struct cursor *from, struct claim *claim)
{
	struct cursor body, part;

	*claim = (struct claim){.kind = 0};
	if (!der_take(from, DER_SEQUENCE, &body) || !take_oid(&body, claim))
		return false;
	if (der_take(&body, (enum der_tag)CONTEXT_0, &part) &&
	    (!der_take(&part, (enum der_tag)BYTES, &claim->subject) || cursor_left(&part) != 0 ||
	     cursor_left(&claim->subject) != UUID_BYTES))
		return false;
	if (der_take(&body, (enum der_tag)CONTEXT_1, &part) && !take_complement(part, claim))
		return false;
	return cursor_left(&body) == 0;
}

/* A small number that is not negative. */
static bool
number_of(const struct claim *claim, unsigned *number)
{
	const uint8_t *at = claim->complement.at;
	size_t size = cursor_left(&claim->complement);

	if (claim->kind != NUMBER || size == 0 || size > 2 || at[0] >= 0x80)
		return false;
	*number = size == 1 ? at[0] : (unsigned)(at[0] << 8 | at[1]);
	return true;
}

static bool
text_of(const struct claim *claim, uint8_t kind, char text[STATEMENT_TEXT_BYTES])
{
	statement_text(text, claim->complement.at, cursor_left(&claim->complement));
	return claim->kind == kind;
}

static bool
read_module(struct statement *statement, const struct claim *claim)
{
	char text[STATEMENT_TEXT_BYTES];

	switch (claim->arc) {
	case MODULE_SERIAL:
		return text_of(claim, TEXT, statement->serial);
	case MODULE_FIRMWARE:
		return text_of(claim, TEXT, statement->firmware);
	case MODULE_TIME:
		if (!text_of(claim, TIME, text))
			return false;
		statement_note(statement, true, "time", "%s", text);
		return true;
	case MODULE_FIPS:
		/* With a value beside it, it might say that it is not so. */
		if (claim->kind == 0)
			statement->fips = ATTRIBUTE_YES;
		return true;
	default:
		return true;
	}
}

static bool
read_spki(struct statement *statement, const struct claim *claim)
{
	const char *why;

	if (claim->kind != BYTES)
		return false;
	why = public_key_from_spki(&statement->key, claim->complement.at,
				   cursor_left(&claim->complement));
	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	statement->has_key = true;
	return true;
}

/* Capabilities are numbers whose meaning is not public: told, and not judged. */
static bool
add_number(char list[STATEMENT_TEXT_BYTES], const struct claim *claim)
{
	size_t length = strlen(list);
	unsigned number;

	if (!number_of(claim, &number))
		return false;
	snprintf(list + length, STATEMENT_TEXT_BYTES - length, "%s%u", length > 0 ? ", " : "",
		 number);
	return true;
}

static bool
read_key(struct statement *statement, struct reading *reading, const struct claim *claim)
{
	unsigned number;

	/* To be there is all that these say: with a value beside it, they might say that it is not so. */
	if ((claim->arc == KEY_CONFINED || claim->arc == KEY_HARDWARE_GENERATED ||
	     claim->arc == KEY_NEVER_EXTRACTED) &&
	    claim->kind != 0)
		return false;
	switch (claim->arc) {
	case KEY_SPKI:
		return read_spki(statement, claim);
	case KEY_CLASS:
		if (!number_of(claim, &number))
			return false;
		statement_set(statement, ATTRIBUTE_PRIVATE, number == CLASS_PRIVATE);
		return true;
	case KEY_CONFINED:
		statement_imply(statement, ATTRIBUTE_EXTRACTABLE, false);
		statement_imply(statement, ATTRIBUTE_SENSITIVE, true);
		return true;
	case KEY_HARDWARE_GENERATED:
		statement_set(statement, ATTRIBUTE_LOCAL, true);
		return true;
	case KEY_NEVER_EXTRACTED:
		statement_set(statement, ATTRIBUTE_NEVER_EXTRACTABLE, true);
		statement_imply(statement, ATTRIBUTE_ALWAYS_SENSITIVE, true);
		return true;
	case KEY_CAN:
		return add_number(reading->can, claim);
	case KEY_CANNOT:
		return add_number(reading->cannot, claim);
	default:
		return true;
	}
}

/* One key a message: claims of two could be mixed. */
static bool
is_same_subject(struct reading *reading, const struct claim *claim)
{
	if (cursor_left(&claim->subject) == 0)
		return true;
	if (reading->subject.at == NULL)
		reading->subject = claim->subject;
	return memcmp(reading->subject.at, claim->subject.at, UUID_BYTES) == 0;
}

static bool
is_new(struct reading *reading, const struct claim *claim)
{
	uint32_t *seen = claim->about == ABOUT_MODULE ? &reading->module_seen : &reading->key_seen;
	uint32_t bit = (uint32_t)1 << claim->arc;
	bool repeats =
		claim->about == ABOUT_KEY && (claim->arc == KEY_CAN || claim->arc == KEY_CANNOT);

	if ((*seen & bit) != 0 && !repeats)
		return false;
	*seen |= bit;
	return true;
}

static bool
read_claim(struct statement *statement, struct reading *reading, const struct claim *claim)
{
	bool of_key = claim->about == ABOUT_KEY && claim->arc != 0;

	if (!is_same_subject(reading, claim))
		return statement_fail(statement, STATEMENT_PARSE,
				      "the claims are of more than one key");
	if (of_key != (cursor_left(&claim->subject) > 0))
		return statement_fail(statement, STATEMENT_PARSE,
				      "a claim does not say what it is about");
	if (!is_new(reading, claim))
		return statement_fail(statement, STATEMENT_PARSE, "a claim is there twice");
	return (claim->about == ABOUT_MODULE ? read_module(statement, claim)
					     : read_key(statement, reading, claim)) ||
	       statement_fail(statement, STATEMENT_PARSE,
			      "a claim has another value than its kind");
}

static void
note_rest(struct statement *statement, const struct reading *reading)
{
	char uuid[2 * UUID_BYTES + 1];

	if (reading->subject.at != NULL) {
		text_to_hex(uuid, reading->subject.at, UUID_BYTES);
		statement_note(statement, true, "key", "%s", uuid);
	}
	if (reading->can[0] != '\0')
		statement_note(statement, true, "capabilities", "%s", reading->can);
	if (reading->cannot[0] != '\0')
		statement_note(statement, true, "denied capabilities", "%s", reading->cannot);
	if (reading->key_seen & 1u << KEY_CONFINED)
		statement_note(
			statement, true, "confined",
			"read as never to leave the module; the vendor does not publish what it "
			"means");
}

bool
crypto4a_claims_read(struct statement *statement, struct cursor contents)
{
	struct cursor version, claims;
	struct reading reading = {.subject = {NULL, NULL}};
	struct claim claim;

	if (!der_take_number(&contents, &version) || cursor_left(&version) != 1 ||
	    *version.at != 1 || !der_take(&contents, DER_SEQUENCE, &claims) ||
	    cursor_left(&contents) != 0)
		return statement_fail(statement, STATEMENT_PARSE, "the claims are of no version 1");
	while (cursor_left(&claims) > 0) {
		if (!take_claim(&claims, &claim))
			return statement_fail(statement, STATEMENT_PARSE,
					      "a claim is not readable, or of an unknown kind");
		if (!read_claim(statement, &reading, &claim))
			return false;
	}
	note_rest(statement, &reading);
	return true;
}
