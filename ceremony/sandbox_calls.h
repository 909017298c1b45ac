/*
 * The system calls that a program keeps: part of sandbox.c.
 */
#ifndef CEREMONY_SANDBOX_CALLS_H
#define CEREMONY_SANDBOX_CALLS_H

#include <stdbool.h>

/* Installs the seccomp filter for rights flags. False when this kernel has none; dies when it has and refuses. */
bool sandbox_filter_calls(unsigned flags);

#endif
