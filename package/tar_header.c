#include "tar_header.h"

#include <stdbool.h>
#include <string.h>

#include "ceremony/text.h"
#include "package/tar.h"

struct header {
	char name[TAR_NAME_BYTES];
	char mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8];
	char type;
	char linked[100];
	char magic[8]; /* with the version */
	char uname[32], gname[32], major[8], minor[8];
	char prefix[155];
	char unused[12];
};
_Static_assert(sizeof(struct header) == TAR_BLOCK_BYTES, "a header is one block");

static const char magic[8] = {'u', 's', 't', 'a', 'r', '\0', '0', '0'};
static const char name_letters[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

enum { SIZE_DIGITS = 11, CHECKSUM_DIGITS = 6, FOLDERS_DEEP = 2 };

static const struct {
	char type;
	const char *problem;
} refused_types[] = {
	{'1', "holds a link"},
	{'2', "holds a link"},
	{'3', "holds a device"},
	{'4', "holds a device"},
	{'5', "holds a folder as a member"},
	{'6', "holds a named pipe"},
	{'x', "holds a pax header"},
	{'g', "holds a pax header"},
};

static const char *
check_type(char type)
{
	if (type == '0')
		return NULL;
	for (size_t i = 0; i < sizeof refused_types / sizeof refused_types[0]; i++)
		if (refused_types[i].type == type)
			return refused_types[i].problem;
	return "holds a member of an unknown type";
}

static const char *
check_part(const char *part, size_t length)
{
	if (length == 0)
		return "holds a member whose name has an empty part";
	if (part[0] == '.')
		return "holds a member whose name has a part that begins with a dot";
	if (part[0] == '-' || part[0] == '_' || !text_is_all(part, length, name_letters))
		return "holds a member whose name has a foreign character";
	return NULL;
}

const char *
tar_header_check(const char *name, size_t size)
{
	const char *problem = NULL;
	size_t at = 0, folders = 0;

	if (size > TAR_MEMBER_BYTES)
		return "holds a member of more than 1 MiB";
	if (strnlen(name, TAR_NAME_BYTES) == TAR_NAME_BYTES)
		return "holds a member whose name is longer than 99 bytes";
	if (name[0] == '/')
		return "holds a member with an absolute name";
	for (;; at++, folders++) {
		size_t length = strcspn(name + at, "/");

		problem = check_part(name + at, length);
		at += length;
		if (problem != NULL || name[at] == '\0')
			break;
	}
	if (problem == NULL && folders > FOLDERS_DEEP)
		return "holds a member more than two folders deep";
	return problem;
}

static void
put_octal(char *field, size_t digits, size_t value)
{
	field[digits] = '\0';
	for (; digits > 0; value >>= 3)
		field[--digits] = (char)('0' + (value & 7));
}

/* The sum is taken with its own field as spaces. GNU tar and BSD end it in a NUL and a space. */
static void
put_checksum(struct header *header)
{
	const unsigned char *bytes = (const unsigned char *)header;
	size_t sum = 0;

	memset(header->checksum, ' ', sizeof header->checksum);
	for (size_t i = 0; i < sizeof *header; i++)
		sum += bytes[i];
	put_octal(header->checksum, CHECKSUM_DIGITS, sum);
}

void
tar_header_write(uint8_t block[TAR_BLOCK_BYTES], const char *name, size_t size)
{
	struct header header = {.type = '0'};

	memcpy(header.name, name, strlen(name));
	put_octal(header.mode, sizeof header.mode - 1, 0600);
	put_octal(header.uid, sizeof header.uid - 1, 0);
	put_octal(header.gid, sizeof header.gid - 1, 0);
	put_octal(header.size, SIZE_DIGITS, size);
	put_octal(header.mtime, sizeof header.mtime - 1, 0);
	memcpy(header.magic, magic, sizeof magic);
	put_octal(header.major, sizeof header.major - 1, 0);
	put_octal(header.minor, sizeof header.minor - 1, 0);
	put_checksum(&header);
	memcpy(block, &header, sizeof header);
}

static bool
checksum_is_right(const struct header *header)
{
	struct header again = *header;

	put_checksum(&again);
	return memcmp(again.checksum, header->checksum, sizeof again.checksum) == 0;
}

static const char *
read_size(size_t *size, const char *digits)
{
	*size = 0;
	if (!text_is_all(digits, SIZE_DIGITS, "01234567"))
		return "holds a member whose size is not eleven octal digits";
	for (size_t i = 0; i < SIZE_DIGITS; i++)
		*size = *size << 3 | (size_t)(digits[i] - '0');
	return NULL;
}

/* Everything that is not named here is found by writing the header again. */
const char *
tar_header_read(const char **name, size_t *size, const uint8_t block[TAR_BLOCK_BYTES])
{
	const struct header *header = (const struct header *)block;
	uint8_t again[TAR_BLOCK_BYTES];
	const char *problem;

	*name = header->name;
	*size = 0;
	if (memcmp(header->magic, magic, sizeof magic) != 0)
		return "is not a ustar archive";
	if (!checksum_is_right(header))
		return "has a header whose checksum is wrong";
	if ((problem = check_type(header->type)) != NULL)
		return problem;
	if ((problem = read_size(size, header->size)) != NULL)
		return problem;
	if (header->prefix[0] != '\0')
		return "holds a member whose name is longer than 99 bytes";
	if ((problem = tar_header_check(*name, *size)) != NULL)
		return problem;
	tar_header_write(again, *name, *size);
	if (memcmp(again, block, sizeof again) != 0)
		return "has a header with an owner, a mode, a time or a form of its own";
	return NULL;
}
