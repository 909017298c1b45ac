"""YubiHSM 2 and YubiKey PIV (reference 4)."""
import struct

import der
import keys
import x509
from case import Case

HSM, PIV = '1.3.6.1.4.1.41482.4.', '1.3.6.1.4.1.41482.3.'
SIGN, DECRYPT, DERIVE, EXPORTABLE = 1 << 5, 1 << 10, 1 << 11, 1 << 16


def hsm_extensions(serial=1234, origin=1, capabilities=SIGN, drop=(), more=()):
    values = {'1': der.octets(bytes([2, 4, 0])), '2': der.integer(serial), '3': der.bits(bytes([origin])),
              '4': der.bits(b'\0\1'), '5': der.bits(struct.pack('>Q', capabilities)), '6': der.integer(0x24),
              '9': der.utf8('test key')}
    return [x509.extension(HSM + arc, value) for arc, value in values.items() if arc not in drop] + list(more)


def yubihsm():
    def named(text):
        return x509.name((x509.CN, text))

    root = x509.Certificate(named('Yubico YubiHSM Root CA'), keys.Rsa(), extensions=[x509.authority(True, 2)])
    key, device_key, other_key = keys.Rsa(), keys.Rsa(), keys.Rsa()
    middle_key = keys.Rsa()
    middle = root.issue(named('Yubico YubiHSM 1 Sub-CA'), middle_key, extensions=[x509.authority(True, 1)])

    def device_of(issuer, serial=1234, name=None, key_of=device_key, path=0, authority=True):
        return issuer.issue(named(name or f'YubiHSM Attestation ({serial})'), key_of, extensions=[
            x509.authority(authority, path), x509.extension(HSM + '1', der.octets(bytes([2, 4, 0]))),
            x509.extension(HSM + '2', der.integer(serial))])

    device = device_of(middle)

    def leaf(issuer=device, of=key, **more):
        return issuer.issue(named('YubiHSM Attestation id:0x0024'), of, extensions=hsm_extensions(**more))

    def case(name, policy, expected, /, first=None, chain=None, **more):
        first = first or leaf(**more)
        return Case(name, policy, expected, first.pem(), [one.pem() for one in chain or [device, middle]],
                    x509.pem('PUBLIC KEY', key.spki()), [('yubihsm', root.pem())])

    yield case('good', 'generated', 'ATTESTED')
    yield case('good-imported', 'imported', 'ATTESTED', origin=2)
    yield case('good-imported-wrapped', 'imported', 'ATTESTED', origin=0x12)
    yield case('with-root', 'generated', 'ATTESTED', chain=[root, middle, device])
    yield case('generated-as-imported', 'imported', 'E_POLICY')
    yield case('imported-as-generated', 'generated', 'E_POLICY', origin=2)
    yield case('came-back', 'generated', 'E_POLICY', origin=0x11)
    yield case('origin-unknown', 'generated', 'E_PARSE', origin=4)
    yield case('exportable', 'generated', 'E_POLICY', capabilities=EXPORTABLE)
    yield case('imported-exportable', 'imported', 'E_POLICY', origin=2, capabilities=EXPORTABLE)
    yield case('capability-unknown', 'generated', 'E_PARSE', capabilities=1 << 60)
    for word, bit in (('sign', SIGN), ('decrypt', DECRYPT), ('derive', DERIVE)):
        yield case(f'kek-{word}', 'kek', 'CAN_DECRYPT', capabilities=bit)
    yield case('kek-no-owner', 'kek', 'OWNER_NOT_SHOWN', capabilities=0)
    for arc in '1246':
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

    def leaf(issuer=device, of=key, name='YubiKey PIV Attestation 9c', **more):
        return issuer.issue(named(name), of, extensions=piv_extensions(**more))

    def case(name, policy, expected, /, first=None, chain=None, **more):
        first = first or leaf(**more)
        return Case(name, policy, expected, first.der, [one.pem() for one in chain or [device, *above]],
                    x509.pem('PUBLIC KEY', key.spki()), [(root_name, root.pem())])

    yield case('good', 'generated', 'ATTESTED')
    yield case('imported', 'imported', 'E_POLICY')
    yield case('kek', 'kek', 'CAN_DECRYPT')
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
    other = upper.issue(named('Yubico OPGP Attestation A 1'), keys.Rsa(), extensions=[x509.authority(True, 1)])
    used = device_of(other, of=other_key)
    yield case('intermediate-for-another-use', 'generated', 'E_CHAIN', leaf(used), [used, other, upper])
    false_upper = x509.Certificate(root.subject, keys.Rsa()).issue(upper.subject, keys.Rsa(),
                                                                   extensions=[x509.authority(True, 2)])
    false_lower = false_upper.issue(lower.subject, keys.Rsa(), extensions=[x509.authority(True, 1)])
    used = device_of(false_lower, of=other_key)
    yield case('intermediates-self-made', 'generated', 'E_ROOT', leaf(used), [used, false_lower, false_upper])


FORMATS = {'yubihsm2': yubihsm, 'yubikey-old': yubikey, 'yubikey-new': lambda: yubikey(True)}
