"""Parts of a record as a table: only the columns that somebody filled, headed by the titles of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, get_args

from markupsafe import Markup, escape
from pydantic.fields import FieldInfo

from gongkai.days import chinese_date
from gongkai.load.fields import Month
from gongkai.load.part import Part, filled

NOTHING: Final = "—"
WIDEST: Final = 9
"""Columns that fit on a sheet of A4."""


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
    shown = filled(parts, *without)
    return Table(
        heads=tuple(fields[name].title or name for name in shown),
        rows=tuple(_row([_cell(part, name, fields[name]) for name in shown]) for part in parts),
    )


def _row(cells: list[Cell]) -> Row:
    return Row(name=cells[0].text, cells=tuple(cells[1:]))


def _cell(part: Part, name: str, field: FieldInfo) -> Cell:
    return Cell(title=field.title or name, text=text(getattr(part, name), is_month=Month in get_args(field.annotation)))


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
