/*
 * The cloud's HSM, played by a PKCS#11 token: it makes a KEK, imports a key that was wrapped for it,
 * and signs with that key. Shares no code with the product.
 *
 * usage: token MODULE DIR make-kek BITS KEK.pem
 *        token MODULE DIR import BLOB sha1|sha256 NAME rsa|ec
 *        token MODULE DIR sign NAME MESSAGE SIGNATURE
 *        token MODULE DIR must-not-decrypt BLOB sha1|sha256
 *
 * MODULE is softhsm (SoftHSM2: OpenSSL inside; OAEP with SHA-1 only) or nss (NSS softoken: freebl
 * inside). DIR holds the token, made at the first use, and one KEK, labelled "kek". BLOB is raw:
 * the OAEP part, then the KWP part. make-kek and import print the private key's attributes as the
 * token gives them back.
 * Exit status: 0 done; 1 the KEK did decrypt; 2 called wrongly; 3 anything else, with the token's
 * answer by name.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "tests/peer/pkcs11/hsm.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define CKA_NSS_DB 0xD5A0DB00UL /* NSS asks for it with EC keys */

enum { FILE_MOST_BYTES = 16384, MODULUS_MOST_BYTES = 512, SIGNATURE_MOST_BYTES = 512 };

struct blob {
	unsigned char data[FILE_MOST_BYTES];
	size_t size;
};

static void
read_blob(struct blob *blob, const char *name)
{
	FILE *file = fopen(name, "rb");

	if (file == NULL)
		hsm_die("cannot open '%s': %s", name, strerror(errno));
	blob->size = fread(blob->data, 1, sizeof blob->data, file);
	if (ferror(file) || blob->size == 0 || blob->size == sizeof blob->data)
		hsm_die("'%s' is empty, too large or cannot be read", name);
	fclose(file);
}

static FILE *
create(const char *name)
{
	FILE *file = fopen(name, "wb");

	if (file == NULL)
		hsm_die("cannot create '%s': %s", name, strerror(errno));
	return file;
}

static void
close_written(FILE *file, const char *name)
{
	if (ferror(file) != 0 || fclose(file) != 0)
		hsm_die("cannot write '%s'", name);
}

static void
print_attributes(struct hsm *hsm, CK_OBJECT_HANDLE key)
{
	static const struct {
		CK_ATTRIBUTE_TYPE type;
		const char *name;
	} rows[] = {
		{CKA_LOCAL, "local"},
		{CKA_SENSITIVE, "sensitive"},
		{CKA_ALWAYS_SENSITIVE, "always-sensitive"},
		{CKA_EXTRACTABLE, "extractable"},
		{CKA_NEVER_EXTRACTABLE, "never-extractable"},
		{CKA_UNWRAP, "unwrap"},
		{CKA_DECRYPT, "decrypt"},
		{CKA_SIGN, "sign"},
		{CKA_DERIVE, "derive"},
	};
	CK_BBOOL value = CK_FALSE;

	for (size_t i = 0; i < COUNT(rows); i++) {
		hsm_attribute(hsm, key, rows[i].type, &value, sizeof value, rows[i].name);
		printf("%s %s\n", rows[i].name, value == CK_TRUE ? "yes" : "no");
	}
}

static void
write_public_key(struct hsm *hsm, CK_OBJECT_HANDLE key, const char *name)
{
	unsigned char n[MODULUS_MOST_BYTES + 1];
	unsigned char e[16];
	size_t n_bytes = hsm_attribute(hsm, key, CKA_MODULUS, n, sizeof n, "modulus");
	size_t e_bytes = hsm_attribute(hsm, key, CKA_PUBLIC_EXPONENT, e, sizeof e, "exponent");
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	BIGNUM *modulus = BN_bin2bn(n, (int)n_bytes, NULL);
	BIGNUM *exponent = BN_bin2bn(e, (int)e_bytes, NULL);
	EVP_PKEY *public_key = NULL;
	OSSL_PARAM *parameters;
	FILE *file = create(name);

	OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, modulus);
	OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, exponent);
	parameters = OSSL_PARAM_BLD_to_param(build);
	if (EVP_PKEY_fromdata_init(context) != 1 ||
	    EVP_PKEY_fromdata(context, &public_key, EVP_PKEY_PUBLIC_KEY, parameters) != 1 ||
	    PEM_write_PUBKEY(file, public_key) != 1)
		hsm_die("libcrypto cannot write the KEK's public key");
	close_written(file, name);
	EVP_PKEY_free(public_key);
	OSSL_PARAM_free(parameters);
	BN_free(exponent);
	BN_free(modulus);
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_BLD_free(build);
}

static void
make_kek(struct hsm *hsm, const char *bits_text, const char *pem)
{
	CK_ULONG bits = strtoul(bits_text, NULL, 10);
	CK_BBOOL yes = CK_TRUE;
	CK_BBOOL no = CK_FALSE;
	CK_BYTE exponent[] = {1, 0, 1};
	CK_ATTRIBUTE public[] = {
		{CKA_TOKEN, &yes, sizeof yes},
		{CKA_LABEL, "kek", 3},
		{CKA_ID, "kek", 3},
		{CKA_MODULUS_BITS, &bits, sizeof bits},
		{CKA_WRAP, &yes, sizeof yes},
		{CKA_PUBLIC_EXPONENT, exponent, sizeof exponent},
		{CKA_ENCRYPT, &no, sizeof no},
		{CKA_VERIFY, &no, sizeof no},
	};
	CK_ATTRIBUTE private[] = {
		{CKA_TOKEN, &yes, sizeof yes},
		{CKA_LABEL, "kek", 3},
		{CKA_ID, "kek", 3},
		{CKA_PRIVATE, &yes, sizeof yes},
		{CKA_SENSITIVE, &yes, sizeof yes},
		{CKA_EXTRACTABLE, &no, sizeof no},
		{CKA_UNWRAP, &yes, sizeof yes},
		{CKA_DECRYPT, &no, sizeof no},
		{CKA_SIGN, &no, sizeof no},
		{CKA_SIGN_RECOVER, &no, sizeof no},
		{CKA_DERIVE, &no, sizeof no},
	};
	CK_MECHANISM mechanism = {CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0};
	CK_OBJECT_HANDLE public_key;
	CK_OBJECT_HANDLE private_key;

	hsm_must_be_new(hsm, "kek");
	hsm_expect(hsm->call->C_GenerateKeyPair(hsm->session, &mechanism, public, COUNT(public),
						private, COUNT(private), &public_key, &private_key),
		   "C_GenerateKeyPair");
	write_public_key(hsm, public_key, pem);
	print_attributes(hsm, private_key);
}

static CK_RSA_PKCS_OAEP_PARAMS
oaep_parameters(const char *hash)
{
	bool sha1 = strcmp(hash, "sha1") == 0;

	if (!sha1 && strcmp(hash, "sha256") != 0)
		hsm_die("'%s' is neither sha1 nor sha256", hash);
	return (CK_RSA_PKCS_OAEP_PARAMS){
		.hashAlg = sha1 ? CKM_SHA_1 : CKM_SHA256,
		.mgf = sha1 ? CKG_MGF1_SHA1 : CKG_MGF1_SHA256,
		.source = CKZ_DATA_SPECIFIED,
	};
}

/* Where the blob's second part begins: there is no length field, the KEK's size says it. */
static size_t
split(struct hsm *hsm, CK_OBJECT_HANDLE kek, const struct blob *blob)
{
	unsigned char modulus[MODULUS_MOST_BYTES + 1];
	size_t size = hsm_attribute(hsm, kek, CKA_MODULUS, modulus, sizeof modulus, "modulus");

	size -= modulus[0] == 0;
	if (blob->size <= size)
		hsm_die("the blob ends before its second part");
	return size;
}

/* A session object that can do nothing but unwrap. */
static CK_OBJECT_HANDLE
unwrap_session_key(struct hsm *hsm, CK_OBJECT_HANDLE kek, struct blob *blob, size_t size,
		   const char *hash)
{
	CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(hash);
	CK_MECHANISM mechanism = {CKM_RSA_PKCS_OAEP, &oaep, sizeof oaep};
	CK_OBJECT_CLASS class = CKO_SECRET_KEY;
	CK_KEY_TYPE type = CKK_AES;
	CK_BBOOL yes = CK_TRUE;
	CK_BBOOL no = CK_FALSE;
	CK_ATTRIBUTE template[] = {
		{CKA_CLASS, &class, sizeof class}, {CKA_KEY_TYPE, &type, sizeof type},
		{CKA_TOKEN, &no, sizeof no},       {CKA_SENSITIVE, &yes, sizeof yes},
		{CKA_EXTRACTABLE, &no, sizeof no}, {CKA_UNWRAP, &yes, sizeof yes},
		{CKA_DECRYPT, &no, sizeof no},     {CKA_ENCRYPT, &no, sizeof no},
	};
	CK_OBJECT_HANDLE key;
	CK_ULONG bytes = 0;

	hsm_expect(hsm->call->C_UnwrapKey(hsm->session, &mechanism, kek, blob->data, size, template,
					  COUNT(template), &key),
		   "C_UnwrapKey of the AES key");
	hsm_attribute(hsm, key, CKA_VALUE_LEN, &bytes, sizeof bytes, "length of the AES key");
	/* SoftHSM says 0 of every key that it unwrapped. */
	if (bytes != 32 && (bytes != 0 || strcmp(hsm->kind, "softhsm") != 0))
		hsm_die("the AES key has %lu bytes instead of 32", bytes);
	return key;
}

static void
import_key(struct hsm *hsm, const char *file, const char *hash, const char *name, const char *kind)
{
	struct blob blob;
	CK_OBJECT_HANDLE kek = hsm_private_key(hsm, "kek");
	CK_MECHANISM mechanism = {hsm->key_wrap_pad, NULL, 0};
	CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
	CK_KEY_TYPE type = strcmp(kind, "rsa") == 0 ? CKK_RSA : CKK_EC;
	CK_BBOOL yes = CK_TRUE;
	CK_BBOOL no = CK_FALSE;
	CK_BBOOL decrypt = type == CKK_RSA ? CK_TRUE : CK_FALSE;
	CK_ATTRIBUTE template[] = {
		{CKA_CLASS, &class, sizeof class},
		{CKA_KEY_TYPE, &type, sizeof type},
		{CKA_TOKEN, &yes, sizeof yes},
		{CKA_PRIVATE, &yes, sizeof yes},
		{CKA_LABEL, (void *)name, strlen(name)},
		{CKA_ID, (void *)name, strlen(name)},
		{CKA_SENSITIVE, &yes, sizeof yes},
		{CKA_EXTRACTABLE, &no, sizeof no},
		{CKA_SIGN, &yes, sizeof yes},
		{CKA_DECRYPT, &decrypt, sizeof decrypt},
		{CKA_UNWRAP, &no, sizeof no},
		{CKA_DERIVE, &no, sizeof no},
		{CKA_NSS_DB, (void *)name, strlen(name)},
	};
	CK_ULONG attributes = COUNT(template) - (strcmp(hsm->kind, "softhsm") == 0);
	CK_OBJECT_HANDLE session_key;
	CK_OBJECT_HANDLE key;
	size_t size;

	if (type == CKK_EC && strcmp(kind, "ec") != 0)
		hsm_die("'%s' is neither rsa nor ec", kind);
	read_blob(&blob, file);
	hsm_must_be_new(hsm, name);
	size = split(hsm, kek, &blob);
	session_key = unwrap_session_key(hsm, kek, &blob, size, hash);
	hsm_expect(hsm->call->C_UnwrapKey(hsm->session, &mechanism, session_key, blob.data + size,
					  blob.size - size, template, attributes, &key),
		   "C_UnwrapKey of the private key");
	print_attributes(hsm, key);
}

/* PKCS#11 gives r and s side by side; X9.62 has them in a SEQUENCE. */
static size_t
ecdsa_to_der(unsigned char *signature, size_t size)
{
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(signature, (int)(size / 2), NULL);
	BIGNUM *s = BN_bin2bn(signature + size / 2, (int)(size / 2), NULL);
	unsigned char *out = signature;
	int written;

	if (pair == NULL || ECDSA_SIG_set0(pair, r, s) != 1)
		hsm_die("libcrypto cannot hold the signature");
	written = i2d_ECDSA_SIG(pair, &out);
	if (written <= 0)
		hsm_die("libcrypto cannot encode the signature");
	ECDSA_SIG_free(pair);
	return (size_t)written;
}

static void
sign(struct hsm *hsm, const char *name, const char *message, const char *signature_file)
{
	struct blob blob;
	unsigned char hash[32];
	unsigned char signature[SIGNATURE_MOST_BYTES];
	CK_OBJECT_HANDLE key = hsm_private_key(hsm, name);
	CK_KEY_TYPE type = 0;
	CK_ULONG size = sizeof signature;
	CK_MECHANISM mechanism = {CKM_SHA256_RSA_PKCS, NULL, 0};
	FILE *file;

	read_blob(&blob, message);
	hsm_attribute(hsm, key, CKA_KEY_TYPE, &type, sizeof type, "key type");
	if (type == CKK_EC)
		mechanism.mechanism = CKM_ECDSA;
	hsm_expect(hsm->call->C_SignInit(hsm->session, &mechanism, key), "C_SignInit");
	if (type == CKK_EC) {
		if (EVP_Digest(blob.data, blob.size, hash, NULL, EVP_sha256(), NULL) != 1)
			hsm_die("libcrypto cannot hash the message");
		hsm_expect(hsm->call->C_Sign(hsm->session, hash, sizeof hash, signature, &size),
			   "C_Sign");
		size = ecdsa_to_der(signature, size);
	} else {
		hsm_expect(hsm->call->C_Sign(hsm->session, blob.data, blob.size, signature, &size),
			   "C_Sign");
	}
	file = create(signature_file);
	fwrite(signature, 1, size, file);
	close_written(file, signature_file);
}

/* Only a refusal of the use counts; one of the bytes would say nothing about the key. */
static int
must_not_decrypt(struct hsm *hsm, const char *file, const char *hash)
{
	struct blob blob;
	unsigned char clear[MODULUS_MOST_BYTES];
	CK_ULONG clear_bytes = sizeof clear;
	CK_OBJECT_HANDLE kek = hsm_private_key(hsm, "kek");
	CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(hash);
	CK_MECHANISM mechanism = {CKM_RSA_PKCS_OAEP, &oaep, sizeof oaep};
	CK_RV answer = hsm->call->C_DecryptInit(hsm->session, &mechanism, kek);

	if (answer == CKR_KEY_FUNCTION_NOT_PERMITTED || answer == CKR_KEY_TYPE_INCONSISTENT) {
		printf("refused: %s\n", hsm_answer_name(answer));
		return 0;
	}
	hsm_expect(answer, "C_DecryptInit");
	read_blob(&blob, file);
	hsm_expect(hsm->call->C_Decrypt(hsm->session, blob.data, split(hsm, kek, &blob), clear,
					&clear_bytes),
		   "C_Decrypt");
	fprintf(stderr, "token: the KEK did decrypt: %lu bytes\n", clear_bytes);
	return 1;
}

static int
misuse(void)
{
	fputs("usage: token softhsm|nss DIR make-kek BITS KEK.pem\n"
	      "       token softhsm|nss DIR import BLOB sha1|sha256 NAME rsa|ec\n"
	      "       token softhsm|nss DIR sign NAME MESSAGE SIGNATURE\n"
	      "       token softhsm|nss DIR must-not-decrypt BLOB sha1|sha256\n",
	      stderr);
	return 2;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int arguments;
	} verbs[] = {{"make-kek", 6}, {"import", 8}, {"sign", 7}, {"must-not-decrypt", 6}};
	struct hsm hsm = {0};
	size_t verb = 0;
	int status = 0;

	while (verb < COUNT(verbs) && (argc < 4 || strcmp(verbs[verb].name, argv[3]) != 0))
		verb++;
	if (verb == COUNT(verbs) || argc != verbs[verb].arguments)
		return misuse();
	hsm_open(&hsm, argv[1], argv[2]);
	if (verb == 0)
		make_kek(&hsm, argv[4], argv[5]);
	else if (verb == 1)
		import_key(&hsm, argv[4], argv[5], argv[6], argv[7]);
	else if (verb == 2)
		sign(&hsm, argv[4], argv[5], argv[6]);
	else
		status = must_not_decrypt(&hsm, argv[4], argv[5]);
	hsm_close(&hsm);
	return fflush(stdout) == 0 ? status : 3;
}
