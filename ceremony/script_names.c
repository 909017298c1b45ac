#include "script_names.h"

#include <stdio.h>
#include <string.h>

#include <glib.h>

static bool
is_nfc(const char *text)
{
	char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
	bool same = normal != NULL && strcmp(normal, text) == 0;

	g_free(normal);
	return same;
}

const char *
script_names_check(const struct plan *plan)
{
	static char answer[128];

	for (size_t i = 0; i < plan->record.count; i++) {
		const struct record_line *line = &plan->record.lines[i];

		if (is_nfc(line->value))
			continue;
		snprintf(answer, sizeof answer,
			 "line %u, '%s', is not in Unicode's normal form C (NFC)", line->number,
			 line->field->name);
		return answer;
	}
	return NULL;
}
