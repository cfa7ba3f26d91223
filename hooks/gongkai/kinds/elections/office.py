"""Who is in office until when, for home and the kind's list: the term of branch.yaml, and the newest election."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.derive.head import World
from gongkai.kinds.elections.facts import ElectionFacts
from gongkai.kinds.elections.model import Election
from gongkai.load.branch import Term


@dataclass(frozen=True, kw_only=True)
class Office:
    """The committee's term, and the election that was published last."""

    term: Term | None
    newest: tuple[Election, ElectionFacts] | None


def summary(records: Sequence[tuple[Election, ElectionFacts]], world: World) -> Office:
    """On the as-of date, from what the readers of the site may see."""
    public = (row for row in records if row[1].head.state == "公开")
    return Office(term=world.register.branch.committee_on(world.as_of), newest=next(public, None))
