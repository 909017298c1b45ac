#include "format.h"

const struct format *const *
format_table(void)
{
	static const struct format *const table[] = {
		&format_azure,    &format_google, &format_nshield,  &format_yubihsm,
		&format_yubikey,  &format_luna,   &format_fortanix, &format_securosys,
		&format_crypto4a, NULL,
	};

	return table;
}
