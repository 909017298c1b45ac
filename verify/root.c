#include "root.h"

#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "ceremony/crypto.h"
#include "ceremony/process.h"
#include "ceremony/selftest.h"

/* What the linker makes of roots/NAME.pem (Makefile). */
#define EMBEDDED(id) extern const char _binary_##id##_pem_start[], _binary_##id##_pem_end[]
EMBEDDED(marvell_ls1_2015);
EMBEDDED(marvell_ls1_2024);
EMBEDDED(marvell_ls2);
EMBEDDED(google_hawksbill);
EMBEDDED(nshield_kwarn_1);
EMBEDDED(yubihsm);
EMBEDDED(yubikey_piv_263751);
EMBEDDED(yubico_attestation_1);
EMBEDDED(luna_rsa_sha1);
EMBEDDED(luna_rsa_sha384);
EMBEDDED(luna_ecc);
EMBEDDED(securosys);
EMBEDDED(fortanix);
EMBEDDED(crypto4a);
#define PEM(id) _binary_##id##_pem_start, _binary_##id##_pem_end

static const struct pin {
	const char *name;
	enum root_use use;
	const char *start, *end, *spki;
} pins[] = {
	{"marvell-ls1-2015", ROOT_MARVELL, PEM(marvell_ls1_2015),
	 "78adcba1f38bee304bc44d6a086503f2940037d4b3d58a1bf66a3282ef58cd41"},
	{"marvell-ls1-2024", ROOT_MARVELL, PEM(marvell_ls1_2024),
	 "78adcba1f38bee304bc44d6a086503f2940037d4b3d58a1bf66a3282ef58cd41"},
	{"marvell-ls2", ROOT_MARVELL, PEM(marvell_ls2),
	 "f84b0610f2ca68f1f936c12c37a22794b59a2afa54f55f8d3c977232c5b97d7c"},
	{"google-hawksbill", ROOT_GOOGLE_OWNER, PEM(google_hawksbill),
	 "11fa0c80423f28ee497a189bed4f7043629be7a7642d20eee9347a73c1ff46e8"},
	{"nshield-kwarn-1", ROOT_NSHIELD, PEM(nshield_kwarn_1),
	 "df8f05a39596bb9c4a8cc4d3b6de10607f362d7182e881ea82a5edc7cdcdf84f"},
	{"yubihsm", ROOT_YUBIHSM, PEM(yubihsm),
	 "734a10b6b58ea57f63e5b9f6673a5ef6a075269d276a087e49f2756c2ea2582b"},
	{"yubikey-piv-263751", ROOT_YUBIKEY_OLD, PEM(yubikey_piv_263751),
	 "4b185b7783d792f902cd960cd1c9417977d88d3077b16bc9ebdcef7313f2e29e"},
	{"yubico-attestation-1", ROOT_YUBIKEY, PEM(yubico_attestation_1),
	 "1f43e2b88e964a5d03b8058bbaaced68199c9256200f1bb28eaab2f82a1e06f2"},
	{"luna-rsa-sha1", ROOT_LUNA_RSA, PEM(luna_rsa_sha1),
	 "5d31fc462ae8a1a5327b149ff43aa6d867a28d7e17ca1cca7e7d514cf8cdc132"},
	{"luna-rsa-sha384", ROOT_LUNA_RSA, PEM(luna_rsa_sha384),
	 "5d31fc462ae8a1a5327b149ff43aa6d867a28d7e17ca1cca7e7d514cf8cdc132"},
	{"luna-ecc", ROOT_LUNA_ECC, PEM(luna_ecc),
	 "9ce6c272050d813428e7b7a6754143690128b823151671efc5e29ca1321c6804"},
	{"securosys", ROOT_SECUROSYS, PEM(securosys),
	 "a22f3406121ed57c1d4a2b94fb0553b5f80f1f48e46d9f954e3e7cb0ee99903a"},
	{"fortanix", ROOT_FORTANIX, PEM(fortanix),
	 "d01275cc16bdc2dad8cd51532bcfc9e69edb9963a4324aa5e12945372afb5e15"},
	{"crypto4a", ROOT_CRYPTO4A, PEM(crypto4a),
	 "40146cbf7912e0a29ca601f9a1635e37ba8d69a4cdb88a9af1631633e7349bf0"},
};

enum { PIN_COUNT = sizeof pins / sizeof pins[0] };

static const char *
read_key(struct root *root, const char *pem, size_t size)
{
	BIO *in = BIO_new_mem_buf(pem, (int)size);
	uint8_t *spki = NULL;
	int length;

	root->key = in == NULL ? NULL : PEM_read_bio_PUBKEY(in, NULL, NULL, NULL);
	BIO_free(in);
	ERR_clear_error();
	length = root->key == NULL ? 0 : i2d_PUBKEY(root->key, &spki);
	if (length <= 0)
		return "is no public key in PEM";
	root->certificate.spki = digest_of(spki, (size_t)length);
	OPENSSL_free(spki);
	return NULL;
}

static const char *
read_root(struct root *root, const struct pin *pin, const char *pem, size_t size)
{
	struct certificates one = {.count = 0};
	const char *why;

	*root = (struct root){.name = pin->name, .use = pin->use};
	if (pin->use == ROOT_NSHIELD)
		return read_key(root, pem, size);
	why = certificate_add_pem(&one, pem, size);
	if (why == NULL && one.count != 1)
		why = "has more than one certificate";
	if (why != NULL) {
		certificate_free(&one);
		return why;
	}
	root->certificate = one.list[0];
	root->certificate.role = "root";
	root->key = certificate_pkey(&root->certificate);
	return root->key == NULL ? "has a key of an unknown kind" : NULL;
}

static const char *
read_pins(struct roots *roots)
{
	char spki[DIGEST_TEXT_BYTES];

	*roots = (struct roots){.count = 0};
	for (size_t i = 0; i < PIN_COUNT; i++) {
		const char *why = read_root(&roots->list[roots->count++], &pins[i], pins[i].start,
					    (size_t)(pins[i].end - pins[i].start));

		if (why != NULL)
			return why;
		digest_to_text(spki, &roots->list[i].certificate.spki);
		if (strcmp(spki, pins[i].spki) != 0)
			return "a root that is compiled in is not the one that its pin names";
	}
	return NULL;
}

void
root_pinned(struct roots *roots)
{
	const char *why = read_pins(roots);

	if (why != NULL)
		die("the roots of this program are damaged: %s", why);
}

static const struct pin *
pin_named(struct cursor name)
{
	for (size_t i = 0; i < PIN_COUNT; i++)
		if (strlen(pins[i].name) == cursor_left(&name) &&
		    memcmp(pins[i].name, name.at, cursor_left(&name)) == 0)
			return &pins[i];
	return NULL;
}

const char *
root_test(struct roots *roots, const char *text, size_t size)
{
	struct cursor left = cursor_over(text, size), line, block;

	*roots = (struct roots){.test = true};
	while (cursor_left(&left) > 0) {
		const struct pin *pin;
		const uint8_t *next;
		const char *why;

		if (!cursor_skip_text(&left, "root ") || !cursor_take_line(&left, &line))
			return "has no line 'root NAME' before a block";
		pin = pin_named(line);
		if (pin == NULL)
			return "names a root that this program does not have";
		if (roots->count == ROOT_MOST)
			return "has too many roots";
		next = memmem(left.at, cursor_left(&left), "\nroot ", 6);
		block = (struct cursor){left.at, next == NULL ? left.end : next + 1};
		left.at = block.end;
		why = read_root(&roots->list[roots->count++], pin, (const char *)block.at,
				cursor_left(&block));
		if (why != NULL)
			return why;
	}
	return roots->count > 0 ? NULL : "has no root in it";
}

void
root_free(struct roots *roots)
{
	for (size_t i = 0; i < roots->count; i++) {
		X509_free(roots->list[i].certificate.x509);
		if (roots->list[i].certificate.x509 == NULL)
			EVP_PKEY_free(roots->list[i].key);
	}
	roots->count = 0;
}

const struct root *
root_issuer(const struct roots *roots, enum root_use use, const struct certificate *child)
{
	for (size_t i = 0; i < roots->count; i++)
		if (roots->list[i].use == use && roots->list[i].certificate.x509 != NULL &&
		    certificate_issued_by(child, &roots->list[i].certificate))
			return &roots->list[i];
	return NULL;
}

const struct root *
root_same(const struct roots *roots, enum root_use use, const struct certificate *certificate)
{
	for (size_t i = 0; i < roots->count; i++) {
		const struct certificate *root = &roots->list[i].certificate;

		if (roots->list[i].use == use && root->x509 != NULL &&
		    digest_equal(&root->spki, &certificate->spki) &&
		    (digest_equal(&root->whole, &certificate->whole) ||
		     certificate_issued_by(certificate, root)))
			return &roots->list[i];
	}
	return NULL;
}

const struct root *
root_of(const struct roots *roots, enum root_use use)
{
	for (size_t i = 0; i < roots->count; i++)
		if (roots->list[i].use == use)
			return &roots->list[i];
	return NULL;
}

static const char *
selftest(void)
{
	struct roots roots;
	const char *why;

	crypto_begin();
	why = read_pins(&roots);
	root_free(&roots);
	return why;
}
SELFTEST(selftest);
