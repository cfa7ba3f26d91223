"""Differences in words, as a page or a message tells them."""

from __future__ import annotations

from gongkai.history.versions import Difference
from gongkai.history.words import Line, lines, summary
from gongkai.kinds.commitments.model import Commitment
from gongkai.kinds.meetings.model import Meeting
from gongkai.load.reading import Tree


def test_several_sentences_are_one() -> None:
    """Of a part with fields and of a list, each written as a sentence; only the last full stop stays."""
    topic = Difference(("agenda", "=学习"), None, {"title": "学习", "summary": "学了。", "decision": "再学。"})
    (line,) = lines([topic], Meeting)
    assert line == Line("议程（学习）", "", "内容摘要 学了；决定 再学。")
    tags = Difference(("keywords",), None, ["甲。", "乙。"])
    assert [str(one) for one in lines([tags], Meeting)] == ["主题词：增加 甲、乙。"]


def test_no_code_is_read_to_anybody() -> None:
    """An explanation is called by nothing but what it is, and says the rest itself."""
    explained: Tree = {"rule": "meetings.quorum_missed", "on": "2026-03-01", "note": "下雪"}
    added = Difference(("deviations", "=meetings.quorum_missed"), None, explained)
    changed = Difference(("deviations", "=meetings.quorum_missed", "note"), "下雪", "大雪")
    assert [str(one) for one in lines([added, changed], Meeting)] == [
        "情况说明：增加 说明日期 2026-03-01；情况说明 下雪",
        "情况说明 › 情况说明：下雪 → 大雪",
    ]


def test_many_are_counted() -> None:
    """Two are told, the others counted; long ones are cut."""
    found = [Difference((name,), "甲" * 90, "乙") for name in ("title", "made_on", "due_on")]
    said = summary(found, Commitment)
    assert said.endswith("…；另有 1 处")
    assert said.count("；") == 2
