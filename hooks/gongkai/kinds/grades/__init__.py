"""考核定级: what a branch scored by a scheme, in three steps, and what follows from it."""

from gongkai.kinds import SPAN, Column, Kind, Section, chapters
from gongkai.kinds.grades import course, figures, overview, rules, schemes, standing
from gongkai.kinds.grades.dates import dates
from gongkai.kinds.grades.facts import facts
from gongkai.kinds.grades.inspection import INSPECTION
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.requirements import OBJECTED

KIND = Kind(
    name="grades",
    title="考核定级",
    place=40,
    model=Grade,
    facts=facts,
    rules=(
        rules.scheme_unknown,
        rules.covers_missing,
        rules.item_unknown,
        rules.mark_unclear,
        rules.entries_contradict,
        rules.lost_over_marks,
        figures.nothing_scored,
        figures.figure_differs,
        figures.mismatch_without_difference,
        course.steps_out_of_order,
        course.scheme_not_in_force,
        course.rectification_overdue,
        course.rectification_without_evidence,
        course.rectified_before_grading,
        course.answer_overdue,
        course.answered_before_objection,
        course.rank_impossible,
        standing.unit_not_listed,
        standing.rank_worked_out,
    ),
    across=(course.period_twice, standing.unit_not_graded, standing.quota_exceeded, *schemes.RULES),
    figures=(OBJECTED,),
    summary=overview.summary,
    pages=overview.pages,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.MERITS),),
    dates=dates,
    columns=(
        SPAN,
        Column(title="单位", words=lambda record, facts: facts.unit),
        Column(title="等次", words=lambda record, facts: facts.level),
    ),
)
