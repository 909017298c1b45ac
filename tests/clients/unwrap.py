"""What a service's HSM does with a blob: RSA-OAEP gives the AES key, AES-KWP (RFC 5649) gives the PKCS#8. Python's cryptography,
whose KWP is its own, does both; nothing here is ours.
"""
import os

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap_with_padding

HASHES = {'sha1': hashes.SHA1, 'sha256': hashes.SHA256}


class Refused(Exception):
    """Why the HSM does not take it."""


def make_kek(bits):
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def spki(public, encoding=serialization.Encoding.DER):
    return public.public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)


def unwrap(kek, hash_name, blob):
    """The PKCS#8 in a blob."""
    size, digest = kek.key_size // 8, HASHES[hash_name]
    try:
        aes = kek.decrypt(blob[:size], padding.OAEP(padding.MGF1(digest()), digest(), None))
        if len(aes) != 32:
            raise Refused('an AES key of %d bytes' % len(aes))
        return aes_key_unwrap_with_padding(aes, blob[size:])
    except (ValueError, InvalidSignature) as why:
        raise Refused('the AES key does not come out: %s' % why)
    except InvalidUnwrap as why:
        raise Refused('the key does not come out: %s' % why)


def type_of(public):
    """rsa-2048, ec-p256 and so on, as plans name it."""
    if isinstance(public, rsa.RSAPublicKey):
        return 'rsa-%d' % public.key_size
    if isinstance(public, ec.EllipticCurvePublicKey):
        return 'ec-' + public.curve.name.replace('secp', 'p').replace('r1', '')
    raise Refused('a key of another kind')


def tenant_key(pkcs8, folder):
    """The name of the tenant key that these bytes are, to the last one, and its public half."""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), 'rb') as file:
            if file.read() == pkcs8:
                return name, serialization.load_der_private_key(pkcs8, None).public_key()
    raise Refused('what came out is no tenant key of the ceremony')
