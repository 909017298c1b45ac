#include "wall_time.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"

static const char NOT_A_TIME[] = "is not a time like 2026-11-26T15:04+01:00 or 2026-11-26T14:04Z";

enum { TO_THE_MINUTE = 16, MOST_HOURS = 14 };

/* "Z", or "+01:00" */
static const char *
read_offset(int64_t *seconds, const char *text)
{
	uint64_t hours, minutes;

	*seconds = 0;
	if (strcmp(text, "Z") == 0)
		return NULL;
	if (strlen(text) != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
		return NOT_A_TIME;
	for (size_t i = 1; i < 6; i++)
		if (i != 3 && (text[i] < '0' || text[i] > '9'))
			return NOT_A_TIME;
	hours = (uint64_t)(text[1] - '0') * 10 + (uint64_t)(text[2] - '0');
	minutes = (uint64_t)(text[4] - '0') * 10 + (uint64_t)(text[5] - '0');
	if (hours > MOST_HOURS || minutes > 59)
		return NOT_A_TIME;
	*seconds = (int64_t)(hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
	return NULL;
}

const char *
wall_time_read(int64_t *seconds, int64_t *offset_seconds, const char *text)
{
	char utc[TEXT_TIME_BYTES + 8];

	*seconds = 0;
	*offset_seconds = 0;
	if (strlen(text) <= TO_THE_MINUTE ||
	    read_offset(offset_seconds, text + TO_THE_MINUTE) != NULL)
		return NOT_A_TIME;
	snprintf(utc, sizeof utc, "%.16s:00Z", text);
	if (text_from_time(seconds, utc, strlen(utc)) != NULL)
		return NOT_A_TIME;
	*seconds -= *offset_seconds;
	return NULL;
}

const char *
wall_time_grammar(const char *value, size_t length)
{
	int64_t seconds, offset;

	(void)length;
	return wall_time_read(&seconds, &offset, value);
}
