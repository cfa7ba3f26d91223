"""组织生活: 支部党员大会, 支部委员会, 党小组会, 党课, 主题党日, 组织生活会, 民主评议会."""

from gongkai.kinds import Kind
from gongkai.kinds.meetings import course, rules
from gongkai.kinds.meetings.facts import facts
from gongkai.kinds.meetings.model import Meeting
from gongkai.kinds.meetings.year import summary

KIND = Kind(
    name="meetings",
    title="组织生活",
    model=Meeting,
    facts=facts,
    rules=(
        rules.present_over_expected,
        rules.voters_over_members,
        rules.voters_missing,
        rules.votes_over_voters,
        rules.passed_without_quorum,
        rules.passed_without_majority,
        rules.refused_with_majority,
        rules.quorum_missed,
        rules.ballot_not_secret,
        course.ends_before_starts,
        course.made_before_held,
        course.group_unknown,
        course.done_before_meeting,
        course.action_overdue,
    ),
    across=(course.not_held,),
    summary=summary,
)
