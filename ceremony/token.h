/*
 * What a new token is given: made here and shown for typing into the token's own program, or typed here from a token that has it
 * already. At the terminal alone.
 */
#ifndef CEREMONY_TOKEN_H
#define CEREMONY_TOKEN_H

#include "ceremony/otp.h"
#include "ceremony/roster.h"

/* Draws public id, private id and key of person->id. The public id begins with vv, as those of tokens that their owner programs. */
void token_draw(struct roster_person *person);

/* Asks for the three, each until it is one. */
void token_type(struct roster_person *person);

/* Shows the three to the person alone, on a screen that is cleared before and after, whatever ends it. */
void token_show(const struct roster_person *person);

/* Asks for a touch until the token proves that it has the secrets; on a slip shows them again when asked to, if `shows`. */
void token_prove(struct otp *otp, const struct roster_person *person, bool shows);

#endif
