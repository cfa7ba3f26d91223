"""公开档案 of a year: what was published, approved and attached, worked out of the records and so equal to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gongkai.derive.head import HeadFacts
from gongkai.load.approval import Approval
from gongkai.load.notice import Notice, Period
from gongkai.load.record import Disclosure
from gongkai.load.register import Register, attachment_file
from gongkai.render.audience import open_to
from gongkai.render.inspection import events
from gongkai.render.inspection.events import Event, Material
from gongkai.render.matter import size_words


class Entry(NamedTuple):
    """One matter in the register."""

    record: Disclosure
    item: str
    """Of the catalogue; for a withdrawn one no more than its kind."""
    head: HeadFacts
    is_gone: bool
    """Withdrawn: then nothing but the head is told."""
    audiences: tuple[str, ...]
    period: Period | None
    form: Approval | None
    """That which came into force first."""
    changes: tuple[tuple[date, str], ...]
    """What became of it: 补录, 更正, 勘误, 重新审批."""


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


def entries(records: Iterable[Disclosure], found: Material) -> tuple[Entry, ...]:
    """公开事项登记簿."""
    return tuple([_entry(one, found) for one in records])


def _entry(record: Disclosure, found: Material) -> Entry:
    head, forms = found.brief.facts[record.address].head, found.forms_of.get(record.address, ())
    is_gone = head.state == "已撤回"
    return Entry(
        record=record,
        item=head.item.name if head.item and not is_gone else found.kinds[record.kind].title,
        head=head,
        is_gone=is_gone,
        audiences=open_to(record, head.audiences, found.brief.world.register.branch),
        period=record.period if isinstance(record, Notice) else None,
        form=forms[0][1] if forms else None,
        changes=tuple(sorted(_changes(record, forms))),
    )


def _changes(record: Disclosure, forms: Sequence[tuple[date, Approval]]) -> Iterator[tuple[date, str]]:
    if record.recorded_late:
        yield record.recorded_late.on, "补录"
    for one in record.corrections:
        yield one.on, "勘误" if one.spelling else "更正"
    for day, _ in forms[1:]:
        yield day, "重新审批"


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
