"""Verdicts on attestation: a synthetic statement of each format, in process and as a process; and where the openssl command
can do the same signatures, that too, which parses nothing and judges nothing."""
import glob
import subprocess
from statistics import median

from table import milliseconds, verdict

ROUNDS = 15
IN_PROCESS = 200
MOST_SECONDS, MOST_KIB = 0.010, 16 << 10
HEADER = ['statement', 'a verdict', 'a second', 'as a process', 'peak memory', 'target', '', 'openssl', 'ours : openssl']


def openssl_yubihsm(folder):
    """The chain, and the key out of the leaf."""
    return ['sh', '-c', 'sed -n "/BEGIN/,\\$p" roots >root.pem && openssl verify -CAfile root.pem -untrusted chain-02 '
            '-untrusted chain-01 statement && openssl x509 -in statement -noout -pubkey | cmp - key.pem'], folder


def openssl_securosys(folder):
    """The chain, and the signature over the document."""
    return ['sh', '-c', 'sed -n "/BEGIN/,\\$p" roots >root.pem && openssl verify -CAfile root.pem -untrusted chain-03 '
            'chain-02 && openssl x509 -in chain-02 -noout -pubkey >signer.pem && '
            'openssl dgst -sha256 -verify signer.pem -signature chain-01 statement'], folder


PEERS = {'yubihsm2': openssl_yubihsm, 'securosys': openssl_securosys}


def operands(folder):
    with open(f'{folder}/args', encoding='ascii') as lines:
        arguments = lines.read().split()
    return arguments, [f'{folder}/key.pem', f'{folder}/statement', *sorted(glob.glob(f'{folder}/chain-*'))]


def in_process(tools, folder):
    arguments, files = operands(folder)
    answer = subprocess.run([f'{tools.build}/tests/peer/attestation-judge', '--test-roots', f'{folder}/roots', '--clock',
                             str(IN_PROCESS), *arguments, 'generated', *files], stdout=subprocess.PIPE, text=True, check=True)
    return median(int(line) for line in answer.stdout.split()) / 1e9


def as_process(tools, folder, name):
    arguments, files = operands(folder)
    command = [f'{tools.bin}/verify-attestation', '--test-roots', f'{folder}/roots', '-p', 'generated', *arguments, '-k', *files]
    label = (name, 'verify-attestation')
    seconds = median(tools.clock(command, folder, label=label).wall for _ in range(ROUNDS))
    return seconds, tools.peak_kib.pop(label)


def against_openssl(tools, folder, name, ours):
    if name not in PEERS:
        return ['', '']
    command, cwd = PEERS[name](folder)
    theirs = median(tools.clock(command, cwd).wall for _ in range(ROUNDS))
    return [milliseconds(theirs), f'{ours / theirs:.2f}']


def row(tools, folder, name):
    inside = in_process(tools, folder)
    process, kib = as_process(tools, folder, name)
    good = verdict(inside, MOST_SECONDS) == verdict(kib, MOST_KIB) == 'met'
    return [name, milliseconds(inside), f'{1 / inside:.0f}', milliseconds(process), f'{kib / 1024:.1f} MiB', 'at most 10 ms, 16 MiB',
            'met' if good else 'missed', *against_openssl(tools, folder, name, process)]


def measure(tools, top):
    made = f'{tools.room}/attestation'
    subprocess.run([f'{top}/tests/peer/attestation-maker', made], stdout=subprocess.DEVNULL, check=True)
    return [row(tools, folder, folder.split('/')[-2]) for folder in sorted(glob.glob(f'{made}/*/good'))]
