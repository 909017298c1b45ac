#include "pkcs7.h"

#include "ceremony/der.h"

enum { OID = 0x06, SET = 0x31, CONTEXT_0 = 0xa0 };

/* 1.2.840.113549.1.7.2 and .1 */
static const char signed_data[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
static const char data[] = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";

static bool
take(struct cursor *from, int tag, struct cursor *contents)
{
	return der_take(from, (enum der_tag)tag, contents);
}

/* An OBJECT IDENTIFIER, and just that one. */
static bool
take_oid(struct cursor *from, const char *wanted)
{
	struct cursor oid;

	return take(from, OID, &oid) && cursor_skip_text(&oid, wanted) && cursor_left(&oid) == 0;
}

bool
pkcs7_recognises(struct cursor bytes)
{
	struct cursor info;

	return take(&bytes, DER_SEQUENCE, &info) && take_oid(&info, signed_data);
}

/* The certificates, each a SEQUENCE. */
static const char *
add_all(struct certificates *certificates, struct cursor list)
{
	while (cursor_left(&list) > 0) {
		const uint8_t *start = list.at;
		struct cursor skipped;
		const char *why;

		if (!take(&list, DER_SEQUENCE, &skipped))
			return "has something else than certificates in it";
		why = certificate_add(certificates, start, (size_t)(list.at - start));
		if (why != NULL)
			return why;
	}
	return NULL;
}

const char *
pkcs7_read(struct certificates *certificates, struct cursor bytes)
{
	static const char wrong[] = "is no PKCS #7 file of certificates alone";
	struct cursor info, explicit_data, body, version, algorithms, content, list, signers;

	if (!take(&bytes, DER_SEQUENCE, &info) || cursor_left(&bytes) != 0 ||
	    !take_oid(&info, signed_data) || !take(&info, CONTEXT_0, &explicit_data) ||
	    cursor_left(&info) != 0 || !take(&explicit_data, DER_SEQUENCE, &body) ||
	    cursor_left(&explicit_data) != 0)
		return wrong;
	if (!der_take_number(&body, &version) || cursor_left(&version) != 1 || *version.at != 1 ||
	    !take(&body, SET, &algorithms) || cursor_left(&algorithms) != 0 ||
	    !take(&body, DER_SEQUENCE, &content) || !take_oid(&content, data) ||
	    cursor_left(&content) != 0)
		return wrong;
	if (!take(&body, CONTEXT_0, &list) || !take(&body, SET, &signers) ||
	    cursor_left(&signers) != 0 || cursor_left(&body) != 0)
		return wrong;
	if (cursor_left(&list) == 0)
		return "has no certificate in it";
	return add_all(certificates, list);
}
