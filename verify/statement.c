#include "statement.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/process.h"

const char *
statement_class_name(enum statement_class failure)
{
	static const char *const names[] = {
		[STATEMENT_SOUND] = "SOUND",
		[STATEMENT_PARSE] = "E_PARSE",
		[STATEMENT_VERSION] = "E_VERSION",
		[STATEMENT_SIGNATURE] = "E_SIG",
		[STATEMENT_CHAIN] = "E_CHAIN",
		[STATEMENT_ROOT] = "E_ROOT",
		[STATEMENT_KEY_MISMATCH] = "E_KEY_MISMATCH",
		[STATEMENT_POLICY] = "E_POLICY",
		[STATEMENT_MISSING] = "E_MISSING",
	};

	_Static_assert(sizeof names / sizeof names[0] == STATEMENT_CLASSES, "a class has no name");
	return names[failure];
}

static __attribute__((format(printf, 3, 0))) void
write_printable(char *out, size_t size, const char *format, va_list arguments)
{
	vsnprintf(out, size, format, arguments);
	for (char *p = out; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || (unsigned char)*p > 0x7e)
			*p = '?';
}

bool
statement_fail(struct statement *statement, enum statement_class failure, const char *format, ...)
{
	va_list arguments;

	if (statement->failure != STATEMENT_SOUND)
		return false;
	statement->failure = failure;
	va_start(arguments, format);
	write_printable(statement->why, sizeof statement->why, format, arguments);
	va_end(arguments);
	return false;
}

static void
put(struct statement *statement, enum attribute attribute, bool value, bool implied)
{
	statement->attributes[attribute] =
		(struct statement_attribute){value ? ATTRIBUTE_YES : ATTRIBUTE_NO, implied};
}

void
statement_set(struct statement *statement, enum attribute attribute, bool value)
{
	put(statement, attribute, value, false);
}

void
statement_imply(struct statement *statement, enum attribute attribute, bool value)
{
	put(statement, attribute, value, true);
}

void
statement_note(struct statement *statement, bool is_signed, const char *label, const char *format,
	       ...)
{
	struct statement_note *note;
	va_list arguments;

	if (statement->note_count == STATEMENT_MOST_NOTES)
		die("a statement has too many lines");
	note = &statement->notes[statement->note_count++];
	note->label = label;
	note->is_signed = is_signed;
	va_start(arguments, format);
	write_printable(note->text, sizeof note->text, format, arguments);
	va_end(arguments);
}

void
statement_warn(struct statement *statement, const char *format, ...)
{
	va_list arguments;

	if (statement->warning_count == STATEMENT_MOST_WARNINGS)
		die("a statement has too many warnings");
	va_start(arguments, format);
	write_printable(statement->warnings[statement->warning_count++], STATEMENT_TEXT_BYTES,
			format, arguments);
	va_end(arguments);
}

void
statement_text(char text[STATEMENT_TEXT_BYTES], const void *bytes, size_t size)
{
	const unsigned char *from = bytes;
	size_t length = size < STATEMENT_TEXT_BYTES ? size : STATEMENT_TEXT_BYTES - 1;

	for (size_t i = 0; i < length; i++)
		text[i] = from[i] < 0x20 || from[i] > 0x7e ? '?' : (char)from[i];
	text[length] = '\0';
}

void
statement_imply_born_inside(struct statement *statement)
{
	statement_imply(statement, ATTRIBUTE_PRIVATE, true);
	statement_imply(statement, ATTRIBUTE_LOCAL, true);
	statement_imply(statement, ATTRIBUTE_EXTRACTABLE, false);
	statement_imply(statement, ATTRIBUTE_NEVER_EXTRACTABLE, true);
	statement_imply(statement, ATTRIBUTE_SENSITIVE, true);
	statement_imply(statement, ATTRIBUTE_ALWAYS_SENSITIVE, true);
}

bool
statement_take_key(struct statement *statement, const struct certificate *leaf)
{
	const char *why = certificate_key(leaf, &statement->key);

	if (why != NULL)
		return statement_fail(statement, STATEMENT_PARSE, "the attested key %s", why);
	statement->has_key = true;
	return true;
}
