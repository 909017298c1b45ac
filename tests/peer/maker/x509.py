"""Certificates (RFC 5280), with whatever a forger wants in them."""
import base64

import der

CN, O, OU, C, ST, L = '2.5.4.3', '2.5.4.10', '2.5.4.11', '2.5.4.6', '2.5.4.8', '2.5.4.7'
FROM, TO = '20200101000000Z', '20990101000000Z'


def name(*parts):
    """Of (oid, text), one relative name each."""
    return der.sequence(*(der.tlv(0x31, der.sequence(der.oid(oid), der.utf8(text))) for oid, text in parts))


def extension(oid, value, critical=None):
    """`critical` None leaves the flag out; False writes it, which DER forbids and some devices do."""
    flag = b'' if critical is None else der.boolean(critical)
    return der.sequence(der.oid(oid), flag, der.octets(value))


def authority(is_one, path=None):
    """basicConstraints; False is written out as some do."""
    body = der.boolean(is_one) + (b'' if path is None else der.integer(path))
    return extension('2.5.29.19', der.sequence(body), True)


def usage(*bits):
    """keyUsage by the numbers of its bits."""
    value = sum(0x80 >> bit for bit in bits)
    unused = (value & -value).bit_length() - 1
    return extension('2.5.29.15', der.bits(bytes([value]), unused), True)


def extended_usage(*oids):
    return extension('2.5.29.37', der.sequence(*map(der.oid, oids)))


def policies(*oids):
    return extension('2.5.29.32', der.sequence(*(der.sequence(der.oid(oid)) for oid in oids)))


# Critical, and of nobody's: who does not know it may not use the certificate (RFC 5280, section 4.2).
UNKNOWN = extension('1.3.6.1.4.1.55555.1', der.null(), True)


class Certificate:
    """subject and issuer are names, signer a key; kept together with its own key, to issue others."""

    def __init__(self, subject, key, issuer=None, signer=None, extensions=(), serial=1, version=3, first=FROM,
                 last=TO, hash_name='sha256', signature=None, parameters=None):
        self.subject, self.key = subject, key
        signer = signer or key
        algorithm = signer.algorithm(hash_name) if parameters is None else signer.algorithm(hash_name, parameters)
        fields = [der.context(0, der.integer(version - 1))] if version > 1 else []
        fields += [der.integer(serial), algorithm, issuer or subject, der.sequence(der.time(first), der.time(last)),
                   subject, key.spki()]
        if extensions and version == 3:
            fields.append(der.context(3, der.sequence(*extensions)))
        signed = der.sequence(*fields)
        value = signature(signer, signed) if signature else signer.sign(signed, hash_name)
        self.der = der.sequence(signed, algorithm, der.bits(value))

    def issue(self, subject, key, **more):
        return Certificate(subject, key, issuer=self.subject, signer=self.key, **more)

    def pem(self):
        return pem('CERTIFICATE', self.der)


def pem(label, body):
    text = base64.b64encode(body).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return f'-----BEGIN {label}-----\n' + '\n'.join(lines) + f'\n-----END {label}-----\n'


def bundle(certificates):
    return ''.join(one.pem() for one in certificates).encode()
