"""计划和目标: what a branch sets out to reach, how it is broken down, how far it came, how it was evaluated."""

from gongkai.kinds import SHORT, Column, Kind, Section, chapters
from gongkai.kinds.plans import course, rules
from gongkai.kinds.plans.dates import dates
from gongkai.kinds.plans.facts import facts
from gongkai.kinds.plans.inspection import INSPECTION
from gongkai.kinds.plans.model import Plan
from gongkai.kinds.plans.requirements import REQUIREMENTS
from gongkai.kinds.plans.year import summary

KIND = Kind(
    name="plans",
    title="计划和目标",
    place=25,
    model=Plan,
    facts=facts,
    rules=(
        rules.span_unclear,
        rules.target_twice,
        rules.due_before_start,
        rules.stretch_below_floor,
        rules.value_without_measure,
        rules.evidence_not_attached,
        rules.adjustment_empty,
        rules.part_outside,
        course.adopted_late,
        course.not_tracked,
        course.measure_missing,
        course.due_missing,
        course.responsible_missing,
        course.parts_below_whole,
        course.value_decreased,
        course.target_overdue,
        course.evidence_missing,
        course.evidence_not_public,
        course.adjusted_after_due,
        course.evaluation_missing,
    ),
    figures=REQUIREMENTS,
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.PLANS),),
    dates=dates,
    columns=(SHORT, Column(title="时段", words=lambda record, facts: facts.span_words or "任期")),
)
