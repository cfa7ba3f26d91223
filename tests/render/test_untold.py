"""What became of a record tells its readers no more than the record: a marker in all that was, sought anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import BaseModel

from engine.building import built
from gongkai import starter
from gongkai.history.differences import first
from gongkai.kinds import kinds
from gongkai.load.part import inner_model, widest
from history.stories import AS_OF, Story, Texts, git
from laying import form, meeting, notice
from render.test_audience import CATALOGUE, MARK, bytes_of

M, N, P, Q = "meetings/2026/m", "development/2026/n", "commitments/2026/p", "meetings/2026/o"
WORD = f"{MARK}二"
"""What the marker is changed into: it is found with it, and by itself."""
WIDE = CATALOGUE.replace("[本单位职工]", "[社会]") + (
    "  - {name: 公开承诺, kind: commitments, basis: 制度, audiences: [社会], cycle: 年度, responsible: 组织委员}\n"
)
PROMISE = """index: JG1/2026-0005
title: 2026年公开承诺
made_on: 2026-01-20
published_on: 2026-09-14
covers: 2026
promises:
  - by: 支部
    items: [{{text: 到社区服务, due: 2026-12-20}}]
{more}"""
EMAIL = "mimi-de-youxiang@jg1.example"
NAME = "某某人"


def promise(more: str = "") -> str:
    return PROMISE.format(more=more)


def people(first: str = "", second: str = "", more: str = "") -> str:
    """A notice of two people with these results."""
    results = [f"    outcome: {{result: {one}, on: 2026-09-21}}\n" if one else "" for one in (first, second)]
    told = f"persons:\n  - name: 甲\n{results[0]}  - name: 乙\n{results[1]}"
    return notice(f"{told}{more}").replace("2026-09-21}", "2026-09-21" + (f", next: {MARK}}}" if more == NEXT else "}"))


def agenda(topic: str, words: str) -> str:
    return meeting(f"agenda: [{{title: {words}, topic: {topic}, summary: {words}, decision: {words}}}]\n")


NEXT = "title: 关于发展对象的公示\n"
NOTE = f"corrections: [{{on: 2026-10-01, note: {MARK}}}]\n"
AGENDA = meeting("agenda: []\n")
NOTED = "corrections: [{{on: 2026-10-01, note: {words}, about: criticism}}]\n"

PASTS: dict[str, list[Texts]] = {
    "ratings": [
        {P: promise(f"    ratings: [{{half: 上半年, on: 2026-07-15, own: {one}}}]\n")} for one in (MARK, WORD, "好")
    ],
    "polls": [{P: promise(f"    poll: {{on: 2026-07-15, voters: {one}}}\n")} for one in (MARK, WORD, "3")],
    "what was looked into": [
        {N: notice(f"persons: [{{name: 甲, outcome: {{result: 无异议, on: 2026-09-21, note: {one}}}}}]\n")}
        for one in (MARK, WORD, "没有")
    ],
    "responsible persons": [
        {M: meeting(f"actions: [{{what: 整理, who: {one}, due: 2026-10-01}}]\n")} for one in (MARK, WORD, "组长")
    ],
    "a field for the branch": [{M: meeting(f"criticism: {one}\n")} for one in (MARK, WORD, "有")],
    "a field for the branch, mistyped": [{M: meeting(f"critcism: {MARK}\n")}, {M: meeting("criticism: 有\n")}],
    "a result that is stopped": [{N: people("暂缓", "无异议", NEXT)}],
    "a result that was stopped once": [
        {N: people("终止公示", "无异议", NEXT)},
        {N: people("无异议", "无异议", NOTE)},
        {N: people("无异议", "无异议")},
    ],
    "a result that was stopped in a faulty text": [
        {N: people("暂缓", "无异议", NEXT) + "坏：\n"},
        {N: people("无异议", "无异议", NOTE)},
        {N: people("无异议", "无异议")},
    ],
    "a hidden record that was referred to": [
        {"meetings/2026/an-hao": meeting(f"index: JG1/2026-0077\naudiences: [本支部党员]\ntitle: {MARK}\n")},
        {
            M: meeting("references: [JG1/2026-0077]\n"),
            Q: meeting("index: JG1/2026-0020\nreferences: [meetings/2026/an-hao]\n"),
        },
        {M: meeting(), Q: meeting("index: JG1/2026-0020\n")},
    ],
    "a hidden record that was referred to and has another name now": [
        {"meetings/2026/an-hao": meeting("audiences: [本支部党员]\ntitle: 不公开\n").partition("\n")[2]},
        {M: meeting("references: [meetings/2026/an-hao]\n")},
        {
            M: meeting(),
            "meetings/2026/an-hao": None,
            "meetings/2026/other": meeting("index: JG1/2026-0078\naudiences: [本支部党员]\ntitle: 不公开\n"),
        },
    ],
    "a withdrawn record": [
        {M: meeting(f"theme: {MARK}\n")},
        {M: meeting(f"theme: {WORD}\ncorrections: [{{on: 2026-10-01, note: {MARK}}}]\n")},
        {M: meeting(f"title: {WORD}\nwithdrawn: {{on: 2026-10-02, reason: {MARK}}}\n")},
        {M: meeting("withdrawn: {on: 2026-10-02, reason: 重复}\n")},
    ],
    "a title that is no longer shown": [
        {M: meeting(f"title: {MARK}\n")},
        {M: meeting(f"title: {MARK}\nwithdrawn: {{on: 2026-10-02, reason: 重复, hide_title: 是}}\n")},
    ],
    "a correction of what they may not see": [
        {M: meeting("criticism: 情况\n" + NOTED.format(words=MARK))},
        {M: meeting("criticism: 情况\n" + NOTED.format(words=WORD))},
        {M: meeting("criticism: 情况\n")},
    ],
    "a correction that was about what they may not see": [
        {M: meeting("criticism: 情况\n" + NOTED.format(words=MARK))},
        {M: meeting("criticism: 情况\ncorrections: [{on: 2026-10-01, note: 已改}]\n")},
    ],
    "the explanation of a lapse that is not theirs": [
        {M: meeting(f"deviations: [{{rule: meetings.no_quorum, on: 2026-10-01, note: {MARK}}}]\n")},
        {M: meeting(f"deviations: [{{rule: meetings.no_quorum, on: 2026-10-01, note: {WORD}}}]\n")},
        {M: meeting()},
    ],
    "who was appraised": [{M: one} for one in (agenda("民主评议", MARK), agenda("民主评议", WORD), AGENDA)],
    "in which order it was decided": [
        {M: meeting(f"agenda:\n{''.join(f'  - {{title: {one}, topic: 组织处理}}{chr(10)}' for one in those)}")}
        for those in ((MARK, "乙", "丙"), ("乙", MARK, "丙"), ("丙", "乙", MARK))
    ],
    "who was disciplined, under another heading now": [
        {M: one} for one in (agenda("组织处理", MARK), agenda("组织处理", WORD), agenda("其他", "一件事"))
    ],
    "a faulty text": [{M: f"{MARK}：坏\n" + meeting()}, {M: meeting("title: 好\n")}],
    "a text that was still to come, on its way to the day": [
        {M: meeting(f"theme: {MARK}\npublished_on: 2026-10-20\n")},
        {M: meeting("theme: 学习\npublished_on: 2026-09-23\n")},
    ],
    "a draft": [{"meetings/2026/d": meeting(f"index: JG1/2026-0030\ntitle: {MARK}\n")}],
}
DRAFTS: list[Texts] = [{M: meeting(f"theme: {MARK}\n")}, {M: meeting(f"theme: {WORD}\n")}]
PENDING = "a text that was still to come, on its way to the day"
UNSEEN = (PENDING, "a withdrawn record", "a title that is no longer shown", "a faulty text", "a draft")
"""Pasts of which nobody is told, not even the branch's own members."""
ALL = ("JG1/2026-0012", "JG1/2026-0015", "JG1/2026-0005", "JG1/2026-0020")


def branch_of(past: list[Texts], folder: Path) -> Story:
    """Approved on 14 September and published; then its past, an edition after each text, and a form for all of it."""
    starter.new_branch(folder, AS_OF)
    for name in ("branch.yaml", "catalogue.yaml"):
        (folder / "data" / name).unlink()
    story = Story(folder)
    for day, texts in enumerate(DRAFTS, 10):
        story.commit(f"2026-09-{day}", texts, by=EMAIL)
    published = "published_on: 2026-10-20\n" if past is PASTS[PENDING] else ""
    first: Texts = {
        M: meeting(published),
        N: people(),
        P: promise(),
        Q: meeting("index: JG1/2026-0020\n"),
        "catalogue": WIDE,
    }
    story.commit("2026-09-13", first, by=EMAIL)
    story.commit("2026-09-14", {"approvals/2026/f": form(*ALL, on="2026-09-14")}, by=EMAIL)
    for day, texts in enumerate(past, 22):
        story.commit(f"2026-09-{day}", texts, by=EMAIL)
        frozen(story, f"e{day}", f"2026-09-{day}")
    hidden = ["JG1/2026-0077"] if "an-hao" in str(past[-1]) + str(past[0]) and "0077" in str(past) else []
    story.commit("2026-09-30", {"approvals/2026/g": form(*ALL, *hidden, on="2026-09-30")}, by=EMAIL)
    frozen(story, "e30", "2026-09-30")
    return story


def frozen(story: Story, name: str, day: str) -> None:
    """An edition of what is there now."""
    env = {"GIT_COMMITTER_NAME": NAME, "GIT_COMMITTER_EMAIL": EMAIL, "GIT_COMMITTER_DATE": f"{day}T20:00+0800"}
    git(story.make().top, "tag", "-a", "-m", f"{day}存档", f"edition/{name}", env=env)


@pytest.fixture(autouse=True)
def _as_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_AS_OF", AS_OF.isoformat())


@dataclass(frozen=True)
class Past:
    """One of the pasts, real in git."""

    case: str
    root: Path

    def site_for(self, readers: str) -> bytes:
        """Every byte of the site that MkDocs builds for them."""
        settings = self.root / "mkdocs.yml"
        text = re.sub(r"(?m)^( *audience:) .*", rf"\1 [{readers}]", settings.read_text(encoding="utf-8"))
        assert f"[{readers}]" in text
        settings.write_text(text, encoding="utf-8")
        return bytes_of(built(self.root))


@pytest.fixture(scope="module")
def past(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Past:
    """Told once for all its readers."""
    return Past(request.param, branch_of(PASTS[request.param], tmp_path_factory.mktemp("past")).make().root)


EVERY = pytest.mark.parametrize("past", PASTS, indirect=True)


@EVERY
def test_the_past_tells_no_more_than_the_record(past: Past) -> None:
    """Neither on its page nor on those of months and editions, nor in the files that are compared or searched."""
    told = past.site_for("社会")
    found = {word for word in (MARK, "an-hao", "0077", EMAIL, NAME) if word.encode() in told}
    assert found == set()
    assert b"changes/2026-09.html" in told
    assert b"changes/edition-e22.js" in told


@EVERY
def test_the_branch_is_told_all_but_what_was_withdrawn_or_no_record(past: Past) -> None:
    """The same past shows the marker to the branch's own members, so the test above looks for something real."""
    told = past.site_for("本支部党员")
    assert (MARK.encode() in told or b"an-hao" in told) is (past.case not in UNSEEN)
    assert (EMAIL.encode() in told, NAME.encode() in told) == (False, False)


def test_another_order_of_what_all_may_read_is_told_to_all(tmp_path: Path) -> None:
    """次序 is the name of no field, and yet nothing that somebody mistyped."""
    those = (("甲事", "乙事"), ("乙事", "甲事"))
    past: list[Texts] = [{M: meeting(f"agenda: [{{title: {one}}}, {{title: {other}}}]\n")} for one, other in those]
    told = Past("", branch_of(past, tmp_path).make().root).site_for("社会").decode("utf-8", "replace")
    assert re.search(r"议程 › 次序：.{0,20}甲事、乙事.{0,30}乙事、甲事", told)
    assert '["议程 › 次序","甲事、乙事","乙事、甲事"]' in told, "in the script of the edition, too"


def test_what_an_item_is_called_by_is_open_to_all() -> None:
    """The name of an item stands in every line about it, whoever reads it: no such field may be a hidden one."""

    def parts(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for field in model.model_fields.values():
            if inner := inner_model(field.annotation):
                yield inner
                yield from parts(inner)

    models = {part for kind in kinds().values() for part in parts(kind.model)}
    named = {part: part.model_fields[first(part)] for part in models if first(part)}
    assert len(named) > 20
    assert {part.__name__ for part, field in named.items() if widest(field) != "社会"} == set()
