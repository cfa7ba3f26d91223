"""换届选举: from the end of a term to the new committee, and elections of single members in between."""

from gongkai.kinds import SHORT, Column, Kind, Section, chapters, named
from gongkai.kinds.elections import rules, terms, votes
from gongkai.kinds.elections.facts import facts
from gongkai.kinds.elections.inspection import INSPECTION
from gongkai.kinds.elections.model import Election
from gongkai.kinds.elections.office import summary
from gongkai.kinds.elections.requirements import REQUIREMENTS
from gongkai.kinds.elections.sheet import sheet

KIND = Kind(
    name="elections",
    title="换届选举",
    place=45,
    model=Election,
    facts=facts,
    sheet=sheet,
    rules=(*rules.RULES, *votes.RULES),
    across=terms.ACROSS,
    figures=REQUIREMENTS,
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.ELECTIONS),),
    dates=terms.dates,
    coming=terms.coming,
    columns=(SHORT, Column(title="候选人", words=named)),
)
