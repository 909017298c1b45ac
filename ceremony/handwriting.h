/*
 * Secret words between paper and terminal: shown to one person alone, for writing by hand, and typed from there. Nothing of
 * them is left on the screen, whatever ends it.
 */
#ifndef CEREMONY_HANDWRITING_H
#define CEREMONY_HANDWRITING_H

#include <stdbool.h>
#include <stddef.h>

#include "ceremony/slip39.h"

/* What is said of words before they are shown. Not secret. */
struct handwriting {
	const char *title;   /* "Card 1 of 3": begins sentences */
	const char *noun;    /* "the card": stands in them */
	const char *who;     /* the id of who alone looks at the screen */
	const char *heading; /* stands above the words */
	bool groups;         /* of letters (handwriting_group), in the place of words */
};

enum { HANDWRITING_GROUP_LETTERS = 4 };

/*
 * The four letters of a group, 0 to 65535, with a NUL. Modhex (cbdefghijklnrtuv): sixteen letters that QWERTY, QWERTZ and AZERTY
 * have at the same places, without Shift; 16 bits a group.
 */
void handwriting_group(char text[HANDWRITING_GROUP_LETTERS + 1], unsigned group);

/* Refuses where secrets must not be typed or shown (terminal_for_secrets). */
void handwriting_check(bool production);

/*
 * Types `count` words of the SLIP-39 list into secret memory. `question` is said before it. Words that are not on the list are
 * refused as they are typed; nothing else is checked.
 */
void handwriting_type(struct slip39_words *words, size_t count, const char *question);

/*
 * Shows the words, clears the screen, and asks for them until they come back from the paper; says which were wrong, never what
 * they should have been, and shows them again when asked to.
 */
void handwriting_hand_out(const struct handwriting *handwriting, const struct slip39_words *words);

#endif
