/*
 * The end of keys: what ceremonies of kind revoke and destruction note, and in which order. Each note is a fact `noted`, whose text
 * begins with the thing:
 *
 *     frozen TARGET TIME    assessed INCIDENT    deleted TARGET DATE    destroyed WHAT CERTIFICATE
 *
 * WHAT is card-1 and so on, or a medium of the plan of direction former.
 */
#ifndef CEREMONY_ENDING_H
#define CEREMONY_ENDING_H

#include <stdbool.h>

#include "ceremony/folder.h"

/* NULL, or why this cannot be noted now: another kind of plan, a thing that the plan has not or that is noted already; of a revoke
 * nothing is assessed before every target is frozen. Subjects of other notes are NULL. */
const char *ending_may_note(const struct folder *folder, const char *about, const char *text);

/* The last fact that notes the thing, or NULL. */
const struct fact *
ending_noted(const struct transcript *transcript, const char *about, const char *what);

/* NULL, or what is missing before such a ceremony is complete: every target frozen, an assessment, and the old archive restored; every card and former medium
 * destroyed, every target deleted. */
const char *ending_lacks(const struct folder *folder);

/* What is done about an incident, for people (docs/playbook.md); NULL when it is none. */
const char *ending_response(const char *incident);

#endif
