#include "values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/catalogue.h"
#include "ceremony/cursor.h"
#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/step_fill.h"
#include "ceremony/text.h"

static const char HEADER[] = "claviger values 1";
static const char NO_VALUE[] =
	"is not like '17a VALUE': step, letter of the box, one space, what is written there";

/* Takes a name and its value off a head line. */
static const char *
read_head(const char **value, char *line, const char *name, record_grammar *grammar)
{
	size_t length = strlen(name);

	if (strncmp(line, name, length) != 0 || line[length] != ' ')
		return "is not the next line of the form";
	*value = line + length + 1;
	return grammar(*value, strlen(*value));
}

int
values_minutes(const char *text)
{
	int hours, minutes;

	if (strlen(text) != 5 || strspn(text, "0123456789") != 2 || text[2] != ':' ||
	    strspn(text + 3, "0123456789") != 2)
		return -1;
	hours = (text[0] - '0') * 10 + text[1] - '0';
	minutes = (text[3] - '0') * 10 + text[4] - '0';
	return hours > 23 || minutes > 59 ? -1 : hours * 60 + minutes;
}

/* "17a VALUE", behind the line before it, also when that is empty. */
static const char *
read_value(struct values *values, char *line, unsigned long number)
{
	size_t digits = strspn(line, "0123456789");
	const struct value last = values->last;
	struct value value;
	uint64_t step;

	if (text_to_number(&step, line, digits, 100000) != NULL || step == 0 ||
	    line[digits] < 'a' || line[digits] > 'z' || line[digits + 1] != ' ')
		return NO_VALUE;
	value = (struct value){(unsigned)step, line[digits], line + digits + 1, number};
	value.text += strspn(value.text, " ");
	if (value.text[0] == '\0')
		return NO_VALUE;
	if (value.step < last.step || (value.step == last.step && value.letter <= last.letter))
		return "is out of order, or there twice";
	values->last = value;
	if (strcmp(value.text, "-") == 0)
		return NULL;
	if (value.letter == VALUES_TIME && values_minutes(value.text) < 0)
		return "is no time like 15:04";
	if (values->count == VALUES_MOST)
		return "is one value too many";
	values->values[values->count++] = value;
	return NULL;
}

static const char *
read_line(struct values *values, char *line, unsigned head, unsigned long number)
{
	if (head == 0)
		return strcmp(line, HEADER) == 0 ? NULL : "is not 'claviger values 1'";
	if (head == 1)
		return read_head(&values->ceremony, line, "ceremony", grammar_id);
	if (head == 2)
		return read_head(&values->person, line, "person", grammar_id);
	return read_value(values, line, number);
}

/* Ends the line, without what an editor may have put at its end. */
static void
trim(char *line, size_t length)
{
	while (length > 0 && (line[length - 1] == ' ' || line[length - 1] == '\r'))
		length--;
	line[length] = '\0';
}

const char *
values_read(struct values *values, const void *data, size_t size, unsigned long *line)
{
	struct cursor cursor, one;
	unsigned head = 0;
	char *start;

	memset(values, 0, sizeof *values);
	*line = 0;
	if (size > VALUES_MOST_BYTES)
		return "is longer than values can be";
	values->copy = calloc(1, size + 2);
	values->values = calloc(VALUES_MOST + 1, sizeof *values->values);
	if (values->copy == NULL || values->values == NULL)
		die("no memory for values");
	memcpy(values->copy, data, size);
	if (size > 0 && values->copy[size - 1] != '\n')
		values->copy[size++] = '\n';
	cursor = cursor_over(values->copy, size);
	for (start = values->copy; cursor_take_line(&cursor, &one);
	     start += cursor_left(&one) + 1) {
		size_t length = cursor_left(&one);
		const char *answer;

		*line += 1;
		if (memchr(start, '\0', length) != NULL)
			return "is not printable ASCII";
		trim(start, length);
		if (start[0] == '#' || start[0] == '\0')
			continue;
		if (!text_is_ascii(start, strlen(start)))
			return "is not printable ASCII";
		answer = read_line(values, start, head, *line);
		if (answer != NULL)
			return answer;
		head += head < 3;
	}
	return head < 3 ? "is missing: the form begins with three lines of its own" : NULL;
}

void
values_free(struct values *values)
{
	free(values->copy);
	free(values->values);
	memset(values, 0, sizeof *values);
}

const char *
values_find(const struct values *values, unsigned step, char letter)
{
	for (size_t i = 0; i < values->count; i++)
		if (values->values[i].step == step && values->values[i].letter == letter)
			return values->values[i].text;
	return NULL;
}

static size_t
boxes_of(const struct step *step)
{
	size_t boxes = 0;

	while (boxes < STEP_MOST_BOXES && step->form->boxes[boxes].label != NULL)
		boxes++;
	return boxes;
}

const char *
values_check(const struct values *values, const struct step_list *list, const struct value **value)
{
	for (size_t i = 0; i < values->count; i++) {
		*value = &values->values[i];
		if ((*value)->step > list->count)
			return "is for a step that this script has not";
		if ((*value)->letter != VALUES_TIME &&
		    (size_t)((*value)->letter - 'a') >= boxes_of(&list->steps[(*value)->step - 1]))
			return "is for a box that this step has not";
	}
	return NULL;
}

size_t
values_write(char *out, size_t capacity, const struct values *values)
{
	int put = snprintf(out, capacity, "%s\nceremony %s\nperson %s\n", HEADER, values->ceremony,
			   values->person);
	size_t used = put < 0 ? capacity : (size_t)put;

	for (size_t i = 0; i < values->count && used < capacity; i++) {
		put = snprintf(out + used, capacity - used, "%u%c %s\n", values->values[i].step,
			       values->values[i].letter, values->values[i].text);
		used += put < 0 ? capacity : (size_t)put;
	}
	return used < capacity ? used : 0;
}

static void
print_step(const struct plan *plan, const struct step_list *list, const struct step *step)
{
	static char title[STEP_TEXT_BYTES];
	const struct step_context context = {
		.plan = plan, .list = list, .step = step, .script_options = ""};

	step_fill(title, T_(step->form->title), &context);
	printf("# %u: %s\n", step->number, title);
	for (size_t i = 0; i < STEP_MOST_BOXES && step->form->boxes[i].label != NULL; i++)
		printf("# %s\n%u%c -\n", T_(step->form->boxes[i].label), step->number,
		       (int)('a' + i));
	printf("%u%c -\n", step->number, VALUES_TIME);
}

void
values_print_form(const struct plan *plan, const struct step_list *list)
{
	printf("%s\n# Replace each - by what is written in that box of one copy of the script; t "
	       "is the end "
	       "time, as 15:04.\nceremony %s\n# whose copy it is, by id\nperson -\n",
	       HEADER, plan->ceremony);
	for (size_t i = 0; i < list->count; i++)
		print_step(plan, list, &list->steps[i]);
}
