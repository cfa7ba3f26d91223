"""Official sheets after GB/T 9704-2012: what a notice or a decision says on paper, worked out from record and facts.

Nothing is said that the record does not hold; names, dates and figures come with the words a clerk puts round them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, get_args

from gongkai.days import chinese_date
from gongkai.derive.notice import NoticeFacts, ObjectionFacts
from gongkai.derive.periods import PeriodFacts
from gongkai.load.fields import Month
from gongkai.load.notice import MatterNotice, Named, Period, Recipient
from gongkai.load.part import Part, filled

_FIGURES: Final = " 一二三四五六七八九"
IN_WORDS: Final = 3
"""So many persons are told of in sentences; more stand in a table."""
OF_LATER: Final = ("outcome", "told_on")
"""What a notice cannot say on the day it is posted."""


@dataclass(frozen=True, kw_only=True)
class Roll:
    """A table: heads, and rows of as many cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: bool = False
    """The last column holds amounts, to be read one below the other."""


@dataclass(frozen=True, kw_only=True)
class Section:
    """One numbered part. `text` runs on behind the title, each of `lines` is a paragraph below."""

    title: str
    text: str = ""
    lines: tuple[str, ...] = ()
    roll: Roll | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything between the title and the seal."""

    lead: str
    """One paragraph a line."""
    sections: tuple[Section, ...]
    closing: str
    """The last words; they stay with the signature on one page."""
    signed_on: date
    number: str = ""
    """发文字号 of a document of the branch's own."""

    @property
    def numbered(self) -> Iterator[tuple[str, Section]]:
        """`一、` and so on before each part; nothing before the only one."""
        alone = len(self.sections) == 1
        for place, section in enumerate(self.sections):
            yield "" if alone else f"{numeral(place + 1)}、", section


def numeral(number: int) -> str:
    """`一`, `十`, `十二`, `三十`: from 1 to 99; what no sheet has, 100 and more, stays in figures."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    return f"{_FIGURES[tens].strip() if tens > 1 else ''}{'十' if tens else ''}{_FIGURES[ones].strip()}"


def matter_sheet(record: MatterNotice, facts: NoticeFacts, own: tuple[Section, ...]) -> Sheet:
    """The text as the clerk wrote it, the kind's `own` sections, then what every such notice ends with."""
    return Sheet(
        lead=record.body,
        sections=(*own, *_ending(record, facts)),
        closing="特此公示。" if record.period else "特此公布。",
        signed_on=record.made_on,
    )


def _ending(record: MatterNotice, facts: NoticeFacts) -> Iterator[Section]:
    if record.basis:
        yield Section(title="公示依据", text=f"{'、'.join(record.basis)}。")
    if record.period and facts.period:
        yield period_section(record.period, facts.period)
        yield objections_section(facts.objections)


def listed(names: Iterable[str]) -> str:
    """`张三、李四`; of more than three `张三、李四、王五等7人`."""
    people = list(names)
    few = "、".join(people[:IN_WORDS])
    return few if len(people) <= IN_WORDS else f"{few}等{len(people)}人"


def names_of(people: Iterable[Named]) -> list[str]:
    """Their names, with what keeps two of the same name apart."""
    return [f"{one.name}（{one.distinguish}）" if one.distinguish else one.name for one in people]


def persons(people: Sequence[Named], title: str, phrases: Mapping[str, str], *without: str) -> Section:
    """Those named with the fields that are filled: one runs on from the title, a few are lines, many a table.

    `phrases` says how a field reads in a sentence: `{"born": "{}出生"}`; without a phrase the value stands alone.
    """
    hidden = (*OF_LATER, *without)
    if len(people) == 1:
        return Section(title=title, text=_described(people[0], phrases, hidden))
    columns = filled(people, *hidden)
    if set(columns) <= {"name", "distinguish"}:
        return Section(title=title, text=f"{'、'.join(names_of(people))}。")
    if len(people) <= IN_WORDS:
        lines = (f"{place}.{_described(one, phrases, hidden)}" for place, one in enumerate(people, 1))
        return Section(title=title, lines=tuple(lines))
    return Section(title=title, roll=roll(people, *hidden))


def roll(parts: Sequence[Part], *without: str) -> Roll:
    """The filled fields of these parts, with dates as rosters write them."""
    fields = type(parts[0]).model_fields
    columns = filled(parts, *without)
    return Roll(
        heads=("序号", *(fields[name].title or name for name in columns)),
        rows=tuple((str(place), *(_in_cell(part, name) for name in columns)) for place, part in enumerate(parts, 1)),
    )


def period_section(said: Period, counted: PeriodFacts) -> Section:
    """`2026年9月14日至9月18日，共5个工作日。`"""
    first = "" if said.first_day == "计入" else "，首日不计入"
    provisional = "（暂定，以国务院办公厅公布的放假安排为准）" if counted.provisional else ""
    words = f"{day_range(said.first, said.last)}，共{tight(counted.counted_words)}{first}{provisional}。"
    return Section(title="公示期", text=words)


def objections_section(to: ObjectionFacts) -> Section:
    """To whom, how, and where."""
    postmark = f"，信函{to.postmark}" if to.postmark else ""
    lines = (
        f"受理电话：{to.phone}",
        f"受理地址：{to.address}{f'（邮编{to.postcode}）' if to.postcode else ''}",
        f"电子邮箱：{to.email}" if to.email else "",
        f"受理时间：{to.hours}{f'，最后一天到{to.closes}为止' if to.closes else ''}",
        *(_also(other) for other in to.also),
    )
    return Section(
        title="意见反映",
        text=f"公示期内，可以打电话、写信或当面向{to.office}反映意见，{to.signed}{postmark}。",
        lines=tuple(line for line in lines if line),
    )


def tight(words: str) -> str:
    """Without the blanks that screens put between figures and Chinese: official documents have none."""
    return words.replace(" ", "")


def _also(other: Recipient) -> str:
    ways = (other.phone and f"电话：{other.phone}", other.address and f"地址：{other.address}")
    mail = other.email and f"电子邮箱：{other.email}"
    return "，".join((f"也可以向{other.office}反映", *(way for way in (*ways, mail) if way)))


def _described(one: Named, phrases: Mapping[str, str], without: Sequence[str]) -> str:
    """`张三，男，汉族，1998年3月出生。`"""
    name = names_of([one])[0]
    said = (
        phrases.get(field, "{}").format(_in_words(one, field))
        for field in filled([one], "name", "distinguish", *without)
    )
    return f"{'，'.join((name, *said))}。"


def _in_words(part: Part, name: str) -> str:
    """A value as sentences have it: `2026年9月14日`, `1998年3月`, `张三、李四`."""
    value = getattr(part, name)
    if month := _month(part, name):
        return f"{month[0]}年{month[1]}月"
    if isinstance(value, tuple):
        return "、".join(value)
    return chinese_date(value) if isinstance(value, date) else str(value)


def _in_cell(part: Part, name: str) -> str:
    """The same as rosters have it: `2026.9.14`, `1998.3`, and one name a line."""
    value = getattr(part, name)
    if isinstance(value, tuple):
        return "\n".join(value)
    if month := _month(part, name):
        return f"{month[0]}.{month[1]}"
    return f"{value.year}.{value.month}.{value.day}" if isinstance(value, date) else str(value or "")


def _month(part: Part, name: str) -> tuple[int, int] | None:
    """Year and month where the field holds a month and somebody wrote one."""
    value = getattr(part, name)
    if not value or not _holds_month(type(part), name):
        return None
    year, month = str(value).split("-")
    return int(year), int(month)


@cache
def _holds_month(model: type[Part], name: str) -> bool:
    return Month in get_args(model.model_fields[name].annotation)


def day_range(first: date, last: date) -> str:
    """`2026年9月14日至9月18日`; the year is said again only where it is another."""
    if first == last:
        return chinese_date(first)
    until = chinese_date(last)
    return f"{chinese_date(first)}至{until.removeprefix(f'{first.year}年') if first.year == last.year else until}"
