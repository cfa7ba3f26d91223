"""Awards: what goes before a decision, the register by year and level, what each reader sees of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.pipeline import Settings
from gongkai.starter.samples import plain
from laying import AS_OF, Texts, checked, form, lay, overlaid

NOTICE, DECISION = "awards/2026/notice", "awards/2026/decision"
DECIDED = """index: JG1/2026-0023
title: 关于表彰2026年度优秀共产党员的决定
made_on: 2026-06-26
published_on: 2026-06-29
stage: 表彰决定
period:
received:
selection:
decision: {on: 2026-06-26, document: 示例党〔2026〕21号}
nominees: [{name: 王建国}]
"""
STOPPED = """nominees:
  - name: 王建国
    outcome: {result: 终止公示, on: 2026-06-10, note: 反映的情况属实。}
"""


def award(differs: str = "") -> str:
    """An award that differs from the sample in these keys."""
    return overlaid(plain("awards"), differs)


def texts(**differs: str) -> Texts:
    """Awards of 2026 by name, all approved."""
    files: Texts = {f"awards/2026/{name}.yaml": award(text) for name, text in differs.items()}
    return {**files, "approvals/2026/all.yaml": form(*(f"awards/2026/{name}" for name in differs))}


def facts_of(root: Path, name: str, **differs: str) -> AwardFacts:
    """What follows from one award among these."""
    facts = checked(root, texts(**differs)).facts[f"awards/2026/{name}"]
    assert isinstance(facts, AwardFacts)
    return facts


def pages(root: Path, audience: str = "本支部党员", **differs: str) -> Mapping[str, str]:
    """Address → body, of a site for these readers."""
    lay(root, texts(**differs))
    outcome = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF)
    assert outcome.site is not None, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


def decision(number: int, year: int, level: str, on: str) -> str:
    """One decision of the register."""
    honour = f"{{title: 荣誉{number}, year: {year}, level: {level}, granted_by: 某机关}}"
    dated = f"made_on: {on}\npublished_on: {on}\ndecision: {{on: {on}}}\n"
    return overlaid(DECIDED, f"index: JG1/2026-010{number}\nhonour: {honour}\n{dated}")


@pytest.mark.parametrize(
    ("notice", "announced"),
    [
        pytest.param("", (NOTICE,), id="the same honour of the same year"),
        pytest.param("honour: {title: 别的, year: 2026, level: 本单位, granted_by: 某机关}\n", (), id="another honour"),
        pytest.param(
            f"honour: {{title: 优秀党员, year: 2026, level: 本单位, granted_by: 某机关}}\nfollow_up: {DECISION}\n",
            (NOTICE,),
            id="written otherwise, but joined by a reference",
        ),
    ],
)
def test_what_goes_before_a_decision(notice: str, announced: tuple[str, ...], tmp_path: Path) -> None:
    """Stages of one honour are found by its name, year and level, or by what they refer to; else the gap is said."""
    facts = facts_of(tmp_path, "decision", notice=notice, decision=DECIDED)
    assert facts.announced == announced
    assert bool(facts.gaps) != bool(announced)


@pytest.mark.parametrize(
    ("state", "announced"),
    [
        pytest.param("", True, id="public"),
        pytest.param("published_on: 2026-12-01\n", False, id="not yet public"),
        pytest.param("withdrawn: {on: 2026-06-20, reason: 名单有误。}\n", False, id="withdrawn"),
    ],
)
def test_only_public_notices_went_before(state: str, announced: bool, tmp_path: Path) -> None:
    """The gap is said wherever no reader can see a notice, as the lapse is."""
    own = "honour: {title: 优秀共产党员, year: 2026, level: 本支部, granted_by: 机关一支部}\n"
    seen = checked(tmp_path, texts(notice=own + state, decision=overlaid(DECIDED, own)))
    facts = seen.facts[DECISION]
    assert bool(facts.gaps) is not announced
    assert ("awards.decided_without_notice" in {one.code for one in seen.findings}) is not announced


def test_a_notice_that_begins_later_went_not_before(tmp_path: Path) -> None:
    """It belongs to the decision, which came too early; that nothing went before it is a gap."""
    seen = checked(tmp_path, texts(notice="", decision=overlaid(DECIDED, "decision: {on: 2026-06-05}\n")))
    facts = seen.facts[DECISION]
    assert isinstance(facts, AwardFacts)
    assert (facts.notices, facts.announced) == ((NOTICE,), ())
    assert facts.gaps
    assert "awards.decided_before_end" in {one.code for one in seen.findings}


def test_one_person_under_two_titles_was_nominated_once(tmp_path: Path) -> None:
    """Persons are counted, not lines; the same title twice is a fault."""
    outcome = "outcome: {result: 无异议, on: 2026-06-15}"
    for number, (second, faults) in enumerate((("先进工作者", []), ("优秀共产党员", ["publicity.person_twice"]))):
        both = "".join(f"  - {{name: 王建国, award: {title}, {outcome}}}\n" for title in ("优秀共产党员", second))
        seen = checked(tmp_path / str(number), texts(notice=f"selection: {{nominated: 1}}\nnominees:\n{both}"))
        assert [one.code for one in seen.findings] == faults


@pytest.mark.parametrize(("year", "codes"), [(2027, []), (2028, ["awards.year_impossible"])])
def test_the_next_year_may_be_named(year: int, codes: list[str], tmp_path: Path) -> None:
    """In December the honour of the coming year is put up; one still later is a slip."""
    honour = f"honour: {{title: 优秀共产党员, year: {year}, level: 本单位, granted_by: 公司党委}}\n"
    assert [one.code for one in checked(tmp_path, texts(notice=honour)).findings] == codes


def test_the_meeting_that_chose_is_cited(tmp_path: Path) -> None:
    """A meeting that does not exist is a dangling reference; one that does leads back to the award."""
    chosen = "selection: {meeting: meetings/2026/a}\n"
    (finding,) = checked(tmp_path / "one", texts(notice=chosen)).findings
    assert (finding.code, finding.at) == ("references.reference_unknown", "selection.meeting")
    files = {**texts(notice=chosen), "meetings/2026/a.yaml": plain("meetings")}
    seen = checked(tmp_path / "two", files)
    assert seen.world
    assert [one.address for one in seen.world.register.referrers["meetings/2026/a"]] == [NOTICE]


def test_a_draft_decision_is_in_no_register(tmp_path: Path) -> None:
    """What is not approved was not decided, for readers."""
    lay(tmp_path, {**texts(notice=""), "awards/2026/decision.yaml": award(DECIDED)})
    outcome = pipeline.build(Settings(root=tmp_path, audience=("本支部党员",)), AS_OF)
    assert outcome.site is not None, outcome.findings
    assert not [page.address for page in outcome.site.pages if "荣誉名册" in page.body or "2026年表彰" in page.body]


def test_a_notice_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    """After its period a notice without a next stage has a gap; with one it has none."""
    assert facts_of(tmp_path / "one", "notice", notice="", decision=DECIDED).gaps
    assert not facts_of(tmp_path / "two", "notice", notice=f"follow_up: {DECISION}\n", decision=DECIDED).gaps


def test_another_bodys_commendation_needs_no_notice_here(tmp_path: Path) -> None:
    """Only where the branch itself commends is a missing notice a lapse."""
    assert not checked(tmp_path / "one", texts(decision=DECIDED)).findings
    own = overlaid(DECIDED, "honour: {title: 优秀共产党员, year: 2026, level: 本支部, granted_by: 机关一支部}\n")
    assert [one.code for one in checked(tmp_path / "two", texts(decision=own)).findings] == [
        "awards.decided_without_notice"
    ]


def test_a_stopped_nominee_is_told_to_members_only(tmp_path: Path) -> None:
    """That somebody was stopped and commended all the same is a lapse that nobody outside the party reads."""
    lapse = "又列入“关于"
    files = {"notice": STOPPED, "decision": DECIDED}
    members = pages(tmp_path / "one", **files)
    assert lapse in members[f"{NOTICE}.html"]
    assert "反映的情况属实" in members[f"{NOTICE}.html"]
    others = pages(tmp_path / "two", "本单位职工", **files)
    assert not [address for address, body in others.items() if lapse in body or "反映的情况属实" in body]
    assert "终止公示" not in others[f"{NOTICE}.html"]


def test_a_hidden_notice_is_not_named_by_its_decision(tmp_path: Path) -> None:
    """That the decision came too early is told only where its notice may be read."""
    early = overlaid(DECIDED, "decision: {on: 2026-06-12}\n")
    files = {"notice": "audiences: [本单位党员]\n", "decision": early}
    told = "拟表彰对象的公示”"
    assert told in pages(tmp_path / "one", **files)[f"{DECISION}.html"]
    assert told not in pages(tmp_path / "two", "本单位职工", **files)[f"{DECISION}.html"]


def test_the_register_by_year_and_level(tmp_path: Path) -> None:
    """The list gives every decision, years newest first and levels from above; home only what was decided this year."""
    made = pages(
        tmp_path,
        a=decision(1, 2026, "本单位", "2026-07-01"),
        b=decision(2, 2025, "市级", "2025-12-30"),
        c=decision(3, 2026, "国家级", "2026-06-30"),
        d=decision(4, 2025, "县级", "2026-01-15"),
    )
    whole = made["awards/index.html"].split("全部记录")[0]
    assert sorted("3124", key=lambda number: whole.index(f"荣誉{number}<")) == ["3", "1", "2", "4"]
    home = made["index.html"].split("2026年表彰")[1].split("<h2")[0]
    assert [f"荣誉{number}" in home for number in (1, 2, 3, 4)] == [True, False, True, True]
    assert 'href="awards/2026/a.html"' in home
    assert 'href="../awards/2026/a.html"' in whole


def test_a_notice_is_no_commendation(tmp_path: Path) -> None:
    """Who is only put up for objection stands in no register."""
    made = pages(tmp_path, notice="")
    assert "2026年表彰" not in made["index.html"]
    assert "荣誉名册" not in made["awards/index.html"]


def test_persons_and_units_under_their_titles(tmp_path: Path) -> None:
    """A notice of several titles lists each by itself; deeds stand under the name, and units have a place too."""
    groups = """nominees:
  - {name: 第一党支部, sort: 集体, award: 先进党支部, deeds: 连续三年达标。}
  - {name: 王建国, award: 优秀共产党员}
  - {name: 何静, award: 优秀共产党员}
"""
    body = pages(tmp_path, notice=groups)[f"{NOTICE}.html"]
    assert "先进党支部 1 个、优秀共产党员 2 个" in body
    assert "<p>王建国、何静</p>" in body
    assert "连续三年达标" in body.split('id="deeds-1"')[1]


def test_a_decision_asks_for_no_objections(tmp_path: Path) -> None:
    """What was decided shows its document, and neither a period nor where to object."""
    body = pages(tmp_path, decision=DECIDED)[f"{DECISION}.html"]
    assert "示例党〔2026〕21号" in body
    assert "怎样反映意见" not in body
    assert "公示天数" not in body
