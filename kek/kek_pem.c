#include "kek_pem.h"

#include <stdint.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/text.h"
#include "kek/kek_der.h"

enum { LINE_MOST = 76 };

static const char private_key[] = "is a private key; the KEK is the public key that the cloud made";

typedef const char *reader(struct public_key *key, const uint8_t *der, size_t size);

static const struct {
	const char *label;
	const char *why;
	reader *read;
} labels[] = {
	{"PUBLIC KEY", NULL, kek_der_from_spki},
	{"RSA PUBLIC KEY", NULL, kek_der_from_pkcs1},
	{"EC PUBLIC KEY", "a KEK must be RSA", NULL},
	{"EC PARAMETERS", "a KEK must be RSA", NULL},
	{"PRIVATE KEY", private_key, NULL},
	{"RSA PRIVATE KEY", private_key, NULL},
	{"EC PRIVATE KEY", private_key, NULL},
	{"OPENSSH PRIVATE KEY", private_key, NULL},
	{"ENCRYPTED PRIVATE KEY", "is an encrypted private key, not a public key", NULL},
	{"CERTIFICATE", "is a certificate; the public key alone is wanted", NULL},
	{"TRUSTED CERTIFICATE", "is a certificate; the public key alone is wanted", NULL},
	{"CERTIFICATE REQUEST", "is a certificate request; the public key alone is wanted", NULL},
	{"NEW CERTIFICATE REQUEST", "is a certificate request; the public key alone is wanted",
	 NULL},
	{"PKCS7", "is a PKCS#7 file, not a public key", NULL},
	{"AGE ENCRYPTED FILE", "is an encrypted file", NULL},
	{"PGP MESSAGE", "is an encrypted file", NULL},
};

/* A line without its CR, at the end also without an LF. */
static bool
take_line(struct cursor *text, struct cursor *line)
{
	if (!cursor_take_line(text, line)) {
		if (cursor_left(text) == 0)
			return false;
		*line = *text;
		text->at = text->end;
	}
	if (cursor_left(line) > 0 && line->end[-1] == '\r')
		line->end--;
	return true;
}

/* Cuts "-----BEGIN LABEL-----" down to LABEL. */
static bool
cut_label(struct cursor *line, const char *word)
{
	static const size_t dashes = 5;

	if (!cursor_skip_text(line, word) || cursor_left(line) < dashes ||
	    memcmp(line->end - dashes, "-----", dashes) != 0)
		return false;
	line->end -= dashes;
	return true;
}

static const char *
read_body(struct cursor *text, struct cursor label, char *base64, size_t capacity, size_t *length)
{
	struct cursor line;

	while (take_line(text, &line)) {
		size_t size = cursor_left(&line);

		if (cut_label(&line, "-----END ")) {
			if (cursor_left(&line) != cursor_left(&label) ||
			    memcmp(line.at, label.at, cursor_left(&label)) != 0)
				return "is PEM that ends under another name than it begins";
			return NULL;
		}
		if (size == 0 || size > LINE_MOST || size > capacity - *length)
			return "is PEM with an empty or overlong line, or more than a key";
		memcpy(base64 + *length, line.at, size);
		*length += size;
	}
	return "is PEM without an end";
}

static const char *
read_block(struct public_key *key, struct cursor *text, struct cursor label, reader *read)
{
	char base64[PUBLIC_KEY_PEM_MOST_BYTES];
	uint8_t der[PUBLIC_KEY_PEM_MOST_BYTES];
	size_t length = 0, size;
	const char *why = read_body(text, label, base64, sizeof base64, &length);

	if (why != NULL)
		return why;
	if (!text_is_all((const char *)text->at, cursor_left(text), "\r\n"))
		return "has something behind its key";
	if (text_from_base64(der, sizeof der, &size, base64, length, TEXT_BASE64) != NULL)
		return "is PEM with damaged base64";
	return read(key, der, size);
}

const char *
kek_pem_read(struct public_key *key, const char *text, size_t size)
{
	struct cursor all = cursor_over(text, size), label;

	if (!take_line(&all, &label) || !cut_label(&label, "-----BEGIN "))
		return "is PEM without a beginning";
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		if (strlen(labels[i].label) != cursor_left(&label) ||
		    memcmp(labels[i].label, label.at, cursor_left(&label)) != 0)
			continue;
		return labels[i].why != NULL ? labels[i].why
					     : read_block(key, &all, label, labels[i].read);
	}
	return "is PEM of a kind that is not a public key";
}
