#include "tests/unit/test.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sodium.h>

#include "ceremony/minisign.h"

#define HEAD "untrusted comment: signature from minisign secret key\n"
#define SIGNATURE \
	"RUQBAgMEBQYHCL/KEmeOD8/likKJaWp70VmAakuifmanMQiQ/D0S4yNbwpClZwHQC5vIvv2jSsw8aq5XcgIyDZ/" \
	"SPmwm7gyP3wc="
#define GLOBAL \
	"Y5pRAAxLh7QbrMDye7CxA7r5nYxrDzMoaGeI+4vNcHVrXT+m/m5ydlbA6P1XfCiUI7wUrYhifB7rmUakznJlBA=="

/* Made by minisign 0.11 over "abc", with the key of RFC 8032, section 7.1, TEST 1. */
static const char public_text[] = "untrusted comment: minisign public key 807060504030201\n"
				  "RWQBAgMEBQYHCNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea\n";
static const char known[] = HEAD SIGNATURE "\ntrusted comment: known answer\n" GLOBAL "\n";

static struct minisign_public public_key;
static struct minisign_secret *secret;
static char comment[MINISIGN_COMMENT_BYTES];
static char signature[MINISIGN_SIGNATURE_MOST_BYTES];

static const char *
verify(const char *text)
{
	memset(comment, 'x', sizeof comment);
	return minisign_verify(&public_key, "abc", 3, text, strlen(text), comment);
}

static const char *
read_public(struct minisign_public *out, const char *text)
{
	return minisign_public_from_text(out, text, strlen(text));
}

static void
known_answer(void)
{
	char text[MINISIGN_PUBLIC_TEXT_BYTES];

	check_good(read_public(&public_key, public_text));
	check(memcmp(public_key.key_id, "\1\2\3\4\5\6\7\10", 8) == 0);
	check(minisign_public_to_text(text, &public_key) == strlen(public_text));
	check(strcmp(text, public_text) == 0);
	check_good(verify(known));
	check(strcmp(comment, "known answer") == 0);
}

static void
refused_public_keys(void)
{
	static const char first[] = "has a first line that does not name its key as minisign does";
	static const char second[] = "has a second line that is not canonical base64 of 42 bytes";
	struct minisign_public other = public_key;
	char text[MINISIGN_PUBLIC_TEXT_BYTES + 8];

	strcpy(text, public_text);
	text[strlen(text) - 1] = '\0';
	check_says(read_public(&other, text), "is not just two lines");
	check(sodium_is_zero((const uint8_t *)&other, sizeof other));
	strcpy(stpcpy(text, public_text), "\n");
	check_says(read_public(&other, text), "is not just two lines");
	check_says(read_public(&other, ""), "is not just two lines");
	check_says(
		read_public(&other, "untrusted comment: minisign public key 807060504030201\n\n"),
		second);
	strcpy(text, public_text);
	text[strlen(text) - 2] = '=';
	check_says(read_public(&other, text), second);
	strcpy(text, public_text);
	text[56] = 'U'; /* "ED" */
	check_says(read_public(&other, text), "is not a key for Ed25519");
	strcpy(text, public_text);
	text[39] = '9';
	check_says(read_public(&other, text), first);
	text[39] = '8';
	text[0] = 'U';
	check_says(read_public(&other, text), first);
}

/* Bytes that are no point (RFC 8032, section 5.1.3), and the neutral point. */
static void
refused_points(void)
{
	static const char sentence[] = "is not a point of Ed25519's group";
	struct minisign_public other = public_key;
	char text[MINISIGN_PUBLIC_TEXT_BYTES];

	memset(other.key, 0xff, sizeof other.key);
	minisign_public_to_text(text, &other);
	check_says(read_public(&other, text), sentence);
	memset(other.key, 0, sizeof other.key);
	other.key[0] = 1;
	minisign_public_to_text(text, &other);
	check_says(read_public(&other, text), sentence);
}

static void
pair_there_and_back(void)
{
	struct minisign_public own, again;
	char text[MINISIGN_PUBLIC_TEXT_BYTES];

	minisign_generate(secret);
	minisign_public_of(&own, secret);
	check(minisign_public_to_text(text, &own) == MINISIGN_PUBLIC_TEXT_BYTES - 1);
	check_good(read_public(&again, text));
	check(memcmp(&own, &again, sizeof own) == 0);
	public_key = own;
	minisign_generate(secret);
	minisign_public_of(&again, secret);
	check(memcmp(own.key, again.key, sizeof own.key) != 0);
	check(memcmp(own.key_id, again.key_id, sizeof own.key_id) != 0);
}

/* The id's first digit is never a zero that some versions of minisign would leave out. */
static void
key_ids(void)
{
	uint8_t all = 0x80;

	for (size_t i = 0; i < 64; i++) {
		minisign_generate(secret);
		all &= secret->key_id[7];
	}
	check(all == 0x80);
}

static size_t
sign_with_new_key(void)
{
	minisign_generate(secret);
	minisign_public_of(&public_key, secret);
	return minisign_sign(signature, "abc", 3, secret, "a comment");
}

static void
sign_and_verify(void)
{
	char longest[MINISIGN_COMMENT_BYTES] = "";
	size_t length = sign_with_new_key();

	check(length == strlen(signature));
	check_good(verify(signature));
	check(strcmp(comment, "a comment") == 0);
	check_says(minisign_verify(&public_key, "abd", 3, signature, length, comment),
		   "does not match the data");
	check_says(minisign_verify(&public_key, "abc", 2, signature, length, comment),
		   "does not match the data");
	check(comment[0] == '\0');
	memset(longest, '~', MINISIGN_COMMENT_MOST);
	length = minisign_sign(signature, NULL, 0, secret, longest);
	check(length == strlen(signature) && length < MINISIGN_SIGNATURE_MOST_BYTES);
	check_good(minisign_verify(&public_key, NULL, 0, signature, length, comment));
	check(strcmp(comment, longest) == 0);
}

/* Each byte after the untrusted comment counts, and so does each that is missing or added. */
static void
every_byte_counts(void)
{
	size_t length = sign_with_new_key(), first = strcspn(signature, "\n"), good = 0, told = 0;

	for (size_t i = first; i < length; i++) {
		for (int bit = 0; bit < 8; bit++) {
			signature[i] = (char)(signature[i] ^ 1 << bit);
			good += minisign_verify(&public_key, "abc", 3, signature, length,
						comment) == NULL;
			told += !sodium_is_zero((const uint8_t *)comment, sizeof comment);
			signature[i] = (char)(signature[i] ^ 1 << bit);
		}
	}
	for (size_t size = 0; size < length; size++)
		good += minisign_verify(&public_key, "abc", 3, signature, size, comment) == NULL;
	check(good == 0);
	check(told == 0);
	check_says(minisign_verify(&public_key, "abc", 3, signature, length + 1, comment),
		   "has more than four lines");
	check_good(verify(signature));
}

static void
refused_forms(void)
{
	static const char untrusted[] = "does not begin with the line of an untrusted comment";
	static const char ascii[] =
		"has an untrusted comment that is not printable ASCII or too long";
	static const char second[] = "has a second line that is not canonical base64 of 74 bytes";
	static const char third[] = "has no third line with a trusted comment";
	static const char bad_comment[] =
		"has a trusted comment that is empty, too long or not printable ASCII";
	static const char fourth[] = "has a fourth line that is not canonical base64 of 64 bytes";

	check_says(verify(""), untrusted);
	check_says(verify("untrusted comment: no newline"), untrusted);
	check_says(verify("trusted comment: \n"), untrusted);
	check_says(verify("untrusted comment: \t\n"), ascii);
	check_says(verify("untrusted comment: \r\n"), ascii);
	check_says(verify(HEAD), second);
	check_says(verify(HEAD SIGNATURE "=\n"), second);
	check_says(verify(HEAD " " SIGNATURE "\n"), second);
	check_says(verify(HEAD GLOBAL "\n"), second);
	check_says(verify(HEAD "\n"), second);
	check_says(verify(HEAD SIGNATURE "\n"), third);
	check_says(verify(HEAD SIGNATURE "\nTrusted comment: x\n"), third);
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: x"), third);
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: \n"), bad_comment);
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: a\tb\n"), bad_comment);
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: x\n" GLOBAL), fourth);
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: x\n" SIGNATURE "\n"), fourth);
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: x\n" GLOBAL "\n\n"),
		   "has more than four lines");
	check(comment[0] == '\0');
}

static void
refused_lengths(void)
{
	char text[MINISIGN_COMMENT_MOST + 512], many[MINISIGN_COMMENT_MOST + 2] = "";

	memset(many, 'm', MINISIGN_COMMENT_MOST);
	snprintf(text, sizeof text, "untrusted comment: %s\n", many);
	check_says(verify(text), "has a second line that is not canonical base64 of 74 bytes");
	snprintf(text, sizeof text, "untrusted comment: %sm\n", many);
	check_says(verify(text),
		   "has an untrusted comment that is not printable ASCII or too long");
	snprintf(text, sizeof text, HEAD SIGNATURE "\ntrusted comment: %sm\n", many);
	check_says(verify(text),
		   "has a trusted comment that is empty, too long or not printable ASCII");
	check_good(minisign_check_comment(many, strlen(many)));
	many[MINISIGN_COMMENT_MOST] = 'm';
	check_says(minisign_check_comment(many, strlen(many)), "is longer than 512 characters");
	check_says(minisign_check_comment("", 0), "is empty");
	check_says(minisign_check_comment("two\nlines", 9), "is not printable ASCII");
}

static void
refused_values(void)
{
	static const char legacy[] = HEAD "RWQBAgMEBQYHCL/KEmeOD8/likKJaWp70VmAakuifmanMQiQ/"
					  "D0S4yNbwpClZwHQC5vIvv2jSsw8aq5XcgIyDZ/SPmwm7gyP3wc=\n"
					  "trusted comment: known answer\n" GLOBAL "\n";

	check_good(read_public(&public_key, public_text));
	check_says(verify(legacy), "is not a prehashed signature (ED)");
	check_says(verify(HEAD SIGNATURE "\ntrusted comment: known answe\n" GLOBAL "\n"),
		   "does not match its trusted comment");
	check(sodium_is_zero((const uint8_t *)comment, sizeof comment));
	public_key.key_id[7] ^= 1;
	check_says(verify(known), "is made with another key");
	public_key.key_id[7] ^= 1;
	minisign_generate(secret);
	memcpy(public_key.key, secret->key + 32, 32);
	check_says(verify(known), "does not match the data");
}

/* A child's exit status, its standard error thrown away. */
static int
status_of_sign(const char *trusted_comment)
{
	pid_t child;
	int status = -1;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		dup2(open("/dev/null", O_WRONLY), 2);
		minisign_sign(signature, "abc", 3, secret, trusted_comment);
		_exit(0);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
deaths(void)
{
	minisign_generate(secret);
	check(status_of_sign("good") == 0);
	check(status_of_sign("") == 3);
	check(status_of_sign("two\nlines") == 3);
	check(status_of_sign("tab\t") == 3);
	secret->key[40] ^= 1; /* its public half */
	check(status_of_sign("good") == 3);
}

int
main(void)
{
	secret_begin();
	secret = secret_new(sizeof *secret);
	known_answer();
	refused_public_keys();
	refused_points();
	pair_there_and_back();
	key_ids();
	sign_and_verify();
	every_byte_counts();
	refused_forms();
	refused_lengths();
	refused_values();
	deaths();
	return test_end();
}
