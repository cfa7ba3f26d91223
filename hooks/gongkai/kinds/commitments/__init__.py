"""公开承诺: what the branch and its members promise in public, how far they came, and how they were judged."""

from gongkai.kinds import SHORT, Column, Kind, Section, chapters
from gongkai.kinds.commitments import course, rules
from gongkai.kinds.commitments.dates import dates
from gongkai.kinds.commitments.facts import facts
from gongkai.kinds.commitments.inspection import INSPECTION
from gongkai.kinds.commitments.model import Commitment
from gongkai.kinds.commitments.requirements import REQUIREMENTS
from gongkai.kinds.commitments.year import summary

KIND = Kind(
    name="commitments",
    title="公开承诺",
    place=30,
    model=Commitment,
    facts=facts,
    rules=(
        rules.promiser_twice,
        rules.due_before_made,
        rules.dated_before_promise,
        rules.moved_backwards,
        rules.stretch_below_floor,
        rules.value_without_measure,
        rules.done_below_floor,
        rules.evidence_not_attached,
        rules.judged_not_ongoing,
        rules.fulfilled_and_unfulfilled,
        rules.half_twice,
        rules.poll_over_voters,
        course.items_too_few_or_many,
        course.vetting_missing,
        course.vetted_after_published,
        course.item_overdue,
        course.moved_after_due,
        course.evidence_missing,
        course.evidence_not_public,
        course.judged_early,
        course.judged_below_floor,
        course.not_judged,
        course.not_received,
        course.reason_missing,
        course.value_decreased,
        course.weights_partly_missing,
    ),
    figures=REQUIREMENTS,
    summary=summary,
    inspection=INSPECTION,
    sections=(Section(chapter=chapters.COMMITMENTS),),
    dates=dates,
    columns=(SHORT, Column(title="承诺人", words=lambda record, facts: facts.who)),
)
