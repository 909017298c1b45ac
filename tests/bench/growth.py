"""Whether the work grows no faster than keys and targets: CPU time of the same steps with 1, 10 and 100 of them.
Not the wall clock, since waiting for the medium is the same for every fact, and on a busy disk drowns the rest."""
from statistics import median

from stage import Ceremony
from table import verdict

COUNTS = (1, 10, 100)
ROUNDS = 9
MOST = 1.2
HEADER = ['CPU time an item', *(f'of {count}' for count in COUNTS), 'each more, 2 to 10', 'each more, 11 to 100',
          'of 100 : of 10', 'target', '']

# The step, the folder it works on a copy of, and what goes on from there.
STEPS = (
    ('ceremony-keygen', Ceremony.make_keys, 'folder', lambda c: (c.make_keys(), c.archive())),
    ('ceremony-recover and kek-wrap', Ceremony.wrap, 'folder', Ceremony.wrap),
    ('package-write transfer', Ceremony.write_transfer, 'folder', lambda c: (c.write_transfer(), c.bring_transfer())),
    ('verify-package', Ceremony.verify_package, 'connected', Ceremony.close),
    ('verify-transcript', Ceremony.verify_transcript, 'folder', lambda c: None),
)


def stage(tools, kek, count):
    ceremony = Ceremony(tools, f'growth-{count}', count, 'ec-p256', kek)
    ceremony.open()
    ceremony.request()
    ceremony.make_cards()
    return ceremony


def seconds_of(ceremonies, step, source):
    """The median for each count."""
    seconds = {ceremony.count: [] for ceremony in ceremonies}
    for _ in range(ROUNDS):
        for ceremony in ceremonies:
            seconds[ceremony.count].append(step(ceremony, ceremony.copy(getattr(ceremony, source))).cpu)
    return [median(seconds[count]) for count in COUNTS]


def row(name, seconds):
    one, ten, hundred = seconds
    ratio = (hundred / 100) / (ten / 10)
    times = [one, ten / 10, hundred / 100, (ten - one) / 9, (hundred - ten) / 90]
    return [name, *(f'{time * 1000:.2f} ms' for time in times), f'{ratio:.2f}', f'at most {MOST}', verdict(ratio, MOST)]


def measure(tools, kek):
    """The rows, and the ceremonies of more than one key, whose packages other rows look at."""
    ceremonies = [stage(tools, kek, count) for count in COUNTS]
    rows = []
    for name, step, source, go_on in STEPS:
        rows.append(row(name, seconds_of(ceremonies, step, source)))
        for ceremony in ceremonies:
            go_on(ceremony)
    return rows, ceremonies[1:]
