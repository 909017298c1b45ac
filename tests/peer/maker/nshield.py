"""Entrust nShield bundles: warrant, module state, world, generation of a key and its access list (reference 3)."""
import base64
import hashlib
import json
import struct

import keys
import x509
from case import Case

KWARN = 'nshield-kwarn-1'
EXPORT, GET_APP, SET_APP, REDUCE, EXPAND, DECRYPT, UNWRAP, USE_KM, SIGN, LOADER = (
    4, 8, 0x10, 0x20, 0x40, 0x100, 0x400, 0x800, 0x1000, 0x4000)
SUITE = 'DLf3072s256mAEScSP800131Ar1'


def word(value):
    return struct.pack('<I', value)


def number(value):
    body = value.to_bytes((value.bit_length() + 31) // 32 * 4, 'little')
    return word(len(body)) + body


def text(value):
    body = value.encode() + b'\0'
    return word(len(body)) + body + bytes(-len(body) % 4)


def key_data(key):
    if isinstance(key, keys.Rsa):
        return word(1) + number(key.e) + number(key.n)
    if isinstance(key, keys.Dsa):
        return word(3) + number(key.p) + number(key.q) + number(key.g) + number(key.y)
    return word(46) + word({'P-256': 4, 'P-521': 6}[key.curve.name]) + word(0) + number(key.x) + number(key.y)


def key_hash(key):
    def padded(value):
        size = (value.bit_length() + 7) // 8
        return value.to_bytes((size + 63) // 64 * 64, 'little')

    if isinstance(key, keys.Rsa):
        prefix, parts = b'RSA00', [padded(key.e), padded(key.n)]
    elif isinstance(key, keys.Dsa):
        prefix, parts = b'DSA00', [padded(one) for one in (key.p, key.q, key.g, key.y)]
    else:
        curve = key.curve
        prefix = b'ECDSA00'
        parts = [word(0), word(0), word(curve.p.bit_length())] + [
            padded(one) for one in (curve.p, curve.a, curve.b, *curve.generator, curve.order, 1, key.x, key.y)]
    whole = b'nFast KeyHash\0' + prefix + b'\0' + b''.join(parts) + b'invented by nCipher 1997\0'
    return hashlib.sha1(whole).digest()


def ciphertext(key, message):
    if isinstance(key, keys.Dsa):
        return word(170) + b''.join(map(number, key.sign_numbers(message)))
    return word(187) + b''.join(map(number, key.sign_numbers(message, 'sha512')))


# --- the warrant

def symbol(value):
    return (bytes([0x30 | len(value)]) if len(value) < 16 else b'\xc4' + bytes([len(value)])) + value.encode()


def string(value):
    if len(value) < 16:
        return bytes([0x20 | len(value)]) + value
    return b'\xc5' + bytes([len(value)]) + value if len(value) < 256 else b'\xd5' + struct.pack('>H', len(value)) + value


def listed(*items):
    return bytes([0x90 | len(items)]) + b''.join(items)


def mapped(pairs):
    return bytes([0xb0 | len(pairs)]) + b''.join(symbol(name) + value for name, value in pairs)


def point(key):
    def big(value):
        return b'\xf4' + string(value.to_bytes((value.bit_length() + 7) // 8, 'big'))

    return listed(symbol('ECDSA'), symbol('Public'), symbol('NISTP521'), listed(big(key.x), big(key.y)))


MECHANISM = listed(symbol('ECDSA'), listed(symbol('EMSA1'), symbol('SHA512')))


def warrant_part(payload, signer):
    r, s = signer.sign_numbers(payload, 'sha512')
    signature = r.to_bytes(66, 'big') + s.to_bytes(66, 'big')
    return mapped([('Payload', string(payload)), ('Signature', string(signature))])


def delegation(key, kind='Delegation'):
    return mapped([('DelegateKey', point(key)), ('SigMech', MECHANISM), ('WarrantCertificateType', symbol(kind))])


def module(key, esn, kind='ModuleInformation'):
    return mapped([('ElectronicSerialNumber', string(esn.encode())), ('PhysicalSerialNumber', string(b'36-X')),
                   ('Approvals', listed(listed(symbol('FIPS140'), b'\2', b'\3', symbol('MultiChipEmbedded')))),
                   ('WarrantCertificateType', symbol(kind)), ('KLF2pub', point(key)), ('KLF2mech', MECHANISM)])


# --- the access list

def group(actions, flags=0, certifier=b'', limits=b''):
    return word(flags) + (limits or word(0)) + word(len(actions)) + b''.join(actions) + certifier


def permissions(bits):
    return word(1) + word(bits)


def make_blob(flags, hkm=b'', token=b''):
    return word(2) + word(flags) + hkm + token


class World:
    def __init__(self):
        self.root, self.delegate, self.klf2 = (keys.Ec(keys.P521) for _ in range(3))
        self.kml, self.officer, self.stranger = keys.Dsa(), keys.Dsa(), keys.Dsa()
        self.esn = '1234-5678-9ABC'
        self.hkm, self.hkmc, self.hkre, self.hkra, self.hkfips = (hashlib.sha1(bytes([i])).digest() for i in range(5))
        self.hknso = key_hash(self.officer)
        self.token = hashlib.sha1(b'token').digest() + word(7) + word(1) + word(1) + word(0)

    def warrant(self, name='KWARN-1', signer=None, delegated=None, kind='ModuleInformation', esn=None, step='Delegation',
                behind=b''):
        parts = [warrant_part(delegation(self.delegate, step), signer or self.root),
                 warrant_part(module(self.klf2, esn or self.esn, kind), delegated or self.delegate)]
        return listed(symbol(name), *parts) + behind

    def state(self, esn=None, hashes=None, drop=(), twice=False, kml_hash=None, klf2=None, type_of=4):
        hashes = hashes or [hashlib.sha1(b'a').digest(), self.hkm]
        klf2 = klf2 or self.klf2
        parts = {2: text(esn or self.esn), 3: (kml_hash or key_hash(self.kml)) + key_data(self.kml) + word(170),
                 13: key_hash(klf2) + key_data(klf2) + word(187), 5: self.hknso + word(0x4e4f),
                 6: word(len(hashes)) + b''.join(one + word(137) + word(73) for one in hashes)}
        made = [word(tag) + body for tag, body in parts.items() if tag not in drop]
        made += made[:1] if twice else []
        return word(type_of) + word(0) + word(len(made)) + b''.join(made)

    def card(self, bits=SIGN | 0xb, hkm=None):
        """Under a softcard, once."""
        return [group([permissions(bits)]), group([make_blob(0x1e, hkm or self.hkm, self.token)],
                                                  limits=word(1) + word(1) + bytes(20) + word(1))]

    def keygen(self, key, groups, flags=0, type_of=2, kind=None, hka=None, behind=b''):
        made = word(type_of) + word(flags)
        if kind is None:
            kind = word(2) + word(4) + word(2048) if isinstance(key, keys.Rsa) else word(47) + word(4)
        return made + kind + word(len(groups)) + b''.join(groups) + (hka or key_hash(key)) + behind

    def bind(self, suite=SUITE, fips=False, hkm=None, signer=None):
        words = ('Module setup, FIPS3; suite = ' if fips else 'Module keys: suite = ') + suite
        message = words.encode() + b'\0' + self.hknso + (hkm or self.hkm) + self.hkmc + (self.hkfips if fips else b'')
        return ciphertext(signer or self.officer, message)


def nshield():
    world, key, rsa = World(), keys.Ec(), keys.Rsa()
    root = x509.pem('PUBLIC KEY', world.root.spki())
    hash_ex = word(44)

    def bundle(key_of=key, groups=None, keygen=None, keygen_by=None, state=None, state_by=None, warrant=None, fips=False,
               drop=(), more=None, root_name='KWARN-1', suite=SUITE, officer=None, public=None, **bind):
        keygen = keygen or world.keygen(key_of, groups or world.card())
        state = state or world.state()
        parts = {'warrant': warrant or world.warrant(), 'modstatemsg': state,
                 'modstatesig': ciphertext(state_by or world.klf2, state), 'kcmsg': keygen,
                 'kcsig': ciphertext(keygen_by or world.kml, keygen), 'pubkeydata': public or key_data(key_of),
                 'knsopub': key_data(officer or world.officer), 'hkm': hash_ex + bind.get('hkm', world.hkm),
                 'hkmc': hash_ex + world.hkmc, 'hkre': hash_ex + world.hkre, 'hkra': hash_ex + world.hkra,
                 'CertKREaKRAbKNSO': ciphertext(bind.get('recovery_by', world.officer),
                                                b'Card Recovery\0' + world.hknso + world.hkre + world.hkra)}
        bound = world.bind(suite, fips, bind.get('hkm'), bind.get('signer'))
        parts['CertKMaKMCaKFIPSbKNSO' if fips else 'CertKMaKMCbKNSO'] = bound
        if fips:
            parts['hkfips'] = hash_ex + world.hkfips
        whole = {name: base64.urlsafe_b64encode(value).decode() for name, value in parts.items() if name not in drop}
        whole.update({'root': root_name, 'ciphersuite': suite, **(more or {})})
        return json.dumps({name: value for name, value in whole.items() if name not in drop})

    def case(name, policy, expected, /, statement=None, key_of=key, says='', roots=None, **changes):
        return Case(name, policy, expected, statement or bundle(key_of=key_of, **changes),
                    key=x509.pem('PUBLIC KEY', key_of.spki()), roots=roots or [(KWARN, root)], says=says)

    def acl(name, expected, groups, policy='generated', says=''):
        return case(name, policy, expected, groups=groups, says=says)

    yield case('good', 'generated', 'ATTESTED')
    yield case('fips-world', 'generated', 'ATTESTED', fips=True)
    yield case('field-upgrade', 'generated', 'ATTESTED', warrant=world.warrant(kind='FieldUpgradeModuleInformation'), says='W_LEGACY')
    recoverable = [group([permissions(0xb52b)]), group([make_blob(7, world.hkm)]),
                   group([permissions(0x207d), make_blob(0x23), word(3) + word(0) + word(225)], 3, world.hknso),
                   group([word(3) + word(1) + word(225) + world.hkre])]
    yield case('rsa-recoverable', 'generated', 'ATTESTED', key_of=rsa, groups=recoverable, says='W_RECOVERABLE')
    archive = word(3) + word(1) + word(225)
    yield acl('archive', 'ATTESTED', world.card() + [group([archive + world.hkre])], says='W_RECOVERABLE')
    # Who makes a key writes its list: an archive under a key of his own is a copy for him.
    yield acl('archive-under-another-key', 'E_POLICY', world.card() + [group([archive + world.hkmc])], says='EXTRACTABLE is 1')
    yield acl('archive-under-any-key', 'E_POLICY', world.card() + [group([word(3) + word(0) + word(225)])], says='EXTRACTABLE is 1')
    yield case('archive-without-recovery-in-the-world', 'generated', 'E_POLICY', says='EXTRACTABLE is 1',
               groups=world.card() + [group([archive + world.hkre])], drop=('hkre', 'hkra', 'CertKREaKRAbKNSO'))
    yield acl('archive-unknown', 'E_PARSE', world.card() + [group([word(3) + word(4) + word(225)])])
    officer_ex = hash_ex + world.hknso + word(170)
    for name, flags, certifier in (('with-mechanism', 4, world.hknso + word(170)), ('in-full', 0x40, officer_ex),
                                   ('all-three', 0x45, world.hknso * 2 + word(170) + officer_ex)):
        yield acl(f'officer-certifies-{name}', 'ATTESTED', world.card() + [group([permissions(EXPAND)], flags, certifier)],
                  says='W_RECOVERABLE')
    for name, flags, certifier in (('with-mechanism', 4, world.hkmc + word(170)), ('in-full', 0x40, hash_ex + world.hkmc + word(170)),
                                   ('beside-the-officer', 5, world.hknso + world.hkmc + word(170)),
                                   ('before-the-officer', 5, world.hkmc + world.hknso + word(170))):
        yield acl(f'somebody-certifies-{name}', 'E_POLICY', world.card() + [group([permissions(SIGN)], flags, certifier)],
                  says='EXTRACTABLE is 1')
    yield acl('of-one-module-is-not-certified', 'E_POLICY', world.card() + [group([permissions(EXPORT)], 8, text(world.esn))],
              says='EXTRACTABLE is 1')
    yield acl('in-the-second-action', 'E_POLICY', [group([permissions(SIGN), permissions(EXPORT)])], says='EXTRACTABLE is 1')
    yield acl('behind-the-officers-group', 'E_POLICY', [
        group([permissions(SIGN)]), group([permissions(EXPAND)], 1, world.hknso), group([permissions(EXPORT)])], says='EXTRACTABLE is 1')
    yield acl('behind-limits', 'E_POLICY', [group([permissions(EXPORT)], limits=word(2) + word(3) + word(9) + word(6) + bytes(20) + word(1))],
              says='EXTRACTABLE is 1')
    yield acl('derives-another-by-the-other-action', 'E_POLICY', [group([word(47) + word(0) + word(0) + word(30) + word(0)])],
              says='EXTRACTABLE is 1')
    yield acl('groups-without-end', 'E_PARSE', [group([permissions(SIGN)])] * 17)
    yield acl('actions-without-end', 'E_PARSE', [group([permissions(SIGN)] * 33)])
    yield case('action-count-too-large', 'generated', 'E_PARSE', keygen=world.keygen(key, [word(0) + word(0) + word(0xffffffff)]))
    yield case('no-recovery', 'generated', 'ATTESTED', drop=('hkre', 'hkra', 'CertKREaKRAbKNSO'))
    derives = word(5) + word(0) + word(0) + word(29) + word(0)
    yield acl('public-half-derived', 'ATTESTED', world.card() + [group([derives])])
    yield acl('imported', 'E_POLICY', world.card(), 'imported', 'LOCAL is 1')
    yield acl('kek-decrypt', 'CAN_DECRYPT', world.card(DECRYPT), 'kek', 'DECRYPT is 1')
    yield acl('kek-sign', 'CAN_DECRYPT', world.card(SIGN), 'kek', 'SIGN is 1')
    yield acl('kek-sign-module-certificates', 'CAN_DECRYPT', world.card(0x8000), 'kek', 'SIGN is 1')
    stranger = x509.Certificate(x509.name((x509.CN, 'x')), keys.Ec(keys.P521))
    yield case('roots-of-another-vendor', 'generated', 'E_ROOT', roots=[('yubihsm', stranger.pem())])
    yield case('root-of-another-curve', 'generated', 'E_ROOT', roots=[(KWARN, x509.pem('PUBLIC KEY', keys.Ec().spki()))])
    # What belongs to another key of the same module, part by part (the statement's own are left).
    other_key = keys.Ec()
    other = json.loads(bundle(key_of=other_key))
    for parts, expected in ((('kcmsg',), 'E_SIG'), (('kcsig',), 'E_SIG'), (('kcmsg', 'kcsig'), 'E_KEY_MISMATCH'),
                            (('pubkeydata',), 'E_KEY_MISMATCH'), (('kcmsg', 'kcsig', 'pubkeydata'), 'E_KEY_MISMATCH'),
                            (('kcmsg', 'pubkeydata'), 'E_SIG')):
        yield case('of-another-key-' + '-'.join(parts), 'generated', expected, more={part: other[part] for part in parts})
    for part, mechanism in (('modstatesig', 187), ('kcsig', 170), ('CertKMaKMCbKNSO', 170), ('CertKREaKRAbKNSO', 170)):
        for value in (b'', bytes(32), word(1)):
            zero = word(mechanism) + (word(len(value)) + value) * 2
            yield case(f'{part}-of-{value.hex() or "nothing"}', 'generated', 'E_SIG',
                       more={part: base64.urlsafe_b64encode(zero).decode()})
    behind = json.loads(bundle())
    for part, expected in (('modstatesig', 'E_SIG'), ('kcsig', 'E_SIG'), ('pubkeydata', 'E_PARSE'), ('knsopub', 'E_PARSE'),
                           ('hkm', 'E_PARSE'), ('hkmc', 'E_PARSE'), ('hkre', 'E_PARSE'), ('CertKMaKMCbKNSO', 'E_SIG')):
        longer = base64.urlsafe_b64encode(base64.urlsafe_b64decode(behind[part]) + bytes(4)).decode()
        yield case(f'{part}-goes-on', 'generated', expected, more={part: longer})
    parts = [warrant_part(delegation(world.delegate), world.root), warrant_part(module(world.klf2, world.esn), world.delegate)]
    second = keys.Ec(keys.P521)
    longer = [parts[0], warrant_part(delegation(second), world.delegate), warrant_part(module(world.klf2, world.esn), second)]
    yield case('warrant-of-three', 'generated', 'ATTESTED', warrant=listed(symbol('KWARN-1'), *longer))
    by_module = warrant_part(module(second, world.esn), world.klf2)
    for name, expected, some in (('swapped', 'E_CHAIN', parts[::-1]), ('without-delegation', 'E_CHAIN', parts[1:]),
                                 ('without-module', 'E_CHAIN', parts[:1]), ('of-nothing', 'E_PARSE', []),
                                 ('step-left-out', 'E_CHAIN', [longer[0], longer[2]]), ('step-twice', 'E_CHAIN', [parts[0], *parts]),
                                 ('module-issues', 'E_CHAIN', [*parts, by_module]), ('of-ten', 'E_PARSE', [parts[0]] * 9 + parts[1:])):
        yield case(f'warrant-{name}', 'generated', expected, warrant=listed(symbol('KWARN-1'), *some))
    payload = module(world.klf2, world.esn)
    null = mapped([('Payload', string(payload)), ('Signature', string(bytes(132)))])
    yield case('warrant-signature-of-zeros', 'generated', 'E_CHAIN', warrant=listed(symbol('KWARN-1'), parts[0], null))
    cut = mapped([('Payload', string(payload)), ('Signature', string(bytes(131)))])
    yield case('warrant-signature-cut', 'generated', 'E_PARSE', warrant=listed(symbol('KWARN-1'), parts[0], cut))
    yield case('warrant-member-twice', 'generated', 'E_PARSE', warrant=listed(symbol('KWARN-1'), parts[0], mapped(
        [('Payload', string(payload)), ('Payload', string(payload))])))
    yield acl('kek-no-owner', 'OWNER_NOT_SHOWN', world.card(UNWRAP), 'kek')
    for name, bit in (('export', EXPORT), ('set-app-data', SET_APP), ('expand', EXPAND), ('use-as-km', USE_KM), ('loader', LOADER)):
        yield acl(f'permits-{name}', 'E_POLICY', world.card(bit), says='EXTRACTABLE is 1')
    yield acl('permits-the-unknown', 'E_PARSE', world.card(0x10000))
    yield acl('another-module-key', 'E_POLICY', world.card(hkm=world.hkmc))
    yield acl('blob-without-module-key', 'E_POLICY', [group([make_blob(1)])])
    yield acl('blob-null-token', 'E_POLICY', [group([make_blob(0x25, world.hkm)])])
    yield acl('blob-under-anything', 'E_POLICY', [group([make_blob(4, world.hkm)])])
    yield acl('blob-token-without-terms', 'E_POLICY', [group([make_blob(12, world.hkm, world.token[:20])])])
    yield acl('blob-unknown', 'E_PARSE', [group([make_blob(0x81, world.hkm)])])
    yield acl('derives-another', 'E_POLICY', world.card() + [group([word(5) + word(0) + word(0) + word(30) + word(0)])])
    yield acl('derives-with-keys', 'E_PARSE', world.card() + [group([word(5) + word(0) + word(0) + word(29) + word(1)])])
    yield acl('somebody-certifies', 'E_POLICY', world.card() + [group([permissions(EXPORT)], 1, world.hkmc)])
    yield acl('group-unknown', 'E_PARSE', [group([permissions(SIGN)], 0x80)])
    yield acl('limit-unknown', 'E_PARSE', [group([permissions(SIGN)], limits=word(1) + word(2) + word(1))])
    yield acl('action-unknown', 'E_PARSE', [group([word(9)])])
    yield case('no-groups', 'generated', 'E_PARSE', keygen=world.keygen(key, []))
    yield case('keygen-behind', 'generated', 'E_PARSE', keygen=world.keygen(key, world.card(), hka=bytes(4) + key_hash(key)))
    yield case('keygen-flags', 'generated', 'E_PARSE', keygen=world.keygen(key, world.card(), flags=1))
    yield case('keygen-type', 'generated', 'E_PARSE', keygen=world.keygen(key, world.card(), type_of=3))
    yield case('keygen-of-rsa', 'generated', 'E_PARSE', keygen=world.keygen(key, world.card(), kind=word(2) + word(4) + word(2048)))
    yield case('keygen-of-another-curve', 'generated', 'E_PARSE', keygen=world.keygen(key, world.card(), kind=word(47) + word(6)))
    yield case('rsa-of-another-size', 'generated', 'E_PARSE', key_of=rsa,
               keygen=world.keygen(rsa, world.card(), kind=word(2) + word(4) + word(3072)))
    yield case('public-of-another', 'generated', 'E_KEY_MISMATCH', public=key_data(keys.Ec()))
    yield case('keygen-signed-by-another', 'generated', 'E_SIG', keygen_by=world.stranger)
    yield case('state-signed-by-another', 'generated', 'E_SIG', state_by=world.delegate)
    yield case('state-of-another-module', 'generated', 'E_PARSE', state=world.state(esn='9999-9999-9999'))
    yield case('state-of-another-klf2', 'generated', 'E_PARSE', state=world.state(klf2=world.delegate))
    yield case('state-of-another-type', 'generated', 'E_PARSE', state=world.state(type_of=5))
    yield case('state-hash-wrong', 'generated', 'E_PARSE', state=world.state(kml_hash=bytes(20)))
    yield case('state-twice', 'generated', 'E_PARSE', state=world.state(twice=True))
    for tag in (2, 3, 5, 6):
        yield case(f'state-without-{tag}', 'generated', 'E_PARSE', state=world.state(drop=(tag,)))
    yield case('module-key-not-listed', 'generated', 'E_CHAIN', state=world.state(hashes=[world.hkmc]))
    yield case('officer-of-another-world', 'generated', 'E_CHAIN', officer=world.stranger)
    yield case('world-bound-by-another', 'generated', 'E_SIG', signer=world.stranger)
    yield case('recovery-bound-by-another', 'generated', 'E_SIG', recovery_by=world.stranger)
    yield case('suite-of-another', 'generated', 'E_SIG', more={'ciphersuite': SUITE + 'x'})
    for old in ('DLf1024s160mDES3', 'DLf1024s160mRijndael'):
        yield case(f'suite-{old}', 'generated', 'E_VERSION', suite=old)
    yield case('warrant-by-another-root', 'generated', 'E_CHAIN', warrant=world.warrant(signer=world.delegate))
    yield case('warrant-by-another-delegate', 'generated', 'E_CHAIN', warrant=world.warrant(delegated=world.root))
    yield case('warrant-of-another-name', 'generated', 'E_PARSE', warrant=world.warrant('KWARN-2'))
    yield case('warrant-of-another-type', 'generated', 'E_CHAIN', warrant=world.warrant(kind='Delegation'))
    yield case('warrant-step-of-another-type', 'generated', 'E_CHAIN', warrant=world.warrant(step='ModuleInformation'))
    yield case('warrant-of-another-module', 'generated', 'E_PARSE', warrant=world.warrant(esn='9999-9999-9999'))
    yield case('warrant-behind', 'generated', 'E_PARSE', warrant=world.warrant(behind=b'\0'))
    yield case('root', 'generated', 'E_VERSION', root_name='KWARN-2')
    yield case('a-member-more', 'generated', 'E_PARSE', more={'note': 'x'})
    yield case('both-bindings', 'generated', 'E_MISSING', more={'CertKMaKMCaKFIPSbKNSO': 'AAAA'})
    for name in ('warrant', 'modstatemsg', 'modstatesig', 'kcsig', 'pubkeydata', 'knsopub', 'hkm', 'hkmc', 'CertKMaKMCbKNSO',
                 'hkra', 'ciphersuite'):
        yield case(f'no-{name}', 'generated', 'E_MISSING', drop=(name,))


FORMATS = {'nshield': nshield}
