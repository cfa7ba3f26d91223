"""Days, times and spans as Chinese clerks write them. Loading uses it too, so it imports nothing of ours."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1900, 2199

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|\.([0-9]{1,2})\.)([0-9]{1,2})")
_CHINESE_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_FIGURES = str.maketrans("上下一二三四", "121234")


class _Parts(NamedTuple):
    """The parts of a year of one size: how one is written (year, then its number) and what each is called."""

    written: re.Pattern[str]
    names: tuple[str, ...]


_SPANS = (
    _Parts(re.compile(r"([0-9]{4})(?:年度?)?"), ("",)),
    _Parts(re.compile(r"([0-9]{4})(?:-[Hh]([12])|年([上下])半年)"), ("上半年", "下半年")),
    _Parts(
        re.compile(r"([0-9]{4})(?:-[Qq]([1-4])|年第?([一二三四1-4])季度)"),
        ("第一季度", "第二季度", "第三季度", "第四季度"),
    ),
    _Parts(
        re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)"),
        tuple(f"{month}月" for month in range(1, 13)),
    ),
)


@dataclass(frozen=True)
class Span:
    """A year, half, quarter or month: first and last day, both included, and its one Chinese name."""

    first: date
    last: date
    text: str
    """The same for all spellings, for pages: `2026年`, `2026年上半年`, `2026年第三季度`, `2026年9月`."""

    def __contains__(self, day: date) -> bool:
        """Whether the day lies between first and last, both included."""
        return self.first <= day <= self.last


def chinese_date(day: date) -> str:
    """`2026年9月14日`, as GB/T 9704-2012 writes a date: Arabic figures without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """`周一` to `周日`."""
    return "周" + "一二三四五六日"[day.weekday()]


@lru_cache(maxsize=1 << 12)
def parse_date(text: str) -> date:
    """2026-9-14, 2026-09-14, 2026/9/14, 2026.9.14 or 2026年9月14日; anything else is a ValueError in Chinese."""
    found = _DATE.fullmatch(text) or _CHINESE_DATE.fullmatch(text)
    if not found:
        raise _unreadable(text, "日期", "2026-09-14", _DATE, _CHINESE_DATE)
    year, month, day = (int(part) for part in found.groups() if part)
    _require_year(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{text} 这一天不存在") from None


def parse_time(text: str) -> str:
    """9:05, 09:05 or 14:30, given back as written; anything else is a ValueError in Chinese."""
    found = _TIME.fullmatch(text)
    if not found:
        raise _unreadable(text, "时间", "14:30", _TIME)
    hour, minute = (int(part) for part in found.groups())
    if hour > 23 or minute > 59:
        raise ValueError(f"{text} 这个时间不存在，小时应为 0 到 23，分钟应为 00 到 59")
    return text


def parse_span(text: str) -> Span:
    """2026, 2026-H1 or 2026年上半年, 2026-Q3 or 2026年第三季度, 2026-09 or 2026年9月; else a ValueError in Chinese."""
    for parts in _SPANS:
        if found := parts.written.fullmatch(text):
            year, *figures = (int(part.translate(_FIGURES)) for part in found.groups() if part)
            number = figures[0] if figures else 1
            _require_year(year)
            if not 1 <= number <= len(parts.names):
                raise ValueError(f"{text} 这个月份不存在")
            return _span(year, number, parts)
    raise _unreadable(text, "时段", "2026、2026-H1、2026-Q3 或 2026-09", *(parts.written for parts in _SPANS))


def months_later(day: date, months: int) -> date:
    """The same day so many months on, below zero before, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def spans(first: date, last: date, months: int) -> tuple[Span, ...]:
    """Whole calendar months, quarters, halves or years (1, 3, 6 or 12 months) that lie between the two days."""
    parts = next(one for one in _SPANS if len(one.names) * months == 12)
    years = range(first.year, min(last.year, LAST_YEAR) + 1)
    every = (_span(year, number, parts) for year in years for number in range(1, 12 // months + 1))
    return tuple(span for span in every if first <= span.first and span.last <= last)


def _span(year: int, number: int, parts: _Parts) -> Span:
    months = 12 // len(parts.names)
    last_month = number * months
    return Span(
        first=date(year, last_month - months + 1, 1),
        last=date(year, last_month, calendar.monthrange(year, last_month)[1]),
        text=f"{year}年{parts.names[number - 1]}",
    )


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份 {year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间")


def _unreadable(text: str, what: str, example: str, *patterns: re.Pattern[str]) -> ValueError:
    """The sentence for what cannot be read; full-width signs are named, for on screen they look right."""
    half_width = unicodedata.normalize("NFKC", text)
    if half_width != text and any(pattern.fullmatch(half_width) for pattern in patterns):
        sign = "全角冒号" if half_width == text.replace("：", ":") else "全角字符"
        return ValueError(f"“{text}”用了{sign}，请改为半角：{half_width}")
    shown = text if len(text) <= 30 else f"{text[:30]}…"
    return ValueError(f"“{shown}”不是能读懂的{what}，请写成 {example} 这样的形式")
