"""What clouds' clients answer about a key after its import, in the shapes of their references: for the played cloud, and for the
test of who reads them. Shares no line with the programs.

usage: answers.py KIND PEM WHERE NAME REGION [CHANGE...]   (a CHANGE is a path of members and JSON: attributes.enabled=false)
"""
import base64
import json
import subprocess
import sys

VERSION = 'dd008bc0a78543ed9238cff4e1372e36'
SERVICES = {'aip': '00000012-0000-0000-c000-000000000000', 'customer-key': '00000002-0000-0ff1-ce00-000000000000'}
RIGHTS = {'aip': ['get', 'decrypt', 'sign'], 'customer-key': ['get', 'wrapKey', 'unwrapKey']}
OPERATIONS = {'aip': ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'sign', 'verify'], 'customer-key': ['wrapKey', 'unwrapKey'],
              'plain': ['sign', 'verify']}
SERVICE, PERSON = '99999999-8888-7777-6666-555555555555', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'


def der_of(pem):
    return subprocess.run(['openssl', 'pkey', '-pubin', '-in', pem, '-outform', 'DER'], capture_output=True, check=True).stdout


def numbers(pem):
    """The members of a key: n and e, or the curve and its point, in az's base64."""
    text = subprocess.run(['openssl', 'pkey', '-pubin', '-in', pem, '-noout', '-text'], capture_output=True, text=True, check=True).stdout
    if 'Modulus:' in text:
        digits = text.split('Modulus:')[1].split('Exponent')[0]
        return {'n': bytes.fromhex(''.join(digits.split()).replace(':', '')).lstrip(b'\0'), 'e': b'\1\0\1', 'kty': 'RSA-HSM'}
    point = bytes.fromhex(''.join(text.split('pub:')[1].split('ASN1')[0].split()).replace(':', ''))
    half = len(point) // 2
    return {'x': point[1:1 + half], 'y': point[1 + half:], 'kty': 'EC-HSM', 'crv': text.split('NIST CURVE: ')[1].split()[0]}


def az(number):
    return base64.b64encode(number).decode()


def key(pem, where, name, policy, encode=az):
    members = {'crv': None, 'd': None, 'e': None, 'n': None, 'x': None, 'y': None, 'keyOps': OPERATIONS[policy],
               'kid': 'https://%s/keys/%s/%s' % (where, name, VERSION)}
    members.update({name: encode(value) if isinstance(value, bytes) else value for name, value in numbers(pem).items()})
    return {'attributes': {'created': '2026-11-21T12:54:56+00:00', 'enabled': True, 'expires': None, 'exportable': False,
                           'hsmPlatform': '2', 'notBefore': None, 'recoverableDays': 90,
                           'recoveryLevel': 'Recoverable+ProtectedSubscription', 'updated': '2026-11-21T12:54:56+00:00'},
            'key': members, 'managed': None, 'releasePolicy': None, 'tags': None}


def in_software(answer):
    """The same of a key that no HSM protects."""
    answer['key']['kty'] = answer['key']['kty'].replace('-HSM', '')
    answer['attributes']['hsmPlatform'] = '0'
    return answer


def rest(pem, where, name, policy):
    """The REST answer: base64url, other names, numbers for times, silence for none."""
    answer = key(pem, where, name, policy, lambda number: base64.urlsafe_b64encode(b'\0' + number).decode().rstrip('='))
    members = {name: value for name, value in answer['key'].items() if value is not None}
    members['key_ops'] = members.pop('keyOps')
    return {'key': members, 'attributes': {'enabled': True, 'created': 1795265696, 'updated': 1795265696, 'exportable': False,
                                           'recoveryLevel': 'Recoverable+ProtectedSubscription', 'recoverableDays': 90}}


def powershell(pem, where, name, policy):
    """ConvertTo-Json of Get-AzKeyVaultKey: bytes as lists."""
    answer, found = key(pem, where, name, policy), numbers(pem)
    members = {'Kid': answer['key']['kid'], 'Kty': found['kty'], 'KeyOps': OPERATIONS[policy], 'CurveName': found.get('crv')}
    members.update({name.upper(): list(value) for name, value in found.items() if isinstance(value, bytes)})
    return {'Attributes': {'Enabled': True, 'Expires': None, 'NotBefore': None, 'Created': '2026-11-21T12:54:56Z',
                           'RecoveryLevel': 'Recoverable+ProtectedSubscription', 'Exportable': False}, 'Key': members,
            'VaultName': where.split('.')[0], 'Name': name, 'Version': VERSION}


def vault(where, region, policy):
    name = where.split('.')[0]
    subscription = '%08x-2222-3333-4444-555555555555' % int.from_bytes(name.encode()[-4:], 'big')
    return {'id': '/subscriptions/%s/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/%s' % (subscription, name),
            'location': region, 'name': name, 'properties': {
                'accessPolicies': [
                    {'applicationId': None, 'objectId': SERVICE, 'permissions': {'keys': RIGHTS.get(policy, [])}},
                    {'applicationId': None, 'objectId': PERSON,
                     'permissions': {'keys': ['create', 'import', 'list', 'get', 'backup', 'restore']}}],
                'enablePurgeProtection': True, 'enableRbacAuthorization': False, 'enableSoftDelete': True,
                'networkAcls': {'bypass': 'AzureServices', 'defaultAction': 'Deny'}, 'publicNetworkAccess': 'Enabled',
                'sku': {'family': 'A', 'name': 'premium'}, 'softDeleteRetentionInDays': 90,
                'tenantId': '12121212-3434-5656-7878-909090909090', 'vaultUri': 'https://%s/' % where}}


def pool(where, region):
    name = where.split('.')[0]
    return {'id': '/subscriptions/1/resourceGroups/keys/providers/Microsoft.KeyVault/managedHSMs/' + name, 'location': region,
            'properties': {'enablePurgeProtection': True, 'enableSoftDelete': True, 'hsmUri': 'https://%s/' % where,
                           'networkAcls': {'bypass': 'AzureServices', 'defaultAction': 'Allow'}, 'publicNetworkAccess': 'Enabled',
                           'tenantId': '12121212-3434-5656-7878-909090909090'}, 'sku': {'name': 'Standard_B1'}}


def services(policy):
    app = SERVICES[policy]
    return [{'appId': app, 'displayName': 'the service', 'id': SERVICE, 'servicePrincipalNames': [app]}]


def pool_roles(name):
    return [{'principalId': SERVICE, 'principalName': 'https://aadrm.com/', 'principalType': 'ServicePrincipal',
             'roleName': 'Managed HSM Crypto User', 'scope': '/keys/' + name}]


def pool_service(app):
    return [{'principalId': SERVICE, 'principalName': app, 'principalType': 'ServicePrincipal',
             'roleName': 'Managed HSM Crypto Service Encryption User', 'scope': '/keys'}]


def roles(where, policy, place):
    """az role assignment list at the key's scope, with what is inherited: the service's role at `place`, nothing else."""
    role = {'aip': 'Key Vault Crypto User', 'customer-key': 'Key Vault Crypto Service Encryption User'}[policy]
    return [{'condition': None, 'principalId': SERVICE, 'principalName': SERVICES[policy], 'principalType': 'ServicePrincipal',
             'roleDefinitionName': role, 'scope': vault(where, None, policy)['id'] + place}]


def neighbours(where, name):
    return [{'attributes': {'enabled': True}, 'kid': 'https://%s/keys/%s' % (where, name), 'name': name}]


def google(ring, name, algorithm, job):
    return {'algorithm': algorithm, 'createTime': '2026-11-21T12:54:56Z', 'importJob': job,
            'name': '%s/cryptoKeys/%s/cryptoKeyVersions/1' % (ring, name), 'protectionLevel': 'HSM', 'state': 'ENABLED'}


def kind_of(pem):
    """rsa-2048 or p256, by the SPKI's size and curve."""
    found = numbers(pem)
    return 'rsa-%d' % (len(found['n']) * 8) if 'n' in found else 'p' + found['crv'].split('-')[1]


def aws_spec(pem):
    kind = kind_of(pem)
    return kind.upper().replace('-', '_') if 'rsa' in kind else 'ECC_NIST_' + kind.upper()


def aws_key(pem, region, key_id):
    return {'KeyMetadata': {'AWSAccountId': '111122223333', 'KeyId': key_id, 'Arn': 'arn:aws:kms:%s:111122223333:key/%s' % (region, key_id),
                            'Enabled': True, 'KeyUsage': 'SIGN_VERIFY', 'KeyState': 'Enabled', 'Origin': 'EXTERNAL',
                            'ExpirationModel': 'KEY_MATERIAL_DOES_NOT_EXPIRE',
                            'KeySpec': aws_spec(pem)}}


def aws_public(pem, region, key_id):
    return {'KeyId': 'arn:aws:kms:%s:111122223333:key/%s' % (region, key_id), 'PublicKey': az(der_of(pem)),
            'KeySpec': aws_spec(pem), 'KeyUsage': 'SIGN_VERIFY'}


def transit(pem, name):
    kind = kind_of(pem)
    kind = kind if 'rsa' in kind else 'ecdsa-' + kind
    return {'request_id': '0', 'data': {
        'allow_plaintext_backup': False, 'deletion_allowed': False, 'exportable': False, 'imported_key': True, 'latest_version': 1,
        'name': name, 'type': kind, 'keys': {'1': {'name': kind, 'public_key': open(pem).read()}}}, 'warnings': None}


def oci_id(where, name, kind='key'):
    return 'ocid1.%s.oc1.eu-frankfurt-1.%s.%s' % (kind, where.split('-management.')[0], name.lower())


def oci_key(where, name):
    return {'data': {'compartment-id': where.split('/')[1], 'current-key-version': oci_id(where, name, 'keyversion'),
                     'display-name': name, 'id': oci_id(where, name), 'key-shape': {'algorithm': 'RSA', 'curve-id': None, 'length': 256},
                     'lifecycle-state': 'ENABLED', 'protection-mode': 'HSM', 'time-of-deletion': None,
                     'vault-id': oci_id(where, 'vault', 'vault')}, 'etag': '0'}


def oci_version(pem, where, name):
    return {'data': {'compartment-id': where.split('/')[1], 'id': oci_id(where, name, 'keyversion'), 'key-id': oci_id(where, name),
                     'lifecycle-state': 'ENABLED', 'origin': 'EXTERNAL', 'public-key': open(pem).read(),
                     'vault-id': oci_id(where, 'vault', 'vault')}, 'etag': '0'}


def change(answer, text):
    path, value = text.split('=', 1)
    *way, last = [int(part) if part.isdigit() else part for part in path.split('.')]
    for part in way:
        answer = answer[part]
    if value == '':
        del answer[last]
    else:
        answer[last] = json.loads(value)


def main(kind, pem, where, name, region, *changes):
    form, _, policy = kind.partition(':')
    answer = {'key': lambda: key(pem, where, name, policy), 'rest': lambda: rest(pem, where, name, policy),
              'powershell': lambda: powershell(pem, where, name, policy), 'vault': lambda: vault(where, region, policy),
              'pool': lambda: pool(where, region), 'services': lambda: services(policy), 'pool-roles': lambda: pool_roles(name),
              'pool-service': lambda: pool_service(SERVICES[policy]), 'neighbours': lambda: neighbours(where, name),
              'roles': lambda: roles(where, policy, '/keys/' + name), 'aws': lambda: aws_key(pem, region, name),
              'aws-public': lambda: aws_public(pem, region, name), 'transit': lambda: transit(pem, name),
              'oci': lambda: oci_key(where, name), 'oci-version': lambda: oci_version(pem, where, name),
              'google': lambda: google(where, name, 'EC_SIGN_P384_SHA384', where + '/importJobs/job-1')}[form]()
    for text in changes:
        change(answer, text)
    print(json.dumps(answer, indent=2))


if __name__ == '__main__':
    main(*sys.argv[1:])
