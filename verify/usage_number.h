/*
 * Limits in sentences: a sentence is constant, and a limit stands in one place.
 */
#ifndef VERIFY_USAGE_NUMBER_H
#define VERIFY_USAGE_NUMBER_H

/* The digits of a number that is a macro, as a literal. */
#define USAGE_NUMBER_TEXT(number) USAGE_NUMBER_DIGITS(number)
#define USAGE_NUMBER_DIGITS(digits) #digits

#endif
