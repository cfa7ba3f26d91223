"""Facts of the common head: state, approval, audience, who refers to whom, and how soon it was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.derive.calendar import WorkCalendar
from gongkai.load.approval import Approval
from gongkai.load.branch import Branch, Item
from gongkai.load.record import Disclosure
from gongkai.load.register import Register

State = Literal["草稿", "待公开", "公开", "已撤回"]


@dataclass(frozen=True)
class World:
    """What every fact may look at: the register, the working calendar and the as-of date."""

    register: Register
    calendar: WorkCalendar
    as_of: date


@dataclass(frozen=True, kw_only=True)
class HeadFacts:
    """What follows from the head of one record on the as-of date."""

    state: State
    item: Item | None
    audiences: frozenset[str]
    approval: Approval | None
    """The approval in force; None for a draft."""
    working_days_to_publish: int | None
    """From the day after 形成日期 to 公开日期; None where either is missing or it was recorded late."""
    over_limit: bool
    """Published later than the catalogue item's time limit allows."""
    refers_to: tuple[str, ...]
    """Addresses, in the order written; an unreadable or missing target is left out."""
    referred_by: tuple[str, ...]


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

    gaps: tuple[str, ...] = ()
    """What is still missing in the thread of a matter, each a sentence."""


def in_force(approval: Approval, as_of: date) -> bool:
    """Decided by the as-of date, nothing refused, and agreed above where it goes beyond the branch's powers."""
    decided = approval.approved is not None and approval.approved.on <= as_of
    review = approval.reviewed
    passed = {review.secrecy, review.necessity, review.accuracy} == {"通过"}
    agreed = not approval.beyond_powers or (approval.referred is not None and approval.referred.on <= as_of)
    return decided and passed and agreed


def head(record: Disclosure, world: World) -> HeadFacts:
    """What follows from the common head of one record."""
    register, as_of = world.register, world.as_of
    approvals = register.approvals_of.get(record.address, ())
    approval = next((one for one in reversed(approvals) if in_force(one, as_of)), None)
    item = register.catalogue.item(record.kind, record.item)
    taken = _days_taken(record, world.calendar)
    limit = item.time_limit if item else None
    targets = (register.by_name.get(name) for _, name in record.cited())
    return HeadFacts(
        state=_state(record, approval, as_of),
        item=item,
        audiences=record.audiences_on(as_of, item.audiences if item else ()),
        approval=approval,
        working_days_to_publish=taken,
        over_limit=taken is not None and limit is not None and taken > limit,
        refers_to=tuple(dict.fromkeys(target.address for target in targets if target)),
        referred_by=tuple(one.address for one in register.referrers.get(record.address, ())),
    )


def _state(record: Disclosure, approval: Approval | None, as_of: date) -> State:
    if approval is None:
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


def may_see(branch: Branch, site: Iterable[str], open_to: frozenset[str]) -> bool:
    """Whether every reader of a site built for the audiences `site` is among those it is open to (design §5.13)."""
    return all(branch.within(audience) & open_to for audience in site)


def published(facts: Mapping[str, Facts]) -> frozenset[str]:
    """Addresses of what is public or withdrawn; drafts and pending matters are not among them."""
    return frozenset(address for address, one in facts.items() if one.head.state in ("公开", "已撤回"))
