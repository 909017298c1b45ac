#include "roster.h"

#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "ceremony/presence.h"
#include "ceremony/process.h"
#include "ceremony/secret.h"

void
roster_draw_passphrase(struct slip39_words *words)
{
	words->count = ROSTER_PASSPHRASE_WORDS;
	for (size_t i = 0; i < words->count; i++)
		words->index[i] = (uint16_t)randombytes_uniform(SLIP39_LIST_WORDS);
}

void
roster_passphrase(char text[ROSTER_PASSPHRASE_BYTES], const struct slip39_words *words)
{
	size_t used = 0;

	for (size_t i = 0; i < words->count; i++)
		used += (size_t)snprintf(text + used, ROSTER_PASSPHRASE_BYTES - used, "%s%s",
					 i == 0 ? "" : "-", slip39_word(words->index[i]));
}

static struct bytes
read_sealed(const struct folder *folder, char name[ROSTER_NAME_BYTES])
{
	const char *digest = roster_in_force(folder, name);

	if (digest == NULL)
		refuse("nobody is enrolled in this ceremony: ceremony-enrol first");
	if (strcmp(name, ROSTER_BEFORE) == 0 && !file_exists(FILE_HERE, name)) {
		process_hint("bring the last roster of the earlier ceremony, copy it here as '%s'",
			     name);
		die("the plan names a roster, and '%s' is not here", name);
	}
	return folder_read(name, ROSTER_SEALED_MOST_BYTES, digest);
}

struct roster *
roster_of_folder(const struct folder *folder, const char *passphrase)
{
	struct roster *roster = secret_new(sizeof *roster);
	char *text = secret_new(ROSTER_MOST_BYTES), name[ROSTER_NAME_BYTES];
	struct bytes sealed = read_sealed(folder, name);
	struct record_problem problem;
	size_t size;
	const char *answer = age_passphrase_open((uint8_t *)text, ROSTER_MOST_BYTES, &size,
						 sealed.data, sealed.size, passphrase);

	if (answer != NULL) {
		process_hint("the words are those that ceremony-enrol showed to %s when it made "
			     "the first roster",
			     strcmp(folder->plan.roster, "none") == 0
				     ? roster_keeper(&folder->plan)
				     : "the keeper of an earlier ceremony");
		refuse("'%s' %s", name, answer);
	}
	answer = roster_read(roster, text, size, &problem);
	if (answer != NULL)
		record_refuse(name, &problem, answer);
	secret_drop(text);
	file_free(&sealed);
	return roster;
}

void
roster_create(const char *name, const struct roster *roster, const char *passphrase,
	      char digest[DIGEST_TEXT_BYTES])
{
	char *text = secret_new(ROSTER_MOST_BYTES);
	size_t size = roster_write(text, roster);
	uint8_t sealed[ROSTER_SEALED_MOST_BYTES];

	age_passphrase_seal(sealed, text, size, passphrase);
	secret_drop(text);
	folder_create(name, sealed, AGE_PASSPHRASE_OVERHEAD_BYTES + size, digest);
}

struct otp_counter
roster_last(const struct folder *folder, const struct roster_person *person)
{
	struct otp_counter last = person->last, seen;

	if (presence_counter(folder, person->id, person->public_id, &seen) &&
	    otp_compare(&seen, &last) > 0)
		last = seen;
	return last;
}
