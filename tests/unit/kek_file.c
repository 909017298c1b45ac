/*
 * What clouds' clients write about a KEK. The key and the JSON are from a published transcript
 * of `az keyvault key show` (2026-03-31); the digest of its SPKI was made by another program.
 */
#include "tests/unit/test.h"

#include "ceremony/crypto.h"
#include "ceremony/text.h"
#include "kek/cloud_time.h"
#include "kek/kek_file.h"

#define N_BASE64 \
	"sTvgIN21z8P3efNPdUTLV46FUg/hb5TXOtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9S" \
	"wPk6Kbwmqokr4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEgLmSO+wJTf1b6Ea6KCWvesM" \
	"P4tMtpqpA+FqCsgFx5oxUWfOJadbKFJWbtqRSNjGAphJzMucZqPkxG74JZt9VTK42d/ARDgg8igYGT" \
	"JG0a9NeU4KfHS/NPwVAjfs0W7U2JpFSmIjioU3YlNfI7Fj9dQJ+YUdITSP9cnF1RlSVse1LSqtet/I" \
	"kwLA13XyzwA73XS/DKeZgEQijmFWtw=="

#define N_BASE64URL \
	"sTvgIN21z8P3efNPdUTLV46FUg_hb5TXOtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9S" \
	"wPk6Kbwmqokr4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEgLmSO-wJTf1b6Ea6KCWvesM" \
	"P4tMtpqpA-FqCsgFx5oxUWfOJadbKFJWbtqRSNjGAphJzMucZqPkxG74JZt9VTK42d_ARDgg8igYGT" \
	"JG0a9NeU4KfHS_NPwVAjfs0W7U2JpFSmIjioU3YlNfI7Fj9dQJ-YUdITSP9cnF1RlSVse1LSqtet_I" \
	"kwLA13XyzwA73XS_DKeZgEQijmFWtw"

static const char spki_pem[] = "-----BEGIN PUBLIC KEY-----\n"
			       "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsTvgIN21z8P3efNPdUTL\n"
			       "V46FUg/hb5TXOtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9SwPk6Kb\n"
			       "wmqokr4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEgLmSO+wJTf1b6Ea\n"
			       "6KCWvesMP4tMtpqpA+FqCsgFx5oxUWfOJadbKFJWbtqRSNjGAphJzMucZqPkxG74\n"
			       "JZt9VTK42d/ARDgg8igYGTJG0a9NeU4KfHS/NPwVAjfs0W7U2JpFSmIjioU3YlNf\n"
			       "I7Fj9dQJ+YUdITSP9cnF1RlSVse1LSqtet/IkwLA13XyzwA73XS/DKeZgEQijmFW\n"
			       "twIDAQAB\n"
			       "-----END PUBLIC KEY-----\n";

static const char pkcs1_pem[] = "-----BEGIN RSA PUBLIC KEY-----\n"
				"MIIBCgKCAQEAsTvgIN21z8P3efNPdUTLV46FUg/hb5TXOtplI5jK5luDoWGGGeZp\n"
				"r9oOAxxfPfgRceYG3EJdixyX9SwPk6Kbwmqokr4GqiOXtDeNE8u5NGfQNL6zctMp\n"
				"PakDrqcz2Ef2b9SzEgLmSO+wJTf1b6Ea6KCWvesMP4tMtpqpA+FqCsgFx5oxUWfO\n"
				"JadbKFJWbtqRSNjGAphJzMucZqPkxG74JZt9VTK42d/ARDgg8igYGTJG0a9NeU4K\n"
				"fHS/NPwVAjfs0W7U2JpFSmIjioU3YlNfI7Fj9dQJ+YUdITSP9cnF1RlSVse1LSqt\n"
				"et/IkwLA13XyzwA73XS/DKeZgEQijmFWtwIDAQAB\n"
				"-----END RSA PUBLIC KEY-----\n";

#define KID \
	"https://cmk-lab-bd36f48c.vault.azure.net/keys/cmk-lab-storage/" \
	"dd008bc0a78543ed9238cff4e1372e36"

static const char az_json[] =
	"{\n"
	"  \"attributes\": { \"created\": \"2026-03-31T12:54:56+00:00\", \"enabled\": true, "
	"\"expires\": null,\n"
	"    \"exportable\": false, \"hsmPlatform\": \"2\", \"notBefore\": null, "
	"\"recoverableDays\": 7,\n"
	"    \"recoveryLevel\": \"CustomizedRecoverable\", \"updated\": "
	"\"2026-03-31T12:54:56+00:00\" },\n"
	"  \"key\": { \"crv\": null, \"d\": null, \"dp\": null, \"dq\": null, \"e\": \"AQAB\", "
	"\"k\": null,\n"
	"    \"keyOps\": [\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"],\n"
	"    \"kid\": \"" KID "\",\n"
	"    \"kty\": \"RSA-HSM\", \"n\": \"" N_BASE64 "\",\n"
	"    \"p\": null, \"q\": null, \"qi\": null, \"t\": null, \"x\": null, \"y\": null },\n"
	"  \"managed\": null, \"releasePolicy\": null, \"tags\": null\n"
	"}\n";

static const char rest_json[] =
	"{\"key\":{\"kid\":\"" KID "\",\"kty\":\"RSA-HSM\",\"key_ops\":[\"import\"],"
	"\"n\":\"" N_BASE64URL "\",\"e\":\"AQAB\"},"
	"\"attributes\":{\"enabled\":true,\"exp\":1786000000,\"nbf\":1,\"recoverableDays\":90},"
	"\"tags\":{}}";

static const char powershell_json[] =
	"{\"Attributes\":{\"Enabled\":false,\"Expires\":\"2026-08-06T07:06:40Z\",\"KeyOps\":["
	"\"import\"]},"
	"\"Key\":{\"Kid\":\"" KID "\",\"Kty\":\"RSA-HSM\",\"KeyOps\":[\"import\"],"
	"\"N\":\"" N_BASE64URL "\",\"E\":\"AQAB\",\"D\":null},"
	"\"VaultName\":\"cmk-lab-bd36f48c\",\"Name\":\"cmk-lab-storage\"}";

static const char jwk_json[] = "{\"kty\":\"RSA\",\"n\":\"" N_BASE64URL "\",\"e\":\"AQAB\"}";

/* What other services' clients answer, around the same key. */
#define SPKI_BASE64 \
	"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsTvgIN21z8P3efNPdUTLV46FUg/hb5TX" \
	"OtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9SwPk6Kbwmqokr4GqiOXtDeNE8u5NGfQNL6zctMp" \
	"PakDrqcz2Ef2b9SzEgLmSO+wJTf1b6Ea6KCWvesMP4tMtpqpA+FqCsgFx5oxUWfOJadbKFJWbtqRSNjGAphJ" \
	"zMucZqPkxG74JZt9VTK42d/ARDgg8igYGTJG0a9NeU4KfHS/NPwVAjfs0W7U2JpFSmIjioU3YlNfI7Fj9dQJ" \
	"+YUdITSP9cnF1RlSVse1LSqtet/IkwLA13XyzwA73XS/DKeZgEQijmFWtwIDAQAB"
#define ARN "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
#define JOB "projects/contoso/locations/europe-west3/keyRings/tenant/importJobs/job-1"
#define OCID "ocid1.key.oc1.iad.abcdef.unique"
#define PEM "\"-----BEGIN PUBLIC KEY-----\\n" SPKI_BASE64_LINES "-----END PUBLIC KEY-----\\n\""
#define SPKI_BASE64_LINES \
	"MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsTvgIN21z8P3efNPdUTL\\n" \
	"V46FUg/hb5TXOtplI5jK5luDoWGGGeZpr9oOAxxfPfgRceYG3EJdixyX9SwPk6Kb\\n" \
	"wmqokr4GqiOXtDeNE8u5NGfQNL6zctMpPakDrqcz2Ef2b9SzEgLmSO+wJTf1b6Ea\\n" \
	"6KCWvesMP4tMtpqpA+FqCsgFx5oxUWfOJadbKFJWbtqRSNjGAphJzMucZqPkxG74\\n" \
	"JZt9VTK42d/ARDgg8igYGTJG0a9NeU4KfHS/NPwVAjfs0W7U2JpFSmIjioU3YlNf\\n" \
	"I7Fj9dQJ+YUdITSP9cnF1RlSVse1LSqtet/IkwLA13XyzwA73XS/DKeZgEQijmFW\\n" \
	"twIDAQAB\\n"

static const char aws_json[] =
	"{\n    \"KeyId\": \"" ARN "\",\n    \"ImportToken\": \"AQID/w==\",\n"
	"    \"PublicKey\": \"" SPKI_BASE64 "\",\n"
	"    \"ParametersValidTo\": \"2026-08-06T09:06:40.123000+02:00\"\n}\n";

static const char google_json[] =
	"{\"attestation\":{\"content\":\"AA==\",\"format\":\"CAVIUM_V2_COMPRESSED\"},"
	"\"createTime\":\"2026-08-03T07:06:40.5Z\",\"expireTime\":\"2026-08-06T07:06:40.5Z\","
	"\"importMethod\":\"RSA_OAEP_4096_SHA256_AES_256\",\"name\":\"" JOB "\","
	"\"protectionLevel\":\"HSM\",\"publicKey\":{\"pem\":" PEM "},\"state\":\"ACTIVE\"}";

static const char vault_json[] =
	"{\"request_id\":\"x\",\"lease_id\":\"\",\"lease_duration\":0,\"renewable\":false,"
	"\"data\":{\"public_key\":" PEM "},\"warnings\":null,\"mount_type\":\"transit\"}";

static const char oci_json[] =
	"{\"data\":{\"compartment-id\":\"ocid1.compartment.oc1..a\",\"id\":\"" OCID "\","
	"\"lifecycle-state\":\"ENABLED\",\"public-key\":" PEM ","
	"\"time-created\":\"2026-08-06T07:06:40Z\",\"vault-id\":\"ocid1.vault.oc1.iad.abcdef.b\"}}";

static const char oci_rest_json[] =
	"{\"compartmentId\":\"ocid1.compartment.oc1..a\",\"id\":\"" OCID "\","
	"\"lifecycleState\":\"DISABLED\",\"publicKey\":" PEM
	",\"vaultId\":\"ocid1.vault.oc1.iad.abcdef.b\"}";

static struct kek_file file;

static const char *
read_text(const char *text)
{
	return kek_file_read(&file, (const uint8_t *)text, strlen(text));
}

/* `text` with its first `old` made `new`, in a buffer that the next call uses again. */
static const char *
changed(const char *text, const char *old, const char *new)
{
	static char buffer[2][16384];
	static int turn;
	const char *at = strstr(text, old);

	turn = !turn;
	if (at == NULL)
		return "the test is wrong";
	snprintf(buffer[turn], sizeof buffer[turn], "%.*s%s%s", (int)(at - text), text, new,
		 at + strlen(old));
	return buffer[turn];
}

static const char *
read_changed(const char *text, const char *old, const char *new)
{
	return read_text(changed(text, old, new));
}

static bool
is_the_key(void)
{
	static const char want[] =
		"70ef8138ffdb2ee5a04b1a9434857f4029a1bbfc5d2e65c250abb329ddc2c87e";
	struct digest digest = public_key_digest(&file.key);
	char got[DIGEST_TEXT_BYTES];

	digest_to_text(got, &digest);
	return file.key.type == KEY_RSA_2048 && strcmp(got, want) == 0;
}

static bool
says_no_terms(void)
{
	return !file.has_kid && file.kid[0] == '\0' && file.kty[0] == '\0' &&
	       !file.has_operations && !file.import_only && !file.has_expiry &&
	       file.enabled == KEK_UNKNOWN;
}

/* The text with a CR before each LF. */
static const char *
with_crlf(const char *text)
{
	static char buffer[8192];
	char *to = buffer;

	for (; *text != '\0'; text++) {
		if (*text == '\n')
			*to++ = '\r';
		*to++ = *text;
	}
	*to = '\0';
	return buffer;
}

/* `big` is 1 for UTF-16BE. */
static const char *
read_utf16(const char *text, size_t big)
{
	static uint8_t buffer[16384];
	size_t length = strlen(text);

	memset(buffer, 0, sizeof buffer);
	buffer[!big] = 0xfe;
	buffer[big] = 0xff;
	for (size_t i = 0; i < length; i++)
		buffer[2 * i + 2 + big] = (uint8_t)text[i];
	return kek_file_read(&file, buffer, 2 * length + 2);
}

static void
pem(void)
{
	check_good(read_text(spki_pem));
	check(is_the_key() && says_no_terms());
	check_good(read_text(pkcs1_pem));
	check(is_the_key() && says_no_terms());
	check_good(read_text(with_crlf(spki_pem)));
	check(is_the_key());
	check_good(read_text(with_crlf(pkcs1_pem)));
	check(is_the_key());
	check_good(read_changed(spki_pem, "-----BEGIN", "\xef\xbb\xbf-----BEGIN"));
	check(is_the_key());
	check_good(read_changed(spki_pem, "KEY-----\nMII", "KEY-----\r\nMII"));
	check_good(
		read_changed(spki_pem, "-----END PUBLIC KEY-----\n", "-----END PUBLIC KEY-----"));
	check_good(read_changed(spki_pem, "-----END PUBLIC KEY-----\n",
				"-----END PUBLIC KEY-----\n\r\n"));
	check_good(read_changed(spki_pem, "wIDAQAB", "wID\nAQAB"));
	check(is_the_key());
	check_good(read_utf16(with_crlf(spki_pem), 0));
	check(is_the_key());
	check_good(read_utf16(spki_pem, 1));
	check(is_the_key());
}

static void
pem_refused(void)
{
	static const char line[] = "is PEM with an empty or overlong line, or more than a key";
	char many[4000] = "-----BEGIN PUBLIC KEY-----\n";

	check_says(read_changed(spki_pem, "-----BEGIN", "\n-----BEGIN"),
		   "has something before its key");
	check_says(read_changed(spki_pem, "-----BEGIN", "Key:\n-----BEGIN"),
		   "has something before its key");
	check_says(
		read_changed(spki_pem, "-----END PUBLIC KEY-----\n", "-----END PUBLIC KEY-----\nx"),
		"has something behind its key");
	check_says(read_changed(spki_pem, "-----END PUBLIC KEY-----\n",
				"-----END PUBLIC KEY-----\n \n"),
		   "has something behind its key");
	check_says(read_changed(spki_pem, "BEGIN PUBLIC KEY-----", "BEGIN PUBLIC KEY----"),
		   "is PEM without a beginning");
	check_says(read_changed(spki_pem, "-----END PUBLIC KEY-----\n", ""),
		   "is PEM without an end");
	check_says(read_changed(spki_pem, "END PUBLIC", "END RSA PUBLIC"),
		   "is PEM that ends under another name than it begins");
	check_says(read_changed(spki_pem, "MII", "\nMII"), line);
	check_says(read_changed(spki_pem, "MIIBIjANBgkqhkiG9w0B",
				"MIIBIjANBgkqhkiG9w0BMIIBIjANBgkqhkiG9w0B"),
		   line);
	while (strlen(many) + 100 < sizeof many)
		strcat(many, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
	check_says(read_text(many), line);
	check_says(read_changed(spki_pem, "IDAQAB", "IDAQAB="), "is PEM with damaged base64");
	check_says(read_changed(spki_pem, "IDAQAB", "IDAQA*"), "is PEM with damaged base64");
	check_says(read_changed(spki_pem, "MII", "MI I"), "is PEM with damaged base64");
	check_says(read_changed(spki_pem, "IDAQAB", "IDAQAA"),
		   "has an RSA exponent other than 65537");
	check_says(read_changed(pkcs1_pem, "IDAQAB", "IDAQAA"),
		   "has an RSA exponent other than 65537");
	check_says(read_changed(pkcs1_pem, "MIIBCgKCAQEA", "MIIBCgKCAQGA"),
		   "is not an RSA public key in canonical DER");
	check_says(
		read_text(changed(changed(spki_pem, "N PUB", "N RSA PUB"), "D PUB", "D RSA PUB")),
		"is not an RSA public key in canonical DER");
	check_says(read_text(changed(changed(pkcs1_pem, "RSA PUB", "PUB"), "RSA PUB", "PUB")),
		   "is not a public key in DER");
}

static void
pem_of_something_else(void)
{
	static const char *const all[][2] = {
		{"PRIVATE KEY", "is a private key; the KEK is the public key that the cloud made"},
		{"RSA PRIVATE KEY",
		 "is a private key; the KEK is the public key that the cloud made"},
		{"EC PRIVATE KEY",
		 "is a private key; the KEK is the public key that the cloud made"},
		{"OPENSSH PRIVATE KEY",
		 "is a private key; the KEK is the public key that the cloud made"},
		{"ENCRYPTED PRIVATE KEY", "is an encrypted private key, not a public key"},
		{"CERTIFICATE", "is a certificate; the public key alone is wanted"},
		{"TRUSTED CERTIFICATE", "is a certificate; the public key alone is wanted"},
		{"CERTIFICATE REQUEST", "is a certificate request; the public key alone is wanted"},
		{"NEW CERTIFICATE REQUEST",
		 "is a certificate request; the public key alone is wanted"},
		{"PKCS7", "is a PKCS#7 file, not a public key"},
		{"AGE ENCRYPTED FILE", "is an encrypted file"},
		{"PGP MESSAGE", "is an encrypted file"},
		{"EC PUBLIC KEY", "a KEK must be RSA"},
		{"EC PARAMETERS", "a KEK must be RSA"},
		{"X509 CRL", "is PEM of a kind that is not a public key"},
		{"PUBLIC KEY ", "is PEM of a kind that is not a public key"},
	};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		const char *text = changed(spki_pem, "BEGIN PUBLIC KEY", "BEGIN LABEL");

		check_says(read_changed(text, "LABEL", all[i][0]), all[i][1]);
	}
}

static const char *
read_hex(const char *hex)
{
	uint8_t der[1024];

	check_good(text_from_hex(der, strlen(hex) / 2, hex, strlen(hex)));
	return kek_file_read(&file, der, strlen(hex) / 2);
}

static void
der(void)
{
	struct public_key key;
	uint8_t longer[sizeof key.spki + 1] = {0};

	check_good(read_text(spki_pem));
	key = file.key;
	memcpy(longer, key.spki, key.size);
	check_good(kek_file_read(&file, key.spki, key.size));
	check(is_the_key() && says_no_terms());
	/* RSAPublicKey begins behind 24 bytes of SPKI. */
	check_good(kek_file_read(&file, key.spki + 24, key.size - 24));
	check(is_the_key());
	check_says(kek_file_read(&file, longer, key.size + 1), "has bytes behind its end");
	check_says(kek_file_read(&file, longer + 24, key.size - 23),
		   "is not an RSA public key in canonical DER");
	check_says(kek_file_read(&file, key.spki, key.size - 1), "is not a public key in DER");
	check_says(kek_file_read(&file, key.spki, 1), "is not a public key in DER");
	check_says(read_text("0 is no key"), "is not a public key in DER");
}

/* Skeletons of the structures, and two whole keys of other kinds. */
static void
der_of_something_else(void)
{
	static const char private_key[] =
		"is a private key; the KEK is the public key that the cloud made";

	check_says(read_hex("3009020100020103020105"), private_key);
	check_says(read_hex("300b0201003004060055000400"), private_key);
	check_says(read_hex("30070201010402abcd"), private_key);
	check_says(read_hex("300902010330040600a000"),
		   "is a PKCS#12 file (.pfx), not a public key");
	check_says(read_hex("300d0201033004060da0003002300000"),
		   "is a PKCS#12 file (.pfx), not a public key");
	check_says(read_hex("3008300406000500040000"),
		   "is an encrypted private key, not a public key");
	check_says(read_hex("300b3005a003020102300006000000"),
		   "is a certificate; the public key alone is wanted");
	check_says(read_hex("30073003020100300003"),
		   "is a certificate or a request for one; the public key alone is wanted");
	check_says(read_hex("300b06092a864886f70d010702"), "is a PKCS#7 file, not a public key");
	check_says(read_hex("300004"), "is not a public key in DER");
	check_says(read_hex("3003010100"), "is not a public key in DER");
	check_says(read_hex("302a300506032b6570032100a485dc79ca0719e1e28e45147b42bf225ac2566e6d20b6"
			    "781a0ff1bd14c517e8"),
		   "a KEK must be RSA");
	check_says(read_hex("3059301306072a8648ce3d020106082a8648ce3d030107034200045af532cc1d2cf3aa"
			    "8c40606da90cb2d9"
			    "7ef3b7bad3bbc99ea8fcff2d163c981dba8d2a0738117317325833b0120f818a812971"
			    "390eb7fd0fa259e1"
			    "34d5e90609"),
		   "a KEK must be RSA");
	check_says(read_hex("3012300b06092a864886f70d01010a0303000000"),
		   "is RSA for one use alone; a KEK must be plain RSA (rsaEncryption)");
	check_says(read_hex("30819f300d06092a864886f70d010101050003818d00308189028181009fd633b144fc"
			    "7cd0e4a3398b762d62"
			    "9c7ece20af02f84657a9b2ae95fa26a937535edfe5e810c5fd6e8739cf02eb8ada56ea"
			    "5316333e50f63ffd95"
			    "1fc9ed675a66902688ccfd058f53d0bc421e3ff4844cb331a0ad0e7e30d3d4d5dc074f"
			    "c399a842c3c953ecfb"
			    "dd9fbf8d63884963d89590a665d3dc4f2f5736d707d7e2e7a10203010001"),
		   "has an RSA modulus that does not have 2048, 3072 or 4096 bits");
}

static void
az(void)
{
	check_good(read_text(az_json));
	check(is_the_key());
	check(file.has_kid && strcmp(file.kid, KID) == 0 && strcmp(file.kty, "RSA-HSM") == 0);
	check(file.has_operations && !file.import_only && file.enabled == KEK_YES);
	check(!file.has_expiry && file.expires == 0);
	/* azure-cli issue 16053. */
	check_good(read_changed(az_json, "AQAB\"", "AAEAAQ==\""));
	check(is_the_key());
	check_good(read_changed(az_json, "==\"", "\""));
	check(is_the_key());
	check_good(read_text(with_crlf(az_json)));
	check(is_the_key());
	check_good(read_changed(az_json, "{", "\xef\xbb\xbf{"));
	check(is_the_key());
	check_good(read_changed(az_json, "\"tags\": null", "\"tags\": {\"a.b\": \"\xc3\xa9\"}"));
	check_good(read_utf16(with_crlf(az_json), 0));
	check(is_the_key() && file.has_kid && file.enabled == KEK_YES);
	check_good(read_utf16(az_json, 1));
	check(is_the_key() && strcmp(file.kid, KID) == 0);
}

/* What old clients leave out or make null is unknown. */
static void
unknown(void)
{
	check_good(read_changed(az_json, "\"enabled\": true", "\"enabled\": null"));
	check(file.enabled == KEK_UNKNOWN);
	check_good(read_changed(az_json, "\"kty\": \"RSA-HSM\"", "\"kty\": null"));
	check(file.kty[0] == '\0' && is_the_key());
	check_good(read_changed(az_json, "\"" KID "\"", "null"));
	check(!file.has_kid);
	check_good(read_changed(
		az_json, "[\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"]",
		"null"));
	check(!file.has_operations && !file.import_only);
	check_good(read_text(jwk_json));
	check(is_the_key() && strcmp(file.kty, "RSA") == 0 && !file.has_kid &&
	      !file.has_operations);
	check(!file.has_expiry && file.enabled == KEK_UNKNOWN);
}

static const char az_operations[] =
	"\"encrypt\",\"decrypt\",\"sign\",\"verify\",\"wrapKey\",\"unwrapKey\"";

static void
terms(void)
{
	check_good(read_changed(az_json, az_operations, "\"import\""));
	check(file.has_operations && file.import_only);
	check_good(read_changed(az_json, az_operations, "\"import\",\"import\""));
	check(file.has_operations && !file.import_only);
	check_good(read_changed(az_json, az_operations, ""));
	check(file.has_operations && !file.import_only);
	check_good(read_changed(az_json, "\"enabled\": true", "\"enabled\": false"));
	check(file.enabled == KEK_NO);
	check_good(read_changed(az_json, "\"expires\": null",
				"\"expires\": \"2026-08-06T09:06:40+02:00\""));
	check(file.has_expiry && file.expires == 1786000000);
	check(file.exportable == KEK_NO && !file.has_beginning);
	check_good(read_changed(az_json, "\"exportable\": false", "\"exportable\": true"));
	check(file.exportable == KEK_YES);
	check_good(read_changed(az_json, "\"exportable\": false", "\"exportable\": null"));
	check(file.exportable == KEK_UNKNOWN);
	check_good(read_changed(az_json, "\"releasePolicy\": null", "\"releasePolicy\": {}"));
	check(file.exportable == KEK_YES);
	check_good(read_changed(az_json, "\"notBefore\": null",
				"\"notBefore\": \"2026-08-06T09:06:40+02:00\""));
	check(file.has_beginning && file.begins == 1786000000);
	check_good(read_text(rest_json));
	check(is_the_key() && file.has_kid && file.import_only && file.enabled == KEK_YES);
	check(file.exportable == KEK_UNKNOWN && file.has_beginning && file.begins == 1);
	check(file.has_expiry && file.expires == 1786000000);
	check_good(read_changed(rest_json, "\"exp\":1786000000", "\"exp\":0"));
	check(file.has_expiry && file.expires == 0);
	check_good(read_text(powershell_json));
	check(is_the_key() && strcmp(file.kid, KID) == 0 && strcmp(file.kty, "RSA-HSM") == 0);
	check(file.import_only && file.enabled == KEK_NO && file.has_expiry &&
	      file.expires == 1786000000);
	check_good(
		read_changed(powershell_json, "2026-08-06T07:06:40Z", "\\/Date(1786000000123)\\/"));
	check(file.has_expiry && file.expires == 1786000000);
}

static bool
is_of(enum profile_service service, const char *kid)
{
	return is_the_key() && file.has_service && file.service == service &&
	       strcmp(file.kid, kid) == 0 && file.has_kid == (kid[0] != '\0');
}

static void
aws(void)
{
	static const char set[] = "has a public key or an import token that is not base64";
	static const char lacks[] =
		"lacks a part of what aws kms get-parameters-for-import answers";
	static const char expiry[] = "has an expiry that is not a time with its offset from UTC";
	static char large[9000];

	check_good(read_text(aws_json));
	check(is_of(PROFILE_AWS, ARN) && file.has_expiry && file.expires == 1786000000);
	check(file.token_bytes == 4 && memcmp(file.token, "\x01\x02\x03\xff", 4) == 0);
	check(file.method[0] == '\0' && file.kty[0] == '\0' && file.enabled == KEK_UNKNOWN);
	check_good(
		read_changed(aws_json, "\"2026-08-06T09:06:40.123000+02:00\"", "1786000000.987"));
	check(file.has_expiry && file.expires == 1786000000);
	check_good(read_changed(aws_json, "\"2026-08-06T09:06:40.123000+02:00\"", "1786000000"));
	check(file.has_expiry && file.expires == 1786000000);
	check_good(read_changed(aws_json, "\"2026-08-06T09:06:40.123000+02:00\"", "null"));
	check(!file.has_expiry);
	check_says(read_changed(aws_json, "2026-08-06T09:06:40.123000+02:00", "tomorrow"), expiry);
	check_says(read_changed(aws_json, "\"2026-08-06T09:06:40.123000+02:00\"", "1e300"), expiry);
	check_says(read_changed(aws_json, "\"2026-08-06T09:06:40.123000+02:00\"", "-1.5"), expiry);
	check_says(read_changed(aws_json, "AQID/w==", "AQID_w=="), set);
	check_says(read_changed(aws_json, "AQID/w==", "AQID/w"), set);
	check_says(read_changed(aws_json, "AQID/w==", ""), set);
	check_says(read_changed(aws_json, "MIIBIjANBg", "MIIBIj-NBg"), set);
	check_says(read_changed(aws_json, "\"PublicKey\"", "\"publickey\""), lacks);
	check_says(read_changed(aws_json, "\"AQID/w==\"", "7"), lacks);
	check_says(read_changed(aws_json, "\"" SPKI_BASE64 "\"", "\"AQID\""),
		   "is not a public key in DER");
	memset(large, 'A', 8 * KEK_TOKEN_MOST_BYTES / 6);
	check_good(read_changed(aws_json, "AQID/w==", large));
	check(file.token_bytes == KEK_TOKEN_MOST_BYTES);
	memset(large, 'A', sizeof large - 4);
	check_says(read_changed(aws_json, "AQID/w==", large), set);
	snprintf(large, sizeof large, "{\"ImportToken\":1,\"importMethod\":\"x\"}");
	check_says(read_text(large), "is JSON with more than one key in it");
	check_says(read_changed(aws_json, "{", "{\"kty\":\"RSA\","),
		   "is JSON with more than one key in it");
}

static void
google(void)
{
	static const char method[] = "has an import method that is no word";

	check_good(read_text(google_json));
	check(is_of(PROFILE_GOOGLE, JOB) && file.has_expiry && file.expires == 1786000000);
	check(strcmp(file.method, "rsa-oaep-4096-sha256-aes-256") == 0 &&
	      strcmp(file.kty, "RSA-HSM") == 0);
	check(file.token_bytes == 0 && !file.has_operations);
	check_good(read_changed(google_json, "RSA_OAEP_4096_SHA256_AES_256",
				"rsa-oaep-3072-sha1-aes-256"));
	check(strcmp(file.method, "rsa-oaep-3072-sha1-aes-256") == 0);
	check_good(read_changed(google_json, "\"HSM\"", "\"SOFTWARE\""));
	check(strcmp(file.kty, "RSA") == 0);
	check_good(read_changed(google_json, "\"HSM\"", "null"));
	check(file.kty[0] == '\0');
	check_says(read_changed(google_json, "\"HSM\"", "\"EXTERNAL\""),
		   "is of an import job whose protection level is neither HSM nor SOFTWARE");
	check_says(read_changed(google_json, "\"ACTIVE\"", "\"PENDING_GENERATION\""),
		   "is of an import job that is not ACTIVE yet: describe it again");
	check_says(read_changed(google_json, "\"ACTIVE\"", "\"EXPIRED\""),
		   "is of an import job that has expired: make another");
	check_says(read_changed(google_json, "\"ACTIVE\"", "\"active\""),
		   "is of an import job that is not ACTIVE");
	check_says(read_changed(google_json, "\"RSA_OAEP_4096_SHA256_AES_256\"", "4"), method);
	check_says(read_changed(google_json, "RSA_OAEP", "RSA OAEP"), method);
	check_says(read_changed(google_json, "RSA_OAEP",
				"RSA_OAEP_RSA_OAEP_RSA_OAEP_RSA_OAEP_RSA_OAEP_RSA_OAEP"),
		   method);
	check_says(read_changed(google_json, "\"publicKey\"", "\"key\""),
		   "is JSON without a key in it");
	check_says(read_text("attestation:\n  certChains:\n    x: |\n      -----BEGIN PUBLIC "
			     "KEY-----\n"),
		   "is YAML; JSON is wanted: --format=json of gcloud, --output json of aws");
	check_says(read_text("createTime: '2026-08-03T07:06:40.5Z'\nimportMethod: x\n"),
		   "is YAML; JSON is wanted: --format=json of gcloud, --output json of aws");
	check_says(read_text("---\r\nname: x\r\n"),
		   "is YAML; JSON is wanted: --format=json of gcloud, --output json of aws");
}

static void
vault_and_oci(void)
{
	check_good(read_text(vault_json));
	check(is_of(PROFILE_VAULT, "") && !file.has_expiry);
	check_good(read_text("{\"public_key\":" PEM "}"));
	check(is_of(PROFILE_VAULT, ""));
	check_says(read_text("Key           Value\n---           -----\npublic_key    -----BEGIN "
			     "PUBLIC KEY-----\n"),
		   "is a table; JSON is wanted: -format=json of vault and bao");
	check_good(read_text(oci_json));
	check(is_of(PROFILE_OCI, OCID) && file.enabled == KEK_YES);
	check_good(read_changed(oci_json, "\"ENABLED\"", "\"DELETED\""));
	check(file.enabled == KEK_NO);
	check_good(read_text(oci_rest_json));
	check(is_of(PROFILE_OCI, OCID) && file.enabled == KEK_NO);
	check_says(
		read_changed(oci_json, "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----"),
		"is a certificate; the public key alone is wanted");
	check_says(
		read_changed(vault_json, "\"public_key\":", "\"public-key\":\"\",\"public_key\":"),
		"is JSON with more than one key in it");
}

/* ConvertTo-Json makes a list of bytes of a byte[]. */
static void
number_as_list(void)
{
	static char list[4096];
	struct public_key key;
	int length = 0;

	check_good(read_text(spki_pem));
	key = file.key;
	for (size_t i = 0; i < 256; i++)
		length += snprintf(list + length, sizeof list - (size_t)length, "%s%u",
				   i == 0 ? "[" : ", ", public_key_modulus(&key)[i]);
	strcat(list, "]");
	check_good(read_text(changed(changed(powershell_json, "\"AQAB\"", "[1,0,1]"),
				     "\"" N_BASE64URL "\"", list)));
	check(is_the_key());
	check_says(read_changed(powershell_json, "\"AQAB\"", "[1,0,256]"),
		   "has a modulus or exponent that is not a list of bytes");
	check_says(read_changed(powershell_json, "\"AQAB\"", "[1,0,-1]"),
		   "has a modulus or exponent that is not a list of bytes");
	check_says(read_changed(powershell_json, "\"AQAB\"", "[1,0,\"1\"]"),
		   "has a modulus or exponent that is not a list of bytes");
	memset(list, '1', sizeof list);
	for (size_t i = 0; i < 2051; i++)
		list[i] = i % 2 == 0 ? '1' : ',';
	list[0] = '[';
	list[1] = '1';
	strcpy(list + 2051, "]");
	check_says(read_changed(powershell_json, "\"AQAB\"", list),
		   "has a modulus or exponent that is too long");
}

static void
numbers_refused(void)
{
	static const char bad[] = "has a modulus or exponent that is not base64";
	static const char none[] = "does not say the modulus or the exponent";
	static const char size[] = "has an RSA modulus that does not have 2048, 3072 or 4096 bits";
	static char large[2000];

	check_says(read_changed(jwk_json, "\"" N_BASE64URL "\"", "\"" N_BASE64URL "=\""), bad);
	check_says(read_changed(jwk_json, "\"" N_BASE64URL "\"", "\"+" N_BASE64URL "+AA\""), bad);
	check_says(read_changed(jwk_json, "\"AQAB\"", "\"AQ AB\""), bad);
	check_says(read_changed(jwk_json, "\"AQAB\"", "65537"), bad);
	check_says(read_changed(jwk_json, "\"AQAB\"", "null"), none);
	check_says(read_changed(jwk_json, "\"n\"", "\"m\""), none);
	check_says(read_changed(jwk_json, "\"" N_BASE64URL, "\"BASE64URL(" N_BASE64URL ")"),
		   "has the notation BASE64URL(...) in the place of its content");
	check_says(read_changed(jwk_json, "AQAB", "Aw"), "has an RSA exponent other than 65537");
	check_says(read_changed(jwk_json, "AQAB", ""), "has an RSA exponent other than 65537");
	check_says(read_changed(jwk_json, N_BASE64URL, ""), size);
	check_says(read_changed(jwk_json, N_BASE64URL, "AAAA"), size);
	check_says(read_changed(jwk_json, N_BASE64URL, "AAAB"), size);
	memset(large, 'x', 1366);
	check_says(read_changed(jwk_json, N_BASE64URL, large), bad);
	large[1360] = '\0';
	check_says(read_changed(jwk_json, N_BASE64URL, large), size);
	check_says(read_changed(az_json, "Wtw==", "Wtg=="), "has an RSA modulus that is even");
}

static void
json_refused(void)
{
	static const char kid[] =
		"has a key identifier that is not printable ASCII of a fitting length";
	static const char operations[] = "has key operations that are not a list of texts";
	static const char expiry[] = "has an expiry that is not a time with its offset from UTC";
	static char large[KEK_KID_BYTES + 1];

	check_says(read_text("{\"key\":{}"), "is JSON that ends too early");
	check_says(read_changed(rest_json, "\"enabled\":true", "\"enabled\":true,\"enabled\":true"),
		   "is JSON with a member named twice");
	check_says(read_text("{}"), "is JSON without a key in it");
	check_says(read_text("{\"key\":null}"), "is JSON without a key in it");
	check_says(read_text("[]"), "is a list of keys; one key is wanted");
	check_says(read_text("{\"keys\":[]}"), "is a list of keys; one key is wanted");
	check_says(read_text(" {\"value\":[]}"), "is a list of keys; one key is wanted");
	check_says(read_text("{\"schema_version\":\"1.0.0\"}"), "is a .byok package, not a KEK");
	check_says(read_changed(rest_json, "\"tags\"", "\"kty\":\"RSA\",\"tags\""),
		   "is JSON with more than one key in it");
	check_says(read_changed(az_json, "\"d\": null", "\"d\": \"AQAB\""),
		   "is a private key; the KEK is the public key that the cloud made");
	check_says(read_changed(jwk_json, "\"e\"", "\"qi\":\"AA\",\"e\""),
		   "is a private key; the KEK is the public key that the cloud made");
	check_says(read_changed(powershell_json, "\"D\":null", "\"DQ\":[1]"),
		   "is a private key; the KEK is the public key that the cloud made");
	check_says(read_changed(az_json, "\"RSA-HSM\"", "\"EC-HSM\""), "a KEK must be RSA");
	check_says(read_changed(az_json, "\"RSA-HSM\"", "\"oct-HSM\""), "a KEK must be RSA");
	check_says(read_changed(az_json, "\"RSA-HSM\"", "\"rsa\""), "a KEK must be RSA");
	check_says(read_changed(az_json, "\"RSA-HSM\"", "1"), "a KEK must be RSA");
	check_says(read_text("{\"key\":{\"kty\":\"EC-HSM\",\"x\":\"AA\",\"y\":\"AA\"}}"),
		   "a KEK must be RSA");
	check_says(read_changed(az_json, KID, ""), kid);
	check_says(read_changed(az_json, KID, "https://h\xc3\xa9"), kid);
	check_says(read_changed(az_json, "\"" KID "\"", "[]"), kid);
	memset(large, 'k', sizeof large - 1);
	check_says(read_changed(az_json, KID, large), kid);
	large[KEK_KID_BYTES - 1] = '\0';
	check_good(read_changed(az_json, KID, large));
	check_says(read_changed(rest_json, "[\"import\"]", "\"import\""), operations);
	check_says(read_changed(rest_json, "[\"import\"]", "[\"import\",1]"), operations);
	check_says(read_changed(rest_json, "\"key_ops\"", "\"keyOps\":[\"import\"],\"key_ops\""),
		   "says one thing under two names");
	check_says(
		read_changed(rest_json, "\"exp\"", "\"expires\":\"2026-08-06T07:06:40Z\",\"exp\""),
		"says one thing under two names");
	check_says(read_changed(rest_json, "1786000000", "\"2026-08-06T07:06:40\""), expiry);
	check_says(read_changed(rest_json, "1786000000", "\"1786000000\""), expiry);
	check_says(read_changed(rest_json, "1786000000", "-1"), expiry);
	check_good(read_changed(rest_json, "1786000000", "1.5"));
	check(file.expires == 1);
	check_says(read_changed(rest_json, "1786000000", "true"), expiry);
	check_says(read_changed(rest_json, "\"enabled\":true", "\"enabled\":\"true\""),
		   "is enabled neither true nor false");
}

static void
strangers(void)
{
	static uint8_t large[KEK_FILE_MOST_BYTES + 1];

	check_says(read_text(""), "is empty");
	check_says(read_text("\xef\xbb\xbf\r\n "), "is empty");
	check_says(read_text("\xff\xfe"), "is empty");
	check_says(read_text("age-encryption.org/v1\n-> X25519"), "is an encrypted file");
	check_says(read_text("Salted__12345678"), "is an encrypted file");
	check_says(read_text("AGE-SECRET-KEY-1QQ"),
		   "is a private key; the KEK is the public key that the cloud made");
	check_says(read_text("BASE64URL(AQAB)"),
		   "has the notation BASE64URL(...) in the place of its content");
	check_says(read_text("ssh-rsa AAAA"),
		   "is an SSH public key; SubjectPublicKeyInfo is wanted");
	check_says(read_text("ecdsa-sha2-nistp256 AAAA"), "a KEK must be RSA");
	check_says(read_text("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"),
		   "is base64 alone; PEM or DER is wanted");
	check_says(read_text("PK\x03\x04"), "is a zip archive; the public key in it is wanted");
	check_says(read_text("<RSAKeyValue>"), "is XML or a web page; PEM, DER or JSON is wanted");
	check_says(read_text("hello"), "is in none of the forms in which clouds give a KEK");
	check_says(kek_file_read(&file, large, sizeof large), "is larger than any KEK file");
	check_says(kek_file_read(&file, large, sizeof large - 1),
		   "is in none of the forms in which clouds give a KEK");
}

static void
utf16(void)
{
	static const char bad[] = "is not UTF-16, though it begins so";
	/* {"tags":"U+00E9 U+20AC U+1F511"} in UTF-16LE */
	static const uint8_t wide[] =
		"\xff\xfe{\0\"\0t\0\"\0:\0\"\0\xe9\0\xac\x20\x3d\xd8\x11\xdd\"\0}\0";

	check_says(kek_file_read(&file, wide, sizeof wide - 1), "is JSON without a key in it");
	check_says(kek_file_read(&file, wide, sizeof wide - 2), bad);
	check_says(kek_file_read(&file, (const uint8_t *)"\xff\xfe\x3d\xd8", 4), bad);
	check_says(kek_file_read(&file, (const uint8_t *)"\xff\xfe\x3d\xd8\x3d\xd8", 6), bad);
	check_says(kek_file_read(&file, (const uint8_t *)"\xfe\xff\xdd\x11\xd8\x3d", 6), bad);
}

static const char *
time_of(int64_t *seconds, const char *text)
{
	*seconds = -1;
	return cloud_time_read(seconds, text);
}

static void
times(void)
{
	static const char form[] = "is not a time with its offset from UTC";
	static const char digits[] = "is not a time in milliseconds";
	int64_t t;

	check(time_of(&t, "2026-03-31T12:54:56+00:00") == NULL && t == 1774961696);
	check(time_of(&t, "2026-03-31T12:54:56Z") == NULL && t == 1774961696);
	check(time_of(&t, "2026-03-31T12:54:56.1234567Z") == NULL && t == 1774961696);
	check(time_of(&t, "2026-03-31T14:54:56.9+02:00") == NULL && t == 1774961696);
	check(time_of(&t, "2026-03-30T23:25:56-13:29") == NULL && t == 1774961696);
	check(time_of(&t, "/Date(1774961696999)/") == NULL && t == 1774961696);
	check_says(time_of(&t, ""), form);
	check(t == 0);
	check_says(time_of(&t, "2026-03-31T12:54:56"), form);
	check_says(time_of(&t, "2026-03-31T12:54:56.Z"), form);
	check_says(time_of(&t, "2026-03-31T12:54:56z"), form);
	check_says(time_of(&t, "2026-03-31T12:54:56Z "), form);
	check_says(time_of(&t, "2026-03-31T12:54:56+0000"), form);
	check_says(time_of(&t, "2026-03-31T12:54:56+24:00"), form);
	check_says(time_of(&t, "2026-03-31T12:54:56+00:60"), form);
	check_says(time_of(&t, "2026-03-31T12:54:56*00:00"), form);
	check_says(time_of(&t, "2026-03-31 12:54:56+00:00"),
		   "is not a time like 2026-11-21T23:40:12Z");
	check_says(time_of(&t, "2026-02-29T12:54:56+00:00"), "is not a time that exists");
	check(t == 0);
	check_says(time_of(&t, "/Date(-1)/"), digits);
	check_says(time_of(&t, "/Date()/"), digits);
	check_says(time_of(&t, "/Date("), digits);
	check_says(time_of(&t, "/Date(1774961696999+0200)/"), digits);
}

int
main(void)
{
	secret_begin();
	crypto_begin();
	pem();
	pem_refused();
	pem_of_something_else();
	der();
	der_of_something_else();
	az();
	unknown();
	terms();
	aws();
	google();
	vault_and_oci();
	number_as_list();
	numbers_refused();
	json_refused();
	strangers();
	utf16();
	times();
	return test_end();
}
