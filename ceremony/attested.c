#include "attested.h"

#include <string.h>

#include "ceremony/folder.h"
#include "ceremony/grammar.h"
#include "ceremony/text.h"

#define MISSING "accept-missing"

static const char ACCEPT[] = "accept-";

static const char TEST_ROOTS[] = "test-roots";

/* In the order in which they stand; a plan accepts all but the first. */
static const char *const verdict_words[] = {TEST_ROOTS, "can-decrypt", "owner-not-shown",
					    "other-name", NULL};
static const char *const *const shortfalls = verdict_words + 1;

/* One or more of the words, each with `before` in front, in their order, none twice. */
static bool
is_list(const char *value, char separator, const char *before, const char *const *next)
{
	size_t before_length = strlen(before);

	for (;;) {
		size_t length = strcspn(value, (char[]){separator, '\0'});
		const char *item = value + before_length;

		if (strncmp(value, before, before_length) != 0)
			return false;
		while (*next != NULL && (strlen(*next) != length - before_length ||
					 strncmp(*next, item, length - before_length) != 0))
			next++;
		if (*next++ == NULL)
			return false;
		if (value[length] == '\0')
			return true;
		value += length + 1;
	}
}

const char *
attested_verdict(const char *value, size_t length)
{
	static const char *const words[] = {"attested", "not-attestable", "missing", "failed",
					    NULL};

	return length < ATTESTED_BYTES && (grammar_is_one_of(value, words) ||
					   is_list(value, ',', "", verdict_words))
		       ? NULL
		       : "is no verdict of verify-attestation";
}

const char *
attested_plan_word(const char *value, size_t length)
{
	static const char *const words[] = {"required", MISSING, NULL};

	(void)length;
	return grammar_is_one_of(value, words) || is_list(value, ' ', ACCEPT, shortfalls)
		       ? NULL
		       : "is neither required, nor accept-missing, nor accept-can-decrypt, "
			 "accept-owner-not-shown, accept-other-name, in this order";
}

/* Every word of the verdict stands in the plan, behind accept-. */
static bool
accepts_all(const char *plan_word, const char *verdict)
{
	for (const char *const *word = shortfalls; *word != NULL; word++) {
		char accepted[ATTESTED_BYTES] = "accept-";

		memcpy(accepted + sizeof ACCEPT - 1, *word, strlen(*word) + 1);
		if (text_list_has(verdict, ',', *word) && !text_list_has(plan_word, ' ', accepted))
			return false;
	}
	return true;
}

const char *
attested_accepts(const char *plan_word, const char *verdict, bool rehearsal)
{
	if (strcmp(verdict, "attested") == 0)
		return NULL;
	if (text_list_has(verdict, ',', TEST_ROOTS) && !rehearsal)
		return "the statement was checked by roots of a test";
	if (strcmp(verdict, "failed") == 0)
		return "the statement that came for this target is false, and no plan accepts that";
	if (strcmp(verdict, "not-attestable") == 0)
		return "nobody attests this wrapping key";
	if (strcmp(verdict, "missing") == 0)
		return "no statement on this wrapping key was given";
	return accepts_all(plan_word, verdict)
		       ? NULL
		       : "the wrapping key is genuine, and the plan does not accept what it is "
			 "short of";
}

const char *
attested_of(const struct folder *folder, const char *request)
{
	const struct fact *yes = folder_fact(folder, "attested", "request", request);
	const struct fact *no = folder_fact(folder, "not-attested", "request", request);

	return yes != NULL && (no == NULL || yes > no) ? fact_value(yes, "verdict") : NULL;
}

bool
attested_accepts_missing(const char *plan_word)
{
	return strcmp(plan_word, MISSING) == 0;
}
