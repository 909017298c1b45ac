/*
 * RSA keys of a known weak form, told by the public key alone. A clean answer says only that
 * none of these forms was found.
 */
#ifndef KEK_WEAK_H
#define KEK_WEAK_H

#include "ceremony/public_key.h"

/*
 * For an RSA `kek`: an even modulus; a factor below 2^16; two primes so close that a few
 * hundred steps of Fermat's method part them; and the fingerprint of Infineon's generator
 * (CVE-2017-15361; Nemec, Sys, Svenda, Klinec, Matyas: "The Return of Coppersmith's Attack",
 * 2017, section 3): the modulus is a power of 65537 modulo each of the primes from 3 to 167. A
 * sound modulus passes for that with a probability of about 2^-28. Returns NULL or why not;
 * dies where libcrypto fails.
 */
const char *weak_check(const struct public_key *kek);

#endif
