"""公开档案 of a year: what was published, approved and attached, worked out of the records and so equal to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple, cast

from gongkai.days import chinese_date
from gongkai.load.approval import Approval
from gongkai.load.catalogue import Item
from gongkai.load.notice import Notice
from gongkai.load.record import Disclosure
from gongkai.load.register import Register, attachment_file
from gongkai.render.audience import open_to
from gongkai.render.inspection import events
from gongkai.render.inspection.events import Event, Material
from gongkai.render.matter import size_words


class Entry(NamedTuple):
    """One matter in the register; of a withdrawn one nothing is told but its head and when it went."""

    record: Disclosure
    is_gone: bool
    item: str
    """Of the catalogue; for a withdrawn one no more than its kind."""
    audiences: str
    ways: str
    """How it was published and for how long, a line each: the site and its cycle, 公示期, every board."""
    steps: str
    """Who proposed, reviewed and approved it, and when, by the form that took effect first; a line each."""
    taken: str
    """`3 个工作日`; empty where nothing is counted."""
    changes: str
    """What became of it, a line each: 补录, 更正, 勘误, 重新审批, 撤回."""


class Filed(NamedTuple):
    """One approval, and what these readers see of what it covers."""

    form: Approval
    records: tuple[Disclosure, ...]


class File(NamedTuple):
    """One attachment."""

    record: Disclosure
    title: str
    href: str
    size: str
    sha256: str


class Happening(NamedTuple):
    """A correction, a withdrawal or a late entry."""

    what: str
    event: Event


def entries(found: Material, year: int) -> tuple[Entry, ...]:
    """公开事项登记簿 of what was published in the year, in the order of publication."""
    steps: dict[str, str] = {}
    return tuple([_entry(record, found, year, steps) for record in found.published.get(year, ())])


def _entry(record: Disclosure, found: Material, year: int, steps: dict[str, str]) -> Entry:
    """`steps` by address of the form: one form covers several records, and its words are made once."""
    head = found.brief.facts[record.address].head
    if head.state == "已撤回" and record.withdrawn:
        gone = f"{_day(record.withdrawn.on, year)}撤回"
        return Entry(record, True, found.kinds[record.kind].title, "", "", "", "", gone)
    forms, days = found.forms_of.get(record.address, ()), head.working_days_to_publish
    form = forms[0][1] if forms else None
    if form and form.address not in steps:
        steps[form.address] = "\n".join(_steps(form, year))
    return Entry(
        record,
        False,
        head.item.name if head.item else found.kinds[record.kind].title,
        "、".join(open_to(record, head.audiences, found.brief.world.register.branch)),
        "\n".join(_ways(record, head.item, year)),
        steps[form.address] if form else "",
        "" if days is None else f"{days} 个工作日{'，超时限' if head.over_limit else ''}",
        "\n".join(_changes(record, forms, year)),
    )


@lru_cache(maxsize=1 << 12)
def _day(when: date, year: int) -> str:
    """`9月14日`; other years in full. A row has a dozen days, so they are words here and no `<time>`."""
    return f"{when.month}月{when.day}日" if when.year == year else chinese_date(when)


def _ways(record: Disclosure, item: Item | None, year: int) -> Iterator[str]:
    yield f"网站，{item.cycle}" if item else "网站"
    if _is_notice(type(record)) and (period := cast("Notice", record).period):
        yield f"公示 {_day(period.first, year)}至{_day(period.last, year)}"
    for one in record.posted:
        yield f"{one.place} {_day(one.since, year)}{f'至{_day(one.until, year)}' if one.until else ''}"


@cache
def _is_notice(model: type[Disclosure]) -> bool:
    """Asked of each record, pydantic's own `isinstance` takes longer than all else in its row."""
    return issubclass(model, Notice)


def _steps(form: Approval, year: int) -> Iterator[str]:
    yield f"提出 {_day(form.proposed.on, year)} {form.proposed.by}"
    if form.reviewed:
        yield f"审核 {_day(form.reviewed.on, year)} {form.reviewed.by}"
    if form.approved:
        yield f"审批 {_day(form.approved.on, year)} {form.approved.by}"
    if form.referred:
        yield f"批准 {_day(form.referred.on, year)} {form.referred.to}"


def _changes(record: Disclosure, forms: Sequence[tuple[date, Approval]], year: int) -> Iterator[str]:
    """In the order of their days."""
    if not record.corrections and not record.recorded_late and len(forms) < 2:  # as of nearly all
        return
    late = ((one.on, "补录") for one in (record.recorded_late,) if one)
    corrected = ((one.on, "勘误" if one.spelling else "更正") for one in record.corrections)
    again = ((day, "重新审批") for day, _ in forms[1:])
    for day, what in sorted((*late, *corrected, *again)):
        yield f"{_day(day, year)}{what}"


def filed(found: Material, year: int) -> tuple[Filed, ...]:
    """Forms in force from a day of the year, the first one in front."""
    shown, addresses = found.brief.shown, found.addresses
    return tuple(
        Filed(form, tuple(shown[addresses[name]] for name in form.records if name in addresses))
        for day, form in reversed(found.forms)
        if day.year == year
    )


def attached(entries: Iterable[Entry], register: Register, root: str) -> Iterator[File]:
    """附件 of whatever is still shown."""
    for record in (one.record for one in entries if not one.is_gone):
        for one in record.attachments:
            file = register.attachments[attachment_file(record, one.file)]
            href = f"{root}{record.kind}/{record.year}/files/{one.file}"
            yield File(record, one.title, href, size_words(file.size), file.sha256)


def happened(found: Material, year: int, root: str) -> tuple[Happening, ...]:
    """By the day on which it happened, whenever the matter was published."""
    those = {"更正": events.corrections, "撤回": events.withdrawn, "补录": events.recorded_late}
    told = [Happening(what, event) for what, find in those.items() for event in find(found, year, root)]
    return tuple(sorted(told, key=lambda one: (one.event.on, one.event.link.href, one.what)))
