"""Approval held against text: who changed what after a form had come, and said why, or did not."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from gongkai.history.guard import State, Verdict, verdict
from gongkai.history.versions import Commit
from gongkai.kinds.meetings.model import Meeting
from gongkai.load.reading import Tree

Text: TypeAlias = dict[str, Tree]
DAY = 24 * 3600
PLAIN: Text = {
    "title": "主题党日",
    "made_on": "2026-01-05",
    "published_on": "2026-01-09",
    "place": "三楼",
    "chair": "周敏",
}
NOTE: Text = {"on": "2026-02-01", "note": "地点写错"}
SPELLING: Text = {**NOTE, "spelling": "是"}


def on(place: int, email: str = "a") -> Commit:
    """A commit some days after 1 January 2026."""
    return Commit(f"c{place}", place, 1767232800 + place * DAY, email)


def text(**differs: Tree) -> Text:
    return {**PLAIN, **differs}


def judged(*texts: Text, forms: tuple[int, ...] = (10,)) -> Verdict:
    """Texts of days 10, 20, 30, …; forms came on these days."""
    states = [State(on(10 * place), tree) for place, tree in enumerate(texts, 1)]
    return verdict(states, [on(place, "b") for place in forms], Meeting)


def fields(found: Verdict) -> tuple[list[str], list[str]]:
    """Undeclared and unapproved."""
    return ([".".join(one.fields) for one in found.undeclared], [".".join(one.fields) for one in found.unapproved])


UNPUBLISHED: Text = {name: value for name, value in PLAIN.items() if name != "published_on"}
AHEAD: Text = {"on": "2099-01-01", "reason": "有误"}
MOVED = text(place="四楼")
SAID = text(place="四楼", corrections=[NOTE])


@pytest.mark.parametrize(
    ("texts", "forms", "undeclared", "unapproved"),
    [
        pytest.param([PLAIN], (), [], [], id="draft"),
        pytest.param([PLAIN, MOVED], (), [], [], id="changed draft"),
        pytest.param([PLAIN, MOVED], (10,), ["place"], ["place"], id="silent"),
        pytest.param([PLAIN, text(place="")], (10,), ["place"], ["place"], id="silently removed"),
        pytest.param([PLAIN, SAID], (10,), [], ["place"], id="declared"),
        pytest.param([PLAIN, MOVED, SAID], (10,), [], ["place"], id="declared later"),
        pytest.param(
            [PLAIN, SAID, {**SAID, "chair": "王五"}], (10,), ["chair"], ["place", "chair"], id="silent after declared"
        ),
        pytest.param(
            [PLAIN, text(title="主题党曰"), text(corrections=[SPELLING])], (10,), [], [], id="wrong and right again"
        ),
        pytest.param([text(title="主题党曰"), text(corrections=[SPELLING])], (10,), [], [], id="spelling"),
        pytest.param(
            [text(title="第1次"), text(title="第2次", corrections=[SPELLING])],
            (10,),
            [],
            ["title"],
            id="spelling of a digit",
        ),
        *(
            pytest.param([text(title=was), text(title=now, corrections=[SPELLING])], (10,), [], ["title"], id=now)
            for was, now in (("装一盏灯", "装两盏灯"), ("同意发展", "不同意发展"), ("无异议", "有异议"))
        ),
        pytest.param(
            [PLAIN, text(chair="王五", corrections=[SPELLING])], (10,), [], ["chair"], id="spelling of a name"
        ),
        pytest.param(
            [PLAIN, text(made_on="2026-01-06", corrections=[SPELLING])], (10,), [], ["made_on"], id="spelling of a date"
        ),
        pytest.param(
            [text(types=["党课"]), text(types=["主题党日"], corrections=[SPELLING])],
            (10,),
            [],
            ["types", "types"],
            id="spelling of an entry",
        ),
        pytest.param(
            [
                text(agenda=[{"title": "甲", "vote": {"passed": "通过"}}]),
                text(agenda=[{"title": "甲", "vote": {"passed": "未通过"}}], corrections=[SPELLING]),
            ],
            (10,),
            [],
            ["agenda.vote.passed"],
            id="spelling of a choice",
        ),
        pytest.param(
            [PLAIN, text(place="四楼", corrections=[{**NOTE, "spelling": "否"}])],
            (10,),
            [],
            ["place"],
            id="no spelling",
        ),
        pytest.param(
            [PLAIN, SAID, {**SAID, "title": "主题党日活动", "corrections": [NOTE, SPELLING]}],
            (10,),
            [],
            ["title", "place"],
            id="spelling after more",
        ),
        pytest.param([PLAIN, MOVED], (10, 20), [], [], id="new form with the change"),
        pytest.param([PLAIN, MOVED], (10, 25), [], [], id="new form after the change"),
        pytest.param([PLAIN, MOVED], (10, 15), ["place"], ["place"], id="new form before the change"),
        pytest.param([PLAIN, SAID], (10, 30), [], [], id="declared and approved anew"),
        pytest.param([PLAIN], (5,), [], [], id="form before the text"),
        pytest.param([PLAIN, MOVED], (5,), ["place"], ["place"], id="form before the text, then changed"),
        pytest.param([PLAIN, MOVED], (20,), [], [], id="changed before the form"),
        pytest.param([PLAIN, text(withdrawn={"on": "2026-02-01", "reason": "有误"})], (10,), [], [], id="withdrawn"),
        pytest.param(
            [PLAIN, text(place="四楼", withdrawn={"on": "2026-01-21", "reason": "有误"})],
            (10,),
            [],
            [],
            id="withdrawn and changed",
        ),
        pytest.param(
            [PLAIN, text(place="四楼", withdrawn=AHEAD)], (10,), ["place"], ["place"], id="withdrawn ahead and changed"
        ),
        pytest.param([PLAIN, text(withdrawn=AHEAD)], (10,), [], [], id="withdrawn ahead"),
        pytest.param(
            [PLAIN, text(withdrawn=AHEAD), text(place="四楼", withdrawn=AHEAD)],
            (10,),
            ["place"],
            ["place"],
            id="withdrawn ahead, then changed",
        ),
        pytest.param(
            [PLAIN, text(withdrawn=AHEAD), text(withdrawn={**AHEAD, "on": "2026-01-20"}, place="四楼")],
            (10,),
            ["place", "withdrawn.on"],
            ["place"],
            id="withdrawn ahead, then earlier and changed",
        ),
        pytest.param(
            [PLAIN, text(place="四楼", withdrawn=AHEAD), text(place="四楼", withdrawn={**AHEAD, "on": "2026-01-20"})],
            (10,),
            [],
            [],
            id="changed, and then withdrawn",
        ),
        pytest.param(
            [PLAIN, text(place="四楼", withdrawn={"on": "明天", "reason": "有误"})],
            (10,),
            ["place"],
            ["place"],
            id="withdrawn on no day",
        ),
        pytest.param(
            [text(withdrawn={"on": "2026-02-01", "reason": "有误"}), PLAIN],
            (10,),
            ["withdrawn"],
            ["withdrawn"],
            id="no longer withdrawn",
        ),
        pytest.param([PLAIN, MOVED, PLAIN], (10,), [], [], id="reverted"),
        pytest.param(
            [UNPUBLISHED, {**PLAIN, "index": "JG1/2026-0001"}], (10,), [], [], id="number and day once approved"
        ),
        pytest.param(
            [PLAIN, text(published_on="2026-01-10")], (10,), ["published_on"], ["published_on"], id="another day"
        ),
        pytest.param([PLAIN, UNPUBLISHED], (10,), ["published_on"], ["published_on"], id="no day any more"),
        pytest.param(
            [PLAIN, SAID, PLAIN], (10,), ["place", "corrections"], [], id="a declared change silently reverted"
        ),
        pytest.param(
            [PLAIN, text(posted=[{"place": "大厅", "since": "2026-01-10"}], references=["JG1/2026-0002"])],
            (10,),
            [],
            [],
            id="what comes later",
        ),
        pytest.param(
            [SAID, text(place="四楼", corrections=[{**NOTE, "note": "另有原因"}])],
            (10,),
            ["corrections.note"],
            ["corrections.note"],
            id="a reason rewritten",
        ),
        pytest.param(
            [SAID, text(place="五楼", corrections=[{**NOTE, "note": "另有原因"}])],
            (10,),
            ["place", "corrections.note"],
            ["place", "corrections.note"],
            id="a rewritten reason declares nothing",
        ),
        pytest.param(
            [SAID, text(place="五楼", corrections=[{**NOTE, "on": "2026-2-1"}])],
            (10,),
            ["place"],
            ["place"],
            id="a reason's date written anew",
        ),
        pytest.param([SAID, MOVED], (10,), ["corrections"], ["corrections"], id="a reason removed"),
        pytest.param(
            [
                text(posted=[{"place": "大厅", "since": "2026-01-10"}]),
                text(posted=[{"place": "大厅", "since": "2026-01-11"}]),
            ],
            (10,),
            ["posted.since"],
            ["posted.since"],
            id="within what came later",
        ),
        pytest.param(
            [text(published_on="2027-01-01"), text(published_on="2027-01-01", place="四楼")],
            (10,),
            [],
            ["place"],
            id="pending",
        ),
        pytest.param(
            [text(published_on="2026-01-20"), text(published_on="2027-01-01")],
            (10,),
            ["published_on"],
            ["published_on"],
            id="published, then pending",
        ),
        pytest.param([PLAIN, {}, MOVED], (10,), ["place"], ["place"], id="unreadable between"),
        pytest.param([{}, PLAIN, MOVED], (10,), ["place"], ["place"], id="unreadable when approved"),
        pytest.param([PLAIN, {}, MOVED], (10, 20), ["place"], ["place"], id="approved anew while unreadable"),
    ],
)
def test_changes_after_approval(
    texts: list[Text], forms: tuple[int, ...], undeclared: list[str], unapproved: list[str]
) -> None:
    """What differs from the text last declared, and from the one last approved."""
    assert fields(judged(*texts, forms=forms)) == (undeclared, unapproved)


@pytest.mark.parametrize(
    ("text_by", "form_by", "own"), [("a", "a", True), ("a", "b", False), ("", "", False), ("a", "", False)]
)
def test_own_approval(text_by: str, form_by: str, own: bool) -> None:
    """Whoever committed the text committed the form; without an address nobody is known."""
    states = [State(on(1, "c"), PLAIN), State(on(2, text_by), MOVED), State(on(9, "c"), PLAIN)]
    assert verdict(states, [on(1, "d"), on(3, form_by)], Meeting).own_approval is own
