"""Google Cloud KMS, as its REST reference has it: import jobs, imports of versions, versions and public keys."""
import base64
import json
import re
import time

import unwrap

METHODS = {'RSA_OAEP_3072_SHA1_AES_256': (3072, 'sha1'), 'RSA_OAEP_4096_SHA1_AES_256': (4096, 'sha1'),
           'RSA_OAEP_3072_SHA256_AES_256': (3072, 'sha256'), 'RSA_OAEP_4096_SHA256_AES_256': (4096, 'sha256')}
METHOD_NUMBERS = dict(zip((1, 2, 3, 4), METHODS))
# The algorithms of keys that sign, by their numbers in resources.proto, and the type of each.
ALGORITHMS = {5: ('RSA_SIGN_PKCS1_2048_SHA256', 'rsa-2048'), 6: ('RSA_SIGN_PKCS1_3072_SHA256', 'rsa-3072'),
              7: ('RSA_SIGN_PKCS1_4096_SHA256', 'rsa-4096'), 12: ('EC_SIGN_P256_SHA256', 'ec-p256'),
              13: ('EC_SIGN_P384_SHA384', 'ec-p384')}
RING = r'/v1/(projects/[^/]+/locations/[^/]+/keyRings/[^/]+)'


def when(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(seconds)) + '.123456789Z'


class Google:
    def __init__(self, record):
        self.record, self.jobs, self.versions, self.publics = record, {}, {}, {}
        self.rows = (('POST', RING + '/importJobs', self.create), ('GET', RING + '(/importJobs/[^/]+)', self.job),
                     ('POST', RING + '(/cryptoKeys/[^/]+)/cryptoKeyVersions:import', self.take),
                     ('GET', RING + '(/cryptoKeys/[^/]+/cryptoKeyVersions/[0-9]+)/publicKey', self.public),
                     ('GET', RING + '(/cryptoKeys/[^/]+/cryptoKeyVersions/[0-9]+)', self.version),
                     ('PATCH', RING + '(/cryptoKeys/[^/]+/cryptoKeyVersions/[0-9]+)', self.enable))

    def answer(self, request):
        if not request['headers'].get('authorization', '').startswith('Bearer '):
            return self.error(401, 'UNAUTHENTICATED', 'no token')
        try:
            for method, path, does in self.rows:
                found = re.fullmatch(path, request['path'])
                if found and request['method'] == method:
                    return 200, {}, does(''.join(found.groups()), request['query'], json.loads(request['body'] or '{}'))
            return self.error(404, 'NOT_FOUND', 'no such path')
        except (unwrap.Refused, KeyError) as why:
            return self.error(400, 'INVALID_ARGUMENT', str(why))

    @staticmethod
    def error(code, status, message):
        return code, {}, {'error': {'code': code, 'message': message, 'status': status}}

    def create(self, ring, query, asked):
        method = METHOD_NUMBERS.get(asked['importMethod'], asked['importMethod'])
        if asked['protectionLevel'] not in ('HSM', 2):
            raise unwrap.Refused('a job for another protection level')
        name = '%s/importJobs/%s' % (ring, query['importJobId'])
        self.jobs[name] = (unwrap.make_kek(METHODS[method][0]), method, 'PENDING_GENERATION')
        return self.job(name)

    def job(self, name, *_):
        """Shown as it is; ACTIVE at the next asking."""
        kek, method, state = self.jobs[name]
        self.jobs[name] = (kek, method, 'ACTIVE')
        shown = {'name': name, 'importMethod': method, 'protectionLevel': 'HSM', 'createTime': when(time.time()),
                 'expireTime': when(time.time() + 3 * 86400), 'state': state}
        if state == 'ACTIVE':
            shown['publicKey'] = {'pem': unwrap.spki(kek.public_key(), unwrap.serialization.Encoding.PEM).decode()}
            shown['generateTime'] = shown['createTime']
        return shown

    def take(self, key, query, asked):
        kek, method, state = self.jobs[asked['importJob']]
        algorithm, kind = [row for number, row in ALGORITHMS.items() if asked['algorithm'] in (number, row[0])][0]
        blobs = [asked[field] for field in ('wrappedKey', 'rsaAesWrappedKey') if asked.get(field)]
        if state != 'ACTIVE' or len(blobs) != 1 or not key.startswith(asked['importJob'].split('/importJobs/')[0]):
            raise unwrap.Refused('one wrapped key, for a key of the ring of an active job')
        pkcs8 = unwrap.unwrap(kek, METHODS[method][1], base64.b64decode(blobs[0].replace('-', '+').replace('_', '/')))
        tenant, public = unwrap.tenant_key(pkcs8, self.record.keys)
        if unwrap.type_of(public) != kind:
            raise unwrap.Refused('the key is not one for %s' % algorithm)
        name = '%s/cryptoKeyVersions/%d' % (key, 1 + len([one for one in self.versions if one.startswith(key + '/')]))
        self.publics[name] = public
        self.versions[name] = {'name': name, 'state': 'PENDING_IMPORT', 'protectionLevel': 'HSM', 'algorithm': algorithm,
                               'importJob': asked['importJob'], 'createTime': when(time.time())}
        self.record.line('imported', '%s %s' % (name, tenant))
        return self.versions[name]

    def version(self, name, *_):
        """As the HSM has taken it."""
        return {**self.versions[name], 'state': 'ENABLED', 'importTime': self.versions[name]['createTime'],
                'generateTime': self.versions[name]['createTime']}

    def enable(self, name, query, asked):
        if query.get('updateMask') != 'state' or asked.get('state') not in ('ENABLED', 1):
            raise unwrap.Refused('another change')
        self.record.line('enabled', name)
        return self.version(name)

    def public(self, name, *_):
        return {'name': name, 'pem': unwrap.spki(self.publics[name], unwrap.serialization.Encoding.PEM).decode(),
                'algorithm': self.versions[name]['algorithm'], 'protectionLevel': 'HSM'}
