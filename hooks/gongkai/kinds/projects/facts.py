"""What follows from a project: how it stands, its phases and defences, what was spent, what its level is granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.shares import percent
from gongkai.kinds.projects.bands import Band, bands_on
from gongkai.kinds.projects.model import Defence, Money, Phase, Project
from gongkai.load.branch import Branch
from gongkai.load.fields import number

State = Literal["申报中", "实施中", "已结项", "验收未通过"]
PhaseState = Literal["未开始", "进行中", "已结束"]


@dataclass(frozen=True, kw_only=True)
class PhaseFacts:
    """One phase on the as-of date."""

    state: PhaseState
    defence: Defence | None
    """The last one of the sort that concludes it; None where none is asked for or none was held."""
    missing: bool
    """It is over, and the defence that concludes it was not held."""


@dataclass(frozen=True, kw_only=True)
class PurposeFacts:
    """One purpose."""

    left: Decimal
    """Below nothing where more was spent than planned."""
    share: str
    """Spent of what was planned: `79.7%`; empty where nothing was planned."""


@dataclass(frozen=True, kw_only=True)
class MoneyFacts:
    """Everything in yuan, added up exactly from the lines as written."""

    planned: Decimal
    spent: Decimal
    left: Decimal
    left_as_stated: Decimal
    """The same from the total as written, where it is."""
    purposes: tuple[PurposeFacts, ...]
    share: str


@dataclass(frozen=True, kw_only=True)
class ProjectFacts(Facts):
    """Everything a page of a project shows that nobody wrote."""

    as_of: date
    state: State
    phases: tuple[PhaseFacts, ...]
    roles: tuple[str, ...]
    """`负责人 1 人`, `制作 4 人`, in the order written."""
    people: int
    money: MoneyFacts | None
    bands: tuple[Band, ...]
    """In force on the day of the decision; before it, on the day of the proposal; none where the superior set none."""
    band: Band | None
    """Of its own level."""

    @property
    def status(self) -> str:
        return self.state if self.head.state == "公开" else self.head.state


def facts(record: Project, head: HeadFacts, world: World) -> ProjectFacts:
    """What follows from a project."""
    as_of = world.as_of
    bands = _bands(record, world.register.branch)
    phases = tuple(_phase(record, phase, as_of) for phase in record.phases)
    return ProjectFacts(
        head=head,
        short=f"{record.level}项目" if record.level else "创新立项",
        as_of=as_of,
        state=_state(record, as_of),
        phases=phases,
        roles=tuple(f"{role} {count} 人" for role, count in Counter(one.role for one in record.persons).items()),
        people=len(record.persons),
        money=_money(record.money) if record.money else None,
        bands=bands,
        band=next((one for one in bands if one.level == record.level), None),
        gaps=tuple(_gaps(record, phases)),
    )


def _bands(record: Project, branch: Branch) -> tuple[Band, ...]:
    return bands_on(branch, record.decided.on if record.decided else record.proposal.on)


def _state(record: Project, as_of: date) -> State:
    """By the acceptance; before it, by whether the level is fixed."""
    if record.accepted and record.accepted.on <= as_of:
        return "已结项" if record.accepted.result == "通过" else "验收未通过"
    return "实施中" if record.decided and record.decided.on <= as_of else "申报中"


def _phase(record: Project, phase: Phase, as_of: date) -> PhaseFacts:
    held = [one for one in record.defences if one.stage == phase.defence and one.on <= as_of]
    state: PhaseState = "已结束" if phase.last < as_of else "进行中" if phase.first <= as_of else "未开始"
    return PhaseFacts(
        state=state,
        defence=max(held, key=lambda one: one.on, default=None),
        missing=state == "已结束" and phase.defence is not None and not held,
    )


def _money(said: Money) -> MoneyFacts:
    granted = number(said.granted)
    spent = sum((number(one.spent) for one in said.purposes), Decimal(0))
    return MoneyFacts(
        planned=sum((number(one.planned) for one in said.purposes), Decimal(0)),
        spent=spent,
        left=granted - spent,
        left_as_stated=granted - (spent if said.spent_total is None else number(said.spent_total)),
        purposes=tuple(
            PurposeFacts(
                left=number(one.planned) - number(one.spent), share=percent(number(one.spent), number(one.planned))
            )
            for one in said.purposes
        ),
        share=percent(spent, granted),
    )


def _gaps(record: Project, phases: tuple[PhaseFacts, ...]) -> Iterator[str]:
    """The review, the defences and the acceptance that are still to come."""
    if record.decided is None:
        yield "评审：还没有评定等级和经费"
    yield from (f"{phase.defence}：还没有" for phase, own in zip(record.phases, phases, strict=True) if own.missing)
    if record.accepted is None and all(own.state == "已结束" for own in phases):
        yield "验收：还没有"
