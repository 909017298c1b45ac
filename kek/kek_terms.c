#include "kek_terms.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "ceremony/grammar.h"
#include "ceremony/process.h"
#include "ceremony/profile_client.h"
#include "ceremony/profile_place.h"
#include "kek/byok.h"
#include "kek/weak.h"

enum { CLOCK_SLACK_SECONDS = 3600 };

static bool
contradicts_service(const struct kek_file *all, const struct kek_file *file)
{
	return (all->has_service && file->has_service && all->service != file->service) ||
	       (all->method[0] != '\0' && file->method[0] != '\0' &&
		strcmp(all->method, file->method) != 0) ||
	       (all->token_bytes != 0 && file->token_bytes != 0 &&
		(all->token_bytes != file->token_bytes ||
		 memcmp(all->token, file->token, file->token_bytes) != 0));
}

static void
merge_service(struct kek_file *all, const struct kek_file *file)
{
	if (file->has_service)
		all->service = file->service;
	if (file->method[0] != '\0')
		memcpy(all->method, file->method, sizeof all->method);
	if (file->token_bytes != 0) {
		memcpy(all->token, file->token, sizeof all->token);
		all->token_bytes = file->token_bytes;
	}
	all->has_service |= file->has_service;
}

/* One KEK that several files speak of: what one leaves out another may say, and none contradicts another. */
static void
merge(struct kek_file *all, const struct kek_file *file, const char *name)
{
	if (all->key.size != file->key.size ||
	    memcmp(all->key.spki, file->key.spki, file->key.size) != 0)
		refuse("'%s' holds another key than the file before it", name);
	if ((all->has_kid && file->has_kid && strcmp(all->kid, file->kid) != 0) ||
	    (all->has_operations && file->has_operations &&
	     all->import_only != file->import_only) ||
	    (all->has_expiry && file->has_expiry && all->expires != file->expires) ||
	    (all->enabled != KEK_UNKNOWN && file->enabled != KEK_UNKNOWN &&
	     all->enabled != file->enabled) ||
	    (all->exportable != KEK_UNKNOWN && file->exportable != KEK_UNKNOWN &&
	     all->exportable != file->exportable) ||
	    (all->has_beginning && file->has_beginning && all->begins != file->begins) ||
	    (all->kty[0] != '\0' && file->kty[0] != '\0' && strcmp(all->kty, file->kty) != 0) ||
	    contradicts_service(all, file))
		refuse("'%s' contradicts the file before it", name);
	if (file->has_kid)
		memcpy(all->kid, file->kid, sizeof all->kid);
	if (file->has_operations)
		all->import_only = file->import_only;
	if (file->has_expiry)
		all->expires = file->expires;
	if (file->enabled != KEK_UNKNOWN)
		all->enabled = file->enabled;
	if (file->exportable != KEK_UNKNOWN)
		all->exportable = file->exportable;
	if (file->has_beginning)
		all->begins = file->begins;
	if (file->kty[0] != '\0')
		memcpy(all->kty, file->kty, sizeof all->kty);
	all->has_kid |= file->has_kid;
	all->has_operations |= file->has_operations;
	all->has_expiry |= file->has_expiry;
	all->has_beginning |= file->has_beginning;
	merge_service(all, file);
}

void
kek_terms_read(struct kek_file *kek, const struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++) {
		struct kek_file file;
		const char *answer =
			kek_file_read(&file, inputs->bytes[i].data, inputs->bytes[i].size);

		if (answer != NULL)
			refuse("'%s' %s", inputs->names[i], answer);
		if (i == 0)
			*kek = file;
		merge(kek, &file, inputs->names[i]);
	}
}

/* What no file says was not checked, and the person who signs the sheet must know. */
static void
warn_of_unknown(const struct kek_file *kek, const struct plan_target *target)
{
	if (!target->profile->kek_file_has_terms)
		return;
	if (!kek->has_operations)
		warn("no file says what the KEK may be used for: only a KEK for import alone is "
		     "safe");
	if (kek->kty[0] == '\0')
		warn("no file says that the KEK lives in an HSM");
	if (kek->enabled == KEK_UNKNOWN)
		warn("no file says that the KEK is enabled");
	if (kek->exportable == KEK_UNKNOWN)
		warn("no file says that the KEK cannot be exported");
}

/* What the service would refuse after the ceremony: its own words for a way of wrapping that is not the profile's. */
static void
check_service(const struct kek_file *kek, const struct plan_target *target)
{
	const struct profile *profile = target->profile;
	const char *from = profile_client(profile)->import_token;

	if (kek->has_service && kek->service != profile->service)
		refuse("the files are those of another service than the target's, %s",
		       profile->title);
	if (kek->method[0] != '\0' && strcmp(kek->method, profile->algorithm) != 0) {
		process_hint("make an import job with --import-method %s", profile->algorithm);
		refuse("the import job is one for %s, and the target's profile is %s", kek->method,
		       profile->name);
	}
	if (from != NULL && kek->token_bytes == 0) {
		process_hint("give the answer of %s, whole", from);
		refuse("no file has the import token: the service imports nothing without it");
	}
}

/* A wrapping key of another kind is made with that option of its service's client, where it has one. */
static void
hint_to_make(const char *option)
{
	if (option != NULL)
		process_hint("make one with %s", option);
}

/* A KEK that can do more than import gives the tenant key to whoever may call decrypt. */
void
kek_terms_check(const struct kek_file *kek, const struct plan_target *target)
{
	char begins[TEXT_TIME_BYTES];
	const char *answer;

	check_service(kek, target);
	answer = profile_takes_kek(target->profile, kek->key.type);
	if (answer != NULL)
		refuse("the KEK, %s, %s", key_type_name(kek->key.type), answer);
	answer = weak_check(&kek->key);
	if (answer != NULL)
		refuse("the KEK %s", answer);
	if (kek->has_operations && !kek->import_only) {
		hint_to_make(profile_client(target->profile)->import_only);
		refuse("the KEK may be used for more than import");
	}
	if (kek->enabled == KEK_NO)
		refuse("the KEK is disabled");
	if (kek->exportable == KEK_YES)
		refuse("the KEK can be exported, or has a release policy: whoever takes it out "
		       "can open what is wrapped under it");
	if (kek->has_beginning && kek->begins > (int64_t)time(NULL)) {
		text_to_time(begins, kek->begins);
		refuse("the KEK may not be used before %s", begins);
	}
	if (strcmp(kek->kty, "RSA") == 0) {
		hint_to_make(profile_client(target->profile)->hsm);
		refuse("the KEK is a software key");
	}
	warn_of_unknown(kek, target);
	if (key_type_strength(kek->key.type) < key_type_strength(target->key->type))
		warn("the KEK, %s, is weaker than the key, %s: the package is as strong as the KEK",
		     key_type_name(kek->key.type), key_type_name(target->key->type));
}

/* A cloud of Azure's may be newer than our list: a warning, where a typo would look the same. */
static void
warn_of_unknown_host(const char *id)
{
	const char *host;
	size_t length;

	if (byok_check_kid(id, strlen(id), &host, &length) == NULL &&
	    !profile_azure_is_known(host, length))
		warn("'%.*s' is not under a name of Key Vault or Managed HSM that this version "
		     "knows",
		     (int)length, host);
}

/* Where there is but one wrapping key, nobody need name it. */
static void
add_only_kek(struct kek_file *kek, const struct plan_target *target)
{
	int length;

	if (target->profile->only_kek == NULL || kek->has_kid)
		return;
	length = snprintf(kek->kid, sizeof kek->kid, "%s%s", target->where,
			  target->profile->only_kek);
	if (length < 0 || (size_t)length >= sizeof kek->kid)
		refuse("the place '%s' is too long", target->where);
	kek->has_kid = true;
}

const char *
kek_terms_id(struct kek_file *kek, const char *given, const struct plan_target *target)
{
	const char *id, *answer;

	add_only_kek(kek, target);
	id = kek->has_kid ? kek->kid : given;
	if (id == NULL) {
		process_hint("give the JSON of the key too, or --kek-id");
		refuse("no file says the KEK's identifier");
	}
	if (kek->has_kid && given != NULL && strcmp(given, kek->kid) != 0)
		refuse("--kek-id is another identifier than the file's");
	answer = grammar_word(id, strlen(id));
	if (answer == NULL)
		answer = target->profile->kek_identifier(id, target->where, target->cloud_name);
	if (answer != NULL)
		refuse("the KEK's identifier '%s' %s", id, answer);
	if (target->profile->service == PROFILE_AZURE)
		warn_of_unknown_host(id);
	return id;
}

void
kek_terms_expiry(char text[TEXT_TIME_BYTES], const struct kek_file *kek, const char *given,
		 const struct plan_target *target)
{
	int64_t seconds = kek->expires, lives;
	const char *answer;

	if (given == NULL && !kek->has_expiry && target->profile->kek_lives_hours != 0) {
		process_hint("give --expires: this service's wrapping keys live %d hours",
			     target->profile->kek_lives_hours);
		refuse("no file says when the KEK expires");
	}
	snprintf(text, TEXT_TIME_BYTES, "never");
	if (given != NULL && (answer = text_from_time(&seconds, given, strlen(given))) != NULL)
		misuse("--expires '%s' %s", given, answer);
	if (given != NULL && kek->has_expiry && seconds != kek->expires)
		refuse("--expires is another time than the file's");
	if (given == NULL && !kek->has_expiry)
		return;
	lives = (int64_t)target->profile->kek_lives_hours * 3600;
	if (lives != 0 && seconds > (int64_t)time(NULL) + lives + CLOCK_SLACK_SECONDS)
		refuse("the KEK cannot expire so late: this service's wrapping keys live %d hours",
		       target->profile->kek_lives_hours);
	text_to_time(text, seconds);
}
