"""What happened to a record since it was published, as its readers may see it: when, in which role, what and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from gongkai.history.published import before_each
from gongkai.history.versions import Commit, Difference, Step, Timeline
from gongkai.history.words import Line, What, called, lines, reason, told_apart
from gongkai.render.untold import Readers, Teller

SHORT: Final = 12
"""Changes and lines that a page shows at once."""
_UNREADABLE: Final = Line("当时的文件写法有差错，不能逐项比较", "", "")


class Happening(NamedTuple):
    """One change of one record."""

    on: date | None
    """None where it is not committed yet."""
    role: str
    """Whoever committed it, by the branch's own list; empty for what is not committed."""
    what: What | Literal["公开"]
    lines: tuple[Line, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """All that is told of one record, oldest first and beginning with its publication."""

    happenings: tuple[Happening, ...]

    @property
    def first_on(self) -> date | None:
        return self.happenings[0].on

    @property
    def last_on(self) -> date | None:
        """None where the last one is not committed."""
        return self.happenings[-1].on

    @property
    def changes(self) -> int:
        return len(self.happenings) - 1

    @property
    def is_short(self) -> bool:
        """Whether it may stand open on its page."""
        return sum(1 + len(one.lines) for one in self.happenings) <= SHORT


def happenings(teller: Teller, timeline: Timeline) -> tuple[Happening, ...]:
    """Oldest first, from the publication on; what a draft was before is nobody's business.

    What an earlier text said of a result that is for members only stays theirs, too, and of a record that was
    withdrawn nothing is told but that and when.
    """
    record, readers = teller.record, teller.readers
    if record.published_on is None or timeline.approved is None:
        return ()
    first = Happening(on=record.published_on, role=_role(timeline.approved, readers), what="公开")
    if not timeline.steps:
        return (first,)
    told = (_happening(step, teller) for step in _public(timeline.steps, record.published_on, timeline.approved))
    if record.withdrawn:
        gone = [one for one in told if one.what == "撤回"]
        return (first, *(one._replace(lines=(), reasons=(record.withdrawn.reason,)) for one in gone[-1:]))
    if teller.is_silent:
        return (first,)
    return (first, *(one for one in told if one.lines or one.reasons))


def _public(steps: Sequence[Step], published_on: date, approved: Commit) -> list[Step]:
    """Those that changed what was public by then; a text that was still to come is nobody's business either."""
    found = [
        step
        for step, day in before_each(steps, published_on)
        if step.commit.place > approved.place and not step.is_removal and day is not None and day <= step.commit.day
    ]
    return found[::-1]


def _role(commit: Commit, readers: Readers) -> str:
    return readers.role_of(commit.email, commit.day) if commit.is_made else ""


def _happening(step: Step, teller: Teller) -> Happening:
    """A text that cannot be read by field is not shown: nobody could say which of it these readers may see."""
    told = tell(teller, step.differences)
    return Happening(
        on=step.commit.day if step.commit.is_made else None,
        role=_role(step.commit, teller.readers),
        what=told.what,
        lines=(_UNREADABLE,) if step.is_faulty else told.lines,
        reasons=told.reasons,
    )


def tell(teller: Teller, found: Iterable[Difference]) -> Happening:
    """What differs, as these readers may see it; when and by whom is not known here."""
    model = type(teller.record)
    said, rest = told_apart(teller.open(found))
    return Happening(
        on=None, role="", what=called(said, rest, model), lines=lines(rest, model), reasons=tuple(map(reason, said))
    )
