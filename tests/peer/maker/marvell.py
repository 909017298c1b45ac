"""LiquidSecurity blobs of both layouts, and the statements of Azure and Google around them (reference 2)."""
import base64
import gzip
import hashlib
import json
import struct

import keys
import marvell_broken as broken
import x509
from case import POLICIES, Case, wrong_values

TAGS = {'SENSITIVE': 0x103, 'DECRYPT': 0x105, 'WRAP': 0x106, 'UNWRAP': 0x107, 'SIGN': 0x108, 'SIGN_RECOVER': 0x109,
        'DERIVE': 0x10c, 'EXTRACTABLE': 0x162, 'LOCAL': 0x163, 'NEVER_EXTRACTABLE': 0x164, 'ALWAYS_SENSITIVE': 0x165,
        'MODIFIABLE': 0x170, 'SPLITTABLE': 0x80000002, 'IS_SPLIT': 0x80000003}
GOOD = {'SENSITIVE': 1, 'DECRYPT': 0, 'WRAP': 0, 'UNWRAP': 1, 'SIGN': 0, 'SIGN_RECOVER': 0, 'DERIVE': 0, 'EXTRACTABLE': 0,
        'LOCAL': 1, 'NEVER_EXTRACTABLE': 1, 'ALWAYS_SENSITIVE': 1, 'MODIFIABLE': 0, 'SPLITTABLE': 0, 'IS_SPLIT': 0}
IMPORTED = dict(GOOD, LOCAL=0, NEVER_EXTRACTABLE=0, ALWAYS_SENSITIVE=0)
PUBLIC = dict(GOOD, EXTRACTABLE=1, NEVER_EXTRACTABLE=0, SENSITIVE=0, ALWAYS_SENSITIVE=0)


def tlv(tag, value):
    return struct.pack('>II', tag, len(value)) + value


def attributes(key, kind, name, flags, extra=()):
    out = [(0, bytes([kind])), (3, b'test_key'.ljust(128, b'\0')), (0x102, name.encode().ljust(128, b'\0'))]
    if isinstance(key, keys.Rsa):
        out += [(0x100, b'\0'), (0x120, key.n.to_bytes(key.size, 'big')), (0x121, struct.pack('>I', 8 * key.size)),
                (0x122, b'\1\0\1')]
    else:
        out += [(0x100, b'\3'), (0x120, key.point()), (0x121, struct.pack('>I', key.curve.nid))]
    out += [(0x173, hashlib.sha1(key.spki()).digest()[:3]), (0x100001f5, b'\7')]
    out += [(TAGS[flag], bytes([value])) for flag, value in flags.items() if value is not None]
    return out + list(extra)


def old_blob(listed, partition, bare=True, signer=None):
    body = b''.join(tlv(*one) for one in listed)
    size = len(body) + 16
    blob = bytes(16) + struct.pack('>IIII', size + 12, 14, len(listed), size) + body
    blob += bytes(20 + size + 12 + 264 - len(blob))
    key = signer or partition
    return blob + (key.sign_block(hashlib.sha256(blob).digest()) if bare else key.sign(blob))


def new_blob(objects, signer):
    base, bodies, offset = 16 + 8 * len(objects), [], [8]
    for listed in objects:
        body = b''.join(tlv(*one) for one in listed)
        bodies.append(struct.pack('>III', 7, len(listed), len(body)) + body)
        offset.append(offset[-1] + len(bodies[-1]))
    info = struct.pack('>HHHH', 1, 3, 8, offset[1] if len(objects) > 1 else 0) + b''.join(bodies)
    head = struct.pack('>IIII', 0, 3, base + len(info) + 256, len(info)) + struct.pack('>Q', 7) * len(objects)
    return head + info + signer.sign(head + info)


CARD, PARTITION = 'HSM:9.9X0000-TEST000001', 'HSM:0123456789:PARTN:1'


def hsm_name(text, mode='FIPS'):
    return x509.name((x509.C, 'US'), (x509.O, 'Cavium'), (x509.OU, 'N3FIPS'), (x509.CN, f'{text}, for {mode} mode'))


class World:
    """Keys and certificates of the makers' side, made once."""

    def __init__(self, root_name, another=False):
        self.root_name = root_name
        self.root = x509.Certificate(x509.name((x509.O, 'Test Maker'), (x509.CN, 'maker')), keys.Rsa(), version=1)
        self.card_key, self.partition_key, self.other_key = keys.Rsa(), keys.Rsa(), keys.Rsa()
        if another:
            self.partition_key = self.other_key
        self.card = self.root.issue(hsm_name(CARD), self.card_key, version=1)
        self.partition = self.card.issue(hsm_name(PARTITION), self.partition_key)
        self.false_root = x509.Certificate(self.root.subject, keys.Rsa(), version=1)
        self.below = self.partition.issue(hsm_name(PARTITION), self.other_key)
        self.tests_mode = self.card.issue(hsm_name(PARTITION, 'non-FIPS'), self.partition_key)

    def makers_forged(self):
        """(name, expected, card, partition): one role wrong in each."""
        stranger = self.false_root.issue(hsm_name(CARD), self.card_key, version=1)
        yield 'card-self-made', 'E_ROOT', stranger, self.partition
        yield 'partition-self-made', 'E_CHAIN', self.card, x509.Certificate(
            self.partition.subject, self.partition_key, issuer=self.card.subject, signer=self.other_key)
        yield 'card-named-partition', 'E_CHAIN', self.root.issue(hsm_name(PARTITION), self.card_key, version=1), \
            x509.Certificate(self.partition.subject, self.partition_key, issuer=hsm_name(PARTITION),
                             signer=self.card_key)
        yield 'partition-named-card', 'E_CHAIN', self.card, self.card.issue(hsm_name(CARD + '9'), self.partition_key)
        late = self.root.issue(hsm_name(CARD), self.card_key, version=1, first='20980101000000Z')
        yield 'card-not-valid-yet', 'E_CHAIN', late, self.partition
        yield 'card-by-sha1', 'E_ROOT', self.root.issue(hsm_name(CARD), self.card_key, hash_name='sha1'), self.partition
        yield 'partition-by-sha1', 'E_CHAIN', self.card, self.card.issue(
            self.partition.subject, self.partition_key, hash_name='sha1')
        yield 'partition-with-the-unknown', 'E_PARSE', self.card, self.card.issue(
            self.partition.subject, self.partition_key, extensions=[x509.UNKNOWN])
        yield 'partition-of-no-mode', 'E_CHAIN', self.card, self.card.issue(
            x509.name((x509.CN, PARTITION)), self.partition_key)
        yield 'partition-by-the-maker', 'E_CHAIN', self.card, self.root.issue(self.partition.subject, self.partition_key)


# --- Azure

def azure_json(private, public, certificates, version='MRVL-1', drop=()):
    def text(data):
        return base64.urlsafe_b64encode(data).decode().rstrip('=')

    whole = {'version': version, 'privateKeyAttestation': text(private), 'publicKeyAttestation': text(public),
             'certificatePemFile': text(x509.bundle(certificates))}
    return json.dumps({name: value for name, value in whole.items() if name not in drop})


def json_shapes(bare):
    inner = json.loads(bare)
    yield 'the-attributes-alone', json.dumps({'attestation': inner, 'exportable': False})
    yield 'the-whole-answer', json.dumps({'attributes': {'attestation': inner}, 'key': {'kty': 'RSA-HSM'}})


READABLE = ('standard', 'padded')


def json_encodings(bare):
    """One member in another base64."""
    def changed(text, member='privateKeyAttestation'):
        return json.dumps(dict(json.loads(bare), **{member: text}))

    text = json.loads(bare)['privateKeyAttestation']
    standard = text.replace('-', '+').replace('_', '/')
    padding = '=' * (-len(text) % 4)
    yield 'standard', changed(standard)
    yield 'padded', changed(standard + padding)
    yield 'padded-too-much', changed(text + padding + '=')
    yield 'padded-inside', changed(text[:40] + '==' + text[42:])
    yield 'with-a-space', changed(text[:40] + ' ' + text[40:])
    yield 'with-bits-left', changed(text[:-1] + chr(ord(text[-1]) + 1))
    yield 'empty', changed('')
    yield 'no-string', changed(1)
    yield 'no-certificates', changed('', 'certificatePemFile')


def azure(root_name='marvell-ls1-2024'):
    world, key = World(root_name), keys.Rsa()
    owner = x509.Certificate(x509.name((x509.O, 'Pool'), (x509.CN, 'pool')), keys.Rsa(),
                             extensions=[x509.authority(True)])
    owned = owner.issue(hsm_name(PARTITION), world.partition_key, extensions=[x509.authority(False)])
    good = old_blob(attributes(key, 3, '/keys/kek/0123456789abcdef0123456789abcdef', GOOD), world.partition_key)
    name = '/keys/kek/0123456789abcdef0123456789abcdef'
    chain = [world.card, world.partition, owner, owned]
    pin = hashlib.sha256(owner.key.spki()).hexdigest()
    shown = ['--owner-root', pin, '--id', f'https://pool.managedhsm.azure.net{name}']
    half = old_blob(attributes(key, 2, name, PUBLIC), world.partition_key)

    def private(flags=None, kind=3, signer=None, bare=True, extra=()):
        return old_blob(attributes(key, kind, name, flags or GOOD, extra), world.partition_key, bare, signer)

    def case(case_name, policy, expected, statement=None, arguments=None, certificates=None, roots=None, says='', **more):
        statement = statement or azure_json(private(**more), half, certificates or chain)
        if arguments is None:
            arguments = shown if policy == 'kek' else []
        return Case(case_name, policy, expected, statement, key=x509.pem('PUBLIC KEY', key.spki()),
                    roots=roots or [(root_name, world.root.pem())], arguments=arguments, says=says)

    def whole(text):
        return azure_json(text, half, chain)

    yield case('good', 'generated', 'ATTESTED')
    yield case('good-kek', 'kek', 'ATTESTED')
    yield case('good-imported', 'imported', 'ATTESTED', flags=IMPORTED)
    yield case('digest-info', 'generated', 'ATTESTED', bare=False)
    yield case('shuffled', 'generated', 'ATTESTED', certificates=chain[::-1])
    yield case('with-root', 'generated', 'ATTESTED', certificates=chain + [world.root])
    yield case('for-tests', 'generated', 'ATTESTED', certificates=[world.card, world.tests_mode, owner, owned], says='W_NON_FIPS')
    yield case('owner-not-pinned', 'generated', 'ATTESTED', says='W_OWNER')
    yield case('modifiable', 'kek', 'ATTESTED', flags=dict(GOOD, MODIFIABLE=1), says='W_MODIFIABLE')
    for shape, text in json_shapes(azure_json(good, half, chain)):
        yield case(shape, 'generated', 'ATTESTED', text)
    for policy in POLICIES:
        start = IMPORTED if policy == 'imported' else GOOD
        for flag, value, expected, says in wrong_values(policy):
            yield case(f'{policy}-{flag}-{value}', policy, expected, flags=dict(start, **{flag: value}), says=says)
        for flag in ('SPLITTABLE', 'IS_SPLIT'):
            yield case(f'{policy}-{flag}', policy, 'E_POLICY', flags=dict(start, **{flag: 1}), says=f'{flag} is 1')
    yield case('kek-SIGN_RECOVER', 'kek', 'CAN_DECRYPT', flags=dict(GOOD, SIGN_RECOVER=1), says='SIGN_RECOVER is 1')
    yield case('kek-no-owner', 'kek', 'OWNER_NOT_SHOWN', arguments=shown[2:])
    yield case('kek-other-owner', 'kek', 'E_ROOT', arguments=['--owner-root', '0' * 64] + shown[2:])
    yield case('kek-other-version', 'kek', 'OTHER_NAME', arguments=shown[:3] + [shown[3][:-1] + '0'])
    yield case('kek-vault', 'kek', 'OTHER_NAME', arguments=shown[:3] + [f'https://pool.vault.azure.net{name}'])
    yield case('kek-no-name', 'kek', 'NAME_NOT_COMPARED', arguments=shown[:2])
    yield case('public-as-private', 'generated', 'E_POLICY', azure_json(half, half, chain))
    yield case('flag-of-two', 'generated', 'E_PARSE', flags=dict(GOOD, LOCAL=2))
    yield case('attribute-twice', 'generated', 'E_PARSE', extra=[(TAGS['LOCAL'], b'\1')])
    yield case('kcv-of-another', 'generated', 'E_PARSE', extra=[(0x1003, bytes(32))])
    listed = attributes(key, 3, name, GOOD)
    for broken_name, blob in broken.layouts_old(listed, world.partition_key):
        yield case(broken_name, 'generated', 'E_PARSE', whole(blob))
    for broken_name, expected, wrong in broken.values(listed, key.spki(), True):
        yield case(broken_name, 'generated', expected, whole(old_blob(wrong, world.partition_key)))
    for broken_name, blob in broken.loose_paddings(good[:-256], world.partition_key):
        yield case(broken_name, 'generated', 'E_SIG', whole(blob))
    secret = broken.changed(broken.changed(broken.changed(attributes(key, 4, name, GOOD), 0x120), 0x122), 0x100, b'\x1f')
    yield case('secret-key', 'generated', 'E_MISSING', whole(old_blob(secret, world.partition_key)))
    for text_name, text in json_encodings(azure_json(good, half, chain)):
        yield case(f'text-{text_name}', 'generated', 'ATTESTED' if text_name in READABLE else 'E_PARSE', text)
    yield case('blob-too-large', 'generated', 'E_PARSE', whole(good[:-256] + bytes(1 << 16) + good[-256:]))
    yield case('signed-below-a-partition', 'generated', 'E_SIG', signer=world.other_key,
               certificates=[world.card, world.partition, world.below, owner, owned])
    elsewhere = World(root_name, True)
    yield case('chain-of-another-hsm', 'generated', 'E_SIG', certificates=[elsewhere.card, elsewhere.partition, owner, owned],
               roots=[(root_name, elsewhere.root.pem())])
    many = [x509.Certificate(x509.name((x509.CN, f'{i}')), keys.Ec()) for i in range(13)]
    yield case('seventeen-certificates', 'generated', 'E_PARSE', certificates=chain + many)
    yield case('signed-by-another', 'generated', 'E_SIG', signer=world.other_key)
    yield case('cut', 'generated', 'E_SIG', azure_json(good[:-1], half, chain))
    yield case('signature-changed', 'generated', 'E_SIG', azure_json(good[:-1] + bytes([good[-1] ^ 1]), half, chain))
    # The signature's first byte becomes padding, which one signature in 256 passes for.
    yield case('byte-more', 'generated', 'E_PARSE' if good[-256] else 'E_SIG', azure_json(good + b'\0', half, chain))
    yield case('version', 'generated', 'E_VERSION', azure_json(good, half, chain, 'MRVL-2'))
    for member, expected in (('version', 'E_MISSING'), ('privateKeyAttestation', 'E_MISSING'),
                             ('publicKeyAttestation', 'E_MISSING'), ('certificatePemFile', 'E_MISSING')):
        yield case(f'no-{member}', 'generated', expected, azure_json(good, half, chain, drop=(member,)))
    yield case('member-twice', 'generated', 'E_PARSE', azure_json(good, half, chain)[:-1] + ', "version": "MRVL-1"}')
    other = old_blob(attributes(keys.Rsa(), 2, name, PUBLIC), world.partition_key)
    yield case('half-of-another', 'generated', 'E_KEY_MISMATCH', azure_json(good, other, chain))
    renamed = old_blob(attributes(key, 2, name + '0', PUBLIC), world.partition_key)
    yield case('half-of-another-name', 'generated', 'E_KEY_MISMATCH', azure_json(good, renamed, chain))
    false_half = old_blob(attributes(key, 2, name, PUBLIC), world.other_key)
    yield case('half-signed-by-another', 'generated', 'E_SIG', azure_json(good, false_half, chain))
    for forged, expected, card, partition in world.makers_forged():
        yield case(forged, 'generated', expected, certificates=[card, partition, owner, owned])
    for number, role, expected in ((0, 'card', 'E_ROOT'), (1, 'partition', 'E_CHAIN'), (2, 'owner', 'E_CHAIN'),
                                   (3, 'owned-partition', 'E_CHAIN')):
        yield case(f'no-{role}', 'generated', expected, certificates=chain[:number] + chain[number + 1:])
    stranger = owner.issue(hsm_name(PARTITION), world.other_key)
    yield case('owner-speaks-of-another', 'generated', 'E_CHAIN', certificates=chain[:3] + [stranger])
    false_owner = x509.Certificate(owner.subject, keys.Rsa(), extensions=[x509.authority(True)])
    yield case('owner-replaced', 'generated', 'E_CHAIN', certificates=chain[:2] + [false_owner, owned])
    yield case('certificate-too-many', 'generated', 'E_CHAIN', certificates=chain + [false_owner])
    yield case('certificate-twice', 'generated', 'E_PARSE', certificates=chain + [owned])
    late = world.card.issue(hsm_name(PARTITION), world.partition_key, first='20980101000000Z')
    yield case('not-valid-yet', 'generated', 'E_CHAIN', certificates=[world.card, late, owner, owned])


# --- Google

def google(make=keys.Ec):
    world, key = World('marvell-ls1-2024'), make()
    owner = x509.Certificate(x509.name((x509.CN, 'owner')), keys.Rsa(), extensions=[x509.authority(True)])
    by_owner = [owner.issue(hsm_name(PARTITION), world.partition_key), owner.issue(hsm_name(CARD), world.card_key)]
    chain = [world.partition, world.card] + by_owner
    resource = 'projects/p/locations/l/keyRings/r/importJobs/j'
    name = '0' * 64 + hashlib.sha256(resource.encode()).hexdigest()

    def blob(flags=None, pair=True, signer=None, of=None):
        halves = [attributes(of or key, 2, name, PUBLIC)] if pair else []
        return new_blob(halves + [attributes(key, 3, name, flags or GOOD)], signer or world.partition_key)

    def case(case_name, policy, expected, statement=None, certificates=None, arguments=None, files=None, says='', roots=None,
             **more):
        statement = statement or gzip.compress(blob(**more), mtime=0)
        if arguments is None:
            arguments = ['--id', resource] if policy == 'kek' else []
        files = [x509.bundle(certificates or chain)] if files is None else files
        return Case(case_name, policy, expected, statement, files, x509.pem('PUBLIC KEY', key.spki()),
                    roots or [('marvell-ls1-2024', world.root.pem()), ('google-hawksbill', owner.pem())], arguments, says)

    def client(form='CAVIUM_V2_COMPRESSED', lists=None):
        pems = [one.pem() for one in chain]
        lists = lists or {'caviumCerts': pems[:2], 'googlePartitionCerts': pems[2:3], 'googleCardCerts': pems[3:]}
        content = base64.b64encode(gzip.compress(blob())).decode()
        return json.dumps({'attestation': {'format': form, 'content': content, 'certChains': lists}})

    yield case('good', 'generated', 'ATTESTED')
    yield case('good-kek', 'kek', 'ATTESTED')
    yield case('good-imported', 'imported', 'ATTESTED', flags=IMPORTED)
    yield case('single', 'generated', 'ATTESTED', pair=False)
    yield case('not-packed', 'generated', 'ATTESTED', blob())
    yield case('client', 'generated', 'ATTESTED', client(), files=[])
    yield case('client-version', 'generated', 'E_VERSION', client('CAVIUM_V3'), files=[])
    for policy in POLICIES:
        start = IMPORTED if policy == 'imported' else GOOD
        for flag, value, expected, says in wrong_values(policy):
            yield case(f'{policy}-{flag}-{value}', policy, expected, flags=dict(start, **{flag: value}), says=says)
        for flag in ('SPLITTABLE', 'IS_SPLIT'):
            yield case(f'{policy}-{flag}', policy, 'E_POLICY', flags=dict(start, **{flag: 1}), says=f'{flag} is 1')
    yield case('kek-SIGN_RECOVER', 'kek', 'CAN_DECRYPT', flags=dict(GOOD, SIGN_RECOVER=1), says='SIGN_RECOVER is 1')
    public, listed = attributes(key, 2, name, PUBLIC), attributes(key, 3, name, GOOD)
    for broken_name, wrong in broken.layouts_new(public, listed, world.partition_key):
        yield case(broken_name, 'generated', 'E_PARSE', gzip.compress(wrong))
    for broken_name, expected, wrong in broken.values(listed, key.spki(), make is keys.Rsa):
        yield case(broken_name, 'generated', expected, gzip.compress(new_blob([wrong], world.partition_key)))
    for broken_name, wrong in broken.loose_paddings(blob()[:-256], world.partition_key):
        yield case(broken_name, 'generated', 'E_SIG', gzip.compress(wrong))
    yield case('public-alone', 'generated', 'E_POLICY', new_blob([public], world.partition_key))
    yield case('shuffled', 'generated', 'ATTESTED', certificates=chain[::-1])
    yield case('private-first', 'generated', 'ATTESTED', new_blob([listed, public], world.partition_key))
    yield case('with-roots', 'generated', 'ATTESTED', certificates=chain + [world.root, owner])
    pinned = [('marvell-ls1-2024', world.root.pem()), ('google-hawksbill', owner.pem())]
    yield case('makers-root-alone', 'generated', 'E_CHAIN', roots=pinned[:1])
    yield case('owners-root-alone', 'generated', 'E_ROOT', roots=pinned[1:])
    yield case('signed-below-a-partition', 'generated', 'E_SIG', signer=world.other_key, certificates=chain + [world.below])
    # What Google says of the card is then the maker's word, and nothing is below it.
    yield case('roots-swapped', 'generated', 'E_CHAIN', roots=[(pinned[0][0], pinned[1][1]), (pinned[1][0], pinned[0][1])])
    elsewhere = World('marvell-ls1-2024', True)
    yield case('chain-of-another-hsm', 'generated', 'E_SIG', certificates=[elsewhere.partition, elsewhere.card] + by_owner,
               roots=[('marvell-ls1-2024', elsewhere.root.pem()), pinned[1]])
    renamed = attributes(key, 2, name[:-1] + 'x', PUBLIC)
    yield case('half-of-another-name', 'generated', 'E_KEY_MISMATCH', new_blob([renamed, listed], world.partition_key))
    yield case('packed-and-cut', 'generated', 'E_PARSE', gzip.compress(blob())[:-9])
    yield case('kek-other-name', 'kek', 'OTHER_NAME', arguments=['--id', resource + 'x'])
    yield case('kek-no-name', 'kek', 'NAME_NOT_COMPARED', arguments=[])
    yield case('signed-by-another', 'generated', 'E_SIG', signer=world.other_key)
    yield case('half-of-another', 'generated', 'E_KEY_MISMATCH', of=make())
    yield case('packed-twice', 'generated', 'E_PARSE', gzip.compress(blob()) + gzip.compress(b'x'))
    yield case('packed-bomb', 'generated', 'E_PARSE', gzip.compress(bytes(1 << 20)))
    for forged, expected, card, partition in world.makers_forged():
        yield case(forged, 'generated', expected, certificates=[partition, card] + by_owner)
    for number, role, expected in ((0, 'partition', 'E_CHAIN'), (1, 'card', 'E_ROOT'), (2, 'owned-partition', 'E_CHAIN'),
                                   (3, 'owned-card', 'E_CHAIN')):
        yield case(f'no-{role}', 'generated', expected, certificates=chain[:number] + chain[number + 1:])
    false_owner = x509.Certificate(owner.subject, keys.Rsa())
    for number, role in ((2, 'partition'), (3, 'card')):
        forged = list(chain)
        forged[number] = false_owner.issue(hsm_name(CARD), (world.partition_key, world.card_key)[number - 2])
        yield case(f'owned-{role}-self-made', 'generated', 'E_CHAIN', certificates=forged)
        forged[number] = owner.issue(hsm_name(CARD), world.other_key)
        yield case(f'owned-{role}-of-another', 'generated', 'E_CHAIN', certificates=forged)
        forged[number] = world.root.issue(hsm_name(CARD), (world.partition_key, world.card_key)[number - 2], serial=9)
        yield case(f'owned-{role}-by-the-maker', 'generated', 'E_CHAIN', certificates=forged)
    yield case('certificate-too-many', 'generated', 'E_CHAIN', certificates=chain + [false_owner])


def those(cases, *names):
    """What another root or another kind of key changes: the rest would be the same again."""
    return (case for case in cases if case.name.startswith(names))


FORMATS = {'azure': azure,
           'azure-ls2': lambda: those(azure('marvell-ls2'), 'good', 'digest-info', 'with-root', 'no-', 'card-', 'partition-', 'owner-'),
           'google': google,
           'google-rsa': lambda: those(google(keys.Rsa), 'good', 'single', 'imported-', 'kcv-', 'ekcv-', 'type-', 'public-', 'size-',
                                       'exponent-', 'no-', 'half-')}
