/*
 * A blob that is read is accounted for to its last byte: signed part and signature are the whole, objects lie inside
 * the signed part, each attribute is found again where it was, and what is said of the key is whole.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/crypto.h"
#include "verify/marvell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool good)
{
	if (!good)
		abort();
}

static void
check_object(const struct marvell_blob *blob, const struct marvell_object *object)
{
	struct cursor value;

	must(object->attributes.at >= blob->signed_part.at);
	must(object->attributes.end <= blob->signed_part.end);
	must(marvell_find(object, 0, &value) && cursor_left(&value) == 1 &&
	     *value.at == object->kind);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct statement statement;
	const struct marvell_object *object;
	struct marvell_blob blob;

	crypto_begin();
	memset(&statement, 0, sizeof statement);
	if (!marvell_read(&blob, cursor_over(data, size), &statement)) {
		must(statement.failure != STATEMENT_SOUND);
		return 0;
	}
	must(marvell_recognises(cursor_over(data, size)));
	must(blob.signed_part.at == data && blob.signed_part.end == blob.signature.at &&
	     blob.signature.end == data + size);
	must(blob.object_count == 1 || blob.object_count == 2);
	for (size_t i = 0; i < blob.object_count; i++)
		check_object(&blob, &blob.objects[i]);
	object = marvell_private(&blob, &statement);
	if (object == NULL || !marvell_describe(&statement, object)) {
		must(statement.failure != STATEMENT_SOUND);
		return 0;
	}
	must(statement.attributes[ATTRIBUTE_PRIVATE].value == ATTRIBUTE_YES);
	must(statement.has_key == (statement.key.size > 0));
	return 0;
}
