/*
 * Where the records of a vault's log begin and end: a line each, or in an array, which may be the member "records" of an object. For
 * usage_log.c.
 */
#ifndef VERIFY_USAGE_RECORD_H
#define VERIFY_USAGE_RECORD_H

#include "verify/usage_log.h"

/* The next record, or in its place `why` there is none; false at the end. What cannot be read costs the rest of its line, no more. */
bool usage_record_next(struct usage_log *log, struct cursor *record, const char **why);

#endif
