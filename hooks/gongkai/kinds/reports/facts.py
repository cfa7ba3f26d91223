"""What follows from a report: its figures in a line, and how what it tells of stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.requirements import Figure
from gongkai.derive.requirements import in_force as figure_in_force
from gongkai.derive.shares import percent
from gongkai.kinds.reports import regulations
from gongkai.kinds.reports.model import Report
from gongkai.kinds.reports.parts import Problem, Trained, Training
from gongkai.kinds.reports.requirements import OF_YEAR, WORKBOOK
from gongkai.kinds.reports.wording import points

ProblemState = Literal["整改中", "逾期未整改", "已整改", "逾期整改", "没有写时限"]
OPEN: Final[frozenset[ProblemState]] = frozenset({"整改中", "逾期未整改", "没有写时限"})
"""Still to be put right."""


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """One group of a training."""

    percent: str
    """Took part, of those who should have."""
    figures: tuple[Figure, ...]
    """What a year's sum is held against; empty for a single course."""


@dataclass(frozen=True, kw_only=True)
class ReportFacts(Facts):
    """What a page of a report shows that nobody wrote."""

    stands: str
    """Of a regulation or a check: `现行`, `整改中`; empty where there is nothing more to say."""
    points: str
    """The figures in a line, for lists of several types: `党员 32/33 人，人均 8 学时`."""
    groups: tuple[GroupFacts, ...]
    replaced_by: tuple[str, ...]
    """Addresses of the regulations that took its place."""
    problems: tuple[ProblemState, ...]
    workbook: Figure | None
    """By when a workbook has to be handed in; None for whatever is none."""
    workbook_due: date | None

    @property
    def status(self) -> str:
        return self.stands if self.stands and self.head.state == "公开" else self.head.state


def facts(record: Report, head: HeadFacts, world: World) -> ReportFacts:
    """What follows from a report."""
    replaced = tuple(regulations.replacing(record, world)) if record.regulation else ()
    problems = tuple(_problem(one, world.as_of) for one in record.check.problems) if record.check else ()
    workbook = _workbook(record, world)
    return ReportFacts(
        head=head,
        short=record.type,
        stands=_stands(record, bool(replaced), problems, world),
        points=points(record),
        groups=tuple(_group(record.training, one, record, world) for one in record.training.groups)
        if record.training
        else (),
        replaced_by=replaced,
        problems=problems,
        workbook=workbook,
        workbook_due=workbook.after(record.covers.last) if workbook and record.covers else None,
        gaps=tuple(_gaps(record)),
    )


def _group(training: Training, one: Trained, record: Report, world: World) -> GroupFacts:
    figures: list[Figure] = []
    if training.sort == "全年" and record.whole_year:
        asked = (OF_YEAR.get((one.who, unit)) for unit in ("学时", "天"))
        begins = date(record.whole_year, 1, 1)
        found = (figure_in_force(figure, begins, world.register.branch) for figure in asked if figure)
        figures = [figure for figure in found if figure]
    return GroupFacts(percent=percent(one.trained, one.expected), figures=tuple(figures))


def _problem(one: Problem, as_of: date) -> ProblemState:
    if one.done and one.done <= as_of:
        return "逾期整改" if one.due and one.done > one.due else "已整改"
    if one.due is None:
        return "没有写时限"
    return "逾期未整改" if one.due < as_of else "整改中"


def _stands(record: Report, replaced: bool, problems: tuple[ProblemState, ...], world: World) -> str:
    if record.regulation:
        return regulations.in_force(record.regulation, replaced, world)
    return _of_check(problems) if record.check else ""


def _of_check(problems: tuple[ProblemState, ...]) -> str:
    if not problems:
        return "没有发现问题"
    if "逾期未整改" in problems:
        return "逾期未整改"
    return "整改中" if OPEN & {*problems} else "已整改"


def _workbook(record: Report, world: World) -> Figure | None:
    """The figure that holds for the year of which the workbook is."""
    if record.report is None or record.report.sort != "工作手册" or record.whole_year is None:
        return None
    return figure_in_force(WORKBOOK, date(record.whole_year, 1, 1), world.register.branch)


def _gaps(record: Report) -> Iterator[str]:
    """What its reader will look for, and no rule demands."""
    report = record.report
    told = report is not None and report.sort in ("工作报告", "专项报告") and report.to == "上级党组织"
    if report and told and report.comment is None:
        yield "讲评：还没有写"
    if record.decision and record.decision.meeting is None:
        yield f"讨论的会议：没有写是哪次{record.decision.by}"
    if record.check and record.check.fed_back is None:
        yield "检查反馈：还没有写"
