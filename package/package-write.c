#include <stdio.h>
#include <string.h>

#include "ceremony/attested.h"
#include "ceremony/folder.h"
#include "ceremony/manifest.h"
#include "ceremony/option.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"
#include "ceremony/show.h"
#include "ceremony/signing.h"
#include "ceremony/sums.h"
#include "package/package.h"

static const char usage[] = "package-write request|transfer|archive";

/* Everything but a request is signed: now, or by ceremony-close before it destroyed the key. */
static void
make_signature(char signature[MINISIGN_SIGNATURE_MOST_BYTES], const struct folder *folder,
	       enum manifest_kind kind, const struct manifest *manifest)
{
	struct bytes sums = sums_write(manifest->members, manifest->count);
	char comment[MANIFEST_COMMENT_BYTES];
	struct minisign_secret *secret;

	if (transcript_is_closed(&folder->transcript)) {
		size_t size = file_read_into(FILE_HERE, FOLDER_FINAL_SIGNATURE, signature,
					     MINISIGN_SIGNATURE_MOST_BYTES - 1);

		signature[size] = '\0';
	} else {
		secret = signing_open(folder_signer(folder));
		manifest_comment(comment, kind, folder->plan.ceremony, folder->plan.mode);
		minisign_sign(signature, sums.data, sums.size, secret, comment);
		secret_drop(secret);
	}
	file_free(&sums);
}

/* Reads its own output back as package-read will. */
static void
check(const struct bytes *bytes)
{
	struct package package;
	const char *answer = package_read(&package, bytes->data, bytes->size);

	if (answer != NULL)
		refuse("the package %s: has a file of this folder changed?", answer);
	package_free(&package);
}

static void
write_package(struct folder *folder, enum manifest_kind kind)
{
	bool closed = transcript_is_closed(&folder->transcript);
	char signature[MINISIGN_SIGNATURE_MOST_BYTES], name[96], text[DIGEST_TEXT_BYTES];
	struct manifest *manifest = manifest_read(folder, kind);
	struct bytes bytes;
	struct digest digest;
	const char *answer;

	if (kind != MANIFEST_REQUEST)
		make_signature(signature, folder, kind, manifest);
	answer = package_write(&bytes, manifest, kind == MANIFEST_REQUEST ? NULL : signature);
	if (answer != NULL)
		die("the package %s", answer);
	check(&bytes);
	snprintf(name, sizeof name, "out/%s.%s.tar", folder->plan.ceremony,
		 closed ? "final" : manifest_kind_name(kind));
	folder_create(name, bytes.data, bytes.size, text);
	if (!closed)
		folder_record(folder, "package-written", "kind", manifest_kind_name(kind),
			      "package", text, NULL);
	digest = digest_of(bytes.data, bytes.size);
	say("'%s' is written, %zu bytes. The next step is media-usb-write.", name, bytes.size);
	show_words("this package", &digest);
	file_free(&bytes);
	manifest_free(manifest);
}

/* Nobody need travel for a KEK that is refused in the room. */
static void
warn_of_attestation(const struct folder *folder)
{
	for (size_t i = 0; i < folder->plan.target_count; i++) {
		const struct plan_target *target = &folder->plan.targets[i];
		const struct fact *request = folder_fact(folder, "request", "target", target->name);

		if (!attested_accepts_missing(target->attestation) && request != NULL &&
		    attested_of(folder, fact_value(request, "request")) == NULL)
			warn("the KEK of target '%s' is not attested on this side: it will be "
			     "refused before the wrap, unless verify-attestation says yes there",
			     target->name);
	}
}

int
main(int argc, char **argv)
{
	struct option options[] = {{NULL, false, NULL}};
	enum manifest_kind kind;
	struct folder *folder;
	char **operands;

	(void)argc;
	process_begin(argv, usage);
	operands = option_read(argv, options);
	if (option_count(operands) != 1 || manifest_kind_from_name(&kind, operands[0]) != NULL)
		misuse("one kind of package is wanted");
	signing_begin();
	process_lock();
	folder = folder_enter();
	if (folder->connected != (kind == MANIFEST_REQUEST))
		refuse("a package of kind %s is made on the other side", operands[0]);
	if (!transcript_is_closed(&folder->transcript))
		folder_require(folder, "package-written", "kind", operands[0], NULL);
	else if (kind != MANIFEST_ARCHIVE)
		refuse("the ceremony is closed: only its final archive can still be written");
	folder_alone();
	if (kind == MANIFEST_REQUEST)
		warn_of_attestation(folder);
	write_package(folder, kind);
	return process_end(PROCESS_YES);
}
