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
#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <p11-kit/pkcs11.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define USER_PIN "1234"

enum { FILE_MOST_BYTES = 16384, MODULUS_MOST_BYTES = 512, SIGNATURE_MOST_BYTES = 512 };

/* Not in p11-kit's header: PKCS#11 3.0, and the attribute that NSS asks for with EC keys. */
static const CK_MECHANISM_TYPE MECHANISM_AES_KEY_WRAP_KWP = 0x210B;
static const CK_ATTRIBUTE_TYPE ATTRIBUTE_NSS_DB = 0xD5A0DB00;

/* The number 0x210A is RFC 5649 in SoftHSM and something else in NSS (import-formats, 4b). */
static const struct module {
	const char *name;
	const char *patterns[2];
	const char *so_pin;
	CK_MECHANISM_TYPE key_wrap_pad;
} modules[] = {
	{"softhsm",
	 {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so"},
	 "12345678",
	 CKM_AES_KEY_WRAP_PAD},
	{"nss",
	 {"/usr/lib/*/libsoftokn3.so", "/usr/lib/*/nss/libsoftokn3.so"},
	 "",
	 MECHANISM_AES_KEY_WRAP_KWP},
};

struct token {
	const struct module *module;
	CK_FUNCTION_LIST_PTR call;
	CK_SESSION_HANDLE session;
};

struct blob {
	unsigned char data[FILE_MOST_BYTES];
	size_t size;
};

/* NSS reads its parameters where others have pReserved, and wants a null pointer behind them. */
struct nss_initialize_args {
	CK_C_INITIALIZE_ARGS args;
	void *null;
};

static _Noreturn void __attribute__((format(printf, 1, 2))) die(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	fputs("token: ", stderr);
	vfprintf(stderr, format, list);
	fputc('\n', stderr);
	va_end(list);
	exit(3);
}

static const char *
answer_name(CK_RV answer)
{
	static const struct {
		CK_RV answer;
		const char *name;
	} names[] = {
		{CKR_GENERAL_ERROR, "CKR_GENERAL_ERROR"},
		{CKR_FUNCTION_FAILED, "CKR_FUNCTION_FAILED"},
		{CKR_ARGUMENTS_BAD, "CKR_ARGUMENTS_BAD"},
		{CKR_ATTRIBUTE_TYPE_INVALID, "CKR_ATTRIBUTE_TYPE_INVALID"},
		{CKR_ATTRIBUTE_VALUE_INVALID, "CKR_ATTRIBUTE_VALUE_INVALID"},
		{CKR_DEVICE_ERROR, "CKR_DEVICE_ERROR"},
		{CKR_ENCRYPTED_DATA_INVALID, "CKR_ENCRYPTED_DATA_INVALID"},
		{CKR_ENCRYPTED_DATA_LEN_RANGE, "CKR_ENCRYPTED_DATA_LEN_RANGE"},
		{CKR_KEY_TYPE_INCONSISTENT, "CKR_KEY_TYPE_INCONSISTENT"},
		{CKR_KEY_FUNCTION_NOT_PERMITTED, "CKR_KEY_FUNCTION_NOT_PERMITTED"},
		{CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID"},
		{CKR_MECHANISM_PARAM_INVALID, "CKR_MECHANISM_PARAM_INVALID"},
		{CKR_TEMPLATE_INCOMPLETE, "CKR_TEMPLATE_INCOMPLETE"},
		{CKR_TEMPLATE_INCONSISTENT, "CKR_TEMPLATE_INCONSISTENT"},
		{CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT, "CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT"},
		{CKR_WRAPPED_KEY_INVALID, "CKR_WRAPPED_KEY_INVALID"},
		{CKR_WRAPPED_KEY_LEN_RANGE, "CKR_WRAPPED_KEY_LEN_RANGE"},
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (names[i].answer == answer)
			return names[i].name;
	return "CKR";
}

static void
expect_ok(CK_RV answer, const char *what)
{
	if (answer != CKR_OK)
		die("%s: %s (0x%lx)", what, answer_name(answer), answer);
}

static void
read_blob(struct blob *blob, const char *name)
{
	FILE *file = fopen(name, "rb");

	if (file == NULL)
		die("cannot open '%s': %s", name, strerror(errno));
	blob->size = fread(blob->data, 1, sizeof blob->data, file);
	if (ferror(file) || blob->size == 0 || blob->size == sizeof blob->data)
		die("'%s' is empty, too large or cannot be read", name);
	fclose(file);
}

static FILE *
create(const char *name)
{
	FILE *file = fopen(name, "wb");

	if (file == NULL)
		die("cannot create '%s': %s", name, strerror(errno));
	return file;
}

static void
close_written(FILE *file, const char *name)
{
	if (ferror(file) != 0 || fclose(file) != 0)
		die("cannot write '%s'", name);
}

static void
make_folder(const char *name)
{
	if (mkdir(name, 0700) != 0 && errno != EEXIST)
		die("cannot make '%s': %s", name, strerror(errno));
}

/* Of all files that match, the first that can be loaded. */
static void *
load_module(const struct module *module)
{
	glob_t found = {0};
	void *library = NULL;

	for (size_t i = 0; i < COUNT(module->patterns); i++)
		glob(module->patterns[i], i == 0 ? 0 : GLOB_APPEND, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc && library == NULL; i++)
		library = dlopen(found.gl_pathv[i], RTLD_NOW);
	globfree(&found);
	if (library == NULL)
		die("no module for %s on this machine", module->name);
	return library;
}

static void
initialize_softhsm(struct token *token, const char *folder)
{
	char tokens[4096];
	char name[4096];
	FILE *file;

	snprintf(tokens, sizeof tokens, "%s/tokens", folder);
	snprintf(name, sizeof name, "%s/softhsm2.conf", folder);
	make_folder(tokens);
	file = create(name);
	fprintf(file, "directories.tokendir = %s\nlog.level = ERROR\n", tokens);
	close_written(file, name);
	if (setenv("SOFTHSM2_CONF", name, 1) != 0)
		die("cannot set SOFTHSM2_CONF");
	expect_ok(token->call->C_Initialize(NULL), "C_Initialize");
}

static void
initialize_nss(struct token *token, const char *folder)
{
	char parameters[8192];
	struct nss_initialize_args nss = {0};

	snprintf(parameters, sizeof parameters,
		 "configdir='sql:%s' certPrefix='' keyPrefix='' secmod='secmod.db' flags=", folder);
	nss.args.flags = CKF_OS_LOCKING_OK;
	nss.args.pReserved = parameters;
	expect_ok(token->call->C_Initialize(&nss), "C_Initialize");
}

/* SoftHSM shows a blank token beside the one that is in use, NSS a read-only one without keys. */
static CK_SLOT_ID
find_slot(struct token *token, CK_TOKEN_INFO *info)
{
	CK_SLOT_ID slots[16];
	CK_ULONG count = COUNT(slots);
	CK_SLOT_ID blank = 0;
	bool found = false;

	expect_ok(token->call->C_GetSlotList(CK_TRUE, slots, &count), "C_GetSlotList");
	for (CK_ULONG i = 0; i < count; i++) {
		expect_ok(token->call->C_GetTokenInfo(slots[i], info), "C_GetTokenInfo");
		if ((info->flags & CKF_WRITE_PROTECTED) != 0)
			continue;
		if ((info->flags & CKF_USER_PIN_INITIALIZED) != 0)
			return slots[i];
		blank = slots[i];
		found = true;
	}
	if (!found)
		die("the module shows no token that can be written");
	expect_ok(token->call->C_GetTokenInfo(blank, info), "C_GetTokenInfo");
	return blank;
}

static void
open_session(struct token *token)
{
	CK_TOKEN_INFO info;
	CK_SLOT_ID slot = find_slot(token, &info);
	CK_UTF8CHAR *so_pin = (CK_UTF8CHAR *)token->module->so_pin;
	CK_ULONG so_pin_bytes = strlen(token->module->so_pin);
	CK_UTF8CHAR user_pin[] = USER_PIN;
	CK_UTF8CHAR label[] = "cloud                           ";
	bool blank = (info.flags & CKF_USER_PIN_INITIALIZED) == 0;

	if (blank && so_pin_bytes > 0)
		expect_ok(token->call->C_InitToken(slot, so_pin, so_pin_bytes, label),
			  "C_InitToken");
	expect_ok(token->call->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL,
					     &token->session),
		  "C_OpenSession");
	if (blank) {
		expect_ok(token->call->C_Login(token->session, CKU_SO, so_pin, so_pin_bytes),
			  "C_Login as security officer");
		expect_ok(token->call->C_InitPIN(token->session, user_pin, strlen(USER_PIN)),
			  "C_InitPIN");
		expect_ok(token->call->C_Logout(token->session), "C_Logout");
	}
	expect_ok(token->call->C_Login(token->session, CKU_USER, user_pin, strlen(USER_PIN)),
		  "C_Login");
}

static void
begin(struct token *token, const char *name, const char *folder)
{
	CK_C_GetFunctionList get = NULL;

	for (size_t i = 0; i < COUNT(modules); i++)
		if (strcmp(modules[i].name, name) == 0)
			token->module = &modules[i];
	if (token->module == NULL)
		die("'%s' is neither softhsm nor nss", name);
	*(void **)&get = dlsym(load_module(token->module), "C_GetFunctionList");
	if (get == NULL)
		die("the module has no C_GetFunctionList");
	expect_ok(get(&token->call), "C_GetFunctionList");
	make_folder(folder);
	if (token->module == &modules[0])
		initialize_softhsm(token, folder);
	else
		initialize_nss(token, folder);
	open_session(token);
}

/* How many objects have this class and label; `object` is the first. */
static CK_ULONG
find_objects(struct token *token, CK_OBJECT_CLASS class, const char *label,
	     CK_OBJECT_HANDLE *object)
{
	CK_ATTRIBUTE template[] = {
		{CKA_CLASS, &class, sizeof class},
		{CKA_LABEL, (void *)label, strlen(label)},
	};
	CK_OBJECT_HANDLE objects[2] = {0};
	CK_ULONG count = 0;

	expect_ok(token->call->C_FindObjectsInit(token->session, template, COUNT(template)),
		  "C_FindObjectsInit");
	expect_ok(token->call->C_FindObjects(token->session, objects, COUNT(objects), &count),
		  "C_FindObjects");
	expect_ok(token->call->C_FindObjectsFinal(token->session), "C_FindObjectsFinal");
	*object = objects[0];
	return count;
}

static CK_OBJECT_HANDLE
find_private_key(struct token *token, const char *label)
{
	CK_OBJECT_HANDLE key;

	if (find_objects(token, CKO_PRIVATE_KEY, label, &key) != 1)
		die("there is no single private key '%s'", label);
	return key;
}

static void
must_be_new(struct token *token, const char *label)
{
	CK_OBJECT_HANDLE key;

	if (find_objects(token, CKO_PRIVATE_KEY, label, &key) != 0)
		die("there is a private key '%s' already", label);
}

/* Returns the attribute's size. */
static size_t
get_attribute(struct token *token, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, void *value,
	      size_t capacity, const char *name)
{
	CK_ATTRIBUTE attribute = {type, value, capacity};

	expect_ok(token->call->C_GetAttributeValue(token->session, object, &attribute, 1), name);
	return attribute.ulValueLen;
}

static void
print_attributes(struct token *token, CK_OBJECT_HANDLE key)
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
		get_attribute(token, key, rows[i].type, &value, sizeof value, rows[i].name);
		printf("%s %s\n", rows[i].name, value == CK_TRUE ? "yes" : "no");
	}
}

static void
write_public_key(struct token *token, CK_OBJECT_HANDLE key, const char *name)
{
	unsigned char n[MODULUS_MOST_BYTES + 1];
	unsigned char e[16];
	size_t n_bytes = get_attribute(token, key, CKA_MODULUS, n, sizeof n, "modulus");
	size_t e_bytes = get_attribute(token, key, CKA_PUBLIC_EXPONENT, e, sizeof e, "exponent");
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
		die("libcrypto cannot write the KEK's public key");
	close_written(file, name);
	EVP_PKEY_free(public_key);
	OSSL_PARAM_free(parameters);
	BN_free(exponent);
	BN_free(modulus);
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_BLD_free(build);
}

static void
make_kek(struct token *token, const char *bits_text, const char *pem)
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

	must_be_new(token, "kek");
	expect_ok(token->call->C_GenerateKeyPair(token->session, &mechanism, public, COUNT(public),
						 private, COUNT(private), &public_key,
						 &private_key),
		  "C_GenerateKeyPair");
	write_public_key(token, public_key, pem);
	print_attributes(token, private_key);
}

static CK_RSA_PKCS_OAEP_PARAMS
oaep_parameters(const char *hash)
{
	bool sha1 = strcmp(hash, "sha1") == 0;

	if (!sha1 && strcmp(hash, "sha256") != 0)
		die("'%s' is neither sha1 nor sha256", hash);
	return (CK_RSA_PKCS_OAEP_PARAMS){
		.hashAlg = sha1 ? CKM_SHA_1 : CKM_SHA256,
		.mgf = sha1 ? CKG_MGF1_SHA1 : CKG_MGF1_SHA256,
		.source = CKZ_DATA_SPECIFIED,
	};
}

/* Where the blob's second part begins: there is no length field, the KEK's size says it. */
static size_t
split(struct token *token, CK_OBJECT_HANDLE kek, const struct blob *blob)
{
	unsigned char modulus[MODULUS_MOST_BYTES + 1];
	size_t size = get_attribute(token, kek, CKA_MODULUS, modulus, sizeof modulus, "modulus");

	size -= modulus[0] == 0;
	if (blob->size <= size)
		die("the blob ends before its second part");
	return size;
}

/* A session object that can do nothing but unwrap. */
static CK_OBJECT_HANDLE
unwrap_session_key(struct token *token, CK_OBJECT_HANDLE kek, struct blob *blob, size_t size,
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

	expect_ok(token->call->C_UnwrapKey(token->session, &mechanism, kek, blob->data, size,
					   template, COUNT(template), &key),
		  "C_UnwrapKey of the AES key");
	get_attribute(token, key, CKA_VALUE_LEN, &bytes, sizeof bytes, "length of the AES key");
	if (bytes != 32)
		die("the AES key has %lu bytes instead of 32", bytes);
	return key;
}

static void
import_key(struct token *token, const char *file, const char *hash, const char *name,
	   const char *kind)
{
	struct blob blob;
	CK_OBJECT_HANDLE kek = find_private_key(token, "kek");
	CK_MECHANISM mechanism = {token->module->key_wrap_pad, NULL, 0};
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
		{ATTRIBUTE_NSS_DB, (void *)name, strlen(name)},
	};
	CK_ULONG attributes = COUNT(template) - (token->module == &modules[0]);
	CK_OBJECT_HANDLE session_key;
	CK_OBJECT_HANDLE key;
	size_t size;

	if (type == CKK_EC && strcmp(kind, "ec") != 0)
		die("'%s' is neither rsa nor ec", kind);
	read_blob(&blob, file);
	must_be_new(token, name);
	size = split(token, kek, &blob);
	session_key = unwrap_session_key(token, kek, &blob, size, hash);
	expect_ok(token->call->C_UnwrapKey(token->session, &mechanism, session_key,
					   blob.data + size, blob.size - size, template, attributes,
					   &key),
		  "C_UnwrapKey of the private key");
	print_attributes(token, key);
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
		die("libcrypto cannot hold the signature");
	written = i2d_ECDSA_SIG(pair, &out);
	if (written <= 0)
		die("libcrypto cannot encode the signature");
	ECDSA_SIG_free(pair);
	return (size_t)written;
}

static void
sign(struct token *token, const char *name, const char *message, const char *signature_file)
{
	struct blob blob;
	unsigned char hash[32];
	unsigned char signature[SIGNATURE_MOST_BYTES];
	CK_OBJECT_HANDLE key = find_private_key(token, name);
	CK_KEY_TYPE type = 0;
	CK_ULONG size = sizeof signature;
	CK_MECHANISM mechanism = {CKM_SHA256_RSA_PKCS, NULL, 0};
	FILE *file;

	read_blob(&blob, message);
	get_attribute(token, key, CKA_KEY_TYPE, &type, sizeof type, "key type");
	if (type == CKK_EC)
		mechanism.mechanism = CKM_ECDSA;
	expect_ok(token->call->C_SignInit(token->session, &mechanism, key), "C_SignInit");
	if (type == CKK_EC) {
		if (EVP_Digest(blob.data, blob.size, hash, NULL, EVP_sha256(), NULL) != 1)
			die("libcrypto cannot hash the message");
		expect_ok(token->call->C_Sign(token->session, hash, sizeof hash, signature, &size),
			  "C_Sign");
		size = ecdsa_to_der(signature, size);
	} else {
		expect_ok(
			token->call->C_Sign(token->session, blob.data, blob.size, signature, &size),
			"C_Sign");
	}
	file = create(signature_file);
	fwrite(signature, 1, size, file);
	close_written(file, signature_file);
}

/* Only a refusal of the use counts; one of the bytes would say nothing about the key. */
static int
must_not_decrypt(struct token *token, const char *file, const char *hash)
{
	struct blob blob;
	unsigned char clear[MODULUS_MOST_BYTES];
	CK_ULONG clear_bytes = sizeof clear;
	CK_OBJECT_HANDLE kek = find_private_key(token, "kek");
	CK_RSA_PKCS_OAEP_PARAMS oaep = oaep_parameters(hash);
	CK_MECHANISM mechanism = {CKM_RSA_PKCS_OAEP, &oaep, sizeof oaep};
	CK_RV answer = token->call->C_DecryptInit(token->session, &mechanism, kek);

	if (answer == CKR_KEY_FUNCTION_NOT_PERMITTED || answer == CKR_KEY_TYPE_INCONSISTENT) {
		printf("refused: %s\n", answer_name(answer));
		return 0;
	}
	expect_ok(answer, "C_DecryptInit");
	read_blob(&blob, file);
	expect_ok(token->call->C_Decrypt(token->session, blob.data, split(token, kek, &blob), clear,
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
	struct token token = {0};
	size_t verb = 0;
	int status = 0;

	while (verb < COUNT(verbs) && (argc < 4 || strcmp(verbs[verb].name, argv[3]) != 0))
		verb++;
	if (verb == COUNT(verbs) || argc != verbs[verb].arguments)
		return misuse();
	begin(&token, argv[1], argv[2]);
	if (verb == 0)
		make_kek(&token, argv[4], argv[5]);
	else if (verb == 1)
		import_key(&token, argv[4], argv[5], argv[6], argv[7]);
	else if (verb == 2)
		sign(&token, argv[4], argv[5], argv[6]);
	else
		status = must_not_decrypt(&token, argv[4], argv[5]);
	expect_ok(token.call->C_Finalize(NULL), "C_Finalize");
	return fflush(stdout) == 0 ? status : 3;
}
