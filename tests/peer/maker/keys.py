"""RSA, ECDSA and DSA with Python's numbers: keys for tests alone, in no way for anything else."""
import base64
import functools
import hashlib
import secrets
import subprocess

import der

HASHES = {'sha1': ('1.3.14.3.2.26', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1'),
          'sha256': ('2.16.840.1.101.3.4.2.1', '1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2'),
          'sha384': ('2.16.840.1.101.3.4.2.2', '1.2.840.113549.1.1.12', '1.2.840.10045.4.3.3'),
          'sha512': ('2.16.840.1.101.3.4.2.3', '1.2.840.113549.1.1.13', '1.2.840.10045.4.3.4')}


def digest(name, data):
    return hashlib.new(name, data).digest()


class Rsa:
    """Made once, and used again by the next format (rewind): never twice in one."""
    pool, used = [], 0

    def __new__(cls, bits=2048):
        if bits != 2048:
            return super().__new__(cls)
        if Rsa.used == len(Rsa.pool):
            Rsa.pool.append(super().__new__(cls))
        Rsa.used += 1
        return Rsa.pool[Rsa.used - 1]

    def __init__(self, bits=2048):
        if hasattr(self, 'n'):
            return
        made = subprocess.run(['openssl', 'genrsa', '-traditional', str(bits)], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True).stdout
        whole = subprocess.run(['openssl', 'rsa', '-traditional', '-outform', 'DER'], input=made, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, check=True).stdout
        numbers = [int.from_bytes(body, 'big') for _, body in der.items(der.read(whole)[1])]
        _, self.n, self.e, _, self.p, self.q, self.dp, self.dq, self.qi = numbers
        self.size = bits // 8

    def spki(self):
        return der.sequence(der.sequence(der.oid('1.2.840.113549.1.1.1'), der.null()),
                            der.bits(der.sequence(der.integer(self.n), der.integer(self.e))))

    @functools.lru_cache(maxsize=None)
    def _private(self, number):
        one, two = pow(number, self.dp, self.p), pow(number, self.dq, self.q)
        return two + self.q * ((one - two) * self.qi % self.p)

    def sign_block(self, block):
        """PKCS #1 type 1 padding around it."""
        padded = b'\0\1' + b'\xff' * (self.size - len(block) - 3) + b'\0' + block
        return self._private(int.from_bytes(padded, 'big')).to_bytes(self.size, 'big')

    def sign_padded(self, padded):
        """All of the block as the caller has it, its padding included."""
        return self._private(int.from_bytes(padded, 'big')).to_bytes(self.size, 'big')

    def sign(self, data, name='sha256'):
        info = der.sequence(der.sequence(der.oid(HASHES[name][0]), der.null()), der.octets(digest(name, data)))
        return self.sign_block(info)

    def algorithm(self, name='sha256'):
        return der.sequence(der.oid(HASHES[name][1]), der.null())


def rewind():
    Rsa.used = 0


class Curve:
    def __init__(self, name, object_id, nid, p, b, order, x, y):
        self.name, self.oid, self.nid, self.p, self.b, self.order = name, object_id, nid, p, b, order
        self.generator, self.size, self.a = (x, y), (p.bit_length() + 7) // 8, p - 3

    def add(self, one, other):
        if one is None or other is None:
            return one or other
        if one[0] == other[0]:
            if (one[1] + other[1]) % self.p == 0:
                return None
            slope = (3 * one[0] ** 2 + self.a) * pow(2 * one[1], -1, self.p)
        else:
            slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, self.p)
        x = (slope * slope - one[0] - other[0]) % self.p
        return x, (slope * (one[0] - x) - one[1]) % self.p

    def times(self, scalar):
        result, step = None, self.generator
        while scalar:
            if scalar & 1:
                result = self.add(result, step)
            step = self.add(step, step)
            scalar >>= 1
        return result


# FIPS 186-5, SP 800-186
P256 = Curve('P-256', '1.2.840.10045.3.1.7', 415,
             0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff,
             0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b,
             0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
             0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
             0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5)
P384 = Curve('P-384', '1.3.132.0.34', 715,
             0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff,
             0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef,
             0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
             0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7,
             0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f)
P521 = Curve('P-521', '1.3.132.0.35', 716, 2 ** 521 - 1,
             0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00,
             0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409,
             0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66,
             0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650)


class Ec:
    def __init__(self, curve=P256):
        self.curve = curve
        self.d = secrets.randbelow(curve.order - 1) + 1
        self.x, self.y = curve.times(self.d)

    def point(self):
        size = self.curve.size
        return b'\4' + self.x.to_bytes(size, 'big') + self.y.to_bytes(size, 'big')

    def spki(self):
        return der.sequence(der.sequence(der.oid('1.2.840.10045.2.1'), der.oid(self.curve.oid)), der.bits(self.point()))

    @functools.lru_cache(maxsize=None)
    def sign_numbers(self, data, name):
        return self.sign_anew(data, name)

    def sign_anew(self, data, name):
        order = self.curve.order
        hashed = digest(name, data)
        number = int.from_bytes(hashed, 'big') >> max(0, 8 * len(hashed) - order.bit_length())
        k = secrets.randbelow(order - 1) + 1
        r = self.curve.times(k)[0] % order
        return r, pow(k, -1, order) * (number + r * self.d) % order

    def sign(self, data, name='sha256'):
        return der.sequence(*map(der.integer, self.sign_numbers(data, name)))

    def algorithm(self, name='sha256', parameters=b''):
        return der.sequence(der.oid(HASHES[name][2]), parameters)


class Dsa:
    """Of one group, made once."""
    group = None

    def __init__(self):
        if Dsa.group is None:
            made = subprocess.run(['openssl', 'genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt',
                                   'dsa_paramgen_bits:2048', '-pkeyopt', 'dsa_paramgen_q_bits:256'],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
            text = b''.join(line for line in made.splitlines() if not line.startswith(b'-----'))
            Dsa.group = [int.from_bytes(body, 'big') for _, body in der.items(der.read(base64.b64decode(text))[1])]
        self.p, self.q, self.g = Dsa.group
        self.x = secrets.randbelow(self.q - 1) + 1
        self.y = pow(self.g, self.x, self.p)

    @functools.lru_cache(maxsize=None)
    def sign_numbers(self, data, name='sha256'):
        number = int.from_bytes(digest(name, data), 'big')
        k = secrets.randbelow(self.q - 1) + 1
        r = pow(self.g, k, self.p) % self.q
        return r, pow(k, -1, self.q) * (number + r * self.x) % self.q
