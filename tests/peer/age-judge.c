/*
 * For tests only: our age files, recovery script and signatures, for other programs to judge.
 *
 * usage: age-judge recipient HEXSCALAR          the recipient's text
 *        age-judge seal RECIPIENT <PLAIN >SEALED
 *        age-judge open HEXSCALAR <SEALED >PLAIN
 *        age-judge script                       the recovery script
 *        age-judge sign COMMENT FILE            makes FILE.pub and FILE.minisig, with a new key
 *        age-judge verify FILE                  reads both; prints the trusted comment
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/age.h"
#include "ceremony/file.h"
#include "ceremony/minisign.h"
#include "ceremony/process.h"
#include "ceremony/recovery_script.h"
#include "ceremony/secret.h"
#include "ceremony/text.h"

enum { INPUT_MOST_BYTES = 1 << 18, NAME_BYTES = 4096 };

static void
print(const void *data, size_t size)
{
	if (fwrite(data, 1, size, stdout) != size)
		die_errno("cannot write");
}

static size_t
read_input(uint8_t *input)
{
	size_t size = 0;
	ssize_t got = 1;

	while (got > 0 && size < INPUT_MOST_BYTES) {
		got = read(STDIN_FILENO, input + size, INPUT_MOST_BYTES - size);
		if (got < 0)
			die_errno("cannot read");
		size += (size_t)got;
	}
	return size;
}

static struct age_identity *
identity_of(const char *hex)
{
	struct age_identity *identity = secret_new(sizeof *identity);
	const char *problem =
		text_from_hex(identity->scalar, sizeof identity->scalar, hex, strlen(hex));

	if (problem != NULL)
		die("the scalar %s", problem);
	return identity;
}

static void
judge_recipient(const char *hex)
{
	struct age_recipient recipient;
	char text[AGE_RECIPIENT_TEXT_BYTES];

	age_recipient_of(&recipient, identity_of(hex));
	age_recipient_to_text(text, &recipient);
	puts(text);
}

static void
judge_seal(const char *text)
{
	static uint8_t sealed[INPUT_MOST_BYTES + AGE_OVERHEAD_BYTES];
	struct age_recipient recipient;
	uint8_t *plain = secret_new(INPUT_MOST_BYTES);
	size_t size = read_input(plain);
	const char *problem = age_recipient_from_text(&recipient, text, strlen(text));

	if (problem != NULL)
		refuse("'%s' %s", text, problem);
	age_seal(sealed, plain, size, &recipient);
	print(sealed, age_sealed_bytes(size));
}

static void
judge_open(const char *hex)
{
	static uint8_t sealed[INPUT_MOST_BYTES];
	struct age_identity *identity = identity_of(hex);
	uint8_t *plain = secret_new(AGE_PLAIN_MOST_BYTES);
	size_t size = 0;
	const char *problem =
		age_open(plain, AGE_PLAIN_MOST_BYTES, &size, sealed, read_input(sealed), identity);

	if (problem != NULL)
		refuse("the file %s", problem);
	print(plain, size);
}

/* FILE.pub, FILE.minisig: in one place at a time. */
static const char *
beside(const char *file, const char *ending)
{
	static char name[NAME_BYTES];

	snprintf(name, sizeof name, "%s%s", file, ending);
	return name;
}

static void
judge_sign(const char *comment, const char *file)
{
	struct minisign_secret *secret = secret_new(sizeof *secret);
	struct bytes data = file_read(FILE_HERE, file, INPUT_MOST_BYTES);
	char text[MINISIGN_SIGNATURE_MOST_BYTES];
	struct minisign_public public_key;
	size_t size;

	minisign_generate(secret);
	minisign_public_of(&public_key, secret);
	size = minisign_public_to_text(text, &public_key);
	file_create(FILE_HERE, beside(file, ".pub"), text, size);
	size = minisign_sign(text, data.data, data.size, secret, comment);
	file_create(FILE_HERE, beside(file, ".minisig"), text, size);
	file_free(&data);
}

static void
judge_verify(const char *file)
{
	struct bytes data = file_read(FILE_HERE, file, INPUT_MOST_BYTES);
	struct bytes key = file_read(FILE_HERE, beside(file, ".pub"), INPUT_MOST_BYTES);
	struct bytes signature = file_read(FILE_HERE, beside(file, ".minisig"), INPUT_MOST_BYTES);
	char comment[MINISIGN_COMMENT_BYTES];
	struct minisign_public public_key;
	const char *problem =
		minisign_public_from_text(&public_key, (const char *)key.data, key.size);

	if (problem != NULL)
		refuse("the public key %s", problem);
	problem = minisign_verify(&public_key, data.data, data.size, (const char *)signature.data,
				  signature.size, comment);
	if (problem != NULL)
		refuse("the signature %s", problem);
	puts(comment);
	file_free(&signature);
	file_free(&key);
	file_free(&data);
}

int
main(int count, char **arguments)
{
	const char *verb = count > 1 ? arguments[1] : "";

	secret_begin();
	if (strcmp(verb, "recipient") == 0 && count == 3)
		judge_recipient(arguments[2]);
	else if (strcmp(verb, "seal") == 0 && count == 3)
		judge_seal(arguments[2]);
	else if (strcmp(verb, "open") == 0 && count == 3)
		judge_open(arguments[2]);
	else if (strcmp(verb, "script") == 0 && count == 2)
		print(recovery_script, strlen(recovery_script));
	else if (strcmp(verb, "sign") == 0 && count == 4)
		judge_sign(arguments[2], arguments[3]);
	else if (strcmp(verb, "verify") == 0 && count == 3)
		judge_verify(arguments[2]);
	else
		misuse("what is '%s'?", verb);
	return process_end(PROCESS_YES);
}
