/* Forms: how many frames there are of a file of any size, and that each fits into its symbol. */
#include "tests/unit/test.h"

#include "ceremony/file.h"
#include "media/qr_form.h"
#include "media/qr_symbol.h"
#include "tests/unit/child.h"

enum { FILE_MOST = 250000 };

static uint8_t data[FILE_MOST];
static struct frame_set *set;

static void
split(const char *name, enum frame_alphabet alphabet, size_t size)
{
	const struct qr_form *form = qr_form_find(name);
	const struct bytes file = {data, size};

	memset(set, 0, sizeof *set);
	qr_form_split(set, form, form->version, alphabet, &file, "a.tar");
}

static unsigned
pages(void)
{
	return (set->count + QR_FORM_ON_PAGE - 1) / QR_FORM_ON_PAGE;
}

/* Two more at least, the form's part of them, one for each page, and never more than there can be. */
static bool
survives(unsigned percent)
{
	unsigned parity = set->count - set->needed;

	return parity >= 2 && parity * 100 >= set->needed * percent && parity >= pages() &&
	       set->count <= FRAME_MOST;
}

/* What is left white on the last page would be a symbol more than every frame twice. */
static bool
is_filled(void)
{
	return set->count % QR_FORM_ON_PAGE == 0 || set->count == FRAME_MOST ||
	       set->count - set->needed >= set->needed;
}

static void
test_pages(const char *name, enum frame_alphabet alphabet, size_t most)
{
	const unsigned percent = qr_form_find(name)->parity_percent;
	unsigned cases = 0, good = 0;

	for (size_t size = 1; size <= most; size += size < 20000 ? 211 : 9973, cases++) {
		split(name, alphabet, size);
		good += survives(percent) && is_filled();
	}
	check(cases > 20 && good == cases);
}

static void
test_screens(void)
{
	split("frames", FRAME_BASE45, 1);
	check(set->needed == 1 && set->count == 3);
	split("frames", FRAME_BASE45, 614);
	check(set->needed == 1 && set->count == 3);
	split("frames", FRAME_BASE45, 615);
	check(set->needed == 2 && set->count == 4);
	split("frames", FRAME_BASE45, 6140);
	check(set->needed == 10 && set->count == 20);
	split("frames", FRAME_BASE45, 128 * 614);
	check(set->needed == 128 && set->count == 256);
	check(qr_form_find("screen")->version == 0 && !qr_form_find("screen")->on_paper);
}

static void
test_limits(void)
{
	split("office", FRAME_BASE45, 213 * 935);
	check(set->needed == 213 && set->count == 256);
	if (child_begins())
		child_returns(split("office", FRAME_BASE45, 213 * 935 + 1));
	check_ends(1, "claviger: 'a.tar' is too large for QR symbols: it has 199156 bytes\n"
		      "hint: take it over on a USB medium: media-usb-write\n");
	if (child_begins())
		child_returns(split("frames", FRAME_BASE45, 128 * 614 + 1));
	check_ends(1, "claviger: 'a.tar' is too large for QR symbols: it has 78593 bytes\n"
		      "hint: take it over on a USB medium: media-usb-write\n");
	if (child_begins())
		child_returns(split("office", FRAME_BASE45, 0));
	check_ends(1, "claviger: 'a.tar' is empty\n");
}

/* A text as long as the table says is taken; the library would take a larger symbol for one more. */
static void
test_capacities(void)
{
	static const int versions[] = {15, 16, 17, 18, 19, 20, 25};
	static struct qr_symbol symbol;
	char text[FRAME_TEXT_MOST + 2], said[80];

	for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
		size_t length = qr_symbol_capacity(versions[i]);

		memset(text, 'A', sizeof text);
		text[length] = '\0';
		qr_symbol_make(&symbol, text, versions[i]);
		check(symbol.side == qr_symbol_side(versions[i]));
		text[length] = 'A';
		text[length + 1] = '\0';
		if (child_begins())
			child_returns(qr_symbol_make(&symbol, text, versions[i]));
		snprintf(said, sizeof said, "claviger: a QR symbol of version %d cannot be made\n",
			 versions[i]);
		check_ends(3, said);
	}
	check(qr_symbol_side(25) == 117 && qr_symbol_side(20) == 97 && qr_symbol_side(15) == 77);
	check(qr_symbol_capacity(14) == 0 && qr_symbol_capacity(21) == 0);
}

/* ISO/IEC 18004, section 6.3.3: the finder patterns, in three corners and not in the fourth. */
static void
test_finders(void)
{
	static const char *const finder[] = {"1111111", "1000001", "1011101", "1011101",
					     "1011101", "1000001", "1111111"};
	static struct qr_symbol symbol;
	unsigned good = 0, fourth = 0, side;

	qr_symbol_make(&symbol, FRAME_PROBE, 15);
	side = symbol.side;
	for (unsigned row = 0; row < 7; row++)
		for (unsigned column = 0; column < 7; column++) {
			uint8_t dark = finder[row][column] == '1';

			good += symbol.dark[row * side + column] == dark;
			good += symbol.dark[row * side + side - 7 + column] == dark;
			good += symbol.dark[(side - 7 + row) * side + column] == dark;
			fourth += symbol.dark[(side - 7 + row) * side + side - 7 + column] == dark;
		}
	check(good == 3 * 49 && fourth < 49);
}

int
main(void)
{
	secret_begin();
	set = frame_set_new();
	for (size_t i = 0; i < FILE_MOST; i++)
		data[i] = (uint8_t)(i * 31 >> 3);
	test_pages("office", FRAME_BASE45, 213 * 935);
	test_pages("archive", FRAME_BASE45, 100000);
	test_pages("office", FRAME_MODHEX, 100000);
	test_screens();
	test_limits();
	test_capacities();
	test_finders();
	frame_set_free(set);
	return test_end();
}
