/*
 * An access list is taken to where it says it ends, twice to the same place with the same meaning; no list without permission
 * bits outside the known ones; a list whose blobs may lie anywhere is one that exports.
 */
#include <stdint.h>
#include <stdlib.h>

#include "verify/nshield_acl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t hkm[NCORE_HASH_BYTES] = {1}, hknso[NCORE_HASH_BYTES] = {2},
			     hkre[NCORE_HASH_BYTES] = {3};
	const struct nshield_acl_world world = {hkm, hknso, size % 2 == 0 ? hkre : NULL};
	struct cursor first = cursor_over(data, size), second = first;
	struct nshield_acl acl, again;

	if (nshield_acl_take(&acl, &first, &world) != NULL)
		return 0;
	if (first.at <= data || first.at > data + size ||
	    nshield_acl_take(&again, &second, &world) != NULL || second.at != first.at ||
	    again.permissions != acl.permissions || again.exports != acl.exports ||
	    again.recoverable != acl.recoverable || acl.permissions > 0xffff)
		abort();
	/* ExportAsPlain, SetAppData, ExpandACL, UseAsKM, UseAsLoaderKey */
	if ((acl.permissions & 0x4854) != 0 && acl.exports == NULL)
		abort();
	return 0;
}
