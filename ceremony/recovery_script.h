/*
 * The script that lies beside the escrow: with Python 3 and `age` it opens an escrow without
 * Claviger (docs/DESIGN.md, "Your key outlives this software").
 */
#ifndef CEREMONY_RECOVERY_SCRIPT_H
#define CEREMONY_RECOVERY_SCRIPT_H

/*
 * The text of recover-identity.py, ASCII, ending in a newline. The script reads the 64 hexadecimal
 * digits that the cards rebuild (either case, white space ignored) from standard input and prints
 * the line AGE-SECRET-KEY-1…; on anything else it prints why not and ends with status 1.
 */
extern const char recovery_script[];

/* Where it lies in a ceremony folder. */
#define RECOVERY_SCRIPT_NAME "keys/recover-identity.py"

#endif
