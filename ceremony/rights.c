#include "rights.h"

#include <string.h>

enum {
	/* A step in the ceremony folder that records a fact. */
	STEP = RIGHTS_FOLDER_READ | RIGHTS_FOLDER_WRITE,
	ASKS = RIGHTS_TERMINAL,
};

static const struct rights table[] = {
	{"ceremony-card", STEP | RIGHTS_SECRET | ASKS},
	{"ceremony-close", STEP | RIGHTS_OPERAND | RIGHTS_SIGNING | RIGHTS_SECRET},
	{"ceremony-confirm", STEP | RIGHTS_SECRET},
	{"ceremony-enrol", STEP | RIGHTS_SECRET | ASKS},
	{"ceremony-keygen", STEP | RIGHTS_SECRET},
	{"ceremony-note", STEP},
	{"ceremony-open", RIGHTS_OPERAND | RIGHTS_SIGNING | RIGHTS_SECRET | ASKS},
	{"ceremony-preflight", STEP | RIGHTS_OPERAND | RIGHTS_SIGNING},
	{"ceremony-present", STEP | RIGHTS_SECRET | ASKS},
	{"ceremony-recover", STEP | RIGHTS_SECRET | RIGHTS_WAIT | ASKS},
	{"ceremony-reshare", STEP | RIGHTS_SECRET | RIGHTS_OPERAND | ASKS},
	{"ceremony-restore", STEP | RIGHTS_OPERAND},
	{"ceremony-script", RIGHTS_FONTS | RIGHTS_THREADS},
	{"ceremony-split", STEP | RIGHTS_SECRET | RIGHTS_OPERAND | ASKS},
	{"ceremony-status", RIGHTS_FOLDER_READ | RIGHTS_OPERAND | RIGHTS_SIGNING},
	{"kek-accept", STEP},
	{"kek-confirm", STEP | ASKS},
	{"kek-wrap", STEP | RIGHTS_SECRET},
	{"media-qr-read", STEP | ASKS | RIGHTS_WAIT},
	{"media-qr-write", STEP | ASKS | RIGHTS_FONTS | RIGHTS_THREADS},
	{"media-usb-read", STEP | RIGHTS_OPERAND},
	{"media-usb-write", STEP | RIGHTS_OPERAND | RIGHTS_SIGNING | RIGHTS_SECRET},
	{"package-pfx", STEP | RIGHTS_SECRET | ASKS},
	{"package-read", STEP},
	{"package-write", STEP | RIGHTS_SIGNING | RIGHTS_SECRET},
	{"verify-attestation", RIGHTS_FOLDER_READ | RIGHTS_TRANSCRIPT},
	{"verify-import", RIGHTS_FOLDER_READ | RIGHTS_TRANSCRIPT},
	{"verify-package", STEP | ASKS},
	{"verify-transcript", RIGHTS_FOLDER_READ | ASKS},
	{"verify-usage", 0},
	{NULL, 0},
};

const struct rights *
rights_table(void)
{
	return table;
}

const struct rights *
rights_of(const char *program)
{
	const struct rights *row = table;

	while (row->program != NULL && strcmp(row->program, program) != 0)
		row++;
	return row;
}
