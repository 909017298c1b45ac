/* One-time passwords: libyubikey's own vectors, what is no OTP of this token, and the rules of counters and pauses. */
#include "tests/unit/test.h"

#include <sodium.h>

#include "ceremony/otp.h"
#include "ceremony/text.h"
#include "tests/peer/otp.h"

static struct otp_secret *secret;
static struct otp otp;

static const char *
decode(const char *text)
{
	return otp_decode(&otp, secret, text, strlen(text));
}

static void
set_secret(const char *key, const char *private_id)
{
	check_good(text_from_hex(secret->key, OTP_KEY_BYTES, key, strlen(key)));
	check_good(text_from_hex(secret->private_id, OTP_PRIVATE_ID_BYTES, private_id,
				 strlen(private_id)));
}

/* libyubikey 1.13: tests/selftest.c and test-vectors.txt. */
static void
published_vectors(void)
{
	static const struct {
		const char *key, *private_id;
		unsigned use, session;
		uint32_t timestamp;
		const char *text;
	} rows[] = {
		{"ecde18dbe76fbd0c33330f1c354871db", "8792ebfe26cc", 0x13, 0x11, 0x00c230,
		 "dteffujehknhfjbrjnlnldnhcujvddbikngjrtgh"},
		{"000102030405060708090a0b0c0d0e0f", "010203040506", 1, 1, 0x010001,
		 "dvgtiblfkbgturecfllberrvkinnctnn"},
		{"000102030405060708090a0b0c0d0e0f", "010203040506", 1, 2, 0x010001,
		 "rnibcnfhdninbrdebccrndfhjgnhftee"},
		{"000102030405060708090a0b0c0d0e0f", "010203040506", 0xfff, 1, 0x010001,
		 "iikkijbdknrrdhfdrjltvgrbkkjblcbh"},
		{"88888888888888888888888888888888", "888888888888", 0x0888, 0x88, 0x888888,
		 "dcihgvrhjeucvrinhdfddbjhfjftjdei"},
		{"00000000000000000000000000000000", "000000000000", 0, 0, 0,
		 "kkkncjnvcnenkjvjgncjihljiibgbhbh"},
		{"c4422890653076cde73d449b191b416a", "33c69e7f249e", 1, 0, 0x2413a7,
		 "iucvrkjiegbhidrcicvlgrcgkgurhjnj"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		set_secret(rows[i].key, rows[i].private_id);
		check_good(decode(rows[i].text));
		check(otp.counter.use == rows[i].use && otp.counter.session == rows[i].session &&
		      otp.timestamp == rows[i].timestamp);
	}
}

/* The token of the second vector. */
static struct otp_token
token(unsigned use, unsigned session, uint32_t timestamp)
{
	struct otp_token made = {.public_id = "vvccccdfghcu",
				 .use = use,
				 .session = session,
				 .timestamp = timestamp,
				 .random = 77,
				 .flip = -1};

	for (unsigned i = 0; i < OTP_KEY_BYTES; i++)
		made.key[i] = (uint8_t)i;
	for (unsigned i = 0; i < OTP_PRIVATE_ID_BYTES; i++)
		made.private_id[i] = (uint8_t)(i + 1);
	return made;
}

static const char *
touch(const struct otp_token *made)
{
	static char typed[OTP_TYPED_BYTES];

	otp_type(typed, made);
	return typed;
}

static void
what_is_typed(void)
{
	struct otp_token made = token(0x123, 7, 0xabcdef);
	char text[128], *at;

	set_secret("000102030405060708090a0b0c0d0e0f", "010203040506");
	check_good(decode(touch(&made)));
	check(strcmp(otp.public_id, "vvccccdfghcu") == 0);
	check(otp.counter.use == 0x123 && otp.counter.session == 7 && otp.timestamp == 0xabcdef);
	snprintf(text, sizeof text, " \t%s\r\n", touch(&made));
	check_good(decode(text));
	for (at = text; *at != '\0'; at++)
		*at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
	check_good(decode(text));
	check(strcmp(otp.public_id, "vvccccdfghcu") == 0);
	made.public_id = "";
	check_good(decode(touch(&made)));
	check(strcmp(otp.public_id, "none") == 0);
	made.public_id = "cccccccccccccccc";
	check_good(decode(touch(&made)));
	made.use = 0x8000 | 0x123; /* Caps Lock touched it */
	check_good(decode(touch(&made)));
	check(otp.counter.use == 0x123);
}

static bool
says_nothing(void)
{
	return otp.counter.use == 0 && otp.counter.session == 0 && otp.timestamp == 0;
}

static void
what_is_refused(void)
{
	struct otp_token made = token(5, 6, 7);
	char text[128];

	static const char length[] = "is not 32 to 48 characters long";
	static const char alphabet[] = "has a character that no YubiKey types";

	check_says(decode(""), length);
	check_says(decode("\r\n \t"), length);
	check_says(decode("vvccccdfghcu"), length);
	strcpy(text, touch(&made) + 12);
	text[31] = '\0';
	check_says(decode(text), length);
	made.public_id = "cccccccccccccccccc";
	check_says(decode(touch(&made)), length);
	made.public_id = "ccc";
	check_says(decode(touch(&made)), "has an odd number of characters");
	for (size_t i = 0; i < 32; i += 31)
		for (const char *bad = "amopqswxyz0190-=\x7f\xc3"; *bad != '\0'; bad++) {
			made.public_id = "";
			strcpy(text, touch(&made));
			text[i] = *bad;
			check_says(decode(text), alphabet);
			check(says_nothing());
		}
	strcpy(text, touch(&made));
	text[5] = '\0';
	check_says(otp_decode(&otp, secret, text, 32), alphabet);
	text[5] = ' ';
	check_says(otp_decode(&otp, secret, text, 32), alphabet);
}

/* Each of the 128 bits of the block; and, behind a right CRC, another token's private id. */
static void
other_keys(void)
{
	struct otp_token made = token(5, 6, 7);
	unsigned refused = 0;

	for (made.flip = 0; made.flip < 128; made.flip++)
		refused += decode(touch(&made)) != NULL && says_nothing();
	check(refused == 128);
	made.flip = -1;
	secret->key[15] ^= 1;
	check_says(decode(touch(&made)), "is of another key, or was changed");
	secret->key[15] ^= 1;
	for (size_t i = 0; i < OTP_PRIVATE_ID_BYTES; i++) {
		made.private_id[i] ^= 0x80;
		check_says(decode(touch(&made)), "has another private id than was enrolled");
		check(says_nothing());
		made.private_id[i] ^= 0x80;
	}
	check_good(decode(touch(&made)));
}

static void
values(void)
{
	static const char alphabet[] = "has a character that is not one of cbdefghijklnrtuv";
	static const char length[] = "is not an even number of characters, 2 to 16";
	char text[17];

	check_good(otp_public_id("none", 4));
	check_good(otp_public_id("cb", 2));
	check_good(otp_public_id("vvccccdfghcubdef", 16));
	check_says(otp_public_id("", 0), length);
	check_says(otp_public_id("c", 1), length);
	check_says(otp_public_id("vvccccdfghcubdefcc", 18), length);
	check_says(otp_public_id("CB", 2), alphabet);
	check_says(otp_public_id("nond", 4), alphabet);
	check_good(otp_use("0", 1));
	check_good(otp_use("32766", 5));
	check(otp_use("32767", 5) != NULL && otp_use("-1", 2) != NULL && otp_use("01", 2) != NULL);
	check_good(otp_session("255", 3));
	check(otp_session("256", 3) != NULL && otp_session("", 0) != NULL);
	otp_to_modhex(text, (const uint8_t *)"\xff\x01\x23\x45\x67\x89\xab", 7);
	check(strcmp(text, "vvcbdefghijkln") == 0);
}

static const char *
growth(unsigned last_use, unsigned last_session, unsigned use, unsigned session)
{
	struct otp_counter last = {last_use, last_session}, now = {use, session};

	return otp_check_growth(&last, &now);
}

static void
counters(void)
{
	static const char replayed[] = "was used before, or is older than one that was";
	static const char worn[] =
		"is of a token that is worn out: its use counter cannot grow any more";

	check_good(growth(5, 6, 5, 7));
	check_good(growth(5, 6, 6, 0));
	check_good(growth(5, 255, 6, 0));
	check_good(growth(0x7ffd, 255, 0x7ffe, 0));
	check_says(growth(5, 6, 5, 6), replayed);
	check_says(growth(5, 6, 5, 5), replayed);
	check_says(growth(5, 6, 4, 255), replayed);
	check_says(growth(0, 0, 0, 0), replayed);
	check_says(growth(0x7ffe, 3, 0x7fff, 0), worn);
	check_says(growth(0x7fff, 3, 0x7fff, 4), worn);
}

static const char *
pause_of(uint32_t first, uint32_t second, unsigned seconds)
{
	struct otp one = {"cb", {3, 4}, first}, two = {"cb", {3, 5}, second};

	return otp_check_pause(&one, &two, seconds);
}

static void
pauses(void)
{
	static const char early[] = "came too early after the first";
	static const char late[] = "came too late after the first";
	struct otp one = {"cb", {3, 4}, 100}, two = {"cb", {3, 5}, 140};

	check_good(pause_of(100, 100 + 40, 5));
	check_good(pause_of(100, 100 + 32, 5));
	check_good(pause_of(100, 100 + 48, 5));
	check_says(pause_of(100, 100 + 31, 5), early);
	check_says(pause_of(100, 100 + 49, 5), late);
	check_says(pause_of(100, 100, 5), early);
	check_says(pause_of(100, 99, 5), late);
	/* A fifth is more than a second from 5 seconds on. */
	check_good(pause_of(0, 72 + 14, 9));
	check_says(pause_of(0, 72 + 15, 9), late);
	check_good(pause_of(0, 72 - 14, 9));
	check_says(pause_of(0, 72 - 15, 9), early);
	check_good(pause_of(0, 32 - 8, 4));
	check_says(pause_of(0, 32 - 9, 4), early);
	/* The clock of the token goes round. */
	check_good(pause_of(0xfffff0, 0x000018, 5));
	check_says(pause_of(0x000018, 0xfffff0, 5), late);
	check_good(otp_check_pause(&one, &two, 5));
	two.counter.session = 6;
	check_says(otp_check_pause(&one, &two, 5), "is not of the touch that follows the first");
	two.counter.session = 4;
	check_says(otp_check_pause(&one, &two, 5), "is not of the touch that follows the first");
	two.counter = (struct otp_counter){4, 5};
	check_says(otp_check_pause(&one, &two, 5), "is not of the same plugging in as the first");
	strcpy(two.public_id, "cc");
	check_says(otp_check_pause(&one, &two, 5), "has another public id than the first");
}

int
main(void)
{
	secret_begin();
	secret = secret_new(sizeof *secret);
	published_vectors();
	what_is_typed();
	what_is_refused();
	other_keys();
	values();
	counters();
	pauses();
	secret_drop(secret);
	return test_end();
}
