#include "kek_file.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/cursor.h"
#include "ceremony/process.h"
#include "kek/kek_der.h"
#include "kek/kek_json.h"
#include "kek/kek_pem.h"
#include "kek/kek_text.h"

/* What else text begins with, of the files that lie beside a KEK. */
static const struct {
	const char *beginning;
	const char *why;
} strangers[] = {
	{"age-encryption.org/", "is an encrypted file"},
	{"Salted__", "is an encrypted file"},
	{"AGE-SECRET-KEY-", "is a private key; the KEK is the public key that the cloud made"},
	{"BASE64URL(", "has the notation BASE64URL(...) in the place of its content"},
	{"ssh-", "is an SSH public key; SubjectPublicKeyInfo is wanted"},
	{"ecdsa-sha2-", "a KEK must be RSA"},
	{"MII", "is base64 alone; PEM or DER is wanted"},
	{"PK\x03\x04", "is a zip archive; the public key in it is wanted"},
	{"Key  ", "is a table; JSON is wanted: -format=json of vault and bao"},
	{"<", "is XML or a web page; PEM, DER or JSON is wanted"},
};

/* "name: value", as clients write that were not asked for JSON. */
static bool
is_yaml(struct cursor text)
{
	size_t word = 0;

	while (cursor_skip_text(&text, "---\n") || cursor_skip_text(&text, "---\r\n"))
		continue;
	while (word < cursor_left(&text) && ((text.at[word] >= 'a' && text.at[word] <= 'z') ||
					     (text.at[word] >= 'A' && text.at[word] <= 'Z')))
		word++;
	text.at += word;
	return word > 0 && (cursor_skip_text(&text, ": ") || cursor_skip_text(&text, ":\n ") ||
			    cursor_skip_text(&text, ":\r\n "));
}

static const char *
read_text(struct kek_file *file, struct cursor text)
{
	static const char armour[] = "-----BEGIN ";
	struct cursor at = text;

	if (cursor_skip_text(&at, armour))
		return kek_pem_read(&file->key, (const char *)text.at, cursor_left(&text));
	for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++)
		if (cursor_skip_text(&at, strangers[i].beginning))
			return strangers[i].why;
	while (cursor_skip_text(&at, "\n") || cursor_skip_text(&at, "\r") ||
	       cursor_skip_text(&at, " "))
		continue;
	if (cursor_left(&at) == 0)
		return "is empty";
	if (*at.at == '{' || *at.at == '[')
		return kek_json_read(file, (const char *)text.at, cursor_left(&text));
	if (is_yaml(text))
		return "is YAML; JSON is wanted: --format=json of gcloud, --output json of aws";
	if (memmem(text.at, cursor_left(&text), armour, strlen(armour)) != NULL)
		return "has something before its key";
	return "is in none of the forms in which clouds give a KEK";
}

const char *
kek_file_read(struct kek_file *file, const uint8_t *data, size_t size)
{
	static const uint8_t der_sequence = 0x30;
	uint8_t *text;
	size_t length;
	const char *why;

	memset(file, 0, sizeof *file);
	if (size == 0)
		return "is empty";
	if (size > KEK_FILE_MOST_BYTES)
		return "is larger than any KEK file";
	if (data[0] == der_sequence)
		return kek_der_read(&file->key, data, size);
	text = malloc(kek_text_capacity(size));
	if (text == NULL)
		die("no memory for a KEK file");
	why = kek_text_from(text, &length, data, size);
	if (why == NULL)
		why = read_text(file, cursor_over(text, length));
	free(text);
	return why;
}
