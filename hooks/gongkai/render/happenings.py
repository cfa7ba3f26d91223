"""What happened to a record since it was published, as its readers may see it: when, in which role, what and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from pydantic import BaseModel

from gongkai.history.differences import Model, is_later
from gongkai.history.versions import Commit, Difference, Step, Timeline
from gongkai.history.words import Line, lines, reason, told_apart
from gongkai.load.branch import Tracking
from gongkai.load.fields import ADDRESS, INDEX_NUMBER
from gongkai.load.notice import MEMBERS_ONLY, Notice
from gongkai.load.part import Sees, field_in, path_of
from gongkai.load.reading import Tree
from gongkai.load.record import Disclosure
from gongkai.render import audience

SHORT: Final = 12
"""Changes and lines that a page shows at once."""
_UNREADABLE: Final = Line("当时的文件写法有差错，不能逐项比较", "", "")
What = Literal["公开", "补充", "更正", "勘误", "改动", "撤回"]


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One change of one record."""

    on: date | None
    """None where it is not committed yet."""
    role: str
    """Whoever committed it, by the branch's own list; empty for what is not committed."""
    what: What
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


@dataclass(frozen=True)
class Readers:
    """For whom it is told."""

    sees: Sees
    knows: Callable[[str], bool]
    """Whether an index number or an address may be named to them: a hidden record leaves no trace."""
    tracking: Tracking


def happenings(record: Disclosure, timeline: Timeline, readers: Readers) -> tuple[Happening, ...]:
    """Oldest first, from the publication on; what a draft was before is nobody's business.

    `record` is whole, not as its readers see it. What an earlier text said of a result that is for members only
    stays theirs, too, and of a record that was withdrawn nothing is told but that and when.
    """
    if record.published_on is None or timeline.approved is None:
        return ()
    first = Happening(on=record.published_on, role=_role(timeline.approved, readers.tracking), what="公开")
    steps = [step for step in timeline.steps if _is_public(step, record, timeline.approved)]
    told = (_happening(step, record, readers) for step in steps)
    if record.withdrawn:
        gone = [one for one in told if one.what == "撤回"]
        return (first, *(replace(one, lines=(), reasons=(record.withdrawn.reason,)) for one in gone))
    if is_reserved(record, steps) and not readers.sees("本单位党员"):
        return (first,)
    return (first, *(one for one in told if one.lines or one.reasons))


def _is_public(step: Step, record: Disclosure, approved: Commit) -> bool:
    published = record.published_on is not None and record.published_on <= step.commit.day
    return published and step.commit.place > approved.place and not step.is_removal


def _role(commit: Commit, tracking: Tracking) -> str:
    return tracking.role_of(commit.email, commit.day) if commit.is_made else ""


def _happening(step: Step, record: Disclosure, readers: Readers) -> Happening:
    """A text that cannot be read by field is not shown: nobody could say which of it these readers may see."""
    told = tell(record, step.differences, readers)
    return replace(
        told,
        on=step.commit.day if step.commit.is_made else None,
        role=_role(step.commit, readers.tracking),
        lines=(_UNREADABLE,) if step.is_faulty else told.lines,
    )


def tell(record: Disclosure, found: Iterable[Difference], readers: Readers) -> Happening:
    """What differs, as these readers may see it; when and by whom is not known here."""
    model, sees = type(record), readers.sees
    declared, rest = told_apart(one for one in found if not audience.hides(model, one.fields, sees))
    said = [one for one in declared if not audience.hides(model, path_of(str(one.get("about", ""))), sees)]
    shown = tuple(_seen(rest, model, readers))
    return Happening(
        on=None, role="", what=_what(said, rest, model), lines=lines(shown, model), reasons=tuple(map(reason, said))
    )


def _what(said: list[dict[str, Tree]], rest: list[Difference], model: type[BaseModel]) -> What:
    if any(one.path[:1] == ("withdrawn",) for one in rest):
        return "撤回"
    if said:
        return "勘误" if all(one.get("spelling") in ("是", "true") for one in said) else "更正"
    return "补充" if all(is_later(one, model) for one in rest) else "改动"


def is_reserved(record: Disclosure, steps: Iterable[Step]) -> bool:
    """Whether somebody's result is, or ever was, for members only."""
    if not isinstance(record, Notice):
        return False
    values = (value for step in steps for one in step.differences for value in (one.before, one.after))
    return record.is_reserved or any(word in MEMBERS_ONLY for value in values for word in _words(value))


def _words(value: Tree | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
        return
    for inner in value.values() if isinstance(value, dict) else value or ():
        yield from _words(inner)


def _seen(found: Iterable[Difference], model: Model, readers: Readers) -> Iterator[Difference]:
    """Without what lies in them and these readers may not see; nothing of one of which nothing is left."""
    for one in found:
        here = model
        for name in one.fields:
            here = field_in(here, name)[1]
        before, after = _shown(one.before, here, readers), _shown(one.after, here, readers)
        if before is not None or after is not None:
            yield one._replace(before=before, after=after)


def _shown(value: Tree | None, model: Model, readers: Readers) -> Tree | None:
    if isinstance(value, str):
        is_name = INDEX_NUMBER.fullmatch(value) or ADDRESS.fullmatch(value)
        return None if is_name and not readers.knows(value) else value
    if isinstance(value, list):
        return [part for part in (_shown(item, model, readers) for item in value) if part is not None] or None
    if value is None or model is None:
        return value
    fields = {name: field_in(model, name) for name in value}
    return {
        name: shown
        for name, inner in value.items()
        if (field := fields[name][0]) is None or readers.sees(audience.widest(field))
        if (shown := _shown(inner, fields[name][1], readers)) is not None
    } or None
