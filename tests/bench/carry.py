"""Media: a package by USB against cp, sync and cmp; pages of QR symbols against qrencode and zbarimg; frames of a screen."""
import glob
import hashlib
import os
import random
import shutil
import subprocess
import time

from table import WHAT, against

ROUNDS = 5
HEADER = WHAT
MOST_USB, MOST_PAGES = 1.1, 1.0
SIZES = [('16 MiB', 16 << 20), ('64 KiB', 64 << 10)]
SCAN = ['zbarimg', '--nodbus', '-q', '--raw', '-Sdisable', '-Sqrcode.enable']
# Past the cache, as ours: the pages of the file are dropped before it is read again.
COPY = 'cp "$1" "$2" && sync -f "$2" && dd of="$2" oflag=nocache conv=notrunc,fdatasync count=0 status=none && cmp "$1" "$2"'


def timed(command, cwd, **more):
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
    if done.returncode != 0:
        raise SystemExit(f'bench: {command}: status {done.returncode}: {done.stderr.decode()}')
    return time.perf_counter() - begin, done


def package(folder, name, size):
    """A file that the transcript calls a package."""
    with open(f'{folder}/out/{name}', 'wb') as file:
        file.write(os.urandom(size))
    with open(f'{folder}/out/{name}', 'rb') as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(f'{folder}/transcript', 'rb') as file:
        lines = file.read().split(b'\n')[:-1]
    chain = hashlib.sha256(lines[-1] + b'\n').hexdigest()
    with open(f'{folder}/transcript', 'a', encoding='ascii') as file:
        file.write(f'{len(lines)} 2026-11-21T10:00:00Z package-write 0.1.0 boot {chain} '
                   f'package-written kind=archive package={digest}\n')


def usb(tools, folder, medium):
    rows = []
    for what, size in SIZES:
        name = f'bench-{size}.tar'
        package(folder, name, size)
        ours, theirs = [], []
        for i in range(ROUNDS):
            shutil.rmtree(f'{medium}/ours', ignore_errors=True)
            os.makedirs(f'{medium}/ours')
            ours.append(timed([f'{tools.bin}/media-usb-write', f'out/{name}', f'{medium}/ours'], folder)[0])
            theirs.append(timed(['sh', '-c', COPY, 'sh', f'out/{name}', f'{medium}/{i}'], folder)[0])
            os.remove(f'{medium}/{i}')
        rows.append(against(f'media-usb-write: {what}, written and read back past the cache', ours, theirs,
                            MOST_USB if size > 1 << 20 else None))
    return rows


def pages(tools, room):
    with open(f'{room}/file', 'wb') as file:
        file.write(os.urandom(64 << 10))
    wrote, encoded, read, scanned = [], [], [], []
    for i in range(3):
        for name in glob.glob(f'{room}/file.qr*'):
            os.remove(name)
        wrote.append(timed([f'{tools.bin}/media-qr-write', '--outside', 'file'], room)[0])
        pictures = sorted(os.path.basename(name) for name in glob.glob(f'{room}/file.qr-*.png'))
        seconds, done = timed(SCAN + pictures, room)
        scanned.append(seconds)
        lines = done.stdout.decode().split('\n')[:-1]
        begin = time.perf_counter()
        for line in lines:
            subprocess.run(['qrencode', '-l', 'M', '-v', '25', '-s', '5', '-o', f'{room}/symbol.png'], input=line.encode(), check=True)
        encoded.append(time.perf_counter() - begin)
        read.append(timed([f'{tools.bin}/media-qr-read', '--outside', '--check', 'file', *pictures], room)[0])
    count = len(lines)
    return [against(f'media-qr-write: 64 KiB, {count} symbols on {len(pictures)} pages and in a PDF : qrencode, the symbols alone', wrote, encoded,
                    MOST_PAGES),
            against(f'media-qr-read --check: the {len(pictures)} pages : zbarimg', read, scanned, MOST_PAGES)]


def screen(tools, room):
    """How many frames come in until the file is there, of a screen joined somewhere, three of ten missed; over those that hold it."""
    with open(f'{room}/shown', 'wb') as file:
        file.write(os.urandom(16 << 10))
    timed([f'{tools.bin}/media-qr-write', '--outside', '--frames', 'shown'], room)
    frames = timed(SCAN + sorted(glob.glob(f'{room}/shown.qr-frame-*.png')), room)[1].stdout.decode().split('\n')[:-1]
    ratios = []
    for trial in range(20):
        rng, came = random.Random(trial), []
        start = rng.randrange(len(frames))
        for i in range(3 * len(frames)):
            if rng.random() >= 0.3:
                came.append(frames[(start + i) % len(frames)])
        for name in glob.glob(f'{room}/back*'):
            os.remove(name)
        said = timed([f'{tools.bin}/media-qr-read', '--outside', 'back', '-'], room,
                     input='\n'.join(came).encode() + b'\n')[1].stderr.decode()
        taken = sum(line.endswith('enough.') or ' are wanted: ' in line or 'here already' in line for line in said.split('\n'))
        wanted = len(frames) // 2
        ratios.append(taken / wanted)
    return [f'frames that came in until the file was there : {wanted} that hold it; 3 of 10 missed', '', '',
            f'{max(ratios):.2f}', 'at most 1.00', 'met' if max(ratios) <= 1 else 'missed']


def measure(tools, folder):
    """`folder` is one of a ceremony that is open."""
    room, medium = f'{os.path.dirname(folder)}/carry', f'{os.path.dirname(folder)}/medium'
    os.makedirs(room)
    os.makedirs(medium)
    image = f'{room}/stick.img'
    subprocess.run(['truncate', '-s', '256M', image], check=True)
    subprocess.run(['mkfs.ext4', '-q', image], check=True)
    mounted = subprocess.run(['mount', '-o', 'loop', image, medium], check=False).returncode == 0
    try:
        return usb(tools, folder, medium) + pages(tools, room) + [screen(tools, room)]
    finally:
        if mounted:
            subprocess.run(['umount', medium], check=False)
