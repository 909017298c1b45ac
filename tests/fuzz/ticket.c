/* A ticket that is read is written back the same; one that is not names nothing that was not read. The first byte says whether a signature is given. */
#include <stdbool.h>
#include <stdlib.h>

#include "ceremony/secret.h"
#include "media/ticket.h"
#include "tests/fuzz/write_back.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char signature[] = "untrusted comment: x\nx\ntrusted comment: x\nx\n";
	static struct ticket ticket;
	static bool begun;
	bool is_signed;

	if (!begun)
		secret_begin();
	begun = true;
	if (size == 0)
		return 0;
	is_signed = data[0] & 1;
	if (ticket_parse(&ticket, (const char *)data + 1, size - 1, is_signed ? signature : NULL,
			 is_signed ? sizeof signature - 1 : 0) == NULL &&
	    (is_signed || !write_back_is(&ticket.record, data + 1, size - 1)))
		abort();
	ticket_free(&ticket);
	return 0;
}
