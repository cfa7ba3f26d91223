"""Small charts as SVG inside the page: every figure written, hatches for colours, no script and no style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
COLUMN: Final = 27
"""Pixels of a month: `12月` fits below its column."""
BAR: Final = 324
FILLS: Final = ("currentColor", "none", "url(#{}-hatched)", "url(#{}-dotted)")
"""Told apart without colour, on paper too."""
HATCHES: Final = (
    '<pattern id="{0}-hatched" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M1 0v5" stroke="currentColor" stroke-width="1.6"/></pattern>\n'
    '<pattern id="{0}-dotted" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<circle cx="2" cy="2" r="1"/></pattern>'
)
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
    frame = _Frame(name=name, title=title, width=2 * MARGIN + STEP * (len(points) - 1), height=HEIGHT)
    drawn = " ".join(f"{x},{y}" for x, y in places)
    line = Markup('<polyline points="{}" fill="none" stroke="currentColor" stroke-width="1.5"/>\n').format(drawn)
    figures = _figures([y for _, y in places])
    return frame.around(points, line + Markup("\n").join(map(_point, points, places, figures)))


def column_chart(points: Sequence[Point], title: str, name: str = "columns") -> Markup:
    """A column for each point, its figure above it; nothing where all are 0."""
    most = max((point.value for point in points), default=Decimal(0))
    if not most:
        return Markup("")
    frame = _Frame(name=name, title=title, width=COLUMN * len(points), height=108)
    drawn = (_column(point, COLUMN * number, point.value / most) for number, point in enumerate(points))
    return frame.around(points, Markup("\n").join(drawn))


def _column(point: Point, left: int, share: Decimal) -> Markup:
    height = int((BOTTOM - 16) * share)
    return Markup(
        '<rect x="{0}" y="{1}" width="{2}" height="{3}" opacity=".7"/><text x="{4}" y="{5}">{6}</text>'
        '<text x="{4}" y="{7}" opacity=".75">{8}</text>'
    ).format(
        left + 5,
        BOTTOM - height,
        COLUMN - 10,
        height,
        left + COLUMN // 2,
        BOTTOM - height - 4,
        point.words,
        BOTTOM + 16,
        point.label,
    )


def parts_chart(points: Sequence[Point], title: str, name: str = "parts") -> Markup:
    """A bar in up to four parts, one line below it for each with its figure; nothing where the whole is 0."""
    whole = sum((point.value for point in points), Decimal(0))
    if not whole:
        return Markup("")
    frame = _Frame(name=name, title=title, width=BAR, height=28 + 18 * len(points))
    drawn, reached = [Markup(HATCHES).format(name)], Decimal(0)
    for number, point in enumerate(points):
        fill = FILLS[number].format(name)
        left, reached = int(BAR * reached / whole), reached + point.value
        drawn.append(_part(fill, (left, 4, int(BAR * reached / whole) - left, 16)) if point.value else Markup(""))
        drawn.append(_part(fill, (0, 30 + 18 * number, 12, 12)))
        words = '<text x="20" y="{}" text-anchor="start">{} {}</text>'
        drawn.append(Markup(words).format(41 + 18 * number, point.label, point.words))
    return frame.around(points, Markup("\n").join(drawn))


def _part(fill: str, box: tuple[int, int, int, int]) -> Markup:
    return Markup(
        '<rect x="{1}" y="{2}" width="{3}" height="{4}" fill="{0}" fill-opacity=".75" stroke="currentColor"/>'
    ).format(fill, *box)


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """What every chart has around it; `name` keeps the ids of several on a page apart."""

    name: str
    title: str
    width: int
    height: int

    def around(self, points: Sequence[Point], drawn: Markup) -> Markup:
        """The chart, whose description holds every figure for listeners."""
        said = "；".join(f"{point.under}{point.label} {point.words}" for point in points)
        head = Markup(
            '<svg role="img" aria-labelledby="{0}-title {0}-desc" viewBox="0 0 {1} {2}" width="{5}em"'
            ' text-anchor="middle" fill="currentColor">\n'
            '<title id="{0}-title">{3}</title>\n<desc id="{0}-desc">{4}</desc>\n<g font-size="12">\n'
        ).format(self.name, self.width, self.height, self.title, said, f"{self.width / LETTER:g}")
        return head + drawn + Markup("\n</g>\n</svg>")


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
