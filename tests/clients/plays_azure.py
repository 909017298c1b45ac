"""Azure Key Vault and Managed HSM, as their REST reference has them: the challenge, keys made, imported and shown."""
import base64
import json
import re

import unwrap

TENANT = '12121212-3434-5656-7878-909090909090'
CREATED = 1795265696


def text(number):
    return base64.urlsafe_b64encode(number).decode().rstrip('=')


def octets(value):
    if not re.fullmatch('[A-Za-z0-9_-]+', value):
        raise unwrap.Refused("Content of 'value' is not base64url.")
    return base64.urlsafe_b64decode(value + '=' * (-len(value) % 4))


def members(public):
    numbers = public.public_numbers()
    if hasattr(numbers, 'n'):
        return {'kty': 'RSA-HSM', 'n': text(numbers.n.to_bytes(public.key_size // 8, 'big')), 'e': 'AQAB'}
    size = (public.curve.key_size + 7) // 8
    return {'kty': 'EC-HSM', 'crv': 'P-%d' % public.curve.key_size, 'x': text(numbers.x.to_bytes(size, 'big')),
            'y': text(numbers.y.to_bytes(size, 'big'))}


class Azure:
    def __init__(self, record):
        self.record, self.keks, self.shown = record, {}, {}

    def answer(self, request):
        if not request['headers'].get('authorization', '').startswith('Bearer '):
            resource = 'https://' + request['host'].split('.', 1)[1]
            challenge = 'Bearer authorization="https://login.microsoftonline.com/%s", resource="%s"' % (TENANT, resource)
            return 401, {'WWW-Authenticate': challenge}, {'error': {'code': 'Unauthorized', 'message': 'AKV10000: no token'}}
        try:
            return 200, {}, self.found(request)
        except unwrap.Refused as why:
            return 400, {}, {'error': {'code': 'BadParameter', 'message': str(why)}}

    def found(self, request):
        if not re.fullmatch(r'7\.\d|20\d\d-\d\d-\d\d', request['query'].get('api-version', '')):
            raise unwrap.Refused('no api-version')
        _, keys, name, *rest = request['path'].rstrip('/').split('/')
        where, body = (request['host'], name), json.loads(request['body'] or '{}')
        if keys != 'keys':
            raise unwrap.Refused('no such path')
        if (request['method'], rest) == ('POST', ['create']):
            return self.create(where, body)
        if (request['method'], rest) == ('PUT', []):
            return self.take(where, body)
        if request['method'] == 'GET' and where in self.shown and rest in ([], [self.shown[where]['key']['kid'].split('/')[-1]]):
            return self.shown[where]
        raise unwrap.Refused('no such key or path')

    def show(self, where, public, operations):
        version = '%032x' % (0xdd008bc0a78543ed9238cff4e1372e36 ^ len(self.shown))
        self.shown[where] = {
            'key': {'kid': 'https://%s/keys/%s/%s' % (*where, version), 'key_ops': operations, **members(public)},
            'attributes': {'enabled': True, 'created': CREATED, 'updated': CREATED, 'recoveryLevel': 'Recoverable', 'recoverableDays': 90,
                           'exportable': False, 'hsmPlatform': '2'}}
        return self.shown[where]

    def create(self, where, body):
        if body['kty'] != 'RSA-HSM' or body['key_ops'] != ['import'] or body['key_size'] not in (2048, 3072, 4096):
            raise unwrap.Refused('not a key that keys are imported under')
        kek = unwrap.make_kek(body['key_size'])
        shown = self.show(where, kek.public_key(), ['import'])
        self.keks[shown['key']['kid']] = kek
        return shown

    def take(self, where, body):
        """ImportKey: key_hsm is base64url of the whole .byok file."""
        given = body['key']
        byok = json.loads(octets(given['key_hsm']).decode('ascii'))
        if sorted(byok) != ['ciphertext', 'generator', 'header', 'schema_version'] or byok['schema_version'] != '1.0.0':
            raise unwrap.Refused('not a .byok file')
        if (byok['header']['alg'], byok['header']['enc']) != ('dir', 'CKM_RSA_AES_KEY_WRAP') or sorted(byok['header']) != ['alg', 'enc', 'kid']:
            raise unwrap.Refused('another way of wrapping')
        kek = self.keks.get(byok['header']['kid'])
        if kek is None or byok['header']['kid'].split('/')[2] != where[0]:
            raise unwrap.Refused('no such wrapping key in this vault')
        name, public = unwrap.tenant_key(unwrap.unwrap(kek, 'sha1', octets(byok['ciphertext'])), self.record.keys)
        found = members(public)
        if given['kty'] != found['kty'] or given.get('crv') != found.get('crv'):
            raise unwrap.Refused('a key of another type than it says')
        self.operations(found['kty'], given.get('key_ops') or [])
        shown = self.show(where, public, given['key_ops'])
        self.record.line('imported', '%s/%s %s' % (*where, name))
        return shown

    @staticmethod
    def operations(kty, asked):
        known = ['sign', 'verify'] if kty == 'EC-HSM' else ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'sign', 'verify']
        if not asked or [one for one in asked if one not in known]:
            raise unwrap.Refused('Unsupported key operation(s)')
