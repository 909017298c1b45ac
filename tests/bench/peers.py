"""Ours against what people use without us, whole processes and wall clock, turn by turn so that noise hits both."""
import os
import shutil
import subprocess
from statistics import median

from stage import Ceremony
from table import against, alone, milliseconds

ROUNDS = 15
HERE = os.path.dirname(os.path.abspath(__file__))
SLIP39 = 'slip39@0.1.9'


def turns(*contestants):
    """Lists of seconds of wall clock, one for each."""
    seconds = [[] for _ in contestants]
    for _ in range(ROUNDS):
        for times, contestant in zip(seconds, contestants):
            times.append(contestant().wall)
    return seconds


def install_slip39(build):
    """The folder with the package, or None."""
    modules = f'{build}/npm/node_modules'
    if not os.path.isdir(f'{modules}/slip39'):
        subprocess.run(['npm', 'install', '--no-save', '--silent', '--prefix', f'{build}/npm', SLIP39], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return modules if os.path.isdir(f'{modules}/slip39') else None


def stage(tools, kek):
    """Ready to wrap: one RSA 2048 key, its archive on two media."""
    ceremony = Ceremony(tools, 'peers', 1, 'rsa-2048', kek)
    ceremony.open()
    ceremony.request()
    ceremony.make_cards()
    ceremony.make_keys()
    ceremony.archive()
    return ceremony


def cards_of(ceremony):
    return [ceremony.card('carla'), ceremony.card('elif')]


def phrases_of(ceremony):
    """An empty passphrase, and the words of two cards."""
    phrases = ['']
    for card in cards_of(ceremony):
        with open(card, encoding='utf-8') as lines:
            phrases += [line[6:].strip() for line in lines if line.startswith('words ')]
    return phrases


def write_identity(tools, ceremony, folder):
    """By other programs: any two cards, the words, the script beside the escrow."""
    phrases = phrases_of(ceremony)
    digits = subprocess.run([f'{tools.build}/tests/peer/slip39-judge', 'combine'], input='\n'.join(phrases) + '\n',
                            stdout=subprocess.PIPE, text=True, check=True).stdout
    script = f'{ceremony.folder}/keys/recover-identity.py'
    with open(f'{folder}/identity.txt', 'w', encoding='ascii') as out:
        subprocess.run(['python3', '-I', script], input=digits, stdout=out, text=True, check=True)


def measure_wrap(tools, ceremony):
    peer = f'{ceremony.room}/peer-wrap'
    os.mkdir(peer)
    write_identity(tools, ceremony, peer)
    age = [f'{HERE}/peer-wrap', ceremony.kek, 'identity.txt', f'{ceremony.folder}/keys/k001.age']
    wrap, memory, with_age, without, synced = turns(
        lambda: ceremony.wrap(ceremony.copy()), lambda: ceremony.wrap(ceremony.copy(to=tools.memory)),
        lambda: tools.clock(age, peer), lambda: tools.clock(age[:2], peer),
        lambda: tools.clock(['sh', '-c', '"$@" && sync ciphertext.bin .', 'sh', *age], peer))
    return [against('recover and wrap: age -d and the openssl recipe', wrap, with_age, 0.8),
            against('the same, the recipe given the key in the clear', wrap, without),
            against('the same, the recipe synced onto its medium too', wrap, synced),
            against('the same, our folder in memory, where a sync costs nothing', memory, with_age)]


def measure_combine(tools, ceremony):
    modules = install_slip39(tools.build)
    cards = cards_of(ceremony)
    if modules is None:
        return [['recover and confirm: node with npm slip39', '', 'not here: npm cannot install it', '', '', '']]
    node = ['env', f'NODE_PATH={modules}', 'node', f'{HERE}/recover.js', *cards]
    with open(f'{ceremony.room}/phrases', 'w', encoding='ascii') as out:
        out.write('\n'.join(phrases_of(ceremony)) + '\n')
    ours = ['sh', '-c', f'{tools.build}/tests/peer/slip39-judge combine <phrases']
    combine, confirm, theirs = turns(lambda: tools.clock(ours, ceremony.room),
                                     lambda: ceremony.confirm(ceremony.copy()),
                                     lambda: tools.clock(node, ceremony.room))
    return [against('combine 2 cards, as processes: node with npm slip39', combine, theirs, 0.2),
            against('recover and confirm, which opens the escrow too: the same', confirm, theirs)]


def measure_in_process(tools):
    answer = subprocess.run([f'{tools.build}/tests/peer/combine-clock'], stdout=subprocess.PIPE, text=True, check=True)
    whole, fast = zip(*(map(int, line.split()) for line in answer.stdout.splitlines()))
    row = alone('combine 3 cards, in process', [nanoseconds / 1e9 for nanoseconds in whole])
    row[2] = f'without PBKDF2 {milliseconds(median(fast) / 1e9)}'
    return [row]


def measure_verify(tools, ceremony, most=None):
    """Of a package that the connected side has read in."""
    folder = f'{ceremony.room}/peer-verify'

    def peer():
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        return tools.clock([f'{HERE}/peer-verify', ceremony.package], folder)

    rows = turns(lambda: ceremony.verify_package(ceremony.copy(ceremony.connected)), peer)
    targets = '1 target' if ceremony.count == 1 else f'{ceremony.count} targets'
    return [against(f'verify-package, {targets}: tar, sha256sum, minisign', *rows, most)]


def measure(tools, kek):
    ceremony = stage(tools, kek)
    rows = measure_wrap(tools, ceremony)
    ceremony.wrap()
    rows += measure_combine(tools, ceremony) + measure_in_process(tools)
    ceremony.confirm()
    ceremony.write_transfer()
    ceremony.bring_transfer()
    rows += measure_verify(tools, ceremony, 0.5)
    ceremony.take_transfer()
    ceremony.close()
    ceremony.verify_transcript()
    return rows
