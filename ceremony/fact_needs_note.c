#include "fact_needs.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/ending.h"
#include "ceremony/folder.h"
#include "ceremony/grammar.h"
#include "ceremony/presence.h"
#include "ceremony/text.h"
#include "ceremony/wall_time.h"

enum { BAG_MOST_CHARACTERS = 40, ID_BYTES = 40 };

/* "card-1 A0012345" */
static const char *
check_bag(const char *text)
{
	size_t length = strcspn(text, " "), number;
	char what[ID_BYTES];

	if (text[length] == '\0' || length >= sizeof what)
		return "a bag's note is what is in it, one space, and the bag's number";
	snprintf(what, sizeof what, "%.*s", (int)length, text);
	number = strlen(text + length + 1);
	if (grammar_id(what, length) != NULL || number > BAG_MOST_CHARACTERS ||
	    grammar_word(text + length + 1, number) != NULL)
		return "a bag's note is what is in it, one space, and the bag's number";
	return NULL;
}

typedef bool presence_question(const struct folder *folder, size_t count, const char *person);

/* Everybody of the list is in the plan, and is as the question asks; NULL asks nothing. */
static const char *
check_people(const struct folder *folder, const char *list, presence_question *question,
	     const char *otherwise)
{
	if (grammar_ids(list, strlen(list)) != NULL)
		return "people are named by their ids, each once";
	while (*list != '\0') {
		size_t length = strcspn(list, " ");
		char id[ID_BYTES] = "";

		memcpy(id, list, length < sizeof id ? length : 0);
		if (plan_person(&folder->plan, id) == NULL)
			return "the plan has no such person";
		if (question != NULL && !question(folder, folder->transcript.count, id))
			return otherwise;
		list += length + (list[length] == ' ');
	}
	return NULL;
}

const char *
fact_needs_note(const struct folder *folder, const struct fact *fact)
{
	const char *about = fact_value(fact, "about"), *text = fact_value(fact, "text");

	if (strcmp(about, "bag") == 0)
		return check_bag(text);
	if (strcmp(about, "time") == 0)
		return wall_time_grammar(text, strlen(text));
	if (strcmp(about, "present") == 0)
		return check_people(folder, text, NULL, NULL);
	if (strcmp(about, "left") == 0)
		return check_people(folder, text, presence_of,
				    "nobody recorded that this person is there");
	if (strcmp(about, "returned") == 0)
		return check_people(folder, text, presence_has_left,
				    "nobody recorded that this person left");
	return ending_may_note(folder, about, text);
}
