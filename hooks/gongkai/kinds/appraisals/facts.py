"""What follows from an appraisal: counts per level against ballots, shares, limits, the course of days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from gongkai.derive import rectification
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.rectification import RectificationState
from gongkai.derive.requirements import Figure, in_force
from gongkai.derive.shares import percent
from gongkai.kinds.appraisals.levels import EXCELLENT, known, levels_of, low, places
from gongkai.kinds.appraisals.model import Appraisal, Report, Whole
from gongkai.kinds.appraisals.requirements import EXCELLENT_SHARE, FEWEST, PARTICIPATION, QUORUM
from gongkai.load.branch import Branch

Ballots = tuple[tuple[str, str], ...]
"""Every level, best first, with the ballots for it: `25 票（86.2%）`."""


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """One level, or several that stand together; ballots with their share where they are told."""

    level: str
    count: int
    share: str
    votes: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A figure that binds the appraisal, turned into people."""

    figure: Figure
    people: int
    kept: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class StepFacts:
    """One step with its day."""

    title: str
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class AppraisalFacts(Facts):
    """What a page of an appraisal shows that nobody wrote."""

    levels: tuple[str, ...]
    levels_from: str
    """`民主评议党员制度通例（来源等级 C）`."""
    rate: str
    rows: tuple[LevelRow, ...]
    rated: int
    """Members who were given a level."""
    top: int
    """Those at the first level."""
    excellent: Limit | None
    participation: Limit | None
    quorum: Limit | None
    fewest: int
    """Less than this at a low level is not told beyond the branch."""
    votes: tuple[Ballots, ...]
    """One for each report; the page shows them where these readers see those of the record."""
    steps: tuple[StepFacts, ...]
    rectifications: tuple[RectificationState, ...]


def facts(record: Appraisal, head: HeadFacts, world: World) -> AppraisalFacts:
    """What follows from an appraisal."""
    branch, levels = world.register.branch, levels_of(record)
    rows = tuple(_rows(record, levels))
    rated = sum(one.count for one in record.results)
    top = sum(one.count for one in record.results if one.level == levels[0])
    fewest = in_force(FEWEST, record.made_on, branch)
    return AppraisalFacts(
        head=head,
        short=record.sort,
        gaps=tuple(_gaps(record)),
        levels=levels,
        levels_from=_whence(record),
        rate=percent(record.present, record.expected),
        rows=rows,
        rated=rated,
        top=top,
        excellent=_most(top, rated, record, branch) if levels[0] == EXCELLENT else None,
        participation=_least(PARTICIPATION, record, branch),
        quorum=_least(QUORUM, record, branch),
        fewest=ceil(fewest.value) if fewest else 0,
        votes=tuple(_ballots(one, levels) for one in record.reports),
        steps=tuple(_steps(record, branch)),
        rectifications=tuple(rectification.state(one, world.as_of) for one in record.rectifications),
    )


def _whence(record: Appraisal) -> str:
    """Of the levels: the source of the set with its grade, or that they are the branch's own."""
    set_ = known(record)
    return f"{set_.source}（来源等级 {set_.grade}）" if set_ else "本单位自定"


def _rows(record: Appraisal, levels: tuple[str, ...]) -> Iterator[LevelRow]:
    """Every level once, best first; those of which nothing is written have nobody."""
    if not record.results:
        return
    written = {place: one for one in record.results for place in places(one.level, levels)}
    rated, cast = sum(one.count for one in record.results), sum(one.votes or 0 for one in record.results)
    told = any(one.votes is not None for one in record.results)
    done = None
    for place, level in enumerate(levels):
        one = written.get(place)
        if one is None or one is not done:
            count, votes = (one.count, one.votes) if one else (0, 0)
            share, said = percent(count, rated), _votes(votes, cast) if told else ""
            yield LevelRow(level=one.level if one else level, count=count, share=share, votes=said)
        done = one


def _ballots(report: Report, levels: tuple[str, ...]) -> Ballots:
    got = {one.level: one.count for one in report.votes}
    cast = sum(got.values())
    return tuple((level, _votes(got.get(level, 0), cast)) for level in levels)


def _votes(votes: int | None, cast: int) -> str:
    if votes is None:
        return "没有写"
    share = percent(votes, cast)
    return f"{votes} 票（{share}）" if share else f"{votes} 票"


def _most(top: int, rated: int, record: Appraisal, branch: Branch) -> Limit | None:
    """Exact: a third of 32 is more than ten and less than eleven, so ten is the most."""
    figure = in_force(EXCELLENT_SHARE, record.held_on, branch)
    if figure is None or not record.results:
        return None
    wholes: Mapping[Whole, int] = {"定等次": rated, "实参加": record.present, "应参加": record.expected}
    whole = wholes[record.excellent_of]
    most = floor(figure.value * whole)
    words = f"{record.excellent_of} {whole} 人的 {figure.value}，最多 {most} 人（不足一人的不算）"
    return Limit(figure=figure, people=most, kept=top <= most, words=words)


def _least(usual: Figure, record: Appraisal, branch: Branch) -> Limit | None:
    """How many have to take part; only of appraisals of members, where it is known who belongs to it."""
    figure = in_force(usual, record.held_on, branch)
    if figure is None or record.reports:
        return None
    is_percent = figure.unit == "%"
    least = ceil(figure.value * record.expected / (100 if is_percent else 1))
    said = figure.words.replace(" ", "") if is_percent else figure.value
    words = f"应参加 {record.expected} 人的 {said}，至少 {least} 人"
    return Limit(figure=figure, people=least, kept=record.present >= least, words=words)


def _steps(record: Appraisal, branch: Branch) -> Iterator[StepFacts]:
    """In the order of days; what falls on one day, in the order written."""
    found = [StepFacts(title=step.what, on=step.on, by="") for step in record.steps]
    if record.decided:
        by = branch.superior if record.decided.by == "上级党组织" else record.decided.by
        found.append(StepFacts(title="组织评定", on=record.decided.on, by=by))
    if record.told_on:
        found.append(StepFacts(title="告知本人", on=record.told_on, by=""))
    yield from sorted(found, key=lambda one: one.on)


def _gaps(record: Appraisal) -> Iterator[str]:
    """What is still missing once the levels are there."""
    outside = record.decided is not None and record.decided.by == "上级党组织"
    if record.meeting is None and not outside:
        yield "评议会的会议记录：还没有写明"
    if record.decided and record.told_on is None:
        yield "结果告知本人：还没有写明"
    levels = levels_of(record)
    if any(one.count and one.level == levels[-1] for one in record.results) and not record.handled:
        yield f"{levels[-1]}党员的处置：还没有写明"


def at_low_levels(record: Appraisal) -> Iterator[tuple[int, int]]:
    """Place and count of each result that lies wholly among the low levels."""
    levels = levels_of(record)
    for number, one in enumerate(record.results):
        where = places(one.level, levels)
        if where and where[0] in low(levels):
            yield number, one.count
