"""Facts of the common head: state, approval, audience, who refers to whom, and how soon it was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

from gongkai.derive.calendar import WorkCalendar
from gongkai.derive.limits import PUBLISHED, due
from gongkai.derive.requirements import in_force
from gongkai.history import NONE, History
from gongkai.load.approval import Approval
from gongkai.load.branch import Branch
from gongkai.load.catalogue import Item
from gongkai.load.record import Disclosure
from gongkai.load.register import Register

State = Literal["草稿", "待公开", "公开", "已撤回"]


@dataclass(frozen=True, eq=False)
class World:
    """What every fact and every rule may look at. It equals only itself: a key of what is worked out from it once."""

    register: Register
    calendar: WorkCalendar
    as_of: date
    history: History = NONE

    @cached_property
    def heads(self) -> Mapping[str, HeadFacts]:
        """What follows from the head of a record, by address, worked out for whoever asks first."""
        return _Heads(self)


class _Heads(dict[str, "HeadFacts"]):
    """Of one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def __missing__(self, address: str) -> HeadFacts:
        found = self[address] = head(self.world.register.by_name[address], self.world)
        return found


@dataclass(frozen=True, kw_only=True)
class HeadFacts:
    """What follows from the head of one record on the as-of date."""

    state: State
    item: Item | None
    audiences: frozenset[str]
    form: Approval | None
    """The newest form that has been decided, whatever its day; None for a draft."""
    approvals: tuple[Approval, ...]
    """The forms in force on the as-of date, in the order in which they took effect: the first approved it."""
    approved_on: date | None
    """The day on which the first form took effect: publication has to follow it."""
    working_days_to_publish: int | None
    """From the day after 形成日期 to 公开日期; None where either is missing or it was recorded late."""
    over_limit: bool
    """Published later than the catalogue item's time limit allows."""
    due_after_approval: date | None
    """By when an approved matter is published; None where the branch's superior sets no such day."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the facts of every kind begin with."""

    head: HeadFacts
    short: str
    """The kind's short word for the record, in lists: 支部党员大会, 发展对象."""

    @property
    def status(self) -> str:
        """How it stands, in lists."""
        return self.head.state

    @property
    def standing(self) -> str:
        """The same in one of few words, by which lists are chosen from."""
        return self.status

    gaps: tuple[str, ...] = ()
    """What is still missing in the thread of a matter, each a sentence."""


def head(record: Disclosure, world: World) -> HeadFacts:
    """What follows from the common head of one record."""
    register, as_of = world.register, world.as_of
    decided = [(one.effective_on, one) for one in register.approvals_of.get(record.address, ()) if one.effective_on]
    effective = sorted(decided, key=lambda one: (one[0], one[1].address))
    approvals = tuple(one for day, one in effective if day <= as_of)
    item = register.catalogue.item(record.kind, record.item, record.type_words)
    taken = _days_taken(record, world.calendar)
    limit = item.time_limit if item else None
    return HeadFacts(
        state=_state(record, approvals, as_of),
        item=item,
        audiences=record.audiences_on(as_of, item.audiences if item else ()),
        form=decided[-1][1] if decided else None,
        approvals=approvals,
        approved_on=effective[0][0] if effective else None,
        working_days_to_publish=taken,
        over_limit=taken is not None and limit is not None and taken > limit,
        due_after_approval=_due_after_approval(decided[0][0], world) if decided else None,
    )


def _due_after_approval(approved: date, world: World) -> date | None:
    within = in_force(PUBLISHED, approved, world.register.branch)
    return due(within, approved, world.calendar) if within else None


def _state(record: Disclosure, approvals: tuple[Approval, ...], as_of: date) -> State:
    if not approvals:
        return "草稿"
    if record.withdrawn and record.withdrawn.on <= as_of:
        return "已撤回"
    if record.published_on is None or record.published_on > as_of:
        return "待公开"
    return "公开"


def _days_taken(record: Disclosure, calendar: WorkCalendar) -> int | None:
    if record.published_on is None or record.recorded_late or record.published_on < record.made_on:
        return None
    after = record.made_on.toordinal() + 1
    return calendar.working_days(date.fromordinal(after), record.published_on)


BRANCH_ONLY: Final = frozenset({"本支部党员", "特定对象"})


def beyond_branch(record: Disclosure, item: Item | None) -> tuple[str, ...]:
    """The audiences beyond the branch's own members to whom a record is open, on whatever day."""
    ever = record.audiences_ever(item.audiences if item else ())
    return tuple(name for name in ever if name not in BRANCH_ONLY)


def may_see(branch: Branch, site: Iterable[str], open_to: frozenset[str]) -> bool:
    """Whether every reader of a site built for the audiences `site` is among those it is open to (design §5.13)."""
    return all(branch.within(audience) & open_to for audience in site)
