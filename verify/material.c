#include "material.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "ceremony/process.h"
#include "kek/kek_text.h"
#include "verify/base64.h"
#include "verify/pkcs7.h"

/* By parsing it: what is no certificate may still be a blob. It is parsed again when it is taken, where one too many is said to be one too
 * many, and does not become a blob. */
static bool
is_der_certificate(struct cursor bytes)
{
	struct certificates one = {.count = 0};
	bool good = cursor_left(&bytes) > 4 && bytes.at[0] == 0x30 &&
		    certificate_add(&one, bytes.at, cursor_left(&bytes)) == NULL;

	certificate_free(&one);
	return good;
}

static bool
is_pem_certificates(struct cursor bytes)
{
	return certificate_is_pem((const char *)bytes.at, cursor_left(&bytes));
}

static bool
is_certificates(struct cursor bytes)
{
	return is_pem_certificates(bytes) || pkcs7_recognises(bytes) || is_der_certificate(bytes);
}

static const char *
add_certificates(struct certificates *certificates, struct cursor bytes)
{
	if (is_pem_certificates(bytes))
		return certificate_add_pem(certificates, (const char *)bytes.at,
					   cursor_left(&bytes));
	if (pkcs7_recognises(bytes))
		return pkcs7_read(certificates, bytes);
	return certificate_add(certificates, bytes.at, cursor_left(&bytes));
}

static bool
looks_like_json(const uint8_t *text, size_t length)
{
	size_t at = 0;

	while (at < length && memchr(" \t\r\n", text[at], 4) != NULL)
		at++;
	return at < length && text[at] == '{';
}

/* What Windows PowerShell wrote is JSON too. */
static const char *
read_json(struct material *material, struct cursor bytes)
{
	size_t size = cursor_left(&bytes), length;
	const char *why;

	material->text = malloc(kek_text_capacity(size));
	if (material->text == NULL)
		die("no memory for a statement");
	why = kek_text_from(material->text, &length, bytes.at, size);
	if (why == NULL && looks_like_json(material->text, length))
		return json_text_parse(&material->json, material->text, length);
	return NULL;
}

static const char *
read_statement(struct material *material, struct certificates *certificates,
	       const struct material_file *file)
{
	const char *why;

	material->statement = *file;
	if (is_certificates(file->bytes)) {
		material->certificates_only = true;
		return add_certificates(certificates, file->bytes);
	}
	why = read_json(material, file->bytes);
	if (why == NULL && material->json.root == NULL &&
	    cursor_left(&file->bytes) > MATERIAL_BLOB_BYTES)
		why = "is larger than a statement is";
	return why;
}

const char *
material_read(struct material *material, struct certificates *certificates,
	      const struct material_file *files, size_t count, const char **name)
{
	memset(material, 0, sizeof *material);
	certificates->count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct material_file *file = &files[i];
		const char *why = NULL;

		if (i == 0)
			why = read_statement(material, certificates, file);
		else if (is_certificates(file->bytes))
			why = add_certificates(certificates, file->bytes);
		else if (cursor_left(&file->bytes) > MATERIAL_BLOB_BYTES)
			why = "is larger than what belongs to a statement";
		else
			material->others[material->other_count++] = *file;
		*name = file->name;
		if (why != NULL)
			return why;
	}
	return NULL;
}

void
material_free(struct material *material)
{
	json_text_free(&material->json);
	free(material->text);
	memset(material, 0, sizeof *material);
}

static uint8_t *
blob_new(void)
{
	uint8_t *blob = malloc(MATERIAL_BLOB_BYTES);

	if (blob == NULL)
		die("no memory for a statement");
	return blob;
}

uint8_t *
material_blob(const struct material *material, const char *path, size_t *size, const char **why)
{
	const char *text = json_text_string(&material->json, path);
	uint8_t *blob;

	*why = text == NULL ? "is missing" : NULL;
	if (*why != NULL)
		return NULL;
	blob = blob_new();
	*why = base64_read(blob, MATERIAL_BLOB_BYTES, size, text, strlen(text));
	if (*why == NULL)
		return blob;
	free(blob);
	return NULL;
}

const char *
material_add_list(const struct material *material, struct certificates *certificates,
		  const char *path)
{
	size_t count = json_text_count(&material->json, path);

	for (size_t i = 0; i < count; i++) {
		const char *pem = json_text_item(&material->json, path, i);
		const char *why = pem == NULL ? "is no list of certificates in PEM"
					      : certificate_add_pem(certificates, pem, strlen(pem));

		if (why != NULL)
			return why;
	}
	return NULL;
}

uint8_t *
material_gunzip(struct cursor packed, size_t *size, const char **why)
{
	enum { GZIP = 16 };
	z_stream stream = {.next_in = (Bytef *)(uintptr_t)packed.at,
			   .avail_in = (uInt)cursor_left(&packed)};
	uint8_t *blob = blob_new();
	int status;

	*why = NULL;
	stream.next_out = blob;
	stream.avail_out = MATERIAL_BLOB_BYTES;
	if (inflateInit2(&stream, MAX_WBITS + GZIP) != Z_OK)
		die("zlib does not begin");
	status = inflate(&stream, Z_FINISH);
	*size = stream.total_out;
	if (status == Z_BUF_ERROR && stream.avail_out == 0)
		*why = "is larger than a statement, once inflated";
	else if (status != Z_STREAM_END)
		*why = "is not a whole gzip file";
	else if (stream.avail_in != 0)
		*why = "has bytes behind its gzip member";
	inflateEnd(&stream);
	if (*why == NULL)
		return blob;
	free(blob);
	return NULL;
}
