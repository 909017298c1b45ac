#include "layout.h"

#include <stdbool.h>

/* What xkb-data's layouts give for FRAME_PROBE; flow/test-qr-read compares them. */
static const struct {
	const char *name, *probe;
} layouts[] = {
	{"German or Austrian", "CLV1AQWMZY(ß.-Ö$%"},
	{"Swiss German", "CLV1AQWMZY('.-éç%"},
	{"Swiss French", "CLV1AQWMZY('.-öç%"},
	{"French", "CLV&QAZ?YW8+):!M45"},
	{"French (BEPO)", "XR:\"ABÉQ!À8`=hfN45"},
	{"Belgian", "CLV&QAZ?YW8_):=M45"},
	{"Canadian French", "CLV1AQWMYZ*+-.é:$%"},
	{"Spanish", "CLV1AQWMYZ(¿'.-Ñ$%"},
	{"Latin American", "CLV1AQWMYZ(¡'.-Ñ$%"},
	{"Portuguese", "CLV1AQWMYZ(»'.-Ç$%"},
	{"Brazilian", "CLV1AQWMYZ*+-.;Ç$%"},
	{"Italian", "CLV1AQWMYZ(^'.-ç$%"},
	{"Swedish, Finnish or Estonian", "CLV1AQWMYZ(+.-Ö¤%"},
	{"Norwegian", "CLV1AQWMYZ(+.-Ø¤%"},
	{"Danish", "CLV1AQWMYZ(+.-Æ¤%"},
	{"Icelandic", "CLV1AQWMYZ(_ö.þÆ$%"},
	{"Dutch", "CLV1AQWMYZ(/.-±$%"},
	{"Czech or Slovak", "CLV+AQWMZY8=.-\"45"},
	{"Czech (QWERTY)", "CLV+AQWMYZ8=.-\"45"},
	{"Hungarian", "CLV1AQWMZY(Óü.-É!%"},
	{"Slovene or Croatian", "CLV1AQWMZY(*'.-Č$%"},
	{"Lithuanian", "CLVąAQWMYZŪŽ-./:ĖĮ"},
	{"Turkish", "CLV1AQWMYZ(_*ç.Ş+%"},
	{"Turkish F", "VLC1UFGSDJ(_/.,Y$%"},
	{"Greek", "ΨΛΩ1Α:ΣΜΥΖ*+-./$%"},
	{"Russian or Ukrainian", "СДМ1ФЙЦЬНЯ*+-ю.Ж;%"},
	{"Bulgarian", "ЪВЭ1ѝыУПЩЮ/€-лбМ\"%"},
	{"Hebrew", "CLV1AQWMYZ*+-ץ.:$%"},
	{"Dvorak", "JNK1A\"<MF:*}[vzS$%"},
	{"Colemak", "CIV1AQWMJZ*+-./O$%"},
	{"Japanese", "CLV1AQWMYZ(~-./+$%"},
};

static bool
is_ascii(char letter)
{
	return (unsigned char)letter < 0x80 && letter != '\a';
}

/* Both may have letters that are not ASCII, in other numbers of bytes. */
static bool
begins_like(const char *line, size_t length, const char *probe)
{
	const char *end = line + length;

	while (*probe != '\0' && line < end) {
		if (is_ascii(*probe) != is_ascii(*line) || (is_ascii(*probe) && *probe != *line))
			return false;
		if (is_ascii(*probe)) {
			probe++;
			line++;
			continue;
		}
		while (*probe != '\0' && !is_ascii(*probe))
			probe++;
		while (line < end && !is_ascii(*line))
			line++;
	}
	return *probe == '\0';
}

/* Letter for letter: two layouts may differ in nothing else. */
static bool
begins_with(const char *line, size_t length, const char *probe)
{
	size_t i = 0;

	while (i < length && probe[i] != '\0' && probe[i] == line[i])
		i++;
	return probe[i] == '\0';
}

const char *
layout_of(const char *line, size_t length)
{
	static bool (*const ways[])(const char *, size_t, const char *) = {begins_with,
									   begins_like};

	for (size_t way = 0; way < sizeof ways / sizeof ways[0]; way++)
		for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++)
			if (ways[way](line, length, layouts[i].probe))
				return layouts[i].name;
	return NULL;
}
