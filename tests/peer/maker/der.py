"""DER (X.690) as far as certificates need it, written and read. Nothing of the house's own."""


def tlv(tag, body):
    length = len(body)
    if length < 128:
        head = bytes([length])
    else:
        digits = length.to_bytes((length.bit_length() + 7) // 8, 'big')
        head = bytes([0x80 | len(digits)]) + digits
    return bytes([tag]) + head + body


def sequence(*parts):
    return tlv(0x30, b''.join(parts))


def set_of(*parts):
    return tlv(0x31, b''.join(sorted(parts)))


def integer(value):
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, 'big'))


def octets(body):
    return tlv(0x04, body)


def bits(body, unused=0):
    return tlv(0x03, bytes([unused]) + body)


def boolean(value):
    return tlv(0x01, b'\xff' if value else b'\0')


def utf8(text):
    return tlv(0x0c, text.encode())


def null():
    return b'\x05\x00'


def oid(text):
    first, second, *rest = map(int, text.split('.'))
    out = b''
    for arc in [40 * first + second, *rest]:
        digits = [arc & 0x7f]
        while arc > 0x7f:
            arc >>= 7
            digits.insert(0, arc & 0x7f | 0x80)
        out += bytes(digits)
    return tlv(0x06, out)


def time(text):
    """YYYYMMDDHHMMSSZ"""
    return tlv(0x17, text[2:].encode()) if text < '2050' else tlv(0x18, text.encode())


def context(number, body, constructed=True):
    return tlv((0xa0 if constructed else 0x80) | number, body)


def read(data, at=0):
    """Tag, contents, where the next value begins."""
    tag, length = data[at], data[at + 1]
    at += 2
    if length & 0x80:
        size = length & 0x7f
        length = int.from_bytes(data[at:at + size], 'big')
        at += size
    return tag, data[at:at + length], at + length


def items(body):
    at, out = 0, []
    while at < len(body):
        tag, contents, at = read(body, at)
        out.append((tag, contents))
    return out
