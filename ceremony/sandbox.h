/*
 * Giving up rights: Landlock (ABI 1 upward) for files, seccomp for system calls.
 *
 * Afterwards the process opens no file but below the folders that its row of the rights table
 * names, and no socket, program, device or other process at all. Calls that an honest program never makes kill it;
 * the rest of what is not needed answers ENOSYS.
 */
#ifndef CEREMONY_SANDBOX_H
#define CEREMONY_SANDBOX_H

#include <stdbool.h>

#include "ceremony/rights.h"

/* False in builds for sanitizers and valgrind (-DSANDBOX_OFF), which --version shows. */
bool sandbox_built_in(void);

/* Before sandbox_enter: this open folder stays reachable, for writing too if `write`. For
 * programs whose row has RIGHTS_OPERAND or RIGHTS_SIGNING; at most 32. The descriptor stays the caller's. */
void sandbox_allow(int folder, bool write);

/* Once, through process_lock. Dies when the kernel offers a protection and then fails to give it. */
void sandbox_enter(const struct rights *rights);

/* NULL when both protections hold, else one sentence saying which this kernel lacks. Production is refused then. */
const char *sandbox_gap(void);

#endif
