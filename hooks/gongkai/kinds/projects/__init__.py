"""创新立项: projects that a superior supports with a level and a sum, from the proposal to the acceptance."""

from gongkai.kinds import SHORT, Column, Kind
from gongkai.kinds.projects.bands import EXAMPLES
from gongkai.kinds.projects.dates import dates
from gongkai.kinds.projects.facts import facts
from gongkai.kinds.projects.inspection import INSPECTION
from gongkai.kinds.projects.model import Project
from gongkai.kinds.projects.rounds import pages, rounds
from gongkai.kinds.projects.rules import RULES

KIND = Kind(
    name="projects",
    title="创新立项",
    place=55,
    model=Project,
    facts=facts,
    rules=RULES,
    figures=EXAMPLES,
    summary=rounds,
    pages=pages,
    inspection=INSPECTION,
    dates=dates,
    columns=(SHORT, Column(title="承担单位", words=lambda record, facts: record.unit)),
)
