/* Package archives: every sentence, every byte of a header, every length. */
#include "tests/unit/test.h"

#include "ceremony/digest.h"
#include "package/tar.h"

enum { BLOCK = 512, CHECKSUM_AT = 148, TYPE_AT = 156, MAGIC_AT = 257, PREFIX_AT = 345 };

static uint8_t full[BLOCK];
static const struct member two[] = {{"a", full, BLOCK},
				    {"keys/2026/h.age", (const uint8_t *)"hello", 5}};
enum { TWO_BYTES = 6 * BLOCK };

static void
mend_checksum(uint8_t *block)
{
	unsigned sum = 0;

	memset(block + CHECKSUM_AT, ' ', 8);
	for (size_t i = 0; i < BLOCK; i++)
		sum += block[i];
	for (size_t i = 6; i > 0; sum >>= 3)
		block[CHECKSUM_AT + --i] = (uint8_t)('0' + (sum & 7));
	block[CHECKSUM_AT + 6] = '\0';
}

static const char *
read_bytes(const uint8_t *data, size_t size)
{
	static struct tar tar;

	return tar_read(&tar, data, size);
}

/* `two` with `put` at `at` of the first header, and a checksum that says so. */
static const char *
read_with(size_t at, const char *put, size_t size)
{
	struct bytes archive;
	const char *problem;

	if (tar_write(&archive, two, 2) != NULL)
		return "the test cannot write";
	memcpy(archive.data + at, put, size);
	mend_checksum(archive.data);
	problem = read_bytes(archive.data, archive.size);
	file_free(&archive);
	return problem;
}

static const char *
write_named(const char *name)
{
	const struct member member = {name, NULL, 0};
	struct bytes archive;
	const char *problem = tar_write(&archive, &member, 1);

	file_free(&archive);
	return problem;
}

static const char *
write_both(const char *one, const char *other)
{
	const struct member members[] = {{one, NULL, 0}, {other, NULL, 0}};
	struct bytes archive;
	const char *problem = tar_write(&archive, members, 2);

	file_free(&archive);
	return problem;
}

/* GNU tar 1.34 gives this digest: --format=ustar -b1 --mtime=@0 --owner=:0 --group=:0
 * --numeric-owner --mode=600, of `a` with 512 times 'x' and keys/2026/h.age with "hello". */
static void
test_round_trip(void)
{
	static const char want[] =
		"d45cb0717241c99d5e701885f7808b8b868615e26a8da1c909cdf0db8a3c5931";
	char text[DIGEST_TEXT_BYTES];
	struct digest digest;
	struct bytes archive;
	struct tar tar;

	check_good(tar_write(&archive, two, 2));
	check(archive.size == TWO_BYTES);
	digest = digest_of(archive.data, archive.size);
	digest_to_text(text, &digest);
	check(strcmp(text, want) == 0);
	check_good(tar_read(&tar, archive.data, archive.size));
	check(tar.count == 2);
	check(strcmp(tar.members[0].name, "a") == 0 && tar.members[0].size == BLOCK);
	check(strcmp(tar.members[1].name, "keys/2026/h.age") == 0 && tar.members[1].size == 5);
	check(tar.members[0].data == archive.data + BLOCK);
	check(memcmp(tar.members[1].data, "hello", 5) == 0);
	file_free(&archive);
}

/* Once as they are, once with the checksum mended. Then only the first two letters of the name
 * can change to something that we might have written. One member: another size could make of two
 * one larger. */
static void
test_every_header_byte(void)
{
	struct bytes archive;
	size_t refused = 0, mended = 0, passed = 0;

	check_good(tar_write(&archive, two, 1));
	for (size_t at = 0; at < BLOCK; at++) {
		uint8_t header[BLOCK];

		memcpy(header, archive.data, BLOCK);
		for (unsigned flip = 1; flip < 256; flip++) {
			archive.data[at] ^= (uint8_t)flip;
			refused += read_bytes(archive.data, archive.size) != NULL;
			mend_checksum(archive.data);
			if (at >= 2 && (at < CHECKSUM_AT || at >= CHECKSUM_AT + 8))
				mended += read_bytes(archive.data, archive.size) != NULL;
			else if (at < 2)
				passed += read_bytes(archive.data, archive.size) == NULL;
			memcpy(archive.data, header, BLOCK);
		}
	}
	check(refused == BLOCK * 255);
	check(mended == (BLOCK - 2 - 8) * 255);
	check(passed == 61 + 65);
	check_good(read_bytes(archive.data, archive.size));
	file_free(&archive);
}

static void
test_every_length(void)
{
	struct bytes archive;
	size_t refused = 0, padding = 0;

	check_good(tar_write(&archive, two, 2));
	for (size_t size = 0; size < archive.size; size++)
		refused += read_bytes(archive.data, size) != NULL;
	check(refused == TWO_BYTES);
	for (size_t at = 3 * BLOCK + 5; at < archive.size; at++) {
		archive.data[at] ^= 1;
		padding += read_bytes(archive.data, archive.size) != NULL;
		archive.data[at] ^= 1;
	}
	check(padding == TWO_BYTES - 3 * BLOCK - 5);
	check_says(read_bytes(archive.data, 0), "is empty");
	check_says(read_bytes(archive.data, TWO_BYTES - 1),
		   "is not made of whole blocks of 512 bytes");
	check_says(read_bytes(archive.data, TWO_BYTES - BLOCK),
		   "does not end in two blocks of zeros");
	check_says(read_bytes(archive.data, TWO_BYTES - 2 * BLOCK),
		   "does not end in two blocks of zeros");
	check_says(read_bytes(archive.data, 3 * BLOCK), "ends within a member");
	check_says(read_bytes(archive.data, BLOCK), "ends within a member");
	archive.data[TWO_BYTES - 1] = 1;
	check_says(read_bytes(archive.data, TWO_BYTES), "does not end in two blocks of zeros");
	archive.data[3 * BLOCK + 5] = 1;
	check_says(read_bytes(archive.data, TWO_BYTES), "has padding that is not zero");
	file_free(&archive);
}

static void
test_other_ends(void)
{
	static uint8_t zeros[TWO_BYTES + BLOCK];
	struct bytes archive;
	struct tar tar;

	check_says(read_bytes(zeros, 2 * BLOCK), "holds no member");
	check_says(read_bytes(zeros, 3 * BLOCK), "goes on after its end");
	check_says(read_bytes(zeros, BLOCK), "does not end in two blocks of zeros");
	check_good(tar_write(&archive, two, 2));
	memcpy(zeros, archive.data, archive.size);
	file_free(&archive);
	check_good(tar_read(&tar, zeros, TWO_BYTES));
	check_says(tar_read(&tar, zeros, TWO_BYTES + BLOCK), "goes on after its end");
	check(tar.count == 0 && tar.members[0].name == NULL);
}

static void
test_headers(void)
{
	check_good(read_with(0, "b", 1));
	check_says(read_with(TYPE_AT, "1", 1), "holds a link");
	check_says(read_with(TYPE_AT, "2", 1), "holds a link");
	check_says(read_with(TYPE_AT, "3", 1), "holds a device");
	check_says(read_with(TYPE_AT, "4", 1), "holds a device");
	check_says(read_with(TYPE_AT, "5", 1), "holds a folder as a member");
	check_says(read_with(TYPE_AT, "6", 1), "holds a named pipe");
	check_says(read_with(TYPE_AT, "x", 1), "holds a pax header");
	check_says(read_with(TYPE_AT, "g", 1), "holds a pax header");
	check_says(read_with(TYPE_AT, "L", 1), "holds a member of an unknown type");
	check_says(read_with(TYPE_AT, "", 1), "holds a member of an unknown type");
	check_says(read_with(MAGIC_AT, "ustar  ", 8), "is not a ustar archive");
	check_says(read_with(PREFIX_AT, "keys", 4),
		   "holds a member whose name is longer than 99 bytes");
	check_says(read_with(124, "00000001000 ", 12),
		   "has a header with an owner, a mode, a time or a form of its own");
	check_says(read_with(124, "       1000", 11),
		   "holds a member whose size is not eleven octal digits");
	check_says(read_with(124, "\200\0\0\0\0\0\0\0\0\0\2\0", 12),
		   "holds a member whose size is not eleven octal digits");
	check_says(read_with(124, "77777777777", 11), "holds a member of more than 1 MiB");
	check_says(read_with(124, "00004000000", 11), "ends within a member");
	check_says(read_with(100, "0000644", 7),
		   "has a header with an owner, a mode, a time or a form of its own");
	check_says(read_with(265, "root", 4),
		   "has a header with an owner, a mode, a time or a form of its own");
	check_says(read_with(0, "a\0b", 3),
		   "has a header with an owner, a mode, a time or a form of its own");
	check_says(read_with(0, "../x", 4),
		   "holds a member whose name has a part that begins with a dot");
	check_says(read_with(0, "keys/2026/h.age", 15), "holds a member twice");
	check_says(read_with(0, "keys/2026", 9), "holds a member with the name of a folder");
}

static void
test_checksum(void)
{
	struct bytes archive;

	check_good(tar_write(&archive, two, 2));
	archive.data[CHECKSUM_AT + 5] ^= 1;
	check_says(read_bytes(archive.data, archive.size), "has a header whose checksum is wrong");
	archive.data[CHECKSUM_AT + 5] ^= 1;
	archive.data[2] = 'b';
	check_says(read_bytes(archive.data, archive.size), "has a header whose checksum is wrong");
	memset(archive.data, 'a', 100);
	mend_checksum(archive.data);
	check_says(read_bytes(archive.data, archive.size),
		   "holds a member whose name is longer than 99 bytes");
	file_free(&archive);
}

static void
test_names(void)
{
	static const char foreign[] = "holds a member whose name has a foreign character";
	static const char dotted[] = "holds a member whose name has a part that begins with a dot";
	static const char empty[] = "holds a member whose name has an empty part";
	char name[102] = {0};

	check_good(write_named("a"));
	check_good(write_named("Az09._-/b.-_/c"));
	check_says(write_named("a/b/c/d"), "holds a member more than two folders deep");
	check_says(write_named("/a"), "holds a member with an absolute name");
	check_says(write_named("/"), "holds a member with an absolute name");
	check_says(write_named(""), empty);
	check_says(write_named("a/"), empty);
	check_says(write_named("a//b"), empty);
	check_says(write_named("."), dotted);
	check_says(write_named("./a"), dotted);
	check_says(write_named("a/../b"), dotted);
	check_says(write_named("a/.hidden"), dotted);
	check_says(write_named("-rf"), foreign);
	check_says(write_named("a/_b"), foreign);
	check_says(write_named("a b"), foreign);
	check_says(write_named("a\\b"), foreign);
	check_says(write_named("a\n"), foreign);
	check_says(write_named("\303\251"), foreign);
	memset(name, 'n', 99);
	check_good(write_named(name));
	memset(name, 'n', 100);
	check_says(write_named(name), "holds a member whose name is longer than 99 bytes");
	check_good(write_both("a", "A"));
	check_good(write_both("keys/a", "keys-a"));
	check_says(write_both("a/b", "a/b"), "holds a member twice");
	check_says(write_both("a/b/c", "a/b"), "holds a member with the name of a folder");
	check_says(write_both("a", "a/b"), "holds a member with the name of a folder");
}

static void
test_limits(void)
{
	static struct member members[TAR_MEMBERS + 1];
	static char names[TAR_MEMBERS + 1][8];
	static uint8_t most[TAR_MEMBER_BYTES];
	struct member big = {"big", most, TAR_MEMBER_BYTES};
	struct bytes archive, more;
	uint8_t *longer;

	check_good(tar_write(&archive, &big, 1));
	check_good(read_bytes(archive.data, archive.size));
	file_free(&archive);
	big.size++;
	check_says(tar_write(&archive, &big, 1), "holds a member of more than 1 MiB");
	check(archive.data == NULL && archive.size == 0);
	check_says(tar_write(&archive, members, 0), "holds no member");
	for (size_t i = 0; i <= TAR_MEMBERS; i++) {
		snprintf(names[i], sizeof names[i], "%u", (unsigned)i % 10000);
		members[i].name = names[i];
	}
	check_says(tar_write(&archive, members, TAR_MEMBERS + 1), "holds more than 1024 members");
	check_good(tar_write(&archive, members, TAR_MEMBERS));
	check_good(read_bytes(archive.data, archive.size));
	check_good(tar_write(&more, &members[TAR_MEMBERS], 1));
	longer = calloc(archive.size + BLOCK, 1);
	memcpy(longer, archive.data, archive.size - 2 * BLOCK);
	memcpy(longer + archive.size - 2 * BLOCK, more.data, more.size);
	check_says(read_bytes(longer, archive.size + BLOCK), "holds more than 1024 members");
	free(longer);
	file_free(&archive);
	file_free(&more);
}

int
main(void)
{
	secret_begin();
	memset(full, 'x', sizeof full);
	test_round_trip();
	test_every_header_byte();
	test_every_length();
	test_other_ends();
	test_headers();
	test_checksum();
	test_names();
	test_limits();
	return test_end();
}
