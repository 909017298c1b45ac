/* Media: every sentence about a name, what tells media apart, the label, the words for reading back. */
#include "tests/unit/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/grammar.h"
#include "ceremony/minisign.h"
#include "ceremony/text.h"
#include "media/direction.h"
#include "media/listing.h"
#include "media/medium.h"
#include "media/read_back.h"
#include "media/ticket.h"

static void
test_good_names(void)
{
	static const char *const names[] = {
		"a",
		"0",
		"acme.archive.tar",
		"2026_11-21.byok",
		"a..b",
		"a.part.tar",
		"apart",
		"con2.tar",
		"comm.tar",
		"com.tar",
		"com10.tar",
		"lpt",
		"lpta.tar",
		"console",
		"a.con",
		"con-1.tar",
		"part",
		"x.part2",
		"nul_",
		"auxa",
		NULL,
	};

	for (size_t i = 0; names[i] != NULL; i++) {
		check_good(medium_check_name(names[i]));
		check_good(grammar_word(names[i], strlen(names[i])));
	}
}

static void
test_length(void)
{
	char name[MEDIUM_NAME_MOST + 2] = "";

	check_says(medium_check_name(""), "is empty");
	memset(name, 'a', MEDIUM_NAME_MOST);
	check_good(medium_check_name(name));
	name[MEDIUM_NAME_MOST] = 'a';
	check_says(medium_check_name(name), "is longer than 64 characters");
}

static void
test_characters(void)
{
	static const char foreign[] =
		"has other characters than a-z, 0-9, dot, dash and underscore";
	static const char first[] = "does not begin with a letter or digit";
	char name[4] = "a?b";
	unsigned allowed = 0;

	for (unsigned byte = 1; byte < 256; byte++) {
		name[1] = (char)byte;
		allowed += medium_check_name(name) == NULL;
	}
	check(allowed == 26 + 10 + 3);
	check_says(medium_check_name("A.tar"), foreign);
	check_says(medium_check_name("a b"), foreign);
	check_says(medium_check_name("a/b"), foreign);
	check_says(medium_check_name("a:b"), foreign);
	check_says(medium_check_name("\xc3\xa4.tar"), foreign);
	check_says(medium_check_name("."), first);
	check_says(medium_check_name(".."), first);
	check_says(medium_check_name(".hidden"), first);
	check_says(medium_check_name("-rf"), first);
	check_says(medium_check_name("_a"), first);
}

static void
test_endings(void)
{
	check_says(medium_check_name("a."), "ends in a dot, which FAT drops");
	check_says(medium_check_name("con."), "ends in a dot, which FAT drops");
	check_says(medium_check_name("a.tar.part"), "is the name of a file that is half written");
	check_says(medium_check_name("a.part"), "is the name of a file that is half written");
}

/* Microsoft, "Naming Files, Paths, and Namespaces": with and without an ending. */
static void
test_devices(void)
{
	static const char *const devices[] = {
		"con",  "prn",  "aux",  "nul",  "com0", "com1", "com2", "com3", "com4",
		"com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3",
		"lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", NULL,
	};
	char name[16];

	for (size_t i = 0; devices[i] != NULL; i++) {
		check_says(medium_check_name(devices[i]), "is the name of a device on Windows");
		snprintf(name, sizeof name, "%s.tar.gz", devices[i]);
		check_says(medium_check_name(name), "is the name of a device on Windows");
	}
}

static const char *
id_of(const struct medium *medium)
{
	static char id[MEDIUM_ID_BYTES];

	medium_id(id, medium);
	check_good(grammar_word(id, strlen(id)));
	return id;
}

/* A stick as it is in production: vfat, at its mount's top, read-only. */
static struct medium
stick(void)
{
	struct medium medium = {.device = 0x811,
				.folder = 1,
				.is_top = true,
				.disk = {.has_disk = true,
					 .is_usb = true,
					 .is_removable = true,
					 .disk = "sdb",
					 .vendor = "SanDisk",
					 .model = "Cruzer Blade",
					 .serial = "4C53000123",
					 .type = "vfat",
					 .options = "ro,nosuid,nodev,noexec,relatime",
					 .plug = 17}};

	memcpy(medium.disk.superblock + 0x52, "FAT32   ", 8);
	memcpy(medium.disk.superblock + 0x43, "\xc0\x77\x1a\x5e", 4);
	medium.disk.superblock_size = sizeof medium.disk.superblock;
	return medium;
}

static void
test_id(void)
{
	struct medium medium = {.device = (dev_t)-1, .folder = (ino_t)-1};

	check(strcmp(id_of(&medium), "fs-ffffffffffffffff-18446744073709551615") == 0);
	medium = (struct medium){.device = 0x811, .folder = 12, .disk = {.has_disk = true}};
	check(strcmp(id_of(&medium), "fs-811-12") == 0);
	medium = stick();
	check(strcmp(id_of(&medium), "usb-4C53000123.5E1A-77C0") == 0);
	medium.disk.superblock_size = 0;
	check(strcmp(id_of(&medium), "usb-4C53000123.none") == 0);
	medium.disk.is_usb = false;
	check(strcmp(id_of(&medium), "usb-4C53000123.none") == 0);
	strcpy(medium.disk.serial, "a b/c$(d)");
	check(strcmp(id_of(&medium), "usb-a-b-c--d-.none") == 0);
	medium.disk.serial[0] = '\0';
	check(strcmp(id_of(&medium), "usb-none.none") == 0);
	memset(medium.disk.serial, 'x', sizeof medium.disk.serial - 1);
	check(strlen(id_of(&medium)) < MEDIUM_ID_BYTES);
	medium.disk.is_removable = false;
	check(strcmp(id_of(&medium), "fs-811-1") == 0);
}

static void
test_same_id(void)
{
	check(medium_same_id("usb-A.1", "usb-A.1"));
	check(medium_same_id("usb-A.none", "usb-A.1") && medium_same_id("usb-A.1", "usb-A.none"));
	check(medium_same_id("usb-none.1", "usb-A.1"));
	check(!medium_same_id("usb-A.1", "usb-A.2") && !medium_same_id("usb-A.1", "usb-B.1"));
	check(!medium_same_id("usb-A.none", "usb-B.1"));
	check(medium_same_id("usb-a.b.1", "usb-a.b.none") &&
	      !medium_same_id("usb-a.1", "usb-a.b.1"));
	check(medium_same_id("fs-1-2", "fs-1-2") && !medium_same_id("fs-1-2", "fs-1-3"));
	check(!medium_same_id("fs-none", "usb-A.1") && !medium_same_id("usb-A", "usb-A.1"));
}

static void
test_model(void)
{
	struct medium medium = stick();
	char model[MEDIUM_ID_BYTES];

	medium_model(model, &medium);
	check(strcmp(model, "SanDisk-Cruzer-Blade") == 0);
	medium.disk.vendor[0] = '\0';
	medium_model(model, &medium);
	check(strcmp(model, "Cruzer-Blade") == 0);
	strcpy(medium.disk.model, "-x");
	medium_model(model, &medium);
	check(strcmp(model, "x") == 0);
	strcpy(medium.disk.model, "__");
	medium_model(model, &medium);
	check(strcmp(model, "none") == 0);
	medium.disk.model[0] = '\0';
	medium_model(model, &medium);
	check(strcmp(model, "none") == 0);
	memset(medium.disk.model, 'm', sizeof medium.disk.model - 1);
	medium_model(model, &medium);
	check_good(grammar_word(model, strlen(model)));
}

/* What production takes, and every sentence of what it does not. */
static void
test_use(void)
{
	struct medium medium = stick();
	char command[256];

	check_good(medium_check_use(&medium, MEDIUM_READ_INBOUND));
	check_good(medium_check_use(&medium, MEDIUM_READ));
	strcpy(medium.disk.options, "rw,relatime");
	check_good(medium_check_use(&medium, MEDIUM_WRITE));
	check_says(medium_check_use(&medium, MEDIUM_READ_INBOUND),
		   "is not mounted ro,nodev,noexec,nosuid");
	strcpy(medium.disk.options, "ro,nodev,noexec");
	check_says(medium_check_use(&medium, MEDIUM_READ_INBOUND),
		   "is not mounted ro,nodev,noexec,nosuid");
	strcpy(medium.disk.type, "exfat");
	check_good(medium_check_use(&medium, MEDIUM_WRITE));
	check_says(medium_check_use(&medium, MEDIUM_READ_INBOUND),
		   "has another file system than vfat, which alone comes into this room");
	strcpy(medium.disk.type, "ext4");
	check_good(medium_check_use(&medium, MEDIUM_READ));
	strcpy(medium.disk.type, "ntfs");
	check_says(medium_check_use(&medium, MEDIUM_WRITE),
		   "has a file system that is none of vfat, exfat, ext4");
	medium = stick();
	medium.disk.is_removable = false;
	check_good(medium_check_use(&medium, MEDIUM_WRITE));
	medium.disk.is_usb = false;
	check_says(medium_check_use(&medium, MEDIUM_WRITE),
		   "is on a disk that is neither removable nor on USB");
	medium = stick();
	medium.is_top = false;
	check_says(medium_check_use(&medium, MEDIUM_WRITE),
		   "is not the folder where the medium is mounted");
	medium = stick();
	medium.disk.serial[0] = '\0';
	check_good(medium_check_use(&medium, MEDIUM_WRITE));
	medium.disk.superblock_size = 0;
	check_says(medium_check_use(&medium, MEDIUM_WRITE),
		   "has neither a serial number nor a name of its file system that this user may "
		   "read: nothing tells it from another");
	medium.disk.has_disk = false;
	check_says(medium_check_use(&medium, MEDIUM_WRITE),
		   "is on no disk, but in memory, on a network or behind another program");
	medium = stick();
	medium_mount_command(command, sizeof command, &medium, "/media/in");
	check(strcmp(command, "umount /media/in; mount -t vfat -o ro,nodev,noexec,nosuid "
			      "/dev/sdb[its partition] /media/in") == 0);
}

static void
test_look(void)
{
	int here = open(".", O_RDONLY | O_DIRECTORY);
	struct medium medium;
	struct stat status;

	medium_look(&medium, here);
	check(fstat(here, &status) == 0);
	check(medium.device == status.st_dev && medium.folder == status.st_ino);
	medium_check_there(&medium, ".");
	close(here);
}

/* ---- tickets ---- */

static char text[TICKET_MOST_BYTES];
static const char beginning[] = "claviger medium 1\nceremony acme-2026\nmode rehearsal\n";

static const char *
said_of_ticket(const char *lines)
{
	struct ticket ticket;
	const char *answer;

	snprintf(text, sizeof text, "%s%s", beginning, lines);
	answer = ticket_parse(&ticket, text, strlen(text), NULL, 0);
	ticket_free(&ticket);
	return answer;
}

static void
test_ticket(void)
{
	static const char wrong[] = "is no ticket of a medium in its one form";
	static const char rest[] =
		"side connected\ndirection inbound\nmedium usb-1.A\nsigner none\n";
	struct ticket ticket;

	check_good(said_of_ticket(rest));
	check_good(ticket_parse(&ticket, text, strlen(text), NULL, 0));
	check(strcmp(ticket.ceremony, "acme-2026") == 0 && strcmp(ticket.mode, "rehearsal") == 0 &&
	      strcmp(ticket.direction, "inbound") == 0 && strcmp(ticket.medium, "usb-1.A") == 0);
	ticket_free(&ticket);
	check_says(ticket_parse(&ticket, text, strlen(text), "x", 1),
		   "names no signer, and has a signature");
	ticket_free(&ticket);
	check_says(said_of_ticket(""), wrong);
	check_says(said_of_ticket("side here\ndirection inbound\nmedium usb-1.A\nsigner none\n"),
		   wrong);
	check_says(said_of_ticket("side connected\ndirection up\nmedium usb-1.A\nsigner none\n"),
		   wrong);
	check_says(said_of_ticket("side connected\ndirection inbound\nmedium a b\nsigner none\n"),
		   wrong);
	check_says(said_of_ticket("side connected\ndirection inbound\nmedium a\nsigner me\n"),
		   wrong);
	check_says(said_of_ticket("side connected\ndirection inbound\nmedium a\nsigner none"),
		   wrong);
	memset(text, 'x', sizeof text);
	check_says(ticket_parse(&ticket, text, sizeof text, NULL, 0), "is too long");
	ticket_free(&ticket);
}

static void
test_signed_ticket(void)
{
	struct minisign_secret *secret = secret_new(sizeof *secret);
	struct minisign_public key;
	struct ticket ticket;
	uint8_t name[sizeof key.key_id + sizeof key.key];
	char hex[2 * sizeof name + 1], signature[MINISIGN_SIGNATURE_MOST_BYTES];
	size_t size;

	minisign_generate(secret);
	minisign_public_of(&key, secret);
	memcpy(name, key.key_id, sizeof key.key_id);
	memcpy(name + sizeof key.key_id, key.key, sizeof key.key);
	text_to_hex(hex, name, sizeof name);
	snprintf(text, sizeof text,
		 "%sside disconnected\ndirection outbound\nmedium usb-1.A\nsigner %s\n", beginning,
		 hex);
	check_says(ticket_parse(&ticket, text, strlen(text), NULL, 0),
		   "names a signer, and has no signature");
	ticket_free(&ticket);
	size = minisign_sign(signature, text, strlen(text), secret,
			     "claviger medium ceremony acme-2026 mode rehearsal");
	check_good(ticket_parse(&ticket, text, strlen(text), signature, size));
	check(strcmp(ticket.signer, hex) == 0);
	ticket_free(&ticket);
	text[strlen(beginning) + strlen("side disconnected\ndirection outbound\nmedium usb-")] =
		'2';
	check_says(ticket_parse(&ticket, text, strlen(text), signature, size),
		   "is not signed by the signer that it names");
	ticket_free(&ticket);
	size = minisign_sign(signature, text, strlen(text), secret, "claviger something else");
	check_says(ticket_parse(&ticket, text, strlen(text), signature, size),
		   "is not signed by the signer that it names");
	ticket_free(&ticket);
	secret_drop(secret);
}

static void
test_direction(void)
{
	struct ticket ticket = {.is_there = true,
				.ceremony = "acme-2026",
				.mode = "rehearsal",
				.direction = "outbound"};
	const struct ticket none = {.is_there = false};
	struct plan plan = {.ceremony = "acme-2026", .mode = "rehearsal"};

	check_good(direction_check(&none, &plan, "inbound"));
	check_good(direction_check(&ticket, &plan, "outbound"));
	check_says(direction_check(&ticket, &plan, "inbound"), "has another direction");
	check_says(direction_check(&ticket, &plan, "archive"), "has another direction");
	plan.mode = "production";
	check_says(direction_check(&ticket, &plan, "outbound"), "is of a ceremony in another mode");
	plan.ceremony = "acme-2027";
	check_says(direction_check(&ticket, &plan, "outbound"), "is of another ceremony");
}

static void
test_listing(void)
{
	static const char *const programs[] = {"a.exe",  "B.LNK", "x.desktop",
					       "run.sh", "y.ps1", NULL};
	static const char starts[] = "starts by itself on some computers";

	check_says(listing_judge("autorun.inf"), starts);
	check_says(listing_judge("AutoRun.INF"), starts);
	for (size_t i = 0; programs[i] != NULL; i++)
		check_says(listing_judge(programs[i]), "is a program by its name");
	check_good(listing_judge("plan.txt"));
	check_good(listing_judge(".exe"));
	check_good(listing_judge("exe"));
}

/* The list's usual example: topmost Istanbul Pluto … bottomless. */
static void
test_label(void)
{
	static const struct digest digest = {{0xe5, 0x82, 0x94, 0xf2, 0xe9, 0xa2, 0x27,
					      0x48, 0x6e, 0x8b, 0x06, 0x1b, 0x31, 0xcc,
					      0x52, 0x8f, 0xd7, 0xfa, 0x3f, 0x19}};
	static const char longest_id[] = "abcdefghijklmnopqrstuvwxyz012345";
	char label[MEDIUM_LABEL_BYTES];

	medium_label(label, "acme-2026", "2026-11-21", &digest);
	check(strcmp(label, "acme-2026, 2026-11-21: topmost Istanbul Pluto ... bottomless") == 0);
	check_good(grammar_id(longest_id, strlen(longest_id)));
	check(strlen(longest_id) + strlen(", 2026-11-21:  ...") + 4 * (1 + 11) <
	      MEDIUM_LABEL_BYTES);
}

static void
test_read_back_words(void)
{
	check(strcmp(read_back_word(READ_BACK_DIRECT), "direct") == 0);
	check(strcmp(read_back_word(READ_BACK_DROPPED), "dropped") == 0);
	check(strcmp(read_back_word(READ_BACK_MEMORY), "memory") == 0);
	check(strstr(read_back_sentence(READ_BACK_DIRECT), "past the page cache") != NULL);
	check(strstr(read_back_sentence(READ_BACK_DROPPED), "asked to drop") != NULL);
	check(strstr(read_back_sentence(READ_BACK_MEMORY), "no medium") != NULL);
}

int
main(void)
{
	secret_begin();
	test_good_names();
	test_length();
	test_characters();
	test_endings();
	test_devices();
	test_id();
	test_same_id();
	test_model();
	test_use();
	test_look();
	test_ticket();
	test_signed_ticket();
	test_direction();
	test_listing();
	test_label();
	test_read_back_words();
	return test_end();
}
