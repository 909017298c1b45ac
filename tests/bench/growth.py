"""Whether time grows no faster than keys and targets: the same steps with 1, 10 and 100 of them."""
from statistics import median

from stage import Ceremony
from table import verdict

COUNTS = (1, 10, 100)
ROUNDS = 9
MOST = 1.2
HEADER = ['step', *(f'an item, of {count}' for count in COUNTS), 'of 100 : of 10', 'target', '']

# The step, whether it changes the folder, and what to do once before the next step.
STEPS = (
    ('ceremony-keygen, one at a time', Ceremony.make_keys, True, lambda c: (c.make_keys(), c.archive())),
    ('ceremony-recover and kek-wrap', Ceremony.wrap, True, Ceremony.wrap),
    ('package-write transfer', Ceremony.write_transfer, True, lambda c: (c.write_transfer(), c.bring_transfer())),
    ('verify-package', Ceremony.verify_package, False, Ceremony.close),
    ('verify-transcript', Ceremony.verify_transcript, False, lambda c: None),
)


def stage(tools, kek, count):
    ceremony = Ceremony(tools, f'growth-{count}', count, 'ec-p256', kek)
    ceremony.open()
    ceremony.request()
    ceremony.make_cards()
    return ceremony


def rounds_of(ceremonies, step, changes):
    seconds = {ceremony.count: [] for ceremony in ceremonies}
    for _ in range(ROUNDS):
        for ceremony in ceremonies:
            taken = step(ceremony, ceremony.copy()) if changes else step(ceremony)
            seconds[ceremony.count].append(taken / ceremony.count)
    return [median(seconds[count]) for count in COUNTS]


def measure(tools, kek):
    """The rows, and the largest ceremony, whose package other rows look at."""
    ceremonies = [stage(tools, kek, count) for count in COUNTS]
    rows = []
    for name, step, changes, go_on in STEPS:
        items = rounds_of(ceremonies, step, changes)
        ratio = items[2] / items[1]
        rows.append([name, *(f'{item * 1000:.2f} ms' for item in items), f'{ratio:.2f}', f'at most {MOST}',
                     verdict(ratio, MOST)])
        for ceremony in ceremonies:
            go_on(ceremony)
    return rows, ceremonies[-1]
