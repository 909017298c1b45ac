#include "tar.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/digest.h"
#include "ceremony/process.h"
#include "ceremony/selftest.h"
#include "ceremony/text.h"
#include "package/tar_header.h"

static size_t
padded(size_t size)
{
	return (size + TAR_BLOCK_BYTES - 1) / TAR_BLOCK_BYTES * TAR_BLOCK_BYTES;
}

static bool
is_zero(const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

/* `folder` is `name`, or a folder that `name` lies in. */
static bool
leads_to(const char *folder, const char *name)
{
	size_t length = strlen(folder);

	return strncmp(folder, name, length) == 0 && (name[length] == '\0' || name[length] == '/');
}

/* Whether `next` may follow the first `count` members. */
static const char *
check_next(const struct member *members, size_t count, const struct member *next)
{
	const char *problem = tar_header_check(next->name, next->size);

	if (problem != NULL)
		return problem;
	if (count >= TAR_MEMBERS)
		return "holds more than 1024 members";
	for (size_t i = 0; i < count; i++) {
		if (strcmp(members[i].name, next->name) == 0)
			return "holds a member twice";
		if (leads_to(members[i].name, next->name) || leads_to(next->name, members[i].name))
			return "holds a member with the name of a folder";
	}
	return NULL;
}

static const char *
check_members(size_t *bytes, const struct member *members, size_t count)
{
	const char *problem = count == 0 ? "holds no member" : NULL;

	*bytes = 2 * TAR_BLOCK_BYTES;
	for (size_t i = 0; problem == NULL && i < count; i++) {
		problem = check_next(members, i, &members[i]);
		*bytes += TAR_BLOCK_BYTES + padded(members[i].size);
	}
	return problem;
}

const char *
tar_write(struct bytes *out, const struct member *members, size_t count)
{
	size_t size, at = 0;
	const char *problem = check_members(&size, members, count);

	*out = (struct bytes){NULL, 0};
	if (problem != NULL)
		return problem;
	out->data = calloc(size + 1, 1);
	if (out->data == NULL)
		die("no memory for an archive");
	out->size = size;
	for (size_t i = 0; i < count; i++) {
		tar_header_write(out->data + at, members[i].name, members[i].size);
		at += TAR_BLOCK_BYTES;
		if (members[i].size > 0)
			memcpy(out->data + at, members[i].data, members[i].size);
		at += padded(members[i].size);
	}
	return NULL;
}

static const char *
read_member(struct tar *tar, struct cursor *cursor)
{
	struct member *next = &tar->members[tar->count];
	const char *problem;

	if (tar->count == TAR_MEMBERS)
		return "holds more than 1024 members";
	problem = tar_header_read(&next->name, &next->size, cursor_take(cursor, TAR_BLOCK_BYTES));
	if (problem == NULL)
		problem = check_next(tar->members, tar->count, next);
	if (problem != NULL)
		return problem;
	next->data = cursor_take(cursor, padded(next->size));
	if (next->data == NULL)
		return "ends within a member";
	if (!is_zero(next->data + next->size, padded(next->size) - next->size))
		return "has padding that is not zero";
	tar->count++;
	return NULL;
}

static const char *
read_end(const struct cursor *cursor)
{
	size_t left = cursor_left(cursor);

	if (left < 2 * TAR_BLOCK_BYTES || !is_zero(cursor->at, 2 * TAR_BLOCK_BYTES))
		return "does not end in two blocks of zeros";
	return left > 2 * TAR_BLOCK_BYTES ? "goes on after its end" : NULL;
}

const char *
tar_read(struct tar *tar, const uint8_t *data, size_t size)
{
	struct cursor cursor = cursor_over(data, size);
	const char *problem = NULL;

	*tar = (struct tar){0};
	if (size == 0)
		return "is empty";
	if (size % TAR_BLOCK_BYTES != 0)
		return "is not made of whole blocks of 512 bytes";
	while (problem == NULL && cursor_left(&cursor) > 0 && !is_zero(cursor.at, TAR_BLOCK_BYTES))
		problem = read_member(tar, &cursor);
	if (problem == NULL)
		problem = read_end(&cursor);
	if (problem == NULL && tar->count == 0)
		problem = "holds no member";
	if (problem != NULL)
		*tar = (struct tar){0};
	return problem;
}

/* GNU tar 1.34: --format=ustar -b1 --mtime=@0 --owner=:0 --group=:0 --numeric-owner --mode=600 */
static const char *
selftest_tar(void)
{
	static const char want[] =
		"964110b180acd2873b9b44359639b3834071d54840a9fea247ac1a2b4590b144";
	static const struct member members[] = {
		{"a", (const uint8_t *)"b", 1},
		{"keys/h", (const uint8_t *)"hello", 5},
	};
	char text[DIGEST_TEXT_BYTES] = "";
	struct digest digest;
	struct bytes archive;

	if (tar_write(&archive, members, 2) != NULL)
		return "a known archive is not written";
	digest = digest_of(archive.data, archive.size);
	digest_to_text(text, &digest);
	file_free(&archive);
	return strcmp(text, want) == 0 ? NULL : "a known archive is written otherwise";
}
SELFTEST(selftest_tar);
