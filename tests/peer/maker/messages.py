"""Securosys Primus and Crypto4A: a signed document, signed claims (reference 6 and 8)."""
import base64
import json

import der
import keys
import x509
from case import USES, Case

FLAGS = {'decrypt': 0, 'sign': 0, 'unwrap': 1, 'derive': 0, 'sensitive': 1, 'always_sensitive': 1, 'extractable': 0,
         'never_extractable': 1, 'modifiable': 0, 'copyable': 0, 'destroyable': 1, 'unique': 1}


def securosys():
    def named(text):
        return x509.name((x509.CN, text), (x509.O, 'Test'))

    root = x509.Certificate(named('PRIMUS root'), keys.Rsa(), extensions=[x509.authority(True, 1)])
    key, signer_key, other_key = keys.Rsa(), keys.Rsa(), keys.Rsa()
    policy = '1.3.6.1.4.1.44668.4.1.3'

    def device_of(issuer=root, name='PRIMUS HSM KEY (SN: 18386101)', oid=policy, path=0, one=True, of=None, more=(), **made):
        return issuer.issue(named(name), of or keys.Rsa(), extensions=[x509.authority(one, path), x509.policies(oid), *more], **made)

    def signer_of(issuer, name='attestation-key', one=False, of=signer_key, more=(), **made):
        return issuer.issue(named(name), of, extensions=[x509.authority(one), *more], **made)

    device = device_of()
    signer = signer_of(device)

    def document(flags=None, creation='generated', drop=(), twice=None, more='', head=None, attributes=None):
        spki = base64.b64encode(key.spki()).decode()
        children = {'label': 'test', 'create_time': '2025-10-01T20:31:53Z', 'attest_time': '2025-10-18T20:19:33Z',
                    'key_use_count': '10', 'algorithm': 'RSA', 'algorithm_oid': '1.2.840.113549.1.1.1', 'key_size': '2048',
                    'public_key': spki}
        lines = [f'\t<{name}>{text}</{name}>\n' for name, text in children.items() if name not in drop]
        if twice:
            lines.append(f'\t<{twice}>x</{twice}>\n')
        inner = ''.join(f'\t\t<{name}>{str(bool(value)).lower() if value in (0, 1) else value}</{name}>\n'
                        for name, value in dict(FLAGS, **(flags or {})).items() if value is not None)
        body = '' if attributes == 'none' else f'\t<attributes>\n{inner}\t</attributes>\n'
        start = '<?xml version="1.0" encoding="UTF-8"?>\n' if head is None else head
        return f'{start}<private_key creation="{creation}">\n{"".join(lines)}{body}{more}</private_key>\n\n'.encode()

    def case(name, policy_name, expected, /, text=None, chain=None, signature=None, wrapped=False, files=None, says='', **changes):
        text = document(**changes) if text is None else text
        signature = signer_key.sign(text) if signature is None else signature
        chain = chain or [signer, device]
        files = [signature] + [one.pem() for one in chain] if files is None else files
        if wrapped:
            text, files = json.dumps({
                'hsmVendor': 'SECUROSYS', 'attestationData': base64.b64encode(text).decode(),
                'attestationSignature': base64.b64encode(signature).decode(),
                'attestationCertChain': [one.pem() for one in chain]}), []
        return Case(name, policy_name, expected, text, files, x509.pem('PUBLIC KEY', key.spki()), [('securosys', root.pem())],
                    says=says)

    yield case('good', 'generated', 'ATTESTED')
    yield case('wrapped', 'generated', 'ATTESTED', wrapped=True)
    yield case('good-imported', 'imported', 'ATTESTED', creation='imported',
               flags={'never_extractable': 0, 'always_sensitive': 0})
    yield case('signature-in-base64', 'generated', 'ATTESTED', files=[
        base64.b64encode(signer_key.sign(document())) + b'\n', signer.pem(), device.pem()])
    for name, wanted in (('extractable', 0), ('never_extractable', 1), ('sensitive', 1), ('always_sensitive', 1)):
        yield case(f'{name}-{1 - wanted}', 'generated', 'E_POLICY', flags={name: 1 - wanted}, says=f'{name.upper()} is {1 - wanted}')
    for name, wanted in (('extractable', 0), ('sensitive', 1)):
        yield case(f'imported-{name}', 'imported', 'E_POLICY', creation='imported', flags={name: 1 - wanted},
                   says=f'{name.upper()} is {1 - wanted}')
    for name in FLAGS:
        yield case(f'no-{name}', 'generated', 'E_MISSING', flags={name: None})
    yield case('not-generated', 'generated', 'E_POLICY', creation='imported', says='LOCAL is 0')
    yield case('generated-as-imported', 'imported', 'E_POLICY', says='LOCAL is 1')
    for use in USES:
        yield case(f'kek-{use.lower()}', 'kek', 'CAN_DECRYPT', flags={use.lower(): 1} if use != 'WRAP' else {},
                   says=f'{use} is 1' if use != 'WRAP' else 'WRAP is not said')
    for creation in ('Generated', 'generated ', 'generated" x="y', 'restored'):
        yield case(f'creation-{creation.encode().hex()}', 'generated', 'E_POLICY', creation=creation, says='LOCAL is 0')
    good = document()
    for name, text in (('no-creation', good.replace(b' creation="generated"', b'')),
                       ('creation-empty', good.replace(b'generated', b'')),
                       ('creation-in-other-quotes', good.replace(b'"generated"', b"'generated'")),
                       ('other-attribute', good.replace(b'creation=', b'origin=')),
                       ('attribute-before', good.replace(b' creation=', b' a="b" creation=')),
                       ('attributes-with-one', good.replace(b'<attributes>', b'<attributes a="b">')),
                       ('attributes-twice', good.replace(b'</private_key>', b'<attributes></attributes></private_key>')),
                       ('text-between', good.replace(b'\t<label>', b'x\t<label>')),
                       ('text-behind', good + b'x'), ('two-roots', good + good), ('of-a-secret-key', good.replace(b'private_key', b'secret_key')),
                       ('flag-with-space', good.replace(b'<sign>false', b'<sign> false')),
                       ('flag-empty', good.replace(b'<sign>false<', b'<sign><')),
                       ('flag-twice', good.replace(b'<sign>', b'<sign>false</sign><sign>')),
                       ('flag-outside', good.replace(b'\t<label>', b'\t<sign>true</sign><label>')),
                       ('character-reference', good.replace(b'>test<', b'>&#65;<')),
                       ('character-data', good.replace(b'>test<', b'><![CDATA[x]]><')),
                       ('instruction', good.replace(b'\t<label>', b'<?x y?><label>')),
                       ('name-space', good.replace(b'label>', b'a:label>')),
                       ('byte-order-mark', b'\xef\xbb\xbf' + good), ('zero-byte', good.replace(b'>test<', b'>te\0st<')),
                       ('not-closed', good.replace(b'</label>', b'')), ('closed-otherwise', good.replace(b'</label>', b'</labe1>'))):
        yield case(name, 'generated', 'E_PARSE', text=text, signature=signer_key.sign(text))
    yield case('attributes-say-of-another', 'generated', 'E_KEY_MISMATCH', text=(other := good.replace(
        base64.b64encode(key.spki()), base64.b64encode(other_key.spki()))), signature=signer_key.sign(other))
    curve = keys.Ec()
    yield case('signed-on-a-curve', 'generated', 'ATTESTED', chain=[signer_of(device, of=curve), device], signature=curve.sign(good))
    yield case('signed-by-sha1', 'generated', 'E_SIG', signature=signer_key.sign(good, 'sha1'))
    yield case('signed-by-sha512', 'generated', 'E_SIG', signature=signer_key.sign(good, 'sha512'))
    yield case('signed-the-bare-hash', 'generated', 'E_SIG', signature=signer_key.sign_block(keys.digest('sha256', good)))
    yield case('signature-cut', 'generated', 'E_SIG', signature=signer_key.sign(good)[:-1])
    yield case('signature-longer', 'generated', 'E_SIG', signature=signer_key.sign(good) + b'\0')
    yield case('two-signatures', 'generated', 'E_PARSE', files=[signer_key.sign(good), b'x', signer.pem(), device.pem()])
    yield case('chain-swapped', 'generated', 'ATTESTED', chain=[device, signer])
    yield case('with-root', 'generated', 'ATTESTED', chain=[signer, device, root])
    yield case('signer-twice', 'generated', 'E_PARSE', chain=[signer, device, signer])
    yield case('signer-by-the-root', 'generated', 'E_CHAIN', chain=[signer_of(root), device])
    below = signer_of(signer)
    yield case('signer-issues', 'generated', 'E_CHAIN', chain=[below, signer, device])
    yield case('signer-with-the-unknown', 'generated', 'E_PARSE', chain=[signer_of(device, more=[x509.UNKNOWN]), device])
    yield case('signer-by-sha1', 'generated', 'E_CHAIN', chain=[signer_of(device, hash_name='sha1'), device])
    yield case('signer-not-valid-yet', 'generated', 'E_CHAIN', chain=[signer_of(device, first='20980101000000Z'), device])
    yield case('flag-of-another-word', 'generated', 'E_PARSE', flags={'sign': 'TRUE'})
    yield case('unknown-flag', 'generated', 'E_PARSE', flags={'export': 1})
    for name in ('label', 'public_key', 'key_size'):
        yield case(f'no-{name}', 'generated', 'E_MISSING', drop=(name,))
    yield case('no-attributes', 'generated', 'E_MISSING', attributes='none')
    yield case('element-twice', 'generated', 'E_PARSE', twice='label')
    yield case('element-unknown', 'generated', 'E_PARSE', twice='note')
    yield case('comment', 'generated', 'E_PARSE', more='<!-- x -->')
    yield case('entity', 'generated', 'E_PARSE', head='<!DOCTYPE a [<!ENTITY b "c">]>\n')
    yield case('indented-anew', 'generated', 'E_SIG', text=document().replace(b'\t', b'  '), signature=signer_key.sign(document()))
    yield case('cut', 'generated', 'E_SIG', text=document()[:-1], signature=signer_key.sign(document()))
    yield case('signed-by-another', 'generated', 'E_SIG', signature=other_key.sign(document()))
    yield case('no-signature', 'generated', 'E_MISSING', files=[signer.pem(), device.pem()])
    yield case('no-device', 'generated', 'E_CHAIN', chain=[signer])
    yield case('no-signer', 'generated', 'E_CHAIN', chain=[device])
    yield case('certificate-too-many', 'generated', 'E_CHAIN', chain=[signer, device, x509.Certificate(named('x'), keys.Ec())])
    false_root = x509.Certificate(root.subject, keys.Rsa(), extensions=[x509.authority(True)])
    for name, one, expected in (('device-self-made', device_of(false_root), 'E_ROOT'), ('device-renamed', device_of(name='PRIMUS'), 'E_CHAIN'),
                                ('device-of-another-policy', device_of(oid=policy + '9'), 'E_CHAIN'),
                                ('device-no-authority', device_of(one=False, path=None), 'E_CHAIN'),
                                ('device-too-wide', device_of(path=1), 'E_CHAIN')):
        yield case(name, 'generated', expected, chain=[signer_of(one), one])
    yield case('signer-self-made', 'generated', 'E_CHAIN', chain=[
        x509.Certificate(signer.subject, signer_key, issuer=device.subject, signer=other_key), device])
    yield case('signer-renamed', 'generated', 'E_CHAIN', chain=[signer_of(device, 'some-key'), device])
    yield case('signer-an-authority', 'generated', 'E_CHAIN', chain=[signer_of(device, one=True), device])


ARC = '1.3.6.1.4.1.39901.6.'
BYTES, TEXT, TIME, NUMBER = range(4)


def crypto4a():
    def named(text):
        return x509.name((x509.CN, text))

    how = {'hash_name': 'sha384', 'parameters': b''}
    use = '1.3.6.1.4.1.39901.4.1.1'
    root = x509.Certificate(named('C4A root'), keys.Ec(keys.P384), extensions=[x509.authority(True), x509.usage(5)], **how)
    middle = root.issue(named('C4A SCA'), keys.Ec(keys.P384), extensions=[x509.authority(True, 0), x509.usage(5, 6)], **how)
    key, other_key, subject = keys.Ec(), keys.Ec(keys.P384), bytes(range(16))

    def authority_of(issuer=middle, of=None, oid=use, bit=0):
        return issuer.issue(named('C4A Assertion Authority EC'), of or keys.Ec(keys.P384),
                            extensions=[x509.usage(bit), x509.extended_usage(oid)], **how)

    authority = authority_of()
    trees = middle.issue(named('C4A Assertion Authority HSS'), keys.Ec(), extensions=[x509.usage(0)], **how)

    def claim(arc, value=None, kind=NUMBER, about=None, base=ARC):
        parts = [der.oid(base + arc)]
        if about is None and arc.startswith('2.') and arc != '2.0':
            about = subject
        if about:
            parts.append(der.context(0, der.context(0, about, False)))
        if value is not None:
            parts.append(der.context(1, der.context(kind, value, False)))
        return der.sequence(*parts)

    def claims_of(drop=(), more=(), spki=None, kind=b'\4', **_):
        listed = [('1.0', bytes(16), BYTES), ('1.1', b'QSM1', TEXT), ('1.2', b'20240612143307Z', TIME), ('1.3', b'4.0.2', TEXT),
                  ('1.4', None, 0), ('2.0', None, 0), ('2.1', spki or key.spki(), BYTES), ('2.4', kind, NUMBER),
                  ('2.7', None, 0), ('2.8', None, 0), ('2.9', None, 0), ('2.13', b'\1\5', NUMBER), ('2.14', b'\1\7', NUMBER)]
        made = [claim(arc, value, of) for arc, value, of in listed if arc not in drop]
        return der.sequence(der.integer(1), der.sequence(*made, *more))

    def signer(of, signature, algorithm):
        info = der.sequence(der.context(0, der.octets(bytes(16))), der.context(2, of.der))
        return der.sequence(info, der.sequence(der.oid(algorithm)), der.bits(signature))

    def message(claims, of=authority, related=None, signature=None, hss=True, version=1, algorithm='1.2.840.10045.4.3.3',
                behind=b'', none=False):
        signatures = [] if none else [signer(of, signature or of.key.sign(claims, 'sha384'), algorithm)]
        if hss:
            signatures.append(signer(trees, b'trees', '1.2.840.113549.1.9.16.3.17'))
        chain = b''.join(one.der for one in (related or [middle, root, middle, root]))
        return der.sequence(der.integer(version), claims, der.sequence(*signatures), der.context(0, chain)) + behind

    def case(name, policy, expected, /, statement=None, claims=None, drop=(), more=(), spki=None, kind=b'\4', says='', **changes):
        claims = claims or claims_of(drop, more, spki, kind)
        return Case(name, policy, expected, statement or message(claims, **changes), key=x509.pem('PUBLIC KEY', key.spki()),
                    roots=[('crypto4a', root.pem())], says=says)

    good = message(claims_of())
    yield case('good', 'generated', 'ATTESTED')
    yield case('as-pem', 'generated', 'ATTESTED', x509.pem('ATTESTATION MESSAGE', good))
    yield case('one-signature', 'generated', 'ATTESTED', hss=False)
    yield case('imported', 'imported', 'E_POLICY', says='LOCAL is 1')
    yield case('kek', 'kek', 'CAN_DECRYPT', says='DECRYPT is not said')
    for arc, name, says in (('2.7', 'confined', 'does not say EXTRACTABLE'), ('2.8', 'hardware-generated', 'does not say LOCAL'),
                            ('2.9', 'never-extracted', 'does not say NEVER_EXTRACTABLE'),
                            ('2.4', 'class', 'does not say PRIVATE OR SECRET'), ('2.1', 'spki', 'names no public key')):
        yield case(f'no-{name}', 'generated', 'E_MISSING', drop=(arc,), says=says)
    # To be there is all that they say: what a value beside it would mean is not known.
    for arc, name in (('2.7', 'confined'), ('2.8', 'hardware-generated'), ('2.9', 'never-extracted')):
        for value, of in ((b'\0', NUMBER), (b'\1', NUMBER), (b'', BYTES), (b'false', TEXT)):
            yield case(f'{name}-of-{of}-{value.hex()}', 'generated', 'E_PARSE', drop=(arc,), more=[claim(arc, value, of)])
    yield case('class-public', 'generated', 'E_POLICY', kind=b'\3', says='PRIVATE OR SECRET is 0')
    yield case('class-negative', 'generated', 'E_PARSE', kind=b'\x84')
    yield case('class-too-long', 'generated', 'E_PARSE', kind=b'\0\0\4')
    yield case('class-empty', 'generated', 'E_PARSE', kind=b'')
    yield case('spki-as-text', 'generated', 'E_PARSE', drop=('2.1',), more=[claim('2.1', key.spki(), TEXT)])
    yield case('spki-with-more', 'generated', 'E_PARSE', spki=key.spki() + b'\0')
    yield case('class-twice', 'generated', 'E_PARSE', more=[claim('2.4', b'\4')])
    yield case('subject-too-short', 'generated', 'E_PARSE', drop=('2.9',), more=[claim('2.9', about=subject[:15])])
    yield case('subject-of-the-module', 'generated', 'E_PARSE', drop=('1.4',), more=[claim('1.4', about=subject)])
    yield case('claim-of-a-long-arc', 'generated', 'E_PARSE', more=[claim('2.200')])
    yield case('claims-behind', 'generated', 'E_PARSE', claims=der.sequence(der.integer(1), der.sequence(), der.null()))
    yield case('claims-of-version-two', 'generated', 'E_PARSE', claims=der.sequence(der.integer(2), der.sequence()))
    yield case('no-claims', 'generated', 'E_MISSING', claims=der.sequence(der.integer(1), der.sequence()))
    yield case('of-another-key', 'generated', 'E_KEY_MISMATCH', spki=keys.Ec().spki())
    yield case('claim-twice', 'generated', 'E_PARSE', more=[claim('2.8')])
    yield case('two-subjects', 'generated', 'E_PARSE', drop=('2.9',), more=[claim('2.9', about=bytes(16))])
    yield case('no-subject', 'generated', 'E_PARSE', drop=('2.9',), more=[der.sequence(der.oid(ARC + '2.9'))])
    yield case('claim-of-another-arc', 'generated', 'E_PARSE', more=[claim('2.1', base='1.3.6.1.4.1.39901.7.')])
    yield case('claim-with-more', 'generated', 'E_PARSE', more=[der.sequence(der.oid(ARC + '1.6'), der.null())])
    yield case('signed-by-another', 'generated', 'E_SIG', signature=other_key.sign(claims_of(), 'sha384'))
    yield case('signed-other-claims', 'generated', 'E_SIG', signature=authority.key.sign(claims_of(drop=('2.8',)), 'sha384'))
    yield case('trees-alone', 'generated', 'E_MISSING', none=True)
    yield case('signature-unknown', 'generated', 'E_VERSION', algorithm='1.2.840.10045.4.3.4')
    yield case('bytes-behind', 'generated', 'E_PARSE', behind=b'\0')
    yield case('version', 'generated', 'E_PARSE', version=2)
    yield case('no-middle', 'generated', 'E_CHAIN', related=[root])
    for name, oid, bit in (('other-use', use + '.1', 0), ('may-not-sign', use, 5)):
        yield case(f'authority-{name}', 'generated', 'E_CHAIN', of=authority_of(oid=oid, bit=bit))
    stranger = authority_of(x509.Certificate(middle.subject, keys.Ec(keys.P384), **how))
    yield case('authority-self-made', 'generated', 'E_CHAIN', of=stranger)
    false_root = x509.Certificate(root.subject, keys.Ec(keys.P384), extensions=[x509.authority(True)], **how)
    false_middle = false_root.issue(middle.subject, keys.Ec(keys.P384), extensions=[x509.authority(True, 0), x509.usage(5)], **how)
    yield case('root-self-made', 'generated', 'E_ROOT', of=authority_of(false_middle), related=[false_middle, false_root], hss=False)
    yield case('by-the-root', 'generated', 'E_CHAIN', of=authority_of(root), related=[root], hss=False)
    yield case('certificate-too-many', 'generated', 'E_CHAIN', related=[middle, root, x509.Certificate(named('x'), keys.Ec())])


FORMATS = {'securosys': securosys, 'crypto4a': crypto4a}
