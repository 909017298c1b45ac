/*
 * Blobs of both layouts (reference 2.2 and 2.3), put together here: what is read from a whole one, and
 * that each thing that can be wrong with one is refused. Signatures are elsewhere: tests/flow/test-attestation-*.
 */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "ceremony/crypto.h"
#include "ceremony/file.h"
#include "verify/marvell.h"

enum { ROOM = 4096, SIGNATURE = 256, SLACK = 4 };

/* P-256's generator (FIPS 186-5). */
static const uint8_t point[65] = {0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc,
				  0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d,
				  0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
				  0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb,
				  0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31,
				  0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5};

struct builder {
	uint8_t bytes[ROOM];
	size_t size;
};

static void
put(struct builder *out, uint32_t value, size_t size)
{
	for (size_t i = size; i-- > 0;)
		out->bytes[out->size++] = (uint8_t)(value >> 8 * i);
}

static void
put_value(struct builder *out, uint32_t tag, const void *value, size_t size)
{
	put(out, tag, 4);
	put(out, (uint32_t)size, 4);
	memcpy(out->bytes + out->size, value, size);
	out->size += size;
}

static void
put_flag(struct builder *out, uint32_t tag, uint8_t value)
{
	put_value(out, tag, &value, 1);
}

/* An EC key as an object's attributes; returns how many. */
static uint32_t
put_key(struct builder *out, uint8_t kind)
{
	static const uint32_t yes[] = {0x103, 0x107, 0x163, 0x164, 0x165};
	static const uint32_t no[] = {0x105, 0x106, 0x108, 0x10c, 0x162};

	put_flag(out, 0, kind);
	put_flag(out, 0x100, 3);
	put_value(out, 0x102, "/keys/a/b\0\0", 11);
	put_value(out, 0x120, point, sizeof point);
	put_value(out, 0x121, "\0\0\x01\x9f", 4);
	for (size_t i = 0; i < 5; i++)
		put_flag(out, yes[i], 1);
	for (size_t i = 0; i < 5; i++)
		put_flag(out, no[i], 0);
	return 15;
}

static void
set_word(struct builder *out, size_t at, uint32_t value)
{
	struct builder word = {.size = 0};

	put(&word, value, 4);
	memcpy(out->bytes + at, word.bytes, 4);
}

static void
build_old(struct builder *out, uint8_t kind)
{
	uint32_t count;

	memset(out, 0, sizeof *out);
	out->size = 32;
	count = put_key(out, kind);
	set_word(out, 16, (uint32_t)out->size - 32 + SLACK + 12);
	set_word(out, 24, count);
	set_word(out, 28, (uint32_t)out->size - 32 + SLACK);
	out->size += SLACK + SIGNATURE;
}

static void
build_new(struct builder *out, uint8_t first, uint8_t second)
{
	size_t base = second != 0 ? 32 : 24;
	const uint8_t kinds[] = {first, second};

	memset(out, 0, sizeof *out);
	out->size = base;
	put(out, 0x00010003, 4);
	put(out, 8, 2);
	put(out, 0, 2);
	for (size_t i = 0; i < (second != 0 ? 2 : 1); i++) {
		size_t header = out->size;

		if (i == 1) {
			out->bytes[base + 6] = (uint8_t)((out->size - base) >> 8);
			out->bytes[base + 7] = (uint8_t)(out->size - base);
		}
		out->size += 12;
		set_word(out, header + 4, put_key(out, kinds[i]));
		set_word(out, header + 8, (uint32_t)(out->size - header - 12));
	}
	set_word(out, 4, 3);
	set_word(out, 8, (uint32_t)out->size + SIGNATURE);
	set_word(out, 12, (uint32_t)(out->size - base));
	out->size += SIGNATURE;
}

static struct statement statement;

/* NULL, or the sentence and its class; the statement holds what was found. */
static const char *
read_blob(const struct builder *blob)
{
	static char why[STATEMENT_WHY_BYTES + 32];
	const struct marvell_object *object;
	struct marvell_blob parts;
	uint8_t *exact = malloc(blob->size);

	memset(&statement, 0, sizeof statement);
	memcpy(exact, blob->bytes, blob->size);
	if (marvell_read(&parts, cursor_over(exact, blob->size), &statement)) {
		object = marvell_private(&parts, &statement);
		if (object != NULL && marvell_describe(&statement, object))
			for (size_t i = 0; i < parts.object_count; i++)
				if (&parts.objects[i] != object)
					marvell_is_half(&statement, &parts.objects[i]);
	}
	free(exact);
	if (statement.failure == STATEMENT_SOUND)
		return NULL;
	snprintf(why, sizeof why, "%s: %s", statement_class_name(statement.failure), statement.why);
	return why;
}

static bool
says(enum attribute attribute, enum attribute_value value)
{
	return statement.attributes[attribute].value == value;
}

static void
check_whole(const struct builder *blob)
{
	check_good(read_blob(blob));
	check(statement.has_key && statement.key.type == KEY_EC_P256);
	check(strcmp(statement.name, "/keys/a/b") == 0);
	check(says(ATTRIBUTE_LOCAL, ATTRIBUTE_YES));
	check(says(ATTRIBUTE_EXTRACTABLE, ATTRIBUTE_NO));
	check(says(ATTRIBUTE_UNWRAP, ATTRIBUTE_YES));
	check(says(ATTRIBUTE_MODIFIABLE, ATTRIBUTE_UNSAID));
}

static void
check_truncations(const struct builder *whole)
{
	struct builder cut = *whole;
	size_t read = 0;

	for (cut.size = 0; cut.size < whole->size; cut.size++)
		read += read_blob(&cut) == NULL;
	check(read == 0);
}

static void
refuse_old(void)
{
	struct builder blob;

	build_old(&blob, 3);
	blob.bytes[blob.size - SIGNATURE - 1] = 1;
	check_says(read_blob(&blob), "E_PARSE: the blob has bytes behind its attributes");
	build_old(&blob, 3);
	blob.bytes[3] = 1;
	check_says(read_blob(&blob),
		   "E_PARSE: the blob has neither of the two layouts that are known");
	build_old(&blob, 3);
	set_word(&blob, 24, 16);
	check_says(read_blob(&blob), "E_PARSE: the blob has an attribute that goes beyond the end");
	build_old(&blob, 3);
	set_word(&blob, 24, 1 << 30);
	check_says(read_blob(&blob), "E_PARSE: the blob has more attributes than an object has");
	build_old(&blob, 3);
	set_word(&blob, 28, 4);
	check_says(read_blob(&blob), "E_PARSE: the blob has sizes that do not fit each other");
	build_old(&blob, 2);
	check_says(read_blob(&blob), "E_POLICY: the blob is of a public key (CLASS 2): it says "
				     "nothing of the private one");
	build_old(&blob, 7);
	check_says(read_blob(&blob), "E_PARSE: the blob is of more than one key, or of no key");
}

static void
refuse_new(void)
{
	struct builder blob;

	build_new(&blob, 3, 0);
	set_word(&blob, 0, 5);
	check_says(read_blob(&blob), "E_PARSE: the blob is an error answer of the HSM");
	build_new(&blob, 3, 0);
	set_word(&blob, 4, 7);
	check_says(read_blob(&blob),
		   "E_PARSE: the blob was asked for in another way than this version knows");
	build_new(&blob, 3, 0);
	blob.bytes[25] = 2;
	check_says(read_blob(&blob), "E_PARSE: the blob has a header of another version");
	build_new(&blob, 3, 3);
	check_says(read_blob(&blob), "E_PARSE: the blob is of more than one key, or of no key");
	build_new(&blob, 2, 2);
	check_says(read_blob(&blob), "E_POLICY: the blob is of a public key (CLASS 2): it says "
				     "nothing of the private one");
	build_new(&blob, 2, 3);
	blob.bytes[32 + 7] ^= 1;
	check_says(read_blob(&blob), "E_PARSE: the blob has objects where its header does not say");
	build_new(&blob, 3, 0);
	set_word(&blob, 12, (uint32_t)(blob.size - SIGNATURE - 24 - 4));
	check_says(read_blob(&blob), "E_PARSE: the blob has neither one object nor two");
}

/* The blob with an attribute more, at its end. */
static const char *
with(uint32_t tag, const void *value, size_t size)
{
	struct builder blob, more = {.size = 0};
	size_t end;

	build_old(&blob, 3);
	put_value(&more, tag, value, size);
	end = blob.size - SIGNATURE - SLACK;
	memmove(blob.bytes + end + more.size, blob.bytes + end, SLACK + SIGNATURE);
	memcpy(blob.bytes + end, more.bytes, more.size);
	blob.size += more.size;
	set_word(&blob, 16, (uint32_t)(end + more.size - 32 + SLACK + 12));
	set_word(&blob, 24, 16);
	set_word(&blob, 28, (uint32_t)(end + more.size - 32 + SLACK));
	return read_blob(&blob);
}

static void
try_attributes(void)
{
	check_says(with(0x109, "\0\1", 2), "E_PARSE: SIGN_RECOVER is neither 0 nor 1");
	check_says(with(0x109, "\2", 1), "E_PARSE: SIGN_RECOVER is neither 0 nor 1");
	check_says(with(0x162, "\0", 1), "E_PARSE: the blob has an attribute twice");
	check_good(with(0x100001f5, "\7", 1));
	check_good(with(0x80000002, "\1", 1));
	check(says(ATTRIBUTE_SPLITTABLE, ATTRIBUTE_YES));
	check_says(with(0x173, "abc", 3),
		   "E_PARSE: the attested key has a check value (KCV) of another key");
	check_says(with(0x1003, point, 32),
		   "E_PARSE: the attested key has a check value (EKCV) of another key");
}

/* A real blob of an imported key, whose certificates nobody published: attributes and policies alone. */
static void
imported_key(void)
{
	static const char name[] =
		"../shared/samples/attestation/marvell-google/google-rsa-attestation.bin";
	static struct builder blob;
	struct bytes bytes;

	if (access(name, R_OK) != 0) {
		printf("skip A REAL BLOB OF AN IMPORTED KEY WAS NOT READ: there is no %s\n", name);
		return;
	}
	bytes = file_read(FILE_HERE, name, ROOM);
	memcpy(blob.bytes, bytes.data, bytes.size);
	blob.size = bytes.size;
	file_free(&bytes);
	check_good(read_blob(&blob));
	check(statement.has_key && statement.key.type == KEY_RSA_4096);
	for (enum attribute i = 0; i < ATTRIBUTE_COUNT; i++)
		if (!attribute_is_use(i))
			check(attribute_meets(attribute_wish(i, ATTRIBUTE_IMPORTED),
					      statement.attributes[i].value));
	check(says(ATTRIBUTE_LOCAL, ATTRIBUTE_NO));
	check(says(ATTRIBUTE_NEVER_EXTRACTABLE, ATTRIBUTE_NO));
	check(says(ATTRIBUTE_ALWAYS_SENSITIVE, ATTRIBUTE_NO));
}

int
main(void)
{
	struct builder blob;

	crypto_begin();
	build_old(&blob, 3);
	check_whole(&blob);
	check_truncations(&blob);
	build_new(&blob, 3, 0);
	check_whole(&blob);
	check_truncations(&blob);
	build_new(&blob, 2, 3);
	check_whole(&blob);
	build_new(&blob, 3, 2);
	check_whole(&blob);
	check_truncations(&blob);
	refuse_old();
	refuse_new();
	try_attributes();
	imported_key();
	return test_end();
}
