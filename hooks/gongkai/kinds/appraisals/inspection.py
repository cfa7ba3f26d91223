"""For inspectors: each appraisal with who took part, 优秀 against its limit, ballots, who decided and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.derive.rectification import RectificationState
from gongkai.kinds import Inspection, Scope, Tally
from gongkai.kinds.appraisals.facts import AppraisalFacts
from gongkai.kinds.appraisals.model import Appraisal, Rectification

Row = tuple[Appraisal, AppraisalFacts]


@dataclass(frozen=True, kw_only=True)
class OpenRow:
    """One thing that had to be put right and is not, or was late."""

    record: Appraisal
    one: Rectification
    state: RectificationState


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Newest first."""

    of_members: tuple[Row, ...]
    reports: tuple[Row, ...]
    rectifications: tuple[OpenRow, ...]


def about(records: Sequence[Row], scope: Scope) -> Seen:
    """From the records the readers may see."""
    return Seen(
        of_members=tuple(row for row in records if not row[0].reports),
        reports=tuple(row for row in records if row[0].reports),
        rectifications=tuple(row for record, facts in records for row in _open(record, facts)),
    )


def _open(record: Appraisal, facts: AppraisalFacts) -> Iterator[OpenRow]:
    for one, state in zip(record.rectifications, facts.rectifications, strict=True):
        if state != "已完成":
            yield OpenRow(record=record, one=one, state=state)


def tallies(seen: Seen) -> tuple[Tally, ...]:
    """How many of each sort; of how many it is not said that the members were told; what was not put right in time."""
    untold = sum(record.told_on is None for record, _ in seen.of_members)
    of_members = (f"{untold} 次没有写告知本人" if untold else "", _late(seen, of_posts=False))
    return (
        Tally(
            anchor="appraisals",
            title="民主评议党员",
            count=len(seen.of_members),
            unit="次",
            but="，".join(filter(None, of_members)),
        ),
        Tally(
            anchor="duty-reports",
            title="述职评议",
            count=len(seen.reports),
            unit="次",
            but=_late(seen, of_posts=True),
        ),
    )


def _late(seen: Seen, *, of_posts: bool) -> str:
    """What appraisals of the one sort asked for and was not put right, or late."""
    late = sum(bool(row.record.reports) is of_posts for row in seen.rectifications)
    return f"{late} 件整改没有完成或逾期" if late else ""


def _day(record: Appraisal) -> date:
    """The end of what is appraised: the result of a year comes in the next one."""
    return record.covers.last if record.covers else record.made_on


INSPECTION = Inspection(about=about, tallies=tallies, day=_day)
