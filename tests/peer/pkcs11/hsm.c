#include "tests/peer/pkcs11/hsm.h"

#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define USER_PIN "1234"
#define CKM_3_AES_KEY_WRAP_KWP 0x210BUL /* PKCS#11 3.0; p11-kit's header ends before it */

/* NSS reads its parameters where others have pReserved, and wants a null pointer behind them. */
struct nss_initialize_args {
	CK_C_INITIALIZE_ARGS args;
	void *null;
};

void
hsm_die(const char *format, ...)
{
	va_list list;

	va_start(list, format);
	fputs("token: ", stderr);
	vfprintf(stderr, format, list);
	fputc('\n', stderr);
	va_end(list);
	exit(3);
}

#define ROW(answer) \
	{ \
		answer, #answer \
	}

static const struct {
	CK_RV answer;
	const char *name;
} answers[] = {
	ROW(CKR_GENERAL_ERROR),
	ROW(CKR_FUNCTION_FAILED),
	ROW(CKR_ARGUMENTS_BAD),
	ROW(CKR_ATTRIBUTE_TYPE_INVALID),
	ROW(CKR_ATTRIBUTE_VALUE_INVALID),
	ROW(CKR_DEVICE_ERROR),
	ROW(CKR_ENCRYPTED_DATA_INVALID),
	ROW(CKR_ENCRYPTED_DATA_LEN_RANGE),
	ROW(CKR_KEY_TYPE_INCONSISTENT),
	ROW(CKR_KEY_FUNCTION_NOT_PERMITTED),
	ROW(CKR_MECHANISM_INVALID),
	ROW(CKR_MECHANISM_PARAM_INVALID),
	ROW(CKR_TEMPLATE_INCOMPLETE),
	ROW(CKR_TEMPLATE_INCONSISTENT),
	ROW(CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT),
	ROW(CKR_WRAPPED_KEY_INVALID),
	ROW(CKR_WRAPPED_KEY_LEN_RANGE),
};

const char *
hsm_answer_name(CK_RV answer)
{
	for (size_t i = 0; i < COUNT(answers); i++)
		if (answers[i].answer == answer)
			return answers[i].name;
	return "CKR";
}

void
hsm_expect(CK_RV answer, const char *what)
{
	if (answer != CKR_OK)
		hsm_die("%s: %s (0x%lx)", what, hsm_answer_name(answer), answer);
}

static void
make_folder(const char *name)
{
	if (mkdir(name, 0700) != 0 && errno != EEXIST)
		hsm_die("cannot make '%s': %s", name, strerror(errno));
}

static void
initialize_softhsm(struct hsm *hsm, const char *folder)
{
	char tokens[4096];
	char name[4096];
	FILE *file;

	snprintf(tokens, sizeof tokens, "%s/tokens", folder);
	snprintf(name, sizeof name, "%s/softhsm2.conf", folder);
	make_folder(tokens);
	file = fopen(name, "w");
	if (file == NULL ||
	    fprintf(file, "directories.tokendir = %s\nlog.level = ERROR\n", tokens) < 0 ||
	    fclose(file) != 0 || setenv("SOFTHSM2_CONF", name, 1) != 0)
		hsm_die("cannot write '%s'", name);
	hsm_expect(hsm->call->C_Initialize(NULL), "C_Initialize");
}

static void
initialize_nss(struct hsm *hsm, const char *folder)
{
	char parameters[8192];
	struct nss_initialize_args nss = {0};

	snprintf(parameters, sizeof parameters,
		 "configdir='sql:%s' certPrefix='' keyPrefix='' secmod='secmod.db' flags=", folder);
	nss.args.flags = CKF_OS_LOCKING_OK;
	nss.args.pReserved = parameters;
	hsm_expect(hsm->call->C_Initialize(&nss), "C_Initialize");
}

/* The number 0x210A is RFC 5649 in SoftHSM only; NSS has it under PKCS#11 3.0's number. */
static const struct module {
	const char *kind;
	const char *patterns[2];
	const char *so_pin;
	CK_MECHANISM_TYPE key_wrap_pad;
	void (*initialize)(struct hsm *, const char *);
} modules[] = {
	{"softhsm",
	 {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so"},
	 "12345678",
	 CKM_AES_KEY_WRAP_PAD,
	 initialize_softhsm},
	{"nss",
	 {"/usr/lib/*/libsoftokn3.so", "/usr/lib/*/nss/libsoftokn3.so"},
	 "",
	 CKM_3_AES_KEY_WRAP_KWP,
	 initialize_nss},
};

/* Of all files that match, the first that can be loaded. */
static void *
load_module(const struct module *module)
{
	glob_t found = {0};
	void *library = NULL;

	for (size_t i = 0; i < COUNT(module->patterns); i++)
		glob(module->patterns[i], i == 0 ? 0 : GLOB_APPEND, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc && library == NULL; i++)
		library = dlopen(found.gl_pathv[i], RTLD_NOW);
	globfree(&found);
	if (library == NULL)
		hsm_die("no module for %s on this machine", module->kind);
	return library;
}

/* SoftHSM shows a blank token beside the one that is in use, NSS a read-only one without keys. */
static CK_SLOT_ID
find_slot(struct hsm *hsm, CK_TOKEN_INFO *info)
{
	CK_SLOT_ID slots[16];
	CK_ULONG count = COUNT(slots);
	CK_SLOT_ID blank = 0;
	bool found = false;

	hsm_expect(hsm->call->C_GetSlotList(CK_TRUE, slots, &count), "C_GetSlotList");
	for (CK_ULONG i = 0; i < count; i++) {
		hsm_expect(hsm->call->C_GetTokenInfo(slots[i], info), "C_GetTokenInfo");
		if ((info->flags & CKF_WRITE_PROTECTED) != 0)
			continue;
		if ((info->flags & CKF_USER_PIN_INITIALIZED) != 0)
			return slots[i];
		blank = slots[i];
		found = true;
	}
	if (!found)
		hsm_die("the module shows no token that can be written");
	hsm_expect(hsm->call->C_GetTokenInfo(blank, info), "C_GetTokenInfo");
	return blank;
}

static void
open_session(struct hsm *hsm, const char *so_pin_text)
{
	CK_TOKEN_INFO info;
	CK_SLOT_ID slot = find_slot(hsm, &info);
	CK_UTF8CHAR *so_pin = (CK_UTF8CHAR *)so_pin_text;
	CK_ULONG so_pin_bytes = strlen(so_pin_text);
	CK_UTF8CHAR user_pin[] = USER_PIN;
	CK_UTF8CHAR label[] = "cloud                           ";
	bool blank = (info.flags & CKF_USER_PIN_INITIALIZED) == 0;

	if (blank && so_pin_bytes > 0)
		hsm_expect(hsm->call->C_InitToken(slot, so_pin, so_pin_bytes, label),
			   "C_InitToken");
	hsm_expect(hsm->call->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL,
					    &hsm->session),
		   "C_OpenSession");
	if (blank) {
		hsm_expect(hsm->call->C_Login(hsm->session, CKU_SO, so_pin, so_pin_bytes),
			   "C_Login as security officer");
		hsm_expect(hsm->call->C_InitPIN(hsm->session, user_pin, strlen(USER_PIN)),
			   "C_InitPIN");
		hsm_expect(hsm->call->C_Logout(hsm->session), "C_Logout");
	}
	hsm_expect(hsm->call->C_Login(hsm->session, CKU_USER, user_pin, strlen(USER_PIN)),
		   "C_Login");
}

void
hsm_open(struct hsm *hsm, const char *kind, const char *folder)
{
	const struct module *module = NULL;
	CK_C_GetFunctionList get = NULL;

	for (size_t i = 0; i < COUNT(modules); i++)
		if (strcmp(modules[i].kind, kind) == 0)
			module = &modules[i];
	if (module == NULL)
		hsm_die("'%s' is neither softhsm nor nss", kind);
	*(void **)&get = dlsym(load_module(module), "C_GetFunctionList");
	if (get == NULL)
		hsm_die("the module has no C_GetFunctionList");
	hsm_expect(get(&hsm->call), "C_GetFunctionList");
	make_folder(folder);
	hsm->kind = module->kind;
	hsm->key_wrap_pad = module->key_wrap_pad;
	module->initialize(hsm, folder);
	open_session(hsm, module->so_pin);
}

void
hsm_close(struct hsm *hsm)
{
	hsm_expect(hsm->call->C_Finalize(NULL), "C_Finalize");
}

/* How many objects have this class and label; `object` is the first. */
static CK_ULONG
find_objects(struct hsm *hsm, CK_OBJECT_CLASS class, const char *label, CK_OBJECT_HANDLE *object)
{
	CK_ATTRIBUTE template[] = {
		{CKA_CLASS, &class, sizeof class},
		{CKA_LABEL, (void *)label, strlen(label)},
	};
	CK_OBJECT_HANDLE objects[2] = {0};
	CK_ULONG count = 0;

	hsm_expect(hsm->call->C_FindObjectsInit(hsm->session, template, COUNT(template)),
		   "C_FindObjectsInit");
	hsm_expect(hsm->call->C_FindObjects(hsm->session, objects, COUNT(objects), &count),
		   "C_FindObjects");
	hsm_expect(hsm->call->C_FindObjectsFinal(hsm->session), "C_FindObjectsFinal");
	*object = objects[0];
	return count;
}

CK_OBJECT_HANDLE
hsm_private_key(struct hsm *hsm, const char *label)
{
	CK_OBJECT_HANDLE key;

	if (find_objects(hsm, CKO_PRIVATE_KEY, label, &key) != 1)
		hsm_die("there is no single private key '%s'", label);
	return key;
}

void
hsm_must_be_new(struct hsm *hsm, const char *label)
{
	CK_OBJECT_HANDLE key;

	if (find_objects(hsm, CKO_PRIVATE_KEY, label, &key) != 0)
		hsm_die("there is a private key '%s' already", label);
}

/* Returns the attribute's size. */
size_t
hsm_attribute(struct hsm *hsm, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, void *value,
	      size_t capacity, const char *name)
{
	CK_ATTRIBUTE attribute = {type, value, capacity};

	hsm_expect(hsm->call->C_GetAttributeValue(hsm->session, object, &attribute, 1), name);
	return attribute.ulValueLen;
}
