/*
 * Packages. Property: what package_read accepts is, written again from its members, the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "ceremony/secret.h"
#include "package/package.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
write_again(const struct package *package, const uint8_t *data, size_t size)
{
	struct manifest *manifest = calloc(1, sizeof *manifest);
	struct bytes out;
	char *signature = NULL;

	if (manifest == NULL)
		abort();
	manifest->count = package->content;
	memcpy(manifest->members, package->tar.members,
	       package->content * sizeof *manifest->members);
	if (package->kind != MANIFEST_REQUEST) {
		const struct member *last = &package->tar.members[package->tar.count - 1];

		signature = strndup((const char *)last->data, last->size);
	}
	if (package_write(&out, manifest, signature) != NULL || out.size != size ||
	    memcmp(out.data, data, size) != 0)
		abort();
	file_free(&out);
	free(signature);
	free(manifest);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct package package;

	secret_begin();
	if (package_read(&package, data, size) == NULL)
		write_again(&package, data, size);
	package_free(&package);
	return 0;
}
