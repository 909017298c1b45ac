/* Devices, from trees like the kernel's: a stick, a USB disk, a loop device, memory; the names of file systems; hostile text. */
#include "tests/unit/test.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "media/device.h"

static char root[64];

static void
put(const char *name, const void *data, size_t size)
{
	char path[512];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", root, name);
	for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	file = fopen(path, "w");
	if (file == NULL || fwrite(data, 1, size, file) != size || fclose(file) != 0)
		abort();
}

static void
put_text(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

static void
put_link(const char *name, const char *to)
{
	char path[512];

	put_text(name, "");
	snprintf(path, sizeof path, "%s/%s", root, name);
	if (unlink(path) != 0 || symlink(to, path) != 0)
		abort();
}

#define USB "sys/devices/pci0000:00/0000:00:14.0/usb2/2-1"
#define STICK USB "/2-1:1.0/host6/target6:0:0/6:0:0:0/block/sdb"

/* As a Debian 12 shows a stick with one partition. */
static void
make_stick(void)
{
	put_text(USB "/idVendor", "0781\n");
	put_text(USB "/serial", "4C530001230716108385\n");
	put_text(STICK "/removable", "1\n");
	put_text(STICK "/ro", "0\n");
	put_text(STICK "/size", "60063744\n");
	put_text(STICK "/diskseq", "17\n");
	put_text(STICK "/sdb1/partition", "1\n");
	put_text(STICK "/sdb1/size", "60061696\n");
	put_text(USB "/2-1:1.0/host6/target6:0:0/6:0:0:0/vendor", "SanDisk \n");
	put_text(USB "/2-1:1.0/host6/target6:0:0/6:0:0:0/model", "Cruzer Blade    \n");
	put_link(STICK "/device", "../../../6:0:0:0");
	put_link("sys/dev/block/8:17",
		 "../../devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/"
		 "target6:0:0/6:0:0:0/block/sdb/sdb1");
	put_link("sys/dev/block/8:16",
		 "../../devices/pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/"
		 "target6:0:0/6:0:0:0/block/sdb");
	put_text(
		"proc/self/mountinfo",
		"22 27 0:21 / /proc rw,relatime - proc proc rw\n"
		"310 27 8:17 / /media/in ro,nosuid,nodev,noexec,relatime shared:1 - vfat /dev/sdb1 "
		"ro,fmask=0022\n"
		"311 27 8:16 / /media/whole rw,relatime - exfat /dev/sdb rw\n"
		"312 27 8:16 / /media/cut rw,relatime exfat /dev/sdb rw\n"
		"313 27 8:17 / /media/late rw,nodev - vfat /dev/sdb1 ro,errors=remount-ro\n");
}

static void
test_stick(void)
{
	uint8_t fat[4096] = {0};
	char uuid[DEVICE_UUID_BYTES];
	struct device device;

	memcpy(fat + 0x52, "FAT32   ", 8);
	memcpy(fat + 0x43, "\xc0\x77\x1a\x5e", 4);
	put("dev/sdb1", fat, sizeof fat);
	device_read(&device, root, 8, 17, 310);
	check(device.has_disk && device.is_usb && device.is_removable && !device.is_read_only);
	check(strcmp(device.disk, "sdb") == 0);
	check(strcmp(device.vendor, "SanDisk") == 0 && strcmp(device.model, "Cruzer Blade") == 0);
	check(strcmp(device.serial, "4C530001230716108385") == 0);
	check(device.bytes == UINT64_C(60063744) * 512 && device.plug == 17);
	check(strcmp(device.type, "vfat") == 0);
	check(device_has_option(&device, "ro") && device_has_option(&device, "noexec"));
	check(!device_has_option(&device, "exec") && !device_has_option(&device, "rw"));
	check(device.superblock_size == DEVICE_SUPERBLOCK_BYTES);
	device_uuid(uuid, device.superblock, device.superblock_size);
	check(strcmp(uuid, "5E1A-77C0") == 0);

	device_read(&device, root, 8, 16, 311);
	check(strcmp(device.disk, "sdb") == 0 && strcmp(device.type, "exfat") == 0);
	check(device.superblock_size == 0 && device_has_option(&device, "rw"));
	device_read(&device, root, 8, 17, 313);
	check(device_has_option(&device, "ro") && device_has_option(&device, "rw"));
	device_read(&device, root, 8, 16, 312);
	check(device.type[0] == '\0' && device.options[0] == '\0');
	device_read(&device, root, 8, 16, 31);
	check(device.type[0] == '\0');
}

/* A disk on USB that calls itself fixed; its write lock; no serial. */
static void
test_fixed_disk(void)
{
	struct device device;

	put_text(STICK "/removable", "0\n");
	put_text(STICK "/ro", "1\n");
	put_text(USB "/serial", "");
	device_read(&device, root, 8, 17, 310);
	check(device.has_disk && device.is_usb && !device.is_removable && device.is_read_only);
	check(device.serial[0] == '\0');
}

static void
test_hostile_text(void)
{
	char longer[300];
	struct device device;

	memset(longer, 'x', sizeof longer);
	put(USB "/serial", longer, sizeof longer);
	put_text(USB "/2-1:1.0/host6/target6:0:0/6:0:0:0/model", "\033[2J;rm -rf\n/\n");
	put_text(STICK "/size", "18446744073709551615\n");
	put_text(STICK "/diskseq", "many\n");
	device_read(&device, root, 8, 17, 310);
	check(strlen(device.serial) == DEVICE_TEXT_BYTES - 1);
	check(strcmp(device.model, "?[2J;rm -rf?/") == 0);
	check(device.bytes == 0 && device.plug == 0);
}

static void
test_no_stick(void)
{
	struct device device;

	put_text("sys/devices/virtual/block/loop0/removable", "0\n");
	put_text("sys/devices/virtual/block/loop0/size", "2048\n");
	put_link("sys/dev/block/7:0", "../../devices/virtual/block/loop0");
	device_read(&device, root, 7, 0, 1);
	check(device.has_disk && !device.is_usb && !device.is_removable);
	check(strcmp(device.disk, "loop0") == 0 && device.bytes == 1 << 20);
	check(device.vendor[0] == '\0' && device.serial[0] == '\0');
	device_read(&device, root, 0, 44, 1);
	check(!device.has_disk && device.disk[0] == '\0');
}

static void
test_here(void)
{
	struct device device;

	device_look(&device, AT_FDCWD);
	check(device.type[0] != '\0' && device.options[0] != '\0');
}

static const char *
uuid_of(size_t mark_at, const char *mark, size_t uuid_at, size_t size)
{
	static char uuid[DEVICE_UUID_BYTES];
	uint8_t block[DEVICE_SUPERBLOCK_BYTES] = {0};

	for (size_t i = 0; i < 16; i++)
		block[uuid_at + i] = (uint8_t)(0x10 + i);
	memcpy(block + mark_at, mark, strlen(mark));
	device_uuid(uuid, block, size);
	return uuid;
}

static void
test_uuids(void)
{
	check(strcmp(uuid_of(0x52, "FAT32   ", 0x43, 512), "1312-1110") == 0);
	check(strcmp(uuid_of(0x36, "FAT16   ", 0x27, 512), "1312-1110") == 0);
	check(strcmp(uuid_of(0x36, "FAT12   ", 0x27, 512), "1312-1110") == 0);
	check(strcmp(uuid_of(3, "EXFAT   ", 0x64, 512), "1312-1110") == 0);
	check(strcmp(uuid_of(1024 + 0x38, "\x53\xef", 1024 + 0x68, DEVICE_SUPERBLOCK_BYTES),
		     "10111213-1415-1617-1819-1a1b1c1d1e1f") == 0);
	check(uuid_of(1024 + 0x38, "\x53\xef", 1024 + 0x68, 1024 + 0x70)[0] == '\0');
	check(uuid_of(3, "NTFS    ", 0x64, 512)[0] == '\0');
	check(uuid_of(3, "EXFAT   ", 0x64, 0x60)[0] == '\0');
	check(uuid_of(3, "EXFAT   ", 0x64, 0)[0] == '\0');
}

static int
remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	return remove(path);
}

int
main(void)
{
	secret_begin();
	snprintf(root, sizeof root, "/tmp/claviger-device-XXXXXX");
	if (mkdtemp(root) == NULL)
		abort();
	make_stick();
	test_stick();
	test_fixed_disk();
	test_hostile_text();
	test_no_stick();
	test_here();
	test_uuids();
	nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return test_end();
}
