/*
 * Certificates, in DER, in PEM or in PKCS #7: none is there twice, and whatever is asked of one has an answer that is
 * printable text, or a date, or no.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "ceremony/text.h"
#include "verify/certificate.h"
#include "verify/pkcs7.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
ask(const struct certificate *certificate)
{
	char text[CERTIFICATE_TEXT_BYTES];
	struct public_key key;
	struct cursor value;
	int64_t from, to;
	long path;

	certificate_subject(certificate, text);
	must(text_is_ascii(text, strlen(text)));
	if (certificate_common_name(certificate, text))
		must(text_is_ascii(text, strlen(text)));
	certificate_dates(certificate, &from, &to);
	certificate_extension(certificate, "1.3.6.1.4.1.41482.4.3", &value);
	certificate_has_usage(certificate, "1.3.6.1.4.1.12383.1.13");
	certificate_has_policy(certificate, "1.3.6.1.4.1.44668.4.1.3");
	certificate_authority(certificate, &path);
	certificate_may_issue(certificate);
	certificate_serial_end(certificate);
	certificate_key(certificate, &key);
	certificate_issued_by(certificate, certificate);
	certificate_issued_loosely(certificate, certificate);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct certificates certificates;

	crypto_begin();
	certificates.count = 0;
	if (certificate_is_pem((const char *)data, size))
		certificate_add_pem(&certificates, (const char *)data, size);
	else if (pkcs7_recognises(cursor_over(data, size)))
		pkcs7_read(&certificates, cursor_over(data, size));
	else
		certificate_add(&certificates, data, size);
	for (size_t i = 0; i < certificates.count; i++) {
		ask(&certificates.list[i]);
		for (size_t j = 0; j < i; j++)
			must(!digest_equal(&certificates.list[i].whole,
					   &certificates.list[j].whole));
	}
	certificate_free(&certificates);
	return 0;
}
