/*
 * The grammars of values in records and facts (record_grammar): each returns NULL or why a value
 * does not meet it. What ends up in a printed command has no quote, space, dollar, newline or
 * leading dash.
 */
#ifndef CEREMONY_GRAMMAR_H
#define CEREMONY_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

/* One of the words of a list that ends with NULL. */
bool grammar_is_one_of(const char *value, const char *const *words);

/* A short name of ours: [a-z][a-z0-9-]{0,31}, no dash at the end. */
const char *grammar_id(const char *value, size_t length);

/* Ids with one space between, none twice. */
const char *grammar_ids(const char *value, size_t length);

/* Text that people read: UTF-8, 1 to 200 bytes (text_check_people). */
const char *grammar_people(const char *value, size_t length);

/* 64 lower-case hexadecimal digits. */
const char *grammar_digest(const char *value, size_t length);

/* The same, or "none". */
const char *grammar_digest_or_none(const char *value, size_t length);

/* Any positive number of lower-case hexadecimal digits, an even one. */
const char *grammar_hex(const char *value, size_t length);

/* A decimal number up to 10^9. */
const char *grammar_number(const char *value, size_t length);

/* 1 to 16: cards, quorum, index. */
const char *grammar_card_number(const char *value, size_t length);

/* 2026-11-21 */
const char *grammar_date(const char *value, size_t length);

/* 2026-11-21T23:40:12Z, or "never". */
const char *grammar_time_or_never(const char *value, size_t length);

/* "rehearsal" or "production". */
const char *grammar_mode(const char *value, size_t length);

/* One word for a printed command or a path: [A-Za-z0-9][A-Za-z0-9._:/+-]*, up to 400 characters. */
const char *grammar_word(const char *value, size_t length);

/* Standard base64 with padding, not empty. */
const char *grammar_base64(const char *value, size_t length);

#endif
