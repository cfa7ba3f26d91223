"""公开档案 of a year: what was published, approved and attached, worked out of the records and so equal to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    kind: str
    head: HeadFacts
    is_gone: bool
    """Withdrawn: then nothing but the head is told."""
    audiences: tuple[str, ...]
    period: Period | None
    form: Approval | None
    """That which came into force first."""
    again: tuple[date, ...]
    """When it was approved anew, after corrections."""


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
    facts, kinds = found.brief.facts, found.kinds
    approvals = _by_record(found)
    return tuple([_entry(one, kinds[one.kind].title, facts[one.address].head, approvals) for one in records])


Dated = tuple[date, Approval]


def _by_record(found: Material) -> Mapping[str, Sequence[Dated]]:
    """Address → the approvals in force that cover it, the first one in front."""
    by_record: dict[str, list[Dated]] = {}
    for dated in reversed(found.forms):
        for name in dated[1].records:
            if name in found.addresses:
                by_record.setdefault(found.addresses[name], []).append(dated)
    return by_record


def _entry(record: Disclosure, kind: str, head: HeadFacts, approvals: Mapping[str, Sequence[Dated]]) -> Entry:
    forms = approvals.get(record.address, ())
    return Entry(
        record=record,
        kind=kind,
        head=head,
        is_gone=head.state == "已撤回",
        audiences=open_to(record, head.audiences),
        period=record.period if isinstance(record, Notice) else None,
        form=forms[0][1] if forms else None,
        again=tuple([day for day, _ in forms[1:]]),
    )


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
