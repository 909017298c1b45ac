/* Media: every sentence about a name, what tells media apart, the label, the words for reading back. */
#include "tests/unit/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ceremony/grammar.h"
#include "media/medium.h"
#include "media/read_back.h"

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
id_of(dev_t device, ino_t folder, bool production)
{
	const struct medium medium = {device, folder, false};
	static char id[MEDIUM_ID_BYTES];

	medium_id(id, &medium, production);
	return id;
}

static void
test_id(void)
{
	const char *longest = id_of((dev_t)-1, (ino_t)-1, false);

	check(strcmp(longest, "fs-ffffffffffffffff-18446744073709551615") == 0);
	check_good(grammar_word(longest, strlen(longest)));
	check(strcmp(id_of(0x811, 12, false), "fs-811-12") == 0);
	check(strcmp(id_of(0x811, 13, false), "fs-811-13") == 0);
	check(strcmp(id_of(0x811, 12, true), "fs-811") == 0);
	check(strcmp(id_of(0x811, 13, true), "fs-811") == 0);
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
	test_look();
	test_label();
	test_read_back_words();
	return test_end();
}
