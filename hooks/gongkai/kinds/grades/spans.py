"""What the span of a grading is called within its year, and how long it is."""

from __future__ import annotations

from typing import Final

from gongkai.days import Span

QUARTERS: Final = ("第一季度", "第二季度", "第三季度", "第四季度")


def months_of(span: Span) -> int:
    """12 for a year, 3 for a quarter."""
    return span.last.month - span.first.month + 1


def quarter_of(span: Span) -> int | None:
    """1 to 4; None where the span is no quarter."""
    return (span.first.month + 2) // 3 if months_of(span) == 3 else None


def label(span: Span) -> str:
    """What a span is called within its year, short."""
    name = span.text.partition("年")[2]
    return name.removeprefix("第").removesuffix("度") if name else "全年"
