"""YubiHSM 2 and YubiKey PIV (reference 4)."""
import json
import struct

import der
import keys
import x509
from case import Case

HSM, PIV = '1.3.6.1.4.1.41482.4.', '1.3.6.1.4.1.41482.3.'
SIGN, DECRYPT, DERIVE, EXPORTABLE = 1 << 5, 1 << 10, 1 << 11, 1 << 16
# What a KEK may not be able to do, by the numbers of the vendor's capabilities.
USES = {'SIGN': (5, 6, 7, 8, 22, 25, 34), 'DECRYPT': (9, 10), 'DERIVE': (11,), 'WRAP': (12, 37)}


def hsm_extensions(serial=1234, origin=1, capabilities=SIGN, drop=(), more=(), other=()):
    values = {'1': der.octets(bytes([2, 4, 0])), '2': der.integer(serial), '3': der.bits(bytes([origin])),
              '4': der.bits(b'\0\1'), '5': der.bits(struct.pack('>Q', capabilities)), '6': der.integer(0x24),
              '9': der.utf8('test key'), **dict(other)}
    return [x509.extension(HSM + arc, value) for arc, value in values.items() if arc not in drop] + list(more)


def yubihsm():
    def named(text):
        return x509.name((x509.CN, text))

    root = x509.Certificate(named('Yubico YubiHSM Root CA'), keys.Rsa(), extensions=[x509.authority(True, 2)])
    key, device_key, other_key = keys.Rsa(), keys.Rsa(), keys.Rsa()
    middle_key = keys.Rsa()
    middle = root.issue(named('Yubico YubiHSM 1 Sub-CA'), middle_key, extensions=[x509.authority(True, 1)])

    def device_of(issuer, serial=1234, name=None, key_of=device_key, path=0, authority=True, **more):
        listed = [x509.extension(HSM + '1', der.octets(bytes([2, 4, 0])))]
        listed += [x509.extension(HSM + '2', der.integer(serial))] if serial else []
        listed += [] if authority is None else [x509.authority(authority, path)]
        return issuer.issue(named(name or f'YubiHSM Attestation ({serial})'), key_of, extensions=listed, **more)

    device = device_of(middle)

    def leaf(issuer=device, of=key, made=(), **more):
        return issuer.issue(named('YubiHSM Attestation id:0x0024'), of, extensions=hsm_extensions(**more), **dict(made))

    def case(name, policy, expected, /, first=None, chain=None, says='', statement=None, **more):
        statement = statement or (first or leaf(**more)).pem()
        chain = [device, middle] if chain is None else chain
        return Case(name, policy, expected, statement, [one.pem() for one in chain],
                    x509.pem('PUBLIC KEY', key.spki()), [('yubihsm', root.pem())], says=says)

    yield case('good', 'generated', 'ATTESTED')
    yield case('good-imported', 'imported', 'ATTESTED', origin=2)
    yield case('good-imported-wrapped', 'imported', 'ATTESTED', origin=0x12)
    yield case('with-root', 'generated', 'ATTESTED', chain=[root, middle, device])
    yield case('client', 'generated', 'ATTESTED', chain=[], statement=json.dumps(
        {'hsmVendor': 'YUBICO', 'attestationCertChain': [one.pem() for one in (leaf(), device, middle)]}))
    yield case('chain-swapped', 'generated', 'ATTESTED', chain=[middle, device])
    yield case('generated-as-imported', 'imported', 'E_POLICY', says='LOCAL is 1')
    yield case('imported-as-generated', 'generated', 'E_POLICY', origin=2, says='LOCAL is 0')
    yield case('came-back', 'generated', 'E_POLICY', origin=0x11, says='NEVER_EXTRACTABLE is 0')
    yield case('came-back-as-imported', 'imported', 'E_POLICY', origin=0x11, says='LOCAL is 1')
    for origin in (0, 3, 4, 0x10, 0x80):
        yield case(f'origin-{origin}', 'generated', 'E_PARSE', origin=origin)
    for name, capabilities in (('exportable', EXPORTABLE), ('can-do-all', (1 << 56) - 1)):
        yield case(name, 'generated', 'E_POLICY', capabilities=capabilities, says='EXTRACTABLE is 1')
    yield case('imported-exportable', 'imported', 'E_POLICY', origin=2, capabilities=EXPORTABLE, says='EXTRACTABLE is 1')
    yield case('kek-exportable', 'kek', 'E_POLICY', capabilities=EXPORTABLE, says='EXTRACTABLE is 1')
    yield case('capability-unknown', 'generated', 'E_PARSE', capabilities=1 << 60)
    for use, numbers in USES.items():
        for number in numbers:
            yield case(f'kek-{use}-{number}', 'kek', 'CAN_DECRYPT', capabilities=1 << number, says=f'{use} is 1')
    for arc, value in (('3', der.integer(1)), ('3', der.bits(b'\1\0')), ('3', der.bits(b'\2', 1)), ('5', der.bits(bytes(7))),
                       ('5', der.bits(bytes(8)) + b'\0'), ('2', der.octets(b'\4\xd2')), ('1', der.octets(b'\2\4'))):
        yield case(f'extension-{arc}-as-{value.hex()}', 'generated', 'E_PARSE', other={arc: value})
    yield case('kek-no-owner', 'kek', 'OWNER_NOT_SHOWN', capabilities=0)
    for arc in '1234569':
        yield case(f'no-extension-{arc}', 'generated', 'E_PARSE', drop=(arc,))
    yield case('extension-twice', 'generated', 'E_PARSE', more=[x509.extension(HSM + '3', der.bits(b'\1'))])
    yield case('no-device', 'generated', 'E_CHAIN', chain=[middle])
    yield case('no-middle', 'generated', 'E_CHAIN', chain=[device])
    yield case('certificate-too-many', 'generated', 'E_CHAIN', chain=[device, middle, x509.Certificate(named('x'), keys.Ec())])
    false_root = x509.Certificate(root.subject, keys.Rsa(), extensions=[x509.authority(True, 2)])
    false_middle = false_root.issue(middle.subject, middle_key, extensions=[x509.authority(True, 1)])
    yield case('middle-self-made', 'generated', 'E_ROOT', chain=[device, false_middle])
    false_device = x509.Certificate(device.subject, keys.Rsa(), issuer=middle.subject, signer=other_key)
    yield case('device-self-made', 'generated', 'E_CHAIN', leaf(false_device), [false_device, middle])
    yield case('leaf-self-made', 'generated', 'E_CHAIN', leaf(x509.Certificate(device.subject, other_key)))
    yield case('leaf-not-valid-yet', 'generated', 'E_CHAIN', leaf(made={'first': '20980101000000Z'}))
    yield case('leaf-by-sha1', 'generated', 'E_CHAIN', leaf(made={'hash_name': 'sha1'}))
    yield case('leaf-with-the-unknown', 'generated', 'E_PARSE', more=[x509.UNKNOWN])
    yield case('leaf-an-authority', 'generated', 'E_CHAIN', more=[x509.authority(True, 0)])
    yield case('device-as-a-leaf', 'generated', 'E_PARSE', device, [middle])
    yield case('device-twice', 'generated', 'E_PARSE', chain=[device, device, middle])
    for name, one in (('no-number', device_of(middle, 0, 'YubiHSM Attestation (1234)')), ('unsaid', device_of(middle, authority=None)),
                      ('with-the-unknown', middle.issue(
                          device.subject, device_key, extensions=[x509.authority(True, 0), x509.UNKNOWN]))):
        expected = 'E_CHAIN' if name == 'unsaid' else 'E_PARSE'
        yield case(f'device-{name}', 'generated', expected, leaf(one), [one, middle])
    yield case('device-not-valid-yet', 'generated', 'E_CHAIN', chain=[device_of(middle, first='20980101000000Z'), middle])
    for name, rights in (('too-wide', [x509.authority(True, 2)]), ('unlimited', [x509.authority(True)]), ('unsaid', []),
                         ('no-authority', [x509.authority(False)])):
        one = root.issue(middle.subject, middle_key, extensions=rights)
        yield case(f'middle-{name}', 'generated', 'E_CHAIN', chain=[device, one])
    lower = middle.issue(named('Yubico YubiHSM 2 Sub-CA'), other_key, extensions=[x509.authority(True, 0)])
    below = device_of(lower)
    yield case('level-too-many', 'generated', 'E_CHAIN', leaf(below), [below, lower, middle])
    deeper = leaf(of=other_key)
    forged = x509.Certificate(named('YubiHSM Attestation id:0x0025'), key, issuer=deeper.subject, signer=other_key,
                              extensions=hsm_extensions())
    yield case('leaf-issues', 'generated', 'E_CHAIN', forged, [deeper, device, middle])
    short = device_of(root)
    yield case('no-level-between', 'generated', 'E_CHAIN', leaf(short), [short])
    own = device_of(middle, name='YubiHSM Attestation id:0x0001', key_of=other_key)
    yield case('key-of-the-user', 'generated', 'E_CHAIN', leaf(own), [own, middle])
    foreign = device_of(middle, serial=9999, key_of=other_key)
    yield case('other-serial', 'generated', 'E_CHAIN', leaf(foreign), [foreign, middle])
    wide = device_of(middle, path=1, key_of=other_key)
    yield case('device-too-wide', 'generated', 'E_CHAIN', leaf(wide), [wide, middle])
    denied = device_of(middle, authority=False, path=None, key_of=other_key)
    yield case('device-no-authority', 'generated', 'E_CHAIN', leaf(denied), [denied, middle])


def piv_extensions(version=bytes([5, 4, 3]), touch=b'\1\1', drop=(), more=()):
    values = {'3': version, '7': der.integer(5250272), '8': touch, '9': b'\2'}
    return [x509.extension(PIV + arc, value) for arc, value in values.items() if arc not in drop] + list(more)


def yubikey(newer=False):
    def named(text):
        return x509.name((x509.CN, text))

    key, device_key, other_key = keys.Rsa(), keys.Rsa(), keys.Rsa()
    if newer:
        root = x509.Certificate(named('Yubico Attestation Root 1'), keys.Rsa(), extensions=[x509.authority(True, 3)])
        upper = root.issue(named('Yubico Attestation Intermediate A 1'), keys.Rsa(), extensions=[x509.authority(True, 2)])
        lower = upper.issue(named('Yubico PIV Attestation A 1'), keys.Rsa(), extensions=[x509.authority(True, 1)])
        above, root_name, device_name = [lower, upper], 'yubico-attestation-1', 'YubiKey PIV Attestation'
    else:
        root = x509.Certificate(named('Yubico PIV Root CA Serial 263751'), keys.Rsa(), extensions=[x509.authority(True, 0)])
        lower, above, root_name, device_name = root, [], 'yubikey-piv-263751', 'Yubico PIV Attestation'

    def device_of(issuer=lower, version=bytes([5, 4, 3]), name=device_name, of=device_key, more=()):
        return issuer.issue(named(name), of, extensions=[x509.extension(PIV + '3', version), *more])

    device = device_of()

    def leaf(issuer=device, of=key, name='YubiKey PIV Attestation 9c', made=(), **more):
        return issuer.issue(named(name), of, extensions=piv_extensions(**more), **dict(made))

    def case(name, policy, expected, /, first=None, chain=None, says='', **more):
        first = first or leaf(**more)
        return Case(name, policy, expected, first.der, [one.pem() for one in chain or [device, *above]],
                    x509.pem('PUBLIC KEY', key.spki()), [(root_name, root.pem())], says=says)

    yield case('good', 'generated', 'ATTESTED')
    yield case('with-root', 'generated', 'ATTESTED', chain=[root, *above[::-1], device])
    yield case('imported', 'imported', 'E_POLICY', says='LOCAL is 1')
    yield case('kek', 'kek', 'CAN_DECRYPT', says='DECRYPT is not said')
    yield case('leaf-self-made', 'generated', 'E_CHAIN', leaf(x509.Certificate(device.subject, other_key)))
    yield case('leaf-not-valid-yet', 'generated', 'E_CHAIN', leaf(made={'first': '20980101000000Z'}))
    yield case('leaf-by-sha1', 'generated', 'E_CHAIN', leaf(made={'hash_name': 'sha1'}))
    yield case('leaf-with-the-unknown', 'generated', 'E_PARSE', more=[x509.UNKNOWN])
    yield case('no-policy', 'generated', 'E_PARSE', drop='8')
    yield case('serial-no-number', 'generated', 'E_PARSE', drop='7', more=[x509.extension(PIV + '7', der.octets(b'\1'))])
    yield case('version-of-two', 'generated', 'E_PARSE', version=b'\5\4')
    yield case('certificate-too-many', 'generated', 'E_CHAIN', chain=[device, *above, x509.Certificate(named('x'), keys.Ec())])
    genuine = leaf(of=other_key)
    below = x509.Certificate(named('YubiKey PIV Attestation 9c'), key, issuer=genuine.subject, signer=other_key,
                             extensions=piv_extensions(drop='8'))
    yield case('below-a-leaf', 'generated', 'E_CHAIN', below, [genuine, device, *above])
    yield case('no-serial', 'generated', 'E_PARSE', drop='7')
    yield case('no-version', 'generated', 'E_PARSE', drop='3')
    yield case('policy-of-three', 'generated', 'E_PARSE', touch=b'\1\1\1')
    yield case('extension-twice', 'generated', 'E_PARSE', more=[x509.extension(PIV + '7', der.integer(1))])
    yield case('other-name', 'generated', 'E_CHAIN', name='YubiKey Attestation 9c')
    yield case('other-version', 'generated', 'E_CHAIN', version=bytes([5, 4, 4]))
    yield case('no-device', 'generated', 'E_CHAIN', chain=[*above, root])
    false_root = x509.Certificate(lower.subject, keys.Rsa(), extensions=[x509.authority(True, 0)])
    own = device_of(false_root, of=other_key)
    yield case('device-of-the-user', 'generated', 'E_CHAIN' if newer else 'E_ROOT', leaf(own), [own, *above])
    renamed = device_of(name='Yubico OPGP Attestation', of=other_key)
    yield case('device-named-for-another-use', 'generated', 'E_CHAIN', leaf(renamed), [renamed, *above])
    deeper = leaf(of=other_key)
    forged = x509.Certificate(named('YubiKey PIV Attestation 9c'), key, issuer=deeper.subject, signer=other_key,
                              extensions=piv_extensions())
    yield case('two-leaves', 'generated', 'E_PARSE', forged, [deeper, device, *above])
    if not newer:
        return
    for number, role in ((0, 'lower'), (1, 'upper')):
        yield case(f'no-{role}', 'generated', 'E_CHAIN', chain=[device] + above[:number] + above[number + 1:])
    for number, role in ((0, 'lower'), (1, 'upper')):
        stranger = x509.Certificate(above[number].subject, keys.Rsa(), issuer=(upper, root)[number].subject, signer=other_key,
                                    extensions=[x509.authority(True, 1 + number)])
        under = stranger if number == 0 else stranger.issue(lower.subject, keys.Rsa(), extensions=[x509.authority(True, 1)])
        used = device_of(under, of=other_key)
        yield case(f'{role}-self-made', 'generated', ('E_CHAIN', 'E_ROOT')[number], leaf(used),
                   [used, stranger, upper] if number == 0 else [used, under, stranger])
    flat = root.issue(lower.subject, lower.key, extensions=[x509.authority(True, 1)])
    yield case('level-too-few', 'generated', 'E_CHAIN', chain=[device, flat])
    denied = upper.issue(lower.subject, lower.key, extensions=[x509.authority(False)])
    yield case('lower-no-authority', 'generated', 'E_CHAIN', chain=[device, denied, upper])
    other = upper.issue(named('Yubico OPGP Attestation A 1'), keys.Rsa(), extensions=[x509.authority(True, 1)])
    used = device_of(other, of=other_key)
    yield case('intermediate-for-another-use', 'generated', 'E_CHAIN', leaf(used), [used, other, upper])
    false_upper = x509.Certificate(root.subject, keys.Rsa()).issue(upper.subject, keys.Rsa(),
                                                                   extensions=[x509.authority(True, 2)])
    false_lower = false_upper.issue(lower.subject, keys.Rsa(), extensions=[x509.authority(True, 1)])
    used = device_of(false_lower, of=other_key)
    yield case('intermediates-self-made', 'generated', 'E_ROOT', leaf(used), [used, false_lower, false_upper])


FORMATS = {'yubihsm2': yubihsm, 'yubikey-old': yubikey, 'yubikey-new': lambda: yubikey(True)}
