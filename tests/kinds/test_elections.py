"""Elections: candidates against seats, who came, ballots, the way an election takes, terms of branch.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.kinds.elections.facts import ElectionFacts
from gongkai.kinds.elections.model import Election
from gongkai.kinds.elections.sheet import sheet
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

NAME = "elections/2026/one"
EARLY = (
    "until: 2027-03-14\nperiod:\nreceived:\nballots:\ndivision:\nshifted:\nagreed:\nrequested:\nreported:\n"
    "confirmed:\ncandidates:\nreminded:\n"
)
"""The term that ends in the world's branch.yaml; nothing has been done yet."""


def texts(differs: str) -> Texts:
    """One approved election that differs from the sample in these keys."""
    return {f"{NAME}.yaml": overlaid(plain("elections"), differs), "approvals/2026/one.yaml": form(NAME)}


def facts_of(root: Path, differs: str, as_of: date = AS_OF) -> ElectionFacts:
    """What follows from it."""
    facts = checked(root, texts(differs), as_of).facts[NAME]
    assert isinstance(facts, ElectionFacts)
    return facts


@pytest.mark.parametrize(
    ("seats", "method", "wanted"),
    [(1, "差额", 2), (3, "差额", 4), (5, "差额", 6), (6, "差额", 8), (7, "差额", 9), (1, "等额", 1), (3, "等额", 3)],
)
def test_candidates_wanted(seats: int, method: str, wanted: int, tmp_path: Path) -> None:
    """A fifth more than the seats, rounded up and at least one more; as many as seats where it is 等额."""
    (one,) = facts_of(tmp_path, f"seats: [{{post: 委员, count: {seats}, method: {method}}}]\n").seats
    assert one.wanted == wanted


def test_one_person_may_stand_for_two_posts(tmp_path: Path) -> None:
    """The secretary's candidate also stands for the committee; where there is one post only, nobody need say which."""
    two = "seats: [{post: 委员, count: 1}, {post: 书记, count: 1, method: 等额}]\nballots:\n"
    persons = "candidates: [{name: 周敏, stands_for: [委员, 书记]}, {name: 何静, stands_for: [委员]}]\n"
    assert [one.candidates for one in facts_of(tmp_path / "two", f"{two}{persons}").seats] == [2, 1]
    one = "seats: [{post: 委员, count: 1}]\ncandidates: [{name: 周敏}, {name: 何静}]\n"
    assert [seats.candidates for seats in facts_of(tmp_path / "one", one).seats] == [2]


@pytest.mark.parametrize(("present", "reached"), [(23, False), (24, True), (30, True)])
def test_four_fifths_have_to_come(present: int, reached: bool, tmp_path: Path) -> None:
    """Of thirty electors twenty-four are enough."""
    ballot = f"ballots: [{{post: 委员, on: 2026-06-12, expected: 30, present: {present}}}]\ndivision:\n"
    seen = checked(tmp_path, texts(ballot))
    assert ("elections.quorum_missed" not in {one.code for one in seen.findings}) == reached


@pytest.mark.parametrize(("votes", "enough"), [(14, False), (15, True)])
def test_more_than_half_of_those_present_elect(votes: int, enough: bool, tmp_path: Path) -> None:
    """Of twenty-eight who came fourteen are the half, and that is too few."""
    ballot = "{post: 委员, on: 2026-06-12, expected: 30, present: 28, votes: [{name: 周敏, approve: %d, elected: 是}]}"
    found = {one.code for one in checked(tmp_path, texts(f"ballots: [{ballot % votes}]\ndivision:\n")).findings}
    assert found == (set() if enough else {"elections.elected_without_majority"})


@pytest.mark.parametrize(
    ("as_of", "stage"),
    [("2026-06-02", "公示中"), ("2026-06-08", "待选举"), ("2026-06-12", "已选举"), ("2026-06-18", "结果已批复")],
)
def test_how_far_it_has_come(as_of: str, stage: str, tmp_path: Path) -> None:
    """By what has happened by that day, not by what stands further down in the file."""
    assert facts_of(tmp_path, "", date.fromisoformat(as_of)).status == stage


def test_a_committee_may_be_the_first(tmp_path: Path) -> None:
    """Where none was in office before the vote nothing is missing, and lists and steps call it by its name."""
    first = "type: 首次选举\nuntil:\nreminded:\nshifted:\n"
    began = "committee: [{since: 2026-06-12, until: 2029-06-11, seats: [{post: 书记, name: 周敏}]}]\n"
    seen = checked(tmp_path, texts(first) | {"branch.yaml": began})
    assert [one.code for one in seen.findings if one.code.startswith("elections.")] == []
    facts = seen.facts[NAME]
    assert facts.short == "首次选举"
    assert isinstance(facts, ElectionFacts)
    assert facts.steps[0].title == "支部请示"


def test_nothing_done_yet(tmp_path: Path) -> None:
    """Before anybody was named, the page says so and misses nothing."""
    facts = facts_of(tmp_path, EARLY)
    assert (facts.status, facts.gaps, facts.seats[0].standing) == ("筹备中", (), "还没有提名")


def test_what_is_missing_after_the_vote(tmp_path: Path) -> None:
    """The meeting, the superior's answer and the posts are asked for."""
    gaps = facts_of(tmp_path, "confirmed:\ndivision:\n").gaps
    assert [gap.partition("：")[0] for gap in gaps[-3:]] == [
        "选举大会的会议记录",
        "上级对选举结果的批复",
        "新一届委员的分工",
    ]


def test_votes_that_are_not_told_are_no_column(tmp_path: Path) -> None:
    """A branch that names only who was elected has a table without figures; one that tells them has them."""
    told = "{post: 委员, on: 2026-06-12, expected: 30, present: 28, votes: [{name: 周敏%s, elected: 是}]}"
    for name, ballot, words in (("a", told % "", "各人得票不公布"), ("b", told % ", approve: 26", "26 票")):
        body = body_of(tmp_path / name, f"ballots: [{ballot}]\n", "本支部党员")
        assert words in body
        assert ("赞成票</th>" in body) == (name == "b")


def test_votes_are_for_members(tmp_path: Path) -> None:
    """Staff read who was elected, and of how many who came; not how many voted for whom."""
    body = body_of(tmp_path, "", "本单位职工")
    assert "实到 28 人" in body
    assert "周敏、何静" in body
    assert "26 票" not in body
    assert "8 票" not in body


def test_who_was_stopped_is_not_told_by_who_is_missing(tmp_path: Path) -> None:
    """Of three candidates one was stopped and one lost: members read it all, staff only who was elected."""
    results = {"何静": "无异议", "李思源": "终止公示", "周敏": "无异议"}
    rows = (f"{{name: {name}, outcome: {{result: {result}, on: 2026-06-08}}}}" for name, result in results.items())
    votes = "votes: [{name: 周敏, approve: 26, elected: 是}, {name: 何静, approve: 9}]"
    ballot = f"{{post: 委员, on: 2026-06-12, expected: 30, present: 28, {votes}}}"
    differs = f"candidates: [{', '.join(rows)}]\nseats: [{{post: 委员, count: 1}}]\nballots: [{ballot}]\ndivision:\n"
    staff = body_of(tmp_path / "staff", differs, "本单位职工")
    assert "周敏" in staff
    assert "没有当选" not in staff
    assert "终止公示" not in staff
    members = body_of(tmp_path / "members", differs, "本支部党员")
    assert "没有当选" in members
    assert "终止公示" in members


def body_of(root: Path, differs: str, audience: str) -> str:
    """Its page for these readers."""
    lay(root, texts(differs))
    site = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF).site
    assert site is not None
    return next(page.body for page in site.pages if page.address == f"{NAME}.html")


def test_a_term_is_overdue_until_somebody_is_elected(tmp_path: Path) -> None:
    """Told the day after, not on the last day; an election or a consent to wait that still runs ends it."""
    waiting = "shifted: {to: 2027-06-30, on: 2027-03-01, by: 公司党委, reason: 防汛}\n"
    lay(tmp_path / "none", {})
    lay(tmp_path / "wait", texts(EARLY + waiting))
    for name, day, told in (
        ("none", date(2027, 3, 14), False),
        ("none", date(2027, 3, 15), True),
        ("wait", date(2027, 6, 30), False),
        ("wait", date(2027, 7, 1), True),
    ):
        found = [one for one in pipeline.inspect(tmp_path / name, day).findings if one.code == "elections.overdue"]
        assert bool(found) == told, (name, day)
        assert all("2027-03-14" in one.words and not one.is_fault for one in found)


def test_the_end_of_a_term_is_told_beforehand(tmp_path: Path) -> None:
    """By branch.yaml alone half a year ahead; once a record tells of it, by that record and only once."""
    alone = checked(tmp_path / "none", {}, date(2026, 9, 10))
    assert [one for one in pipeline.due(alone, date(2027, 3, 14)) if "任期" in one[1]] == [
        (date(2026, 9, 14), "准备换届：支部委员会任期 2027-03-14 届满"),
        (date(2027, 3, 14), "支部委员会任期届满"),
    ]
    known = checked(tmp_path / "one", texts(EARLY), date(2026, 9, 10))
    due = pipeline.due(known, date(2027, 3, 14))
    assert [
        (day, words.partition("：")[0]) for day, words in due if words.endswith(f"（{NAME}）") or "任期" in words
    ] == [
        (date(2026, 9, 14), "准备换届"),
        (date(2027, 3, 14), "任期届满"),
    ]


@pytest.mark.parametrize(("kind", "told"), [("企业", True), ("村", False)])
def test_a_term_has_its_length(kind: str, told: bool, tmp_path: Path) -> None:
    """Four years are too many for a company's branch, not for a village's."""
    branch = f"type: {kind}\ncommittee: [{{since: 2024-03-15, until: 2028-03-14}}]\n"
    codes = [one.code for one in checked(tmp_path, {"branch.yaml": branch}).findings]
    assert codes == (["elections.term_too_long"] if told else [])


def test_the_committee_of_branch_yaml_is_the_one_elected(tmp_path: Path) -> None:
    """Both names are told."""
    differs = "division: {on: 2026-06-15, seats: [{post: 书记, name: 何静}]}\n"
    (finding,) = checked(tmp_path, texts(differs)).findings
    assert finding.code == "elections.committee_differs"
    assert "何静" in finding.words
    assert "周敏" in finding.words


def test_a_sheet_names_the_elected_only_where_nobody_may_object(tmp_path: Path) -> None:
    """The notice of candidates prints as it was posted; a record of the result prints the result."""
    for name, differs, titles in (
        ("a", "", ["应选名额", "候选人", "公示依据", "公示期", "意见反映"]),
        ("b", "period:\nreceived:\n", ["应选名额", "候选人", "选举结果", "公示依据"]),
    ):
        seen = checked(tmp_path / name, texts(differs))
        assert seen.world
        record, facts = seen.world.register.by_name[NAME], seen.facts[NAME]
        assert isinstance(record, Election)
        assert isinstance(facts, ElectionFacts)
        made = sheet(record, facts, seen.world.register.branch)
        assert [section.title for section in made.sections] == titles
