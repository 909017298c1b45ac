#include "sums.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/digest.h"
#include "ceremony/process.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"

static const char separator[] = "  ";

enum { DIGITS = DIGEST_TEXT_BYTES - 1, BESIDE_NAME = DIGITS + sizeof "  \n" - 1 };

static size_t
write_line(uint8_t *out, const struct member *member)
{
	struct digest digest = digest_of(member->data, member->size);
	size_t length = BESIDE_NAME + strlen(member->name);
	char digits[DIGEST_TEXT_BYTES];

	digest_to_text(digits, &digest);
	snprintf((char *)out, length + 1, "%s%s%s\n", digits, separator, member->name);
	return length;
}

struct bytes
sums_write(const struct member *members, size_t count)
{
	struct bytes out = {NULL, 0};
	size_t size = 0;

	for (size_t i = 0; i < count; i++)
		size += BESIDE_NAME + strlen(members[i].name);
	out.data = calloc(size + 1, 1);
	if (out.data == NULL)
		die("no memory for SHA256SUMS");
	for (size_t i = 0; i < count; i++)
		out.size += write_line(out.data + out.size, &members[i]);
	return out;
}

static const char *
read_line(struct digest *digest, struct cursor *name, struct cursor *cursor)
{
	static const char form[] =
		"has a line that is not 64 lower-case digits, two spaces and a name";
	const uint8_t *digits;

	if (!cursor_take_line(cursor, name))
		return "does not end in a newline";
	digits = cursor_take(name, DIGITS);
	if (digits == NULL ||
	    text_from_hex(digest->bytes, DIGEST_BYTES, (const char *)digits, DIGITS) != NULL)
		return form;
	return cursor_skip_text(name, separator) && cursor_left(name) > 0 ? NULL : form;
}

static bool
is_name(const struct cursor *name, const struct member *member)
{
	size_t length = strlen(member->name);

	return cursor_left(name) == length && memcmp(name->at, member->name, length) == 0;
}

/* Whether one of the lines names the member. */
static bool
is_in(struct cursor lines, const struct member *member)
{
	struct digest digest;
	struct cursor name;

	while (read_line(&digest, &name, &lines) == NULL)
		if (is_name(&name, member))
			return true;
	return false;
}

/* What is wrong with a name that is not that of members[line]; `rest` are the lines behind it. */
static const char *
why_not(const struct cursor *name, size_t line, struct cursor rest, const struct member *members,
	size_t count)
{
	size_t found = 0;

	while (found < count && !is_name(name, &members[found]))
		found++;
	if (found == count)
		return "names a member that is not there";
	if (found < line)
		return "names a member twice";
	return is_in(rest, &members[line]) ? "names the members in another order"
					   : "leaves a member out";
}

const char *
sums_check(size_t *line, const uint8_t *text, size_t size, const struct member *members,
	   size_t count)
{
	struct cursor cursor = cursor_over(text, size), name;
	struct digest said, is;
	const char *problem;

	*line = 0;
	if (size == 0)
		return "is empty";
	for (; cursor_left(&cursor) > 0; ++*line) {
		if ((problem = read_line(&said, &name, &cursor)) != NULL)
			return problem;
		if (*line >= count || !is_name(&name, &members[*line]))
			return why_not(&name, *line, cursor, members, count);
		is = digest_of(members[*line].data, members[*line].size);
		if (!digest_equal(&said, &is))
			return "has another digest than the member";
	}
	return *line < count ? "leaves a member out" : NULL;
}

/* FIPS 180-4, the digest of "abc", in the line that sha256sum writes. */
static const char *
selftest_sums(void)
{
	static const char want[] =
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n";
	static const struct member member = {"abc", (const uint8_t *)"abc", 3};
	struct bytes lines = sums_write(&member, 1);
	bool same = strcmp((const char *)lines.data, want) == 0;
	size_t line;

	file_free(&lines);
	if (!same)
		return "a known line of SHA256SUMS is written otherwise";
	return sums_check(&line, (const uint8_t *)want, strlen(want), &member, 1) == NULL
		       ? NULL
		       : "a known line of SHA256SUMS is refused";
}
SELFTEST(selftest_sums);
