"""What an election says on its official sheet: seats and candidates; without a period, what came of the vote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.days import chinese_date
from gongkai.derive.sheet import Section, Sheet, matter_sheet, persons
from gongkai.kinds.elections.facts import ElectionFacts
from gongkai.kinds.elections.model import Ballot, Election
from gongkai.load.branch import Branch

PHRASES: Final[Mapping[str, str]] = {"stands_for": "候选职务：{}"}


def sheet(record: Election, facts: ElectionFacts, branch: Branch) -> Sheet:
    """The text as the clerk wrote it, then what stands in fields of its own."""
    return matter_sheet(record, facts, tuple(_own(record, facts)))


def _own(record: Election, facts: ElectionFacts) -> Iterator[Section]:
    if facts.seats:
        standing = (f"候选人{one.candidates}名" if one.candidates else "候选人还没有提名" for one in facts.seats)
        seats = (f"{one.post}应选{one.seats}名，{one.method}选举" for one in facts.seats)
        said = map("，".join, zip(seats, standing, strict=True))
        yield Section(title="应选名额", text=f"{'；'.join(said)}。")
    if record.candidates:
        yield persons(record.candidates, "候选人", PHRASES)
    if record.ballots and record.period is None:
        yield Section(title="选举结果", lines=tuple(_result(ballot) for ballot in record.ballots))


def _result(ballot: Ballot) -> str:
    elected = "、".join(vote.name for vote in ballot.votes if vote.elected)
    came = f"应到有选举权{ballot.expected}人，实到{ballot.present}人"
    result = f"当选：{elected}" if elected else "没有选出"
    return f"{chinese_date(ballot.on)}{ballot.by}选举{ballot.post}，{came}，{result}。"
