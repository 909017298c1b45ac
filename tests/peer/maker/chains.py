"""Thales Luna and Fortanix DSM: chains of certificates alone (reference 5 and 7)."""
import base64
import json
import struct

import der
import keys
import x509
from case import Case

USAGE, LUNA = '1.3.6.1.4.1.12383.1.', '1.3.6.1.4.1.12383.2.'
SERIAL = 521174


def pkcs7(certificates, content=b'', algorithms=b'', signers=b'', behind=b''):
    body = der.sequence(der.integer(1), der.tlv(0x31, algorithms),
                        der.sequence(der.oid('1.2.840.113549.1.7.1'), content),
                        der.context(0, b''.join(one.der for one in certificates)), der.tlv(0x31, signers))
    return der.sequence(der.oid('1.2.840.113549.1.7.2'), der.context(0, body)) + behind


def loose(key, data):
    """r and s of fixed size, without the zero byte before a high bit; tried until one of them has that bit."""
    while True:
        r, s = key.sign_anew(data, 'sha384')
        if max(r, s) >> (8 * key.curve.size - 1):
            return der.sequence(*(der.tlv(0x02, number.to_bytes(key.curve.size, 'big')) for number in (r, s)))


def raw(oid, value):
    return x509.extension(LUNA + oid, value, False)


def luna(ecc=False):
    def of(arc, issues=True, more=()):
        rights = [x509.authority(True), x509.usage(5, 6)] if issues else [x509.usage(0)]
        return [x509.extended_usage(USAGE + arc), *rights, *more]

    def named(*parts):
        return x509.name(*parts)

    make = (lambda: keys.Ec(keys.P384)) if ecc else keys.Rsa
    key, other_key = (keys.Ec() if ecc else keys.Rsa()), make()
    how = {'hash_name': 'sha384', 'parameters': der.null()} if ecc else {'hash_name': 'sha384'}
    number = [raw('1', struct.pack('<I', SERIAL)), raw('3', struct.pack('<I', 0x00070054))]
    object_name = '43000000ae000002' + struct.pack('<I', SERIAL).hex()
    root = x509.Certificate(named((x509.O, 'Test'), (x509.CN, 'luna root')), make(),
                            extensions=[x509.extended_usage(USAGE + ('14' if ecc else '1'))], **how)
    if ecc:
        origin_name = named((x509.OU, 'Luna HOC'), (x509.CN, str(SERIAL)))
        origin = root.issue(origin_name, make(), extensions=of('15'), **how)
        above, device, root_name = [], origin, 'luna-ecc'
        leaf_name = named((x509.O, 'SafeNet, Inc.'), (x509.CN, object_name))
    else:
        mic = root.issue(named((x509.CN, 'Mfg Integrity')), make(), extensions=of('7'), **how)
        origin = mic.issue(named((x509.CN, 'Hardware Origin Certificate')), make(), extensions=of('8'),
                           serial=0x2004ee1d00000000 | SERIAL, **how)
        device = origin.issue(named((x509.CN, f'Luna K7-{SERIAL}')), make(), extensions=of('12'), **how)
        above, root_name = [origin, mic], 'luna-rsa-sha384'
        leaf_name = named((x509.OU, 'Chrysalis-ITS Proof of Origin'), (x509.CN, object_name))

    def leaf(issuer=device, key_of=key, name=leaf_name, rights=None, serial=SERIAL, signature=None, made=()):
        listed = of('13', False, [raw('1', struct.pack('<I', serial)), number[1]]) if rights is None else rights
        return issuer.issue(name, key_of, extensions=listed, signature=signature, **{**how, **dict(made)})

    chain = [leaf(), device, *above, root]

    def case(name, policy, expected, /, certificates=None, statement=None, says=''):
        statement = statement or pkcs7(certificates or chain)
        return Case(name, policy, expected, statement, key=x509.pem('PUBLIC KEY', key.spki()),
                    roots=[(root_name, root.pem())], says=says)

    yield case('good', 'generated', 'ATTESTED')
    yield case('shuffled', 'generated', 'ATTESTED', chain[::-1])
    # Each level made by somebody else under its true names, and all that is below it made anew and rightly.
    for level in range(1, len(chain) - 1):
        names, arcs = [one.subject for one in chain], ('13', '15') if ecc else ('13', '12', '8', '7')
        made = {level: x509.Certificate(names[level], other_key, issuer=names[level + 1], extensions=of(arcs[level]),
                                        serial=0x2004ee1d00000000 | SERIAL, **how)}
        for lower in range(level - 1, 0, -1):
            made[lower] = made[lower + 1].issue(names[lower], make(), extensions=of(arcs[lower]),
                                                serial=0x2004ee1d00000000 | SERIAL, **how)
        forged = [leaf(made[1])] + [made.get(i, chain[i]) for i in range(1, len(chain))]
        yield case(f'level-{level}-self-made', 'generated', 'E_ROOT' if level == len(chain) - 2 else 'E_CHAIN', forged)
    for level in range(1, len(chain) - 1):
        yield case(f'no-level-{level}', 'generated', 'E_CHAIN', chain[:level] + chain[level + 1:])
    yield case('leaf-missing', 'generated', 'E_PARSE', chain[1:])
    yield case('leaf-self-made', 'generated', 'E_CHAIN', [leaf(x509.Certificate(device.subject, other_key, **how)), *chain[1:]])
    yield case('leaf-not-valid-yet', 'generated', 'E_CHAIN', [leaf(made={'first': '20980101000000Z'}), *chain[1:]])
    yield case('leaf-by-sha1', 'generated', 'E_CHAIN', [leaf(made={'hash_name': 'sha1'}), *chain[1:]])
    yield case('leaf-with-the-unknown', 'generated', 'E_PARSE', [leaf(rights=of('13', False, [*number, x509.UNKNOWN])), *chain[1:]])
    # Whether a leaf of an ECC device has the extension is not known from a sample: its name says the number too.
    yield case('leaf-without-serial', 'generated', 'ATTESTED' if ecc else 'E_CHAIN', [leaf(rights=of('13', False)), *chain[1:]])
    yield case('leaf-serial-of-three', 'generated', 'E_CHAIN', [leaf(rights=of('13', False, [raw('1', b'\1\2\3')])), *chain[1:]])
    yield case('leaf-issues', 'generated', 'E_CHAIN', [
        leaf(leaf(key_of=other_key)), leaf(key_of=other_key), *chain[1:-1]])
    yield case('as-pem', 'generated', 'ATTESTED', statement=x509.bundle(chain))
    yield case('imported', 'imported', 'E_POLICY', says='LOCAL is 1')
    yield case('kek', 'kek', 'CAN_DECRYPT', says='DECRYPT is not said')
    if ecc:
        yield case('numbers-without-their-zero', 'generated', 'ATTESTED', [leaf(signature=loose), *chain[1:]])
        yield case('wrong-numbers', 'generated', 'E_CHAIN', [
            leaf(signature=lambda signer, data: loose(signer, data + b'x')), *chain[1:]])
        bad_middle = root.issue(origin_name, origin.key, extensions=of('15'), signature=loose, **how)
        yield case('only-a-leaf-may', 'generated', 'E_ROOT', [leaf(), bad_middle, root])
    yield case('four-of-five', 'generated', 'E_CHAIN', chain[:-2] + chain[-1:])
    yield case('no-root', 'generated', 'E_CHAIN', chain[:-1])
    yield case('one-too-many', 'generated', 'E_CHAIN', chain + [x509.Certificate(named((x509.CN, 'x')), keys.Ec())])
    yield case('one-twice', 'generated', 'E_PARSE', chain + chain[-1:])
    yield case('no-certificates', 'generated', 'E_PARSE', statement=pkcs7([]))
    yield case('bytes-behind', 'generated', 'E_PARSE', statement=pkcs7(chain, behind=b'\0'))
    yield case('with-content', 'generated', 'E_PARSE', statement=pkcs7(chain, content=der.context(0, der.octets(b'x'))))
    yield case('with-a-signer', 'generated', 'E_PARSE', statement=pkcs7(chain, signers=der.sequence(der.integer(1))))
    false_root = x509.Certificate(root.subject, make(), extensions=[x509.extended_usage(USAGE + ('14' if ecc else '1'))], **how)
    top = chain[-2]
    false_top = false_root.issue(top.subject, top.key, extensions=of('15' if ecc else '7'), **how)
    yield case('root-self-made', 'generated', 'E_ROOT', chain[:-2] + [false_top, false_root])
    stranger = x509.Certificate(device.subject, other_key, extensions=of('15' if ecc else '12'), **how)
    yield case('device-self-made', 'generated', 'E_ROOT' if ecc else 'E_CHAIN', [leaf(stranger), stranger, *chain[2:]])
    issuer = root if ecc else origin
    for role, rights in (('other-use', of('8' if ecc else '15')), ('no-authority', [
            x509.extended_usage(USAGE + ('15' if ecc else '12')), x509.usage(5)]), ('no-key-usage', [
                x509.extended_usage(USAGE + ('15' if ecc else '12')), x509.authority(True)])):
        changed = issuer.issue(device.subject, device.key, extensions=rights, **how)
        yield case(f'device-{role}', 'generated', 'E_CHAIN', [leaf(changed), changed, *chain[2:]])
    yield case('leaf-may-not-sign', 'generated', 'E_CHAIN', [leaf(rights=[
        x509.extended_usage(USAGE + '13'), *number]), *chain[1:]])
    yield case('other-serial', 'generated', 'E_CHAIN', [leaf(serial=SERIAL + 1), *chain[1:]])
    yield case('leaf-of-another-name', 'generated', 'E_CHAIN', [
        leaf(name=named((x509.OU, 'Chrysalis-ITS Proof of Origin'), (x509.CN, '43000000ae00000200000000'))), *chain[1:]])
    renamed = issuer.issue(named((x509.CN, 'Luna K7-9')), device.key, extensions=of('15' if ecc else '12'), **how)
    yield case('device-of-another-serial', 'generated', 'E_CHAIN', [leaf(renamed), renamed, *chain[2:]])


FORTANIX = '1.3.6.1.4.1.49690.'


def fortanix():
    key, other_key = keys.Rsa(), keys.Rsa()
    empty = der.sequence()

    def named(text):
        return x509.name((x509.CN, text))

    root = x509.Certificate(named('Fortanix root'), keys.Rsa(), extensions=[x509.authority(True), x509.usage(5)])
    middle = root.issue(named('Fortanix Key Attestation CA'), keys.Rsa(), extensions=[x509.authority(True), x509.usage(5)])

    def authority_of(issuer=middle, of=None, use=FORTANIX + '8.1'):
        return issuer.issue(named('Fortanix DSM SaaS Key Attestation Authority'), of or keys.Rsa(), first='20230905000000Z',
                            last='20231005000000Z', extensions=[x509.usage(0), x509.authority(False), x509.extended_usage(use)])

    authority = authority_of()

    def leaf(issuer=authority, drop=(), value=empty, first='20230910000000Z', name='Fortanix DSM Key Attestation', uuid=True,
             more=(), made=()):
        parts = [(x509.CN, name)] + ([(FORTANIX + '1.2.2', '18ec8b96')] if uuid else [])
        listed = [x509.extension(FORTANIX + '2.4.1.' + arc, value) for arc in '12' if arc not in drop]
        return issuer.issue(x509.name(*parts), key, extensions=[x509.usage(0), *listed, *more], first=first, **dict(made))

    def statement(first, chain, form='x509_certificate', more=None):
        def text(one):
            return base64.b64encode(one.der).decode()

        return json.dumps({'authority_chain': [text(one) for one in chain],
                           'attestation_statement': {'format': form, 'statement': text(first)}, **(more or {})})

    def case(name, policy, expected, /, first=None, chain=None, form='x509_certificate', more=None, says='', **changes):
        whole = statement(first or leaf(**changes), chain or [authority, middle, root], form, more)
        return Case(name, policy, expected, whole, key=x509.pem('PUBLIC KEY', key.spki()), roots=[('fortanix', root.pem())],
                    says=says)

    yield case('good', 'generated', 'ATTESTED', says='W_EXPIRED')
    yield case('imported', 'imported', 'E_POLICY', says='LOCAL is 1')
    yield case('kek', 'kek', 'CAN_DECRYPT', says='DECRYPT is not said')
    yield case('not-said-generated', 'generated', 'E_MISSING', drop='1', says='does not say LOCAL')
    yield case('not-said-never-exportable', 'generated', 'E_MISSING', drop='2', says='EXTRACTABLE')
    for arc in '12':
        yield case(f'said-{arc}-with-more', 'generated', 'E_MISSING',
                   first=leaf(drop=arc, more=[x509.extension(FORTANIX + '2.4.1.' + arc, b'\x30\0\0')]))
    yield case('leaf-self-made', 'generated', 'E_CHAIN', leaf(x509.Certificate(authority.subject, other_key)))
    yield case('leaf-by-sha1', 'generated', 'E_CHAIN', leaf(made={'hash_name': 'sha1'}))
    yield case('leaf-with-the-unknown', 'generated', 'E_PARSE', leaf(more=[x509.UNKNOWN]))
    yield case('by-the-middle', 'generated', 'E_CHAIN', leaf(middle))
    late = root.issue(middle.subject, middle.key, extensions=[x509.authority(True), x509.usage(5)], first='20980101000000Z')
    yield case('middle-not-valid-yet', 'generated', 'E_CHAIN', chain=[authority, late, root])
    useless = middle.issue(authority.subject, authority.key, first='20230905000000Z', last='20231005000000Z',
                           extensions=[x509.usage(0), x509.authority(False)])
    yield case('authority-of-no-use', 'generated', 'E_CHAIN', leaf(useless), [useless, middle, root])
    yield case('four-of-three', 'generated', 'E_CHAIN', chain=[authority, middle, root, x509.Certificate(named('x'), keys.Ec())])
    yield case('no-chain', 'generated', 'E_CHAIN', more={'authority_chain': []})
    deeper = leaf()
    below = x509.Certificate(deeper.subject, key, issuer=deeper.subject, signer=key, first='20230910000000Z', serial=9, extensions=[
        x509.extension(FORTANIX + '2.4.1.' + arc, empty) for arc in '12'])
    yield case('leaf-issues', 'generated', 'E_CHAIN', below, [deeper, authority, root])
    yield case('said-in-other-words', 'generated', 'E_MISSING', value=der.sequence(der.null()))
    yield case('before-its-authority', 'generated', 'E_CHAIN', first=leaf(first='20230101000000Z'))
    yield case('after-its-authority', 'generated', 'E_CHAIN', first=leaf(first='20240101000000Z'))
    yield case('of-another-name', 'generated', 'E_PARSE', first=leaf(name='Fortanix DSM'))
    yield case('of-no-key', 'generated', 'E_PARSE', first=leaf(uuid=False))
    yield case('format', 'generated', 'E_VERSION', form='pkcs7')
    yield case('a-member-more', 'generated', 'E_PARSE', more={'note': 1})
    yield case('two-of-three', 'generated', 'E_CHAIN', chain=[authority, root])
    yield case('chain-shuffled', 'generated', 'E_ROOT', chain=[root, middle, authority])
    other_use = authority_of(of=other_key, use=FORTANIX + '8.2')
    yield case('authority-of-another-use', 'generated', 'E_CHAIN', leaf(other_use), [other_use, middle, root])
    stranger = authority_of(x509.Certificate(middle.subject, keys.Rsa()))
    yield case('authority-self-made', 'generated', 'E_CHAIN', leaf(stranger), [stranger, middle, root])
    false_root = x509.Certificate(root.subject, keys.Rsa(), extensions=[x509.authority(True)])
    false_middle = false_root.issue(middle.subject, middle.key, extensions=[x509.authority(True)])
    yield case('root-self-made', 'generated', 'E_ROOT', chain=[authority, false_middle, false_root])
    yield case('middle-self-made', 'generated', 'E_ROOT', chain=[authority, false_middle, root])
    denied = root.issue(middle.subject, middle.key, extensions=[x509.authority(False)])
    yield case('middle-no-authority', 'generated', 'E_CHAIN', chain=[authority, denied, root])
    yield case('certificate-twice', 'generated', 'E_PARSE', chain=[authority, authority, root])


FORMATS = {'luna-rsa': luna, 'luna-ecc': lambda: luna(True), 'fortanix': fortanix}
