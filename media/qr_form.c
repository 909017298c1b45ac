#include "qr_form.h"

#include <string.h>

#include "ceremony/process.h"
#include "media/qr_symbol.h"

static const struct qr_form forms[] = {
	{"office", 25, 5, 20, true},
	{"archive", 20, 6, 40, true},
	{"frames", 20, 8, 100, false},
	{"screen", 0, 0, 100, false},
};

const struct qr_form *
qr_form_find(const char *name)
{
	const struct qr_form *form = forms;

	while (strcmp(form->name, name) != 0)
		form++;
	return form;
}

static unsigned
most(unsigned one, unsigned other)
{
	return one > other ? one : other;
}

/* What is left of the last page is filled up, as long as that is no more than every frame twice. */
static unsigned
parity_for(const struct qr_form *form, unsigned needed)
{
	unsigned parity = most(2, (needed * form->parity_percent + 99) / 100);
	unsigned room;

	if (!form->on_paper)
		return parity;
	while (parity < (needed + parity + QR_FORM_ON_PAGE - 1) / QR_FORM_ON_PAGE)
		parity++;
	room = (QR_FORM_ON_PAGE - (needed + parity) % QR_FORM_ON_PAGE) % QR_FORM_ON_PAGE;
	while (room-- > 0 && parity < needed && needed + parity < FRAME_MOST)
		parity++;
	return parity;
}

void
qr_form_split(struct frame_set *set, const struct qr_form *form, int version,
	      enum frame_alphabet alphabet, const struct bytes *file, const char *name)
{
	size_t share = frame_share_in(qr_symbol_capacity(version), alphabet);
	size_t needed = (file->size + share - 1) / share;
	const char *answer;

	if (file->size == 0)
		refuse("'%s' is empty", name);
	answer = needed > FRAME_MOST ? "is too large for QR symbols"
				     : frame_set_split(set, file->data, file->size, share,
						       parity_for(form, (unsigned)needed));
	if (answer == NULL)
		return;
	process_hint("take it over on a USB medium: media-usb-write");
	refuse("'%s' %s: it has %zu bytes", name, answer, file->size);
}
