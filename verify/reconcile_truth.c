#include "reconcile.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/text.h"
#include "ceremony/wall_time.h"
#include "ceremony/words.h"

/* Words of the list, whole or cut short as they may be typed anywhere. A label has the last word in fourth place. */
static bool
are_the_same_words(const struct step_box *box, const char *one, const char *other)
{
	uint8_t first[WORDS_PROOF], second[WORDS_PROOF];
	size_t bad;

	return box->kind == PAPER_WORDS && box->count <= WORDS_PROOF &&
	       words_read(first, box->count, &bad, one, strlen(one)) == NULL &&
	       words_read(second, box->count, &bad, other, strlen(other)) == NULL &&
	       memcmp(first, second, box->count) == 0;
}

static bool
is_same_text(const char *one, const char *other)
{
	for (;;) {
		size_t skip_one = strspn(one, " "), skip_other = strspn(other, " ");

		one += skip_one;
		other += skip_other;
		if (*one == '\0' || *other == '\0')
			return *one == *other;
		if (tolower((unsigned char)*one) != tolower((unsigned char)*other) ||
		    (one[1] == ' ' || one[1] == '\0') != (other[1] == ' ' || other[1] == '\0'))
			return false;
		one++;
		other++;
	}
}

bool
reconcile_same(const struct step_box *box, const char *one, const char *other)
{
	return is_same_text(one, other) || are_the_same_words(box, one, other);
}

/* The last word of a note: the number of a bag. */
static const char *
last_word(const char *text)
{
	const char *space = strrchr(text, ' ');

	return space == NULL ? text : space + 1;
}

static bool
digest_words(char out[RECONCILE_VALUE_BYTES], const char *hex, bool label)
{
	struct digest digest;

	if (text_from_hex(digest.bytes, sizeof digest.bytes, hex, strlen(hex)) != NULL)
		return false;
	if (label)
		words_medium_of(out, &digest, " ");
	else
		words_of(out, &digest);
	return true;
}

/* The label of the line behind which `count` facts are. */
static void
checkpoint_label(char out[RECONCILE_VALUE_BYTES], const struct transcript *transcript, size_t count)
{
	struct digest digest = transcript->last;
	char label[WORDS_LABEL_TEXT_BYTES];

	if (count < transcript->count) {
		const char *hex = transcript->facts[count].previous;

		if (text_from_hex(digest.bytes, sizeof digest.bytes, hex, strlen(hex)) != NULL)
			memset(digest.bytes, 0, sizeof digest.bytes);
	}
	words_label_of(label, &digest);
	snprintf(out, RECONCILE_VALUE_BYTES, "%s", label);
}

/* Facts that stand before the checkpoint of a phase, at least and at most. */
static void
checkpoint_range(const struct order *order, size_t step, size_t *least, size_t *most)
{
	const struct transcript *transcript = &order->folder->transcript;
	enum step_phase phase = order->list.steps[step].form->phase;

	*least = 0;
	*most = transcript->count;
	for (size_t i = 0; i < order->list.count; i++) {
		const struct step_progress *progress = &order->earliest[i];

		if (progress->first == NULL)
			continue;
		if (order->list.steps[i].form->phase <= phase) {
			size_t end = (size_t)(progress->last - transcript->facts) + 1;

			*least = end > *least ? end : *least;
		} else {
			size_t begin = (size_t)(progress->first - transcript->facts);

			*most = begin < *most ? begin : *most;
		}
	}
	if (*most < *least)
		*most = *least;
}

bool
reconcile_truth(char out[RECONCILE_VALUE_BYTES], const struct order *order, size_t step,
		const struct step_box *box)
{
	const struct fact *fact = order->progress[step].value;
	const char *value =
		fact == NULL || box->field == NULL ? NULL : fact_value(fact, box->field);
	char digest[DIGEST_TEXT_BYTES];
	size_t least, most;

	switch (box->source) {
	case STEP_FROM_NOWHERE:
		return false;
	case STEP_FROM_CHECKPOINT:
		checkpoint_range(order, step, &least, &most);
		checkpoint_label(out, &order->folder->transcript, least);
		return true;
	case STEP_FROM_TRANSCRIPT:
		digest_to_text(digest, &order->folder->transcript_digest);
		return digest_words(out, digest, false);
	case STEP_FROM_LABEL:
		return value != NULL && digest_words(out, value, true);
	case STEP_FROM_FIELD:
		if (value == NULL)
			return false;
		if (box->kind == PAPER_WORDS)
			return digest_words(out, value, false);
		snprintf(out, RECONCILE_VALUE_BYTES, "%s",
			 strcmp(box->field, "text") == 0 ? last_word(value) : value);
		return true;
	}
	return false;
}

bool
reconcile_agrees(const struct order *order, size_t step, const struct step_box *box,
		 const char *typed, const char *truth)
{
	size_t least, most;
	int64_t one, other, offset;

	if (box->source == STEP_FROM_CHECKPOINT) {
		checkpoint_range(order, step, &least, &most);
		for (size_t count = least; count <= most; count++) {
			char label[RECONCILE_VALUE_BYTES];

			checkpoint_label(label, &order->folder->transcript, count);
			if (reconcile_same(box, label, typed))
				return true;
		}
		return false;
	}
	if (box->field != NULL && strcmp(box->field, "wall") == 0 &&
	    wall_time_read(&one, &offset, typed) == NULL &&
	    text_from_time(&other, truth, strlen(truth)) == NULL)
		return one == other;
	return reconcile_same(box, typed, truth);
}
