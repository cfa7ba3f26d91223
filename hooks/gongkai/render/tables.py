"""Parts of a record as a table: only the columns that somebody filled, headed by the titles of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, get_args

from markupsafe import Markup, escape
from pydantic.fields import FieldInfo

from gongkai.days import chinese_date
from gongkai.load.fields import Month
from gongkai.load.part import Part, filled

NOTHING: Final = "—"
WIDEST: Final = 9
"""Columns that fit on a sheet of A4."""


class _Column(NamedTuple):
    """A field that somebody filled."""

    name: str
    title: str
    is_month: bool


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value under the title of its column; stacked tables of narrow screens repeat the title."""

    title: str
    text: str | Markup


@dataclass(frozen=True, kw_only=True)
class Row:
    """What the row is called, and the cells after it."""

    name: str | Markup
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Heads, one for the name of the rows and one for each of their cells."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def layout(self) -> str:
        """Class: rows become cards on narrow screens, and everywhere where no sheet is wide enough."""
        return "gk-cards" if len(self.heads) > WIDEST else "gk-stack"


def table(parts: Sequence[Part], *without: str) -> Table:
    """The fields of these parts in the order of the model, but `without` some and without those nobody filled.

    The first field left is the name of the row.
    """
    fields = type(parts[0]).model_fields if parts else {}
    columns = [_column(name, fields[name]) for name in filled(parts, *without)]
    return Table(heads=tuple(column.title for column in columns), rows=tuple(_row(part, columns) for part in parts))


def _column(name: str, field: FieldInfo) -> _Column:
    return _Column(name, field.title or name, Month in get_args(field.annotation))


def _row(part: Part, columns: Sequence[_Column]) -> Row:
    cells = [Cell(title=one.title, text=text(getattr(part, one.name), is_month=one.is_month)) for one in columns]
    return Row(name=cells[0].text, cells=tuple(cells[1:]))


def text(value: object, *, is_month: bool = False) -> str | Markup:
    """A value as pages write it: dates and months in Chinese, several names in one line, a dash for nothing."""
    if not value:
        return NOTHING
    if isinstance(value, date):
        return Markup(f'<time datetime="{value}">{chinese_date(value)}</time>')
    if isinstance(value, tuple):
        return "、".join(value)
    if is_month:
        year, month = str(value).split("-")
        return Markup('<time datetime="{}">{}年{}月</time>').format(value, year, int(month))
    return escape(value)
