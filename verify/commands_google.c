#include "commands_service.h"

#include <stdio.h>
#include <string.h>

/* gcloud: the algorithm that the key was created with; for a key that decrypts it is another. */
static const char *const google_algorithms[KEY_TYPES] = {
	[KEY_RSA_2048] = "rsa-sign-pkcs1-2048-sha256",
	[KEY_RSA_3072] = "rsa-sign-pkcs1-3072-sha256",
	[KEY_RSA_4096] = "rsa-sign-pkcs1-4096-sha256",
	[KEY_EC_P256] = "ec-sign-p256-sha256",
	[KEY_EC_P384] = "ec-sign-p384-sha384",
};

/* One part of a path like projects/P/locations/L: what stands behind `label`. */
static int
part(const char *path, const char *label, const char **start)
{
	*start = strstr(path, label);
	*start = *start == NULL ? "" : *start + strlen(label);
	return (int)strcspn(*start, "/");
}

void
commands_google(const struct plan_target *target, const struct request *request)
{
	const char *project, *location, *ring, *job;
	int project_bytes = part(target->where, "projects/", &project);
	int location_bytes = part(target->where, "/locations/", &location);
	int ring_bytes = part(target->where, "/keyRings/", &ring);
	int job_bytes = part(request->kek_id, "/importJobs/", &job);

	printf("# the algorithm is the one that the key was created with. This one is for a key "
	       "that signs\n");
	printf("gcloud kms keys versions import --project %.*s --location %.*s --keyring %.*s "
	       "--key %s "
	       "--import-job %.*s --algorithm %s --wrapped-key-file out/%s.bin\n",
	       project_bytes, project, location_bytes, location, ring_bytes, ring,
	       target->cloud_name, job_bytes, job, google_algorithms[target->key->type],
	       target->name);
	printf("# afterwards, with the number of the version that the import made in place of 1: "
	       "the public key of the cloud is that of the ceremony\n");
	printf("gcloud kms keys versions get-public-key 1 --project %.*s --location %.*s --keyring "
	       "%.*s --key %s "
	       "--output-file %s.imported.pem\n",
	       project_bytes, project, location_bytes, location, ring_bytes, ring,
	       target->cloud_name, target->name);
}
