"""评议: what came of 民主评议党员, in counts, and of 述职评议, by post."""

from gongkai.kinds import SHORT, SPAN, Kind, Section, chapters
from gongkai.kinds.appraisals import counts, privacy, requirements, rules
from gongkai.kinds.appraisals.dates import dates
from gongkai.kinds.appraisals.facts import facts
from gongkai.kinds.appraisals.inspection import INSPECTION
from gongkai.kinds.appraisals.model import Appraisal
from gongkai.kinds.appraisals.year import summary

KIND = Kind(
    name="appraisals",
    title="评议",
    place=35,
    model=Appraisal,
    facts=facts,
    rules=(*counts.RULES, *privacy.RULES, *rules.RULES),
    figures=(
        requirements.PARTICIPATION,
        requirements.QUORUM,
        requirements.EXCELLENT_SHARE,
        requirements.FEWEST,
        requirements.APPRAISED,
        requirements.REPORTED,
        requirements.COMMENTED,
    ),
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.LIFE),),
    dates=dates,
    columns=(SHORT, SPAN),
)
