#include "usage_time.h"

#include <stdbool.h>
#include <stdio.h>

#include "ceremony/text.h"

enum { FRACTION_DIGITS = 7 };

static const char not_a_time[] = "has a time that is none of this century, in UTC";

/* `count` digits, or -1. */
static int
number(struct cursor *text, size_t count)
{
	const uint8_t *digits = cursor_take(text, count);
	int value = 0;

	if (digits == NULL)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return -1;
		value = value * 10 + (digits[i] - '0');
	}
	return value;
}

/* Days since 1970, of the years that logs are from (Fliegel and Van Flandern would do for all). */
static int64_t
days_of(int year, int month, int day)
{
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	int leaps = (year - 1969) / 4, is_leap = year % 4 == 0 ? 1 : 0;

	return (int64_t)(year - 1970) * 365 + leaps + before[month - 1] +
	       (month > 2 ? is_leap : 0) + day - 1;
}

static bool
take_date(int64_t *days, struct cursor *text)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = number(text, 4), month, day;

	if (year < USAGE_TIME_FIRST_YEAR || year > USAGE_TIME_LAST_YEAR ||
	    !cursor_skip_text(text, "-"))
		return false;
	month = number(text, 2);
	if (month < 1 || month > 12 || !cursor_skip_text(text, "-"))
		return false;
	day = number(text, 2);
	if (day < 1 || day > lengths[month - 1] + (month == 2 && year % 4 == 0))
		return false;
	*days = days_of(year, month, day);
	return true;
}

static bool
is_digit(const struct cursor *text)
{
	return cursor_left(text) > 0 && *text->at >= '0' && *text->at <= '9';
}

/* A digit more than there are ticks for is refused, before it is reckoned with. */
static bool
take_fraction(int64_t *ticks, struct cursor *text)
{
	int digits = 0;

	*ticks = 0;
	if (!cursor_skip_text(text, "."))
		return true;
	for (; digits < FRACTION_DIGITS && is_digit(text); digits++)
		*ticks = *ticks * 10 + (*text->at++ - '0');
	if (digits < 1 || is_digit(text))
		return false;
	for (; digits < FRACTION_DIGITS; digits++)
		*ticks *= 10;
	return true;
}

static bool
take_time(int64_t *ticks, struct cursor *text)
{
	int hour = number(text, 2), minute, second;

	if (hour < 0 || hour > 23 || !cursor_skip_text(text, ":"))
		return false;
	minute = number(text, 2);
	if (minute < 0 || minute > 59 || !cursor_skip_text(text, ":"))
		return false;
	second = number(text, 2);
	if (second < 0 || second > 59 || !take_fraction(ticks, text))
		return false;
	*ticks += ((hour * 60 + minute) * 60 + second) * USAGE_TICKS_A_SECOND;
	return true;
}

const char *
usage_time_read(int64_t *ticks, struct cursor text)
{
	int64_t days, rest;

	if (!take_date(&days, &text) || !cursor_skip_text(&text, "T") || !take_time(&rest, &text))
		return not_a_time;
	if (!cursor_skip_text(&text, "Z") && !cursor_skip_text(&text, "+00:00"))
		return not_a_time;
	*ticks = days * 24 * USAGE_TICKS_AN_HOUR + rest;
	return cursor_left(&text) == 0 ? NULL : not_a_time;
}

const char *
usage_time_read_two(int64_t *ticks, struct cursor date, struct cursor time)
{
	int64_t days, rest;

	if (!take_date(&days, &date) || !take_time(&rest, &time))
		return not_a_time;
	*ticks = days * 24 * USAGE_TICKS_AN_HOUR + rest;
	return cursor_left(&date) == 0 && cursor_left(&time) == 0 ? NULL : not_a_time;
}

void
usage_time_write(char out[USAGE_TIME_BYTES], int64_t ticks)
{
	char seconds[TEXT_TIME_BYTES];

	text_to_time(seconds, ticks / USAGE_TICKS_A_SECOND);
	snprintf(out, USAGE_TIME_BYTES, "%.19s.%07uZ", seconds,
		 (unsigned)(ticks % USAGE_TICKS_A_SECOND) % 10000000u);
}
