"""LiquidSecurity blobs that are signed as they should be, and are wrong in their layout or in one value (reference 2.1 to 2.5)."""
import hashlib
import struct

MODULUS, BITS, EXPONENT, KEY_TYPE, ID, KCV, EKCV, LOCAL, CLASS = (
    0x120, 0x121, 0x122, 0x100, 0x102, 0x173, 0x1003, 0x163, 0)


def tlv(tag, value):
    return struct.pack('>II', tag, len(value)) + value


def changed(listed, tag, value=None):
    """The same with another value, or without it."""
    return [(one, value if one == tag else old) for one, old in listed if one != tag or value is not None]


def signed(blob, key):
    return blob + key.sign(blob)


def old(listed, key, count=None, size=None, total=None, fill=b'', lead=bytes(16), cut=0):
    body = b''.join(tlv(*one) for one in listed)
    size = len(body) + 16 if size is None else size
    total = size + 12 if total is None else total
    blob = lead + struct.pack('>IIII', total, 14, len(listed) if count is None else count, size) + body + fill
    blob += bytes(max(0, 20 + len(body) + 28 + 264 - len(blob)))
    return signed(blob[:len(blob) - cut], key)


def new(objects, key, answer=0, asked=3, total=0, info=(1, 3, 8), second=None, behind=b'', handles=None, size=0, count=0):
    handles = len(objects) if handles is None else handles
    base, bodies = 16 + 8 * handles, []
    for listed in objects:
        body = b''.join(tlv(*one) for one in listed)
        bodies.append(struct.pack('>III', 7, len(listed) + count, len(body) + size) + body)
    if second is None:
        second = 8 + len(bodies[0]) if len(bodies) > 1 else 0
    inner = struct.pack('>HHHH', *info, second) + b''.join(bodies) + behind
    head = struct.pack('>IIII', answer, asked, base + len(inner) + 256 + total, len(inner)) + struct.pack('>Q', 7) * handles
    return signed(head + inner, key)


def layouts_old(listed, key):
    """(name, blob): each is E_PARSE."""
    yield 'filled', old(listed, key, fill=b'\1')
    yield 'filled-with-an-attribute', old(listed, key, fill=tlv(0x1234, b'\1'))
    yield 'one-attribute-too-few', old(listed, key, count=len(listed) - 1)
    yield 'one-attribute-too-many', old(listed, key, count=len(listed) + 1)
    yield 'attributes-without-end', old(listed, key, count=0xffffffff)
    yield 'attribute-too-long', old(changed(listed, ID, b'') + [(0x1234, b'')], key, size=16)
    yield 'size-without-header', old(listed, key, total=len(b''.join(tlv(*one) for one in listed)) + 16)
    yield 'size-beyond-the-end', old(listed, key, size=1 << 16)
    yield 'size-that-wraps', old(listed, key, size=0xfffffff8, total=4)
    yield 'lead-not-zero', old(listed, key, lead=bytes(15) + b'\1')
    yield 'short', signed(bytes(40), key)


def layouts_new(public, private, key):
    """(name, blob): each is E_PARSE."""
    both = [public, private]
    yield 'error-answer', new(both, key, answer=1)
    yield 'asked-without-headers', new(both, key, asked=7)
    yield 'asked-without-attestation', new(both, key, asked=1)
    yield 'total-too-large', new(both, key, total=1)
    yield 'header-of-another-version', new(both, key, info=(2, 3, 8))
    yield 'first-elsewhere', new(both, key, info=(1, 3, 12))
    yield 'second-elsewhere', new(both, key, second=12)
    yield 'second-not-named', new(both, key, second=0)
    yield 'second-alone-named', new([private], key, second=40)
    yield 'third-handle', new(both, key, handles=3)
    yield 'no-handle', new([private], key, handles=0)
    yield 'bytes-behind-the-objects', new(both, key, behind=b'\0')
    yield 'size-one-too-large', new(both, key, size=1)
    yield 'one-attribute-too-many', new(both, key, count=1)
    yield 'two-private', new([private, private], key)


def values(listed, spki, rsa):
    """(name, expected, attributes): of a private object, each wrong in one value."""
    found = dict(listed)
    point = found[MODULUS]
    yield 'kcv-of-another-key', 'E_PARSE', changed(listed, KCV, b'\0\0\0')
    yield 'kcv-too-short', 'E_PARSE', changed(listed, KCV, found[KCV][:2])
    yield 'ekcv-right', 'ATTESTED', listed + [(EKCV, hashlib.sha256(spki).digest())]
    yield 'ekcv-of-another-key', 'E_PARSE', listed + [(EKCV, bytes(32))]
    yield 'flag-of-two-bytes', 'E_PARSE', changed(listed, LOCAL, b'\0\1')
    yield 'flag-of-no-byte', 'E_PARSE', changed(listed, LOCAL, b'')
    yield 'flag-of-255', 'E_PARSE', changed(listed, LOCAL, b'\xff')
    yield 'class-of-two-bytes', 'E_PARSE', changed(listed, CLASS, b'\0\3')
    yield 'class-unknown', 'E_PARSE', changed(listed, CLASS, b'\5')
    yield 'no-class', 'E_PARSE', changed(listed, CLASS)
    yield 'no-type', 'E_PARSE', changed(listed, KEY_TYPE)
    yield 'type-unknown', 'E_PARSE', changed(listed, KEY_TYPE, b'\x31')
    yield 'type-of-another-kind', 'E_PARSE', changed(listed, KEY_TYPE, b'\3' if rsa else b'\0')
    yield 'no-public-part', 'E_PARSE', changed(listed, MODULUS)
    yield 'no-size', 'E_PARSE', changed(listed, BITS)
    yield 'no-id', 'E_PARSE', changed(listed, ID)
    yield 'id-goes-on', 'E_PARSE', changed(listed, ID, found[ID].rstrip(b'\0') + b'\0x')
    yield 'public-part-cut', 'E_PARSE', changed(listed, MODULUS, point[:-1])
    yield 'public-part-too-long', 'E_PARSE', changed(listed, MODULUS, b'\0' + point)
    if rsa:
        yield 'size-of-another-key', 'E_PARSE', changed(listed, BITS, struct.pack('>I', 4096))
        yield 'exponent-3', 'E_PARSE', changed(listed, EXPONENT, b'\3')
        yield 'exponent-padded', 'E_PARSE', changed(listed, EXPONENT, b'\0\1\0\1')
        yield 'no-exponent', 'E_PARSE', changed(listed, EXPONENT)
    else:
        yield 'point-not-on-the-curve', 'E_PARSE', changed(listed, MODULUS, point[:-1] + bytes([point[-1] ^ 1]))
        yield 'point-of-another-form', 'E_PARSE', changed(listed, MODULUS, b'\2' + point[1:33])
        yield 'curve-unknown', 'E_PARSE', changed(listed, BITS, struct.pack('>I', 714))
        yield 'curve-of-another-size', 'E_PARSE', changed(listed, BITS, struct.pack('>I', 715))


def loose_paddings(unsigned, key):
    """(name, blob): a hash in a block that only a lax reader takes; each is E_SIG."""
    digest, size = hashlib.sha256(unsigned).digest(), key.size
    info = bytes.fromhex('3031300d060960864801650304020105000420') + digest
    blocks = {'no-padding': bytes(size - 32) + digest,
              'padding-of-zeros': b'\0\0' + bytes(size - 35) + b'\0' + digest,
              'padding-of-type-two': b'\0\2' + b'\x55' * (size - 35) + b'\0' + digest,
              'padding-too-short': b'\0\1' + b'\xff' * 8 + b'\0' + digest + bytes(size - 43),
              'padding-with-a-hole': b'\0\1' + b'\xff' * 100 + b'\xfe' + b'\xff' * (size - 136) + b'\0' + digest,
              'hash-at-the-end-alone': b'\0\1' + b'\xff' * 8 + b'\0' + b'\x55' * (size - 43) + digest,
              'hash-info-without-null': b'\0\1' + b'\xff' * (size - 52) + b'\0' + bytes.fromhex(
                  '302f300b0609608648016503040201') + b'\4\x20' + digest,
              'hash-info-and-more': b'\0\1' + b'\xff' * (size - 55) + b'\0' + info + b'\0'}
    for name, block in blocks.items():
        yield name, unsigned + key.sign_padded(block)
    yield 'hash-of-another-kind', unsigned + key.sign(unsigned, 'sha512')
