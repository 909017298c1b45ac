"""Ours against what people use without us, whole processes and wall clock, turn by turn so that noise hits both."""
import os
import shutil
import subprocess

import cards
from stage import Ceremony, turns
from table import against, alone

HERE = os.path.dirname(os.path.abspath(__file__))


def stage(tools, kek):
    """Ready to wrap: one RSA 2048 key, its archive on two media."""
    ceremony = Ceremony(tools, 'peers', 1, 'rsa-2048', kek)
    ceremony.open()
    ceremony.request()
    ceremony.make_cards()
    ceremony.make_keys()
    ceremony.archive()
    return ceremony


def write_identity(tools, ceremony, folder):
    """By other programs: any two cards, the words, the script beside the escrow."""
    digits = cards.judge(tools, 'combine', given=cards.phrases_of(ceremony))
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


def measure_import(tools, ceremony):
    files = ceremony.write_answers()
    ours, memory, start = turns(
        lambda: ceremony.verify_import(files, ceremony.copy(ceremony.connected)),
        lambda: ceremony.verify_import(files, ceremony.copy(ceremony.connected, tools.memory)),
        lambda: tools.clock([f'{tools.bin}/verify-import', '--version'], ceremony.connected))
    return [alone('verify-import, 1 target, 4 answers of the cloud', ours, 0.01),
            alone('the same, our folder in memory, where a sync costs nothing', memory),
            alone('verify-import --version: the start alone', start)]


def measure(tools, kek):
    ceremony = stage(tools, kek)
    rows = measure_wrap(tools, ceremony)
    ceremony.wrap()
    rows += cards.measure_ceremony(tools, ceremony)
    ceremony.confirm()
    ceremony.write_transfer()
    ceremony.bring_transfer()
    rows += measure_verify(tools, ceremony, 0.5)
    ceremony.take_transfer()
    rows += measure_import(tools, ceremony)
    ceremony.close()
    ceremony.verify_transcript()
    return rows
