/* SHA256SUMS: every sentence, and the line at fault. */
#include "tests/unit/test.h"

#include "ceremony/sums.h"

/* FIPS 180-4, and NIST's example of no bytes: as sha256sum prints them. */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\n"
#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  keys/empty\n"
#define B "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b\n"
#define ELSE "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  else\n"

static const char form[] = "has a line that is not 64 lower-case digits, two spaces and a name";

static const struct member members[] = {
	{"abc", (const uint8_t *)"abc", 3},
	{"keys/empty", NULL, 0},
	{"b", (const uint8_t *)"b", 1},
};

static size_t line;

static const char *
check_text(const char *text)
{
	return sums_check(&line, (const uint8_t *)text, strlen(text), members, 3);
}

static void
test_write(void)
{
	struct bytes lines = sums_write(members, 3);

	check(lines.size == strlen(ABC EMPTY B));
	check(strcmp((const char *)lines.data, ABC EMPTY B) == 0);
	file_free(&lines);
	lines = sums_write(members, 0);
	check(lines.size == 0);
	file_free(&lines);
}

/* `says` and the number of lines that are right before. */
static void
test_sentence(const char *text, const char *says, size_t right)
{
	check_says(check_text(text), says);
	check(line == right);
}

static void
test_sentences(void)
{
	check_good(check_text(ABC EMPTY B));
	check(line == 3);
	test_sentence("", "is empty", 0);
	test_sentence(ABC, "leaves a member out", 1);
	test_sentence(ABC EMPTY, "leaves a member out", 2);
	test_sentence(EMPTY B, "leaves a member out", 0);
	test_sentence(ABC B, "leaves a member out", 1);
	test_sentence(ABC B EMPTY, "names the members in another order", 1);
	test_sentence(B EMPTY ABC, "names the members in another order", 0);
	test_sentence(ABC ABC EMPTY B, "names a member twice", 1);
	test_sentence(ABC EMPTY B ABC, "names a member twice", 3);
	test_sentence(ABC EMPTY B ELSE, "names a member that is not there", 3);
	test_sentence(ABC ELSE EMPTY B, "names a member that is not there", 1);
	test_sentence(ABC EMPTY ELSE, "names a member that is not there", 2);
	test_sentence(
		ABC
		"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  keys/empty\n" B,
		"has another digest than the member", 1);
	check_says(sums_check(&line, (const uint8_t *)ABC, strlen(ABC), members, 0),
		   "names a member that is not there");
	check_says(sums_check(&line, (const uint8_t *)"", 0, members, 0), "is empty");
}

static void
test_forms(void)
{
	test_sentence("\n" ABC EMPTY B, form, 0);
	test_sentence(ABC EMPTY B "\n", form, 3);
	test_sentence(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad *abc\n" EMPTY B,
		form, 0);
	test_sentence(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad abc\n" EMPTY B,
		form, 0);
	test_sentence(
		"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD  abc\n" EMPTY B,
		form, 0);
	test_sentence(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015  abc\n" EMPTY B,
		form, 0);
	test_sentence(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  \n" EMPTY B,
		form, 0);
	test_sentence("\\" ABC EMPTY B, form, 0);
	test_sentence(ABC EMPTY "# comment\n" B, form, 2);
	test_sentence(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  abc\r\n" EMPTY B,
		"names a member that is not there", 0);
	test_sentence(
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad   abc\n" EMPTY B,
		"names a member that is not there", 0);
	check_says(sums_check(&line, (const uint8_t *)(ABC EMPTY B), strlen(ABC EMPTY B) - 1,
			      members, 3),
		   "does not end in a newline");
	check(line == 2);
}

static void
test_every_byte(void)
{
	static const char right[] = ABC EMPTY B;
	char text[sizeof right];
	size_t refused = 0, cut = 0;

	memcpy(text, right, sizeof text);
	for (size_t at = 0; at < sizeof right - 1; at++) {
		for (unsigned flip = 1; flip < 256; flip++) {
			text[at] = (char)((unsigned char)right[at] ^ flip);
			refused += sums_check(&line, (const uint8_t *)text, sizeof right - 1,
					      members, 3) != NULL;
		}
		text[at] = right[at];
		cut += sums_check(&line, (const uint8_t *)text, at, members, 3) != NULL;
	}
	check(refused == (sizeof right - 1) * 255);
	check(cut == sizeof right - 1);
}

int
main(void)
{
	secret_begin();
	test_write();
	test_sentences();
	test_forms();
	test_every_byte();
	return test_end();
}
