"""One small line chart as SVG inside the page: figures at its points, colour of the text, no script and no style."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol

from markupsafe import Markup

STEP: Final = 44
"""Pixels from point to point; a label of three characters fits."""
MARGIN: Final = 24
"""Half a label beside the first and last point."""
TOP: Final = 26
"""Where the highest point stands."""
BOTTOM: Final = 76
HEIGHT: Final = 128
LETTER: Final = 16
"""Pixels of a letter in the text around it: the drawing grows with the letters."""


class Point(Protocol):
    """A figure and the two lines below it."""

    @property
    def label(self) -> str: ...
    @property
    def under(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def words(self) -> str: ...


def line_chart(points: Sequence[Point], title: str, name: str = "chart") -> Markup:
    """The points from left to right; nothing for fewer than two. The description holds every figure for listeners."""
    if len(points) < 2:
        return Markup("")
    places = _places([point.value for point in points])
    width = 2 * MARGIN + STEP * (len(points) - 1)
    said = "；".join(f"{point.under}{point.label} {point.words}" for point in points)
    head = Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}" width="{5}em"'
        ' text-anchor="middle" fill="currentColor">\n'
        '<title id="{0}-title">{3}</title>\n<desc id="{0}-desc">{4}</desc>\n<g font-size="12">\n'
    ).format(name, width, HEIGHT, title, said, f"{width / LETTER:g}")
    drawn = " ".join(f"{x},{y}" for x, y in places)
    line = Markup('<polyline points="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>\n').format(drawn)
    figures = _figures([y for _, y in places])
    return head + line + Markup("\n").join(map(_point, points, places, figures)) + Markup("\n</g>\n</svg>")


def _point(point: Point, place: tuple[int, int], figure: int) -> Markup:
    x, y = place
    return Markup(
        '<circle cx="{0}" cy="{1}" r="3.5"/><text x="{0}" y="{2}">{3}</text>'
        '<text x="{0}" y="110">{4}</text><text x="{0}" y="126" opacity=".75">{5}</text>'
    ).format(x, y, figure, point.words, point.label, point.under)


def _figures(heights: Sequence[int]) -> list[int]:
    """Where the figures stand: above their points, but below where the line has a low; y grows downwards."""
    around = [heights[0], *heights, heights[-1]]
    lows = [y >= max(around[n], around[n + 2]) and y > min(around[n], around[n + 2]) for n, y in enumerate(heights)]
    return [y + 17 if low else y - 9 for y, low in zip(heights, lows, strict=True)]


def _places(values: Sequence[Decimal]) -> list[tuple[int, int]]:
    """Whole pixels: the least value stands lowest, the greatest highest, equal ones in the middle."""
    least, span = min(values), max(values) - min(values)
    share = [(value - least) / span if span else Decimal("0.5") for value in values]
    return [(MARGIN + STEP * number, BOTTOM - int((BOTTOM - TOP) * part)) for number, part in enumerate(share)]
