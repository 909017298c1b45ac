#include "device.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"

/* Where each file system has its mark and its name, in bytes from its beginning. */
static const struct {
	size_t mark_at, uuid_at, uuid_size;
	const char *mark;
} systems[] = {
	{3, 0x64, 4, "EXFAT   "},
	{0x52, 0x43, 4, "FAT32   "},
	{0x36, 0x27, 4, "FAT16   "},
	{0x36, 0x27, 4, "FAT12   "},
	{1024 + 0x38, 1024 + 0x68, 16, "\x53\xef"},
};

static void
write_serial(char out[DEVICE_UUID_BYTES], const uint8_t serial[4])
{
	snprintf(out, DEVICE_UUID_BYTES, "%02X%02X-%02X%02X", serial[3], serial[2], serial[1],
		 serial[0]);
}

static void
write_uuid(char out[DEVICE_UUID_BYTES], const uint8_t uuid[16])
{
	char hex[33];

	text_to_hex(hex, uuid, 16);
	snprintf(out, DEVICE_UUID_BYTES, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12,
		 hex + 16, hex + 20);
}

void
device_uuid(char out[DEVICE_UUID_BYTES], const uint8_t *superblock, size_t size)
{
	out[0] = '\0';
	for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++) {
		size_t mark_size = strlen(systems[i].mark);

		if (size < systems[i].mark_at + mark_size ||
		    size < systems[i].uuid_at + systems[i].uuid_size ||
		    memcmp(superblock + systems[i].mark_at, systems[i].mark, mark_size) != 0)
			continue;
		if (systems[i].uuid_size == 4)
			write_serial(out, superblock + systems[i].uuid_at);
		else
			write_uuid(out, superblock + systems[i].uuid_at);
		return;
	}
}
