#include "qr_symbol.h"

#include <string.h>

#include <qrencode.h>

#include "ceremony/process.h"

unsigned
qr_symbol_side(int version)
{
	return 17 + 4 * (unsigned)version;
}

size_t
qr_symbol_capacity(int version)
{
	static const struct {
		int version;
		size_t characters;
	} rows[] = {{15, 600}, {16, 656}, {17, 734}, {18, 816}, {19, 909}, {20, 970}, {25, 1451}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].version == version)
			return rows[i].characters;
	return 0;
}

static QRcode *
encode(const char *text, int version)
{
	QRinput *input = QRinput_new2(version, QR_ECLEVEL_M);
	QRcode *code = NULL;

	if (input != NULL &&
	    QRinput_append(input, QR_MODE_AN, (int)strlen(text), (const unsigned char *)text) == 0)
		code = QRcode_encodeInput(input);
	QRinput_free(input);
	return code;
}

void
qr_symbol_make(struct qr_symbol *symbol, const char *text, int version)
{
	QRcode *code = encode(text, version);

	/* The library takes a larger version when the text does not fit, and says so only here. */
	if (code == NULL || code->version != version || code->width != (int)qr_symbol_side(version))
		die("a QR symbol of version %d cannot be made", version);
	symbol->side = (unsigned)code->width;
	for (size_t i = 0; i < (size_t)symbol->side * symbol->side; i++)
		symbol->dark[i] = code->data[i] & 1;
	QRcode_free(code);
}
