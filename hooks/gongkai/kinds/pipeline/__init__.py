"""发展党员工作情况: in numbers, from application to full membership, and whether the time limits were kept."""

from gongkai.kinds import SPAN, Column, Kind, Section, chapters
from gongkai.kinds.pipeline import chain, rules
from gongkai.kinds.pipeline.facts import facts
from gongkai.kinds.pipeline.inspection import INSPECTION
from gongkai.kinds.pipeline.model import Pipeline
from gongkai.kinds.pipeline.requirements import FIGURES
from gongkai.kinds.pipeline.summary import summary

KIND = Kind(
    name="pipeline",
    title="发展党员工作情况",
    place=22,
    model=Pipeline,
    facts=facts,
    rules=rules.RULES,
    across=chain.ACROSS,
    figures=FIGURES,
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.DEVELOPMENT),),
    columns=(
        SPAN,
        Column(title="期限", words=lambda record, facts: "有不合期限的" if facts.late else "都合期限"),
    ),
)
