/*
 * A PKCS#11 token as the tests' HSM: found, made at the first use, and logged in.
 *
 * Every function succeeds or ends the program with status 3 and one line.
 */
#ifndef TESTS_PEER_PKCS11_HSM_H
#define TESTS_PEER_PKCS11_HSM_H

#include <stddef.h>

#include <p11-kit/pkcs11.h>

struct hsm {
	const char *kind;
	CK_MECHANISM_TYPE key_wrap_pad; /* the module's number for RFC 5649 */
	CK_FUNCTION_LIST_PTR call;
	CK_SESSION_HANDLE session;
};

/* Opens the token in `folder` with the module of this kind, "softhsm" or "nss". */
void hsm_open(struct hsm *hsm, const char *kind, const char *folder);

void hsm_close(struct hsm *hsm);

/* "CKR_FUNCTION_FAILED"; "CKR" for an answer that is not in the table. */
const char *hsm_answer_name(CK_RV answer);

/* Dies with "WHAT: CKR_NAME (0xNUMBER)" unless the answer is CKR_OK. */
void hsm_expect(CK_RV answer, const char *what);

/* The one private key with this label. */
CK_OBJECT_HANDLE hsm_private_key(struct hsm *hsm, const char *label);

/* Dies when there is a private key with this label. */
void hsm_must_be_new(struct hsm *hsm, const char *label);

/* Reads one attribute into `value`, returns its size. `name` is for the message. */
size_t hsm_attribute(struct hsm *hsm, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, void *value,
		     size_t capacity, const char *name);

/* Prints "token: MESSAGE", exits 3. */
_Noreturn void hsm_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
