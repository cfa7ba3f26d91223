"""Opinions: passed on and answered in time, never with who said it, linked from what they are about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.kinds import kinds
from gongkai.kinds.elections.model import Election
from gongkai.kinds.opinions.facts import OpinionFacts
from gongkai.kinds.opinions.model import Opinion
from gongkai.kinds.opinions.year import counted
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, notice, overlaid
from persons import persons_in

NAME = "opinions/2026/one"
ABOUT = "development/2026/about"
PASSED_ON = "figures: [{name: 意见转办, value: 1, since: 2026-01-01, basis: 规}]\n"
OPEN = "extended:\nhandled:\nanswered:\nfeedback:\n"


def texts(differs: str) -> Texts:
    """One approved opinion that differs from the sample in these keys."""
    return {f"{NAME}.yaml": overlaid(plain("opinions"), differs), "approvals/2026/one.yaml": form(NAME)}


def facts_of(root: Path, differs: str, as_of: date = AS_OF, branch: str = "") -> OpinionFacts:
    """What follows from it."""
    facts = checked(root, {**texts(differs), **({"branch.yaml": branch} if branch else {})}, as_of).facts[NAME]
    assert isinstance(facts, OpinionFacts)
    return facts


def test_limits_count_working_days(tmp_path: Path) -> None:
    """Received on Monday 2 March: passed on by Tuesday, answered by Monday 23 March."""
    facts = facts_of(tmp_path, "extended:\n", branch=PASSED_ON)
    assert (facts.forward_due, facts.answer_due) == (date(2026, 3, 3), date(2026, 3, 23))


def test_nobody_passes_on_in_time_or_late_unless_the_superior_says_when(tmp_path: Path) -> None:
    """One working day is a rule of single places."""
    facts = facts_of(tmp_path, f"{OPEN}forwarded:\n")
    assert (facts.forward, facts.forward_due, facts.forwarded_late) == (None, None, False)


def test_a_branch_may_have_limits_of_its_own(tmp_path: Path) -> None:
    """From their day on, the latest one."""
    rows = (
        "{name: 意见答复, value: 10, since: 2026-01-01, basis: 甲}",
        "{name: 意见答复, value: 3, since: 2026-03-03, basis: 乙}",
    )
    branch = f"figures: [{', '.join(rows)}]\n"
    facts = facts_of(tmp_path, "extended:\n", branch=branch)
    assert (facts.answer_due, facts.answer.source) == (date(2026, 3, 16), "甲")


@pytest.mark.parametrize(
    ("differs", "as_of", "state"),
    [
        (f"{OPEN}forwarded:\n", "2026-03-03", "待转办"),
        (OPEN, "2026-03-23", "办理中"),
        (OPEN, "2026-03-24", "逾期未答复"),
        ("", "2026-03-11", "办理中"),
        ("", "2026-03-12", "已答复"),
        ("extended: {to: 2026-03-11, on: 2026-03-10, by: 支部委员会, reason: 急}\n", "2026-03-12", "逾期答复"),
    ],
)
def test_how_it_stands_on_a_day(differs: str, as_of: str, state: str, tmp_path: Path) -> None:
    """By what had happened by then; a consent to wait moves the day."""
    assert facts_of(tmp_path, differs, date.fromisoformat(as_of)).state == state


def test_an_answer_at_once_is_passed_on_to_nobody(tmp_path: Path) -> None:
    """Who answers within the first limit need not write whom it was passed on to."""
    now = "{on: 2026-03-03, by: 支部书记, result: 作了说明, text: 已经装好。}"
    one = texts(f"{OPEN}forwarded:\nanswered: {now}\n")
    assert not checked(tmp_path, {**one, "branch.yaml": PASSED_ON}).findings


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("反映人：张三", True),
        ("灯太暗，提意见人是李思源。", True),
        ("署名: 王五\n", True),
        ("收到署名意见，已转办。", False),
        ("反映人要求保密，不公开。", False),
        ("反映人：匿名", False),
        ("提意见人是职工，不是党员。", False),
        ("建议联系支部书记。", False),
    ],
)
def test_nobody_is_named(text: str, named: bool, tmp_path: Path) -> None:
    """As forms name whoever came; the message itself does not repeat the name."""
    written = text.strip()
    found = [one for one in checked(tmp_path, texts(f'text: "{written}"\n')).findings if one.is_fault]
    assert [one.code for one in found] == (["opinions.sayer_named"] if named else [])
    assert all(name not in one.words for one in found for name in ("张三", "李思源", "王五"))


def test_there_is_no_field_for_a_name() -> None:
    """At no depth can an opinion hold a person, so none can be shown by mistake; an election can, and is seen to."""
    assert list(persons_in(Opinion)) == []
    assert set(persons_in(Election)) == {"name"}


def test_personal_numbers_are_faults_here_too(tmp_path: Path) -> None:
    """A mobile number that somebody left stays out."""
    codes = [one.code for one in checked(tmp_path, texts("text: 灯坏了，修好请打 13812345678。\n")).findings]
    assert codes == ["privacy.personal_number"]


def test_what_it_is_about_tells_of_it(tmp_path: Path) -> None:
    """The notice it is about links back to it."""
    laid = {**texts(f"about: {ABOUT}\n"), f"{ABOUT}.yaml": notice("index: JG1/2026-0071\n")}
    lay(tmp_path, {**laid, "approvals/2026/about.yaml": form(ABOUT)})
    site = pipeline.build(Settings(root=tmp_path), AS_OF).site
    assert site is not None
    bodies = {page.address: page.body for page in site.pages}
    assert "提到本事项" in bodies[f"{ABOUT}.html"]
    assert "建议公开栏加装照明" in bodies[f"{ABOUT}.html"]
    assert "<dt>针对</dt>" in bodies[f"{NAME}.html"]


def test_counts_by_channel_and_state(tmp_path: Path) -> None:
    """Every opinion stands in one cell, and the sums are those of the rows."""
    laid = texts("")
    for number, channel in enumerate(("电话", "电话", "座谈会"), 1):
        name = f"opinions/2026/n{number}"
        differs = f"index: JG1/2026-008{number}\nchannel: {channel}\n{OPEN}"
        laid[f"{name}.yaml"] = overlaid(plain("opinions"), differs)
        laid[f"approvals/2026/n{number}.yaml"] = form(name)
    seen = checked(tmp_path, laid)
    assert seen.world
    rows = [(record, seen.facts[record.address]) for record in seen.world.register.of_kind("opinions")]
    counts = counted([(r, f) for r, f in rows if isinstance(r, Opinion) and isinstance(f, OpinionFacts)])
    assert [(row.channel, row.total) for row in counts.rows] == [("意见箱", 1), ("电话", 2), ("座谈会", 1)]
    assert (counts.total, counts.answered, counts.late) == (4, 1, 3)
    assert dict(zip(counts.states, counts.sums, strict=True))["逾期未答复"] == 3
    assert counts.satisfied == (("没有评价", 1),)


def test_only_an_open_one_is_due(tmp_path: Path) -> None:
    """The calendar shows the last day for the answer, and nothing once it was given."""
    asked = kinds()["opinions"].dates
    assert asked
    for name, differs, days in (("a", OPEN, [date(2026, 3, 23)]), ("b", "", [])):
        seen = checked(tmp_path / name, texts(differs))
        assert seen.world
        assert [one.on for one in asked(seen.world.register.by_name[NAME], seen.facts[NAME])] == days
