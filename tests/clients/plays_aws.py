"""AWS KMS, as its API reference has it: parameters for an import, the import, and what is said of the key afterwards."""
import base64
import json
import os
import re
import time

import unwrap

ALGORITHMS = {'RSA_AES_KEY_WRAP_SHA_256': 'sha256', 'RSA_AES_KEY_WRAP_SHA_1': 'sha1'}
TOKEN_BYTES = 2300
SIGNED = re.compile(r'AWS4-HMAC-SHA256 Credential=[A-Z0-9]+/\d{8}/([a-z0-9-]+)/kms/aws4_request, SignedHeaders=[a-z0-9;-]+, Signature=[0-9a-f]{64}')


class Aws:
    def __init__(self, record):
        self.record, self.asked, self.shown = record, {}, {}

    def answer(self, request):
        target = re.fullmatch(r'TrentService\.(GetParametersForImport|ImportKeyMaterial|DescribeKey|GetPublicKey|EnableKey)',
                              request['headers'].get('x-amz-target', ''))
        signed = SIGNED.fullmatch(request['headers'].get('authorization', ''))
        if target is None or signed is None or request['headers']['content-type'] != 'application/x-amz-json-1.1':
            return self.error('UnknownOperationException', 'neither signed for kms nor known')
        try:
            answer = getattr(self, target[1])(signed[1], json.loads(request['body']))
            return 200, {'Content-Type': 'application/x-amz-json-1.1'}, answer
        except unwrap.Refused as why:
            return self.error(*why.args)

    @staticmethod
    def error(kind, message):
        return 400, {'Content-Type': 'application/x-amz-json-1.1'}, {'__type': kind, 'message': message}

    @staticmethod
    def arn(region, key_id):
        """An id or an ARN, of the region that the request is signed for."""
        whole = key_id if key_id.startswith('arn:') else 'arn:aws:kms:%s:111122223333:key/%s' % (region, key_id)
        if not re.fullmatch('arn:aws:kms:%s:[0-9]{12}:key/[0-9a-z-]+' % region, whole):
            raise unwrap.Refused('NotFoundException', 'no such key here: %s' % key_id)
        return whole

    def GetParametersForImport(self, region, asked):
        arn, kek = self.arn(region, asked['KeyId']), unwrap.make_kek(int(asked['WrappingKeySpec'].split('_')[1]))
        if asked['WrappingAlgorithm'] not in ALGORITHMS:
            raise unwrap.Refused('UnsupportedOperationException', 'an algorithm that takes no private keys')
        token = os.urandom(TOKEN_BYTES)
        self.asked[token] = (arn, kek, ALGORITHMS[asked['WrappingAlgorithm']])
        return {'KeyId': arn, 'ImportToken': base64.b64encode(token).decode(),
                'PublicKey': base64.b64encode(unwrap.spki(kek.public_key())).decode(), 'ParametersValidTo': time.time() + 86400}

    def ImportKeyMaterial(self, region, asked):
        arn = self.arn(region, asked['KeyId'])
        of, kek, hash_name = self.asked.get(base64.b64decode(asked['ImportToken']), (None, None, None))
        if of != arn:
            raise unwrap.Refused('InvalidImportTokenException', 'no token that was given for this key')
        if asked.get('ExpirationModel') != 'KEY_MATERIAL_DOES_NOT_EXPIRE':
            raise unwrap.Refused('ValidationException', 'without ValidTo')
        try:
            pkcs8 = unwrap.unwrap(kek, hash_name, base64.b64decode(asked['EncryptedKeyMaterial']))
            name, public = unwrap.tenant_key(pkcs8, self.record.keys)
        except unwrap.Refused as why:
            raise unwrap.Refused('InvalidCiphertextException', str(why))
        self.shown[arn] = public
        self.record.line('imported', '%s %s' % (arn, name))
        return {'KeyId': arn}

    def spec(self, arn):
        if arn not in self.shown:
            raise unwrap.Refused('KMSInvalidStateException', '%s is pending import.' % arn)
        kind = unwrap.type_of(self.shown[arn]).upper().replace('-', '_')
        return kind if kind.startswith('RSA') else 'ECC_NIST_' + kind.split('_')[1]

    def EnableKey(self, region, asked):
        arn = self.arn(region, asked['KeyId'])
        self.spec(arn)
        self.record.line('enabled', arn)
        return {}

    def DescribeKey(self, region, asked):
        arn = self.arn(region, asked['KeyId'])
        spec = self.spec(arn)
        return {'KeyMetadata': {
            'AWSAccountId': arn.split(':')[4], 'Arn': arn, 'CreationDate': 1795265696.123, 'CustomerMasterKeySpec': spec,
            'Description': '', 'Enabled': True, 'ExpirationModel': 'KEY_MATERIAL_DOES_NOT_EXPIRE', 'KeyId': arn.split('/')[1],
            'KeyManager': 'CUSTOMER', 'KeySpec': spec, 'KeyState': 'Enabled', 'KeyUsage': 'SIGN_VERIFY',
            'MultiRegion': '/mrk-' in arn, 'Origin': 'EXTERNAL', 'SigningAlgorithms': []}}

    def GetPublicKey(self, region, asked):
        arn = self.arn(region, asked['KeyId'])
        spec = self.spec(arn)
        return {'KeyId': arn, 'PublicKey': base64.b64encode(unwrap.spki(self.shown[arn])).decode(), 'CustomerMasterKeySpec': spec,
                'KeySpec': spec, 'KeyUsage': 'SIGN_VERIFY', 'SigningAlgorithms': []}
