"""When each part of a file of the sample branch was written: drafted, submitted, added to, corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from dated import Slot, Step
from gongkai.kinds.grades.model import Grade
from gongkai.load.approval import Approval
from gongkai.load.fields import part_name
from gongkai.load.part import PathOf
from gongkai.load.reading import Tree
from gongkai.load.record import Disclosure
from told import BRANCH, Told

DAYS: Final = ("told_on", "answered_on", "done", "returned_on")
"""Fields that hold the day on which they were written."""
ANSWERED: Final = timedelta(days=10)
"""After how long the superior answered a question about figures: the data do not say it."""


@dataclass(frozen=True)
class Course:
    """The steps of one record: drafted, submitted for the first form, approved by the first that was not refused."""

    record: Disclosure
    forms: tuple[Approval, ...]
    """Which name the record, in the order of their steps."""

    @cached_property
    def submitted(self) -> Step | None:
        """When it was given its number and its day of publication, with all that the form covers."""
        return Step(self.forms[0].proposed.on, Slot.SUBMITTED, self.forms[0].address) if self.forms else None

    @cached_property
    def approved(self) -> Step | None:
        return next((form_step(form) for form in self.forms if form.is_decided), None)

    @cached_property
    def drafted(self) -> Step:
        """What is written on the day of the proposal is submitted at once, without a commit of its own."""
        record = self.record
        day = record.recorded_late.on if record.recorded_late else record.made_on
        if isinstance(record, Grade) and record.mismatch:
            # Until the superior is asked, figures that do not agree are a fault, and nobody commits one.
            day = max(day, record.mismatch.asked_on)
        if self.submitted and self.submitted.day <= day:
            return self.submitted
        return Step(day, Slot.DRAFT, record.address)

    @property
    def drafter(self) -> str:
        return self.forms[0].proposed.by if self.forms else "宣传委员"


def form_step(form: Approval) -> Step:
    """The step in which a form is committed: when it took effect, or was refused."""
    if day := form.effective_on:
        return Step(day, Slot.APPROVED, form.address)
    assert form.reviewed
    return Step(form.reviewed.on, Slot.REFUSED, form.address)


@dataclass(frozen=True)
class OfRecord:
    """The step of each part of a record: dated parts on their day, links when what they lead to has its number."""

    course: Course
    named: Mapping[str, Step]
    """Index number → the step in which it was given; address → that of the draft."""
    told: Told

    def __call__(self, path: PathOf, value: Tree) -> Step | None:
        if not path:
            return self.course.drafted
        if path in (("index",), ("published_on",)):
            return self.course.submitted
        steps = [self.on(day)] if (day := self._day(path, value)) else []
        # A decision is written down no sooner than the minutes of its meeting have a number.
        led_to = value.get("meeting") if isinstance(value, dict) and "on" in value else value
        if isinstance(led_to, str) and (record := part_name(led_to).record) in self.named:
            steps.append(self._linked(record))
        return max(steps, default=None)

    def on(self, day: date) -> Step:
        """What has happened by then is in the draft, or goes in when it is submitted."""
        drafted, submitted = self.course.drafted, self.course.submitted
        if day <= drafted.day:
            return drafted
        if submitted and day <= submitted.day:
            return submitted
        return Step(day, Slot.LATER, self.course.record.address)

    def _linked(self, index: str) -> Step:
        given = self.named[index]
        known = [step for step in (self.course.drafted, self.course.submitted) if step and given <= step]
        return known[0] if known else Step(given.day, Slot.LINKED, "")

    def _day(self, path: PathOf, value: Tree) -> date | None:
        if isinstance(value, dict):
            return self._day_of_part(path, value)
        key, around = path[-1], self._around(path)
        if key in ("received", "follow_up"):
            return self._concluded
        if key in DAYS or (key == "until" and path[0] == "posted"):
            return _day_in(value)
        if key == "evidence":
            return _day_in(around.get("done"))
        if key == "answer":
            asked = _day_in(around.get("asked_on"))
            return asked + ANSWERED if asked else _day_in(around.get("answered_on"))
        return None

    def _day_of_part(self, path: PathOf, part: dict[str, Tree]) -> date | None:
        if path == ("received",):
            return self._concluded
        if path[0] == "posted":
            since, published = _day_in(part["since"]), self.course.record.published_on
            return since if since and published and since > published else None
        address = self.course.record.address
        if path[0] == "attachments":
            return self.told.attached.get((address, str(part["file"])))
        day = _day_in(part.get("on", part.get("asked_on")))
        if day and path[0] == "corrections":
            return self.told.spoken.get((address, day), day)
        return day

    def _around(self, path: PathOf) -> dict[str, Tree]:
        """The mapping in which the part stands."""
        tree: Tree = self._root
        for name in path[:-1]:
            tree = tree[name]  # type: ignore[index]  # a path of this very tree
        return tree if isinstance(tree, dict) else {}

    @cached_property
    def _root(self) -> dict[str, Tree]:
        return self.course.record.document.values

    @cached_property
    def _concluded(self) -> date | None:
        """The last day on which a result was written."""
        return max(_outcomes(self._root), default=None)


def _outcomes(tree: Tree) -> Iterator[date]:
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for part in parts:
        yield from _outcomes(part)
    if isinstance(tree, dict) and isinstance(outcome := tree.get("outcome"), dict) and (day := _day_in(outcome["on"])):
        yield day


def _day_in(written: object) -> date | None:
    """A day; None for 是 and what else is none."""
    return date.fromisoformat(written) if isinstance(written, str) and _DAY.fullmatch(written) else None


_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class OfBranch:
    """branch.yaml: strength and committee change on their day, explanations are added on theirs."""

    began: date

    def __call__(self, path: PathOf, value: Tree) -> Step | None:
        first = Step(self.began, Slot.BASE, BRANCH)
        if not path:
            return first
        if isinstance(value, dict) and path[0] in ("members", "committee", "amended", "deviations"):
            day = _day_in(value.get("since", value.get("on")))
            return max(first, Step(day, Slot.BASE, BRANCH)) if day else None
        return None
