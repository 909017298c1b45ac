"""Rows of the table, and how numbers are written in it."""
from statistics import median

WHAT = ['what', 'ours', 'peer', 'ours : peer', 'target', '']


def milliseconds(seconds):
    return f'{seconds * 1000:.1f} ms' if seconds >= 0.0001 else f'{seconds * 1e6:.0f} us'


def verdict(value, most):
    return '' if most is None else 'met' if value <= most else 'missed'


def at_most(most, text='{}'):
    return '' if most is None else f'at most {text.format(most)}'


def ratio_text(ratio):
    return f'{ratio:.2f}' if ratio >= 0.1 else f'{ratio:.3f}' if ratio >= 0.01 else f'{ratio:.4f}'


def against(what, ours, peer, most=None):
    """A row of two lists of seconds; their medians and the ratio of these."""
    ours, peer = median(ours), median(peer)
    ratio = ours / peer
    return [what, milliseconds(ours), milliseconds(peer), ratio_text(ratio), at_most(most), verdict(ratio, most)]


def alone(what, seconds, most=None):
    seconds = median(seconds)
    return [what, milliseconds(seconds), '', '', '' if most is None else f'at most {milliseconds(most)}', verdict(seconds, most)]


def lines(title, header, rows):
    """One Markdown table, its columns in line."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    yield f'## {title}'
    yield ''
    for row in [header, ['-' * width for width in widths], *rows]:
        yield '| ' + ' | '.join(cell.ljust(width) for cell, width in zip(row, widths)) + ' |'
    yield ''
