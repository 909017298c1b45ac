/*
 * The Request Sheet: what a request says, on paper, for the person who carries its words into the
 * room by hand.
 */
#ifndef KEK_SHEET_H
#define KEK_SHEET_H

#include "kek/request.h"

/* Prints the sheet as text on standard output, 80 columns. */
void sheet_print(const struct folder *folder, const struct plan_target *target,
		 const struct request *request);

/* Says the same terms on standard error, without the words. */
void sheet_say_terms(const struct plan_target *target, const struct request *request);

#endif
