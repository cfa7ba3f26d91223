"""What happened to matters as matters: approved, entered late, corrected, withdrawn; and to which year each belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from gongkai.findings import Finding
from gongkai.kinds import Kind
from gongkai.load.afterwards import Correction, RecordedLate, Withdrawn
from gongkai.load.approval import Approval
from gongkai.load.record import Disclosure
from gongkai.render.brief import Brief
from gongkai.render.matter import Link, link


@dataclass(frozen=True, kw_only=True)
class Material:
    """What all sheets are made from, looked up once."""

    brief: Brief
    kinds: Mapping[str, Kind]
    years: tuple[int, ...]
    """Every year of which there is something to tell, newest first."""
    by_year: Mapping[int, tuple[Disclosure, ...]]
    """Public records, newest first."""
    forms: tuple[tuple[date, Approval], ...]
    """Approvals in force that cover something the readers may see, newest first."""
    addresses: Mapping[str, str]
    """Index number or address → address, of what the readers may see."""

    @cached_property
    def public(self) -> tuple[Disclosure, ...]:
        """Of all years."""
        return tuple(record for year in self.years for record in self.by_year.get(year, ()))

    @cached_property
    def forms_of(self) -> Mapping[str, Sequence[tuple[date, Approval]]]:
        """Address → the approvals in force that cover it, the first one in front."""
        by_record: dict[str, list[tuple[date, Approval]]] = {}
        for day, form in reversed(self.forms):
            for address in filter(None, map(self.addresses.get, form.records)):
                by_record.setdefault(address, []).append((day, form))
        return by_record

    @cached_property
    def published(self) -> Mapping[int, Sequence[Disclosure]]:
        """By the year of publication and in its order, withdrawn ones included."""
        facts = self.brief.facts
        by_year: dict[int, list[tuple[date, str, Disclosure]]] = {}
        for one in self.brief.shown.values():
            if one.published_on and facts[one.address].head.state in ("公开", "已撤回"):
                by_year.setdefault(one.published_on.year, []).append((one.published_on, one.index or "", one))
        return {year: [one for *_, one in sorted(those, key=lambda one: one[:2])] for year, those in by_year.items()}

    @cached_property
    def by_item(self) -> Mapping[tuple[str, str, int | None], tuple[Disclosure, ...]]:
        """Kind and name of an item of the catalogue, and a year or None for all → what was published of it."""
        found: dict[tuple[str, str, int | None], list[Disclosure]] = {}
        for record in self.public:
            if item := self.brief.facts[record.address].head.item:
                found.setdefault((item.kind, item.name, None), []).append(record)
                found.setdefault((item.kind, item.name, record.year), []).append(record)
        return {item: tuple(records) for item, records in found.items()}

    @cached_property
    def gone(self) -> tuple[tuple[Withdrawn, Disclosure], ...]:
        """Those that were withdrawn, each after its withdrawal."""
        shown, facts = self.brief.shown.values(), self.brief.facts
        return tuple(
            (one.withdrawn, one) for one in shown if one.withdrawn and facts[one.address].head.state == "已撤回"
        )

    @cached_property
    def late(self) -> tuple[tuple[RecordedLate, Disclosure], ...]:
        """Those that were entered late, each after its note of that."""
        return tuple((record.recorded_late, record) for record in self.public if record.recorded_late)

    @cached_property
    def corrected(self) -> tuple[tuple[Correction, Disclosure], ...]:
        """Every correction, with its record."""
        return tuple((one, record) for record in self.public for one in record.corrections)

    def year_of_lapse(self, lapse: Finding) -> int | None:
        """The year of its record, of its form or of the span it is about; None where it is about no time."""
        return _lapse_year(lapse, self.brief, self.kinds)


def day_of(record: Disclosure, kinds: Mapping[str, Kind]) -> date:
    """The day by which the record belongs to a year."""
    inspection = kinds[record.kind].inspection
    return inspection.day(record) if inspection else record.made_on


def material(brief: Brief, kinds: Mapping[str, Kind]) -> Material:
    """One look over everything shown."""
    by_year: dict[int, list[tuple[date, Disclosure]]] = {}
    for record in brief.shown.values():
        if brief.facts[record.address].head.state == "公开":
            day = day_of(record, kinds)
            by_year.setdefault(day.year, []).append((day, record))
    forms = tuple(_forms(brief))
    return Material(
        brief=brief,
        kinds=kinds,
        years=_years(brief, kinds, forms, by_year),
        by_year={year: _newest_first(those) for year, those in by_year.items()},
        forms=forms,
        addresses={
            name: record.address for record in brief.shown.values() for name in (record.index, record.address) if name
        },
    )


def _newest_first(dated: Sequence[tuple[date, Disclosure]]) -> tuple[Disclosure, ...]:
    return tuple(one for _, one in sorted(dated, key=lambda pair: (pair[0], pair[1].address), reverse=True))


def _years(
    brief: Brief, kinds: Mapping[str, Kind], forms: Iterable[tuple[date, Approval]], of_records: Iterable[int]
) -> tuple[int, ...]:
    years = {brief.world.as_of.year, *of_records, *(day.year for day, _ in forms)}
    for record in brief.shown.values():
        events = (*record.corrections, *(one for one in (record.withdrawn, record.recorded_late) if one))
        published = record.published_on if brief.facts[record.address].head.state in ("公开", "已撤回") else None
        years |= {record.year, *(one.on.year for one in events), *((published.year,) if published else ())}
    return tuple(sorted(years | {year for lapse in brief.lapses if (year := _lapse_year(lapse, brief, kinds))})[::-1])


def _lapse_year(lapse: Finding, brief: Brief, kinds: Mapping[str, Kind]) -> int | None:
    if record := brief.shown.get(lapse.record):
        return day_of(record, kinds).year
    if lapse.record.startswith("approvals/"):
        return int(lapse.record.split("/")[1])
    return int(lapse.covers.partition("年")[0]) if lapse.covers else None


def _forms(brief: Brief) -> Iterator[tuple[date, Approval]]:
    register = brief.world.register
    in_force = [(day, form) for form in register.approvals if (day := form.effective_on) and day <= brief.world.as_of]
    for day, form in sorted(in_force, key=lambda one: (one[0], one[1].address), reverse=True):
        targets = (register.by_name.get(name) for name in form.records)
        if any(target and target.address in brief.shown for target in targets):
            yield day, form


class Changed(NamedTuple):
    """A change after an approval: by git, or, where there is no history, by the branch's own word."""

    what: str
    on: date | None
    """None where it is not committed."""
    anchor: str
    """The section of the matter's page that tells more."""


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A matter that a form approves."""

    link: Link
    published_on: date | None
    again: bool
    """An earlier form had approved it before."""
    changes: tuple[Changed, ...]
    """What was changed after the approval, other than what was added in the course of things."""


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One 《党务公开审批表》 in force, with what it covers."""

    form: Approval
    covers: tuple[Covered, ...]


def forms(found: Material, year: int, root: str) -> tuple[FormRow, ...]:
    """Those in force from a day of the year, newest first."""
    return tuple(
        FormRow(form=form, covers=tuple(_covered(form, day, found, root)))
        for day, form in found.forms
        if day.year == year
    )


def _covered(form: Approval, day: date, found: Material, root: str) -> Iterator[Covered]:
    shown = found.brief.shown
    for address in filter(None, (found.addresses.get(name) for name in form.records)):
        record, first = shown[address], found.brief.facts[address].head.approvals[0]
        again, changes = form.address != first.address, tuple(_changed(found.brief, record, day))
        yield Covered(
            link=link(record, found.kinds, root), published_on=record.published_on, again=again, changes=changes
        )


def _changed(brief: Brief, record: Disclosure, day: date) -> Iterator[Changed]:
    """After the form of that day; of a withdrawn record nothing is told any more."""
    past = brief.happenings.get(record.address)
    if brief.facts[record.address].head.state == "已撤回":
        return
    for one in past or ():
        if one.what in ("改动", "更正", "勘误") and (one.on is None or one.on > day):
            yield Changed(one.what, one.on, "history")
    for correction in record.corrections if past is None else ():
        if correction.on > day:
            yield Changed("更正", correction.on, "corrections")


@dataclass(frozen=True, kw_only=True)
class Event:
    """A correction, a withdrawal or a late entry, by its own day."""

    on: date
    link: Link
    words: str


def corrections(found: Material, year: int, root: str) -> tuple[Event, ...]:
    """What was changed after it was published, and why."""
    return _in_order(
        Event(on=one.on, link=link(record, found.kinds, root), words=f"勘误：{one.note}" if one.spelling else one.note)
        for one, record in found.corrected
        if one.on.year == year
    )


def recorded_late(found: Material, year: int, root: str) -> tuple[Event, ...]:
    """What was entered long after the event, and from which source."""
    return _in_order(
        Event(on=one.on, link=link(record, found.kinds, root), words=one.source)
        for one, record in found.late
        if one.on.year == year
    )


def withdrawn(found: Material, year: int, root: str) -> tuple[Event, ...]:
    """What is no longer shown, and why."""
    return _in_order(
        Event(on=one.on, link=link(record, found.kinds, root), words=one.reason)
        for one, record in found.gone
        if one.on.year == year
    )


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda one: (one.on, one.link.href), reverse=True))
