"""A case: files, how verify-attestation is called with them, and what it must say."""
import os

# What each policy wants of an attribute: 1, 0, or nothing. Written from the reference, and not from the code.
POLICIES = {
    'generated': {'LOCAL': 1, 'EXTRACTABLE': 0, 'NEVER_EXTRACTABLE': 1, 'SENSITIVE': 1, 'ALWAYS_SENSITIVE': 1},
    'imported': {'LOCAL': 0, 'EXTRACTABLE': 0, 'SENSITIVE': 1},
}
POLICIES['kek'] = dict(POLICIES['generated'], DECRYPT=0, SIGN=0, DERIVE=0, WRAP=0)
USES = ('DECRYPT', 'SIGN', 'DERIVE', 'WRAP')


class Case:
    def __init__(self, name, policy, expected, statement, chain=(), key=None, roots=(), arguments=(), says=''):
        """`roots` are pairs of a name and a PEM text, `key` has an SPKI, `says` must stand in the verdict."""
        self.name, self.policy, self.expected, self.says = name, policy, expected, says
        self.statement, self.chain, self.key, self.roots, self.arguments = statement, chain, key, roots, arguments

    def write(self, folder):
        os.makedirs(folder)

        def put(name, content):
            with open(f'{folder}/{name}', 'wb') as file:
                file.write(content if isinstance(content, bytes) else content.encode())

        put('roots', ''.join(f'root {name}\n{text}' for name, text in self.roots))
        put('key.pem', self.key)
        put('statement', self.statement)
        for number, part in enumerate(self.chain, 1):
            put(f'chain-{number:02}', part)
        put('args', '\n'.join(self.arguments) + '\n' if self.arguments else '')
        put('says', self.says)


def wrong_values(policy):
    """(attribute, value or None for left out, what must be said, in which words) for each that the policy wants."""
    for attribute, wanted in POLICIES[policy].items():
        use = attribute in USES
        yield attribute, 1 - wanted, 'CAN_DECRYPT' if use else 'E_POLICY', f'{attribute} is {1 - wanted}'
        yield attribute, None, 'CAN_DECRYPT' if use else 'E_MISSING', \
            f'{attribute} is not said' if use else f'does not say {attribute}'


OTHER_VENDORS = ('yubihsm', 'fortanix')


def of_another_vendor(case):
    """The same statement, under roots that are pinned, and for another vendor's statements."""
    # Of the old YubiKeys' root the name tells which chain it is.
    expected = 'E_CHAIN' if case.roots[0][0] == 'yubikey-piv-263751' else 'E_ROOT'
    name = next(one for one in OTHER_VENDORS if one not in [known for known, _ in case.roots])
    return Case('roots-of-another-vendor', case.policy, expected, case.statement, case.chain, case.key,
                [(name, case.roots[0][1])], case.arguments)
