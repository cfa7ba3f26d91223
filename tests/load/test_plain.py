"""What is read line by line is what YAML says it is; everything else is left to the parser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.load import layout, plain, quick
from gongkai.load.compose import document
from gongkai.load.reading import DEEPEST, Event
from gongkai.load.text import screen

RECORD = """# 说明
index: JG1/2026-0001
title: 主题党日：学习 a[1], b{2}
types: [主题党日, 党课]
"on": 2026-01-05
starts: "13:30"
place: '三楼'
attendance: {expected: 20, present: 18}
agenda:
  # 每项一条
- title: 一
    # 一行
  summary: |-
    第一行
      第二行
  vote:
    method: 举手
  nothing:
- title: 二
  note: |
    一行
actions:

# 说明
    # 又一行
    - 见 http://a.example
    - what: 事
      who:
      - 甲
posted:
"""


def test_what_clerks_write() -> None:
    """Fields, items, short lists and texts of several lines; a field with nothing behind it is left out."""
    read = plain.tree(RECORD)
    assert read == quick.tree(RECORD)
    assert read
    assert read["agenda"] == [
        {"title": "一", "summary": "第一行\n  第二行", "vote": {"method": "举手"}},
        {"title": "二", "note": "一行\n"},
    ]
    assert read["actions"] == ["见 http://a.example", {"what": "事", "who": ["甲"]}]
    assert "posted" not in read


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: b\n c\n", id="folded"),
        pytest.param("a: b\n  - c\n", id="folded item"),
        pytest.param("a: b - c\n", id="perhaps an item"),
        pytest.param("a: b: c\n", id="two colons"),
        pytest.param("a: b:\n", id="colon at the end"),
        pytest.param("a: b\na: c\n", id="key twice"),
        pytest.param("a:\na: c\n", id="key twice, once empty"),
        pytest.param("a: {b: 1, b: 2}\n", id="key twice in a line"),
        pytest.param("a:\n  b: 1\n c: 2\n", id="between two depths"),
        pytest.param(" a: 1\nb: 2\n", id="further out than the first"),
        pytest.param("- a\n", id="a list"),
        pytest.param("a:\n  - b\n  c: 1\n", id="a field among items"),
        pytest.param("a: >-\n  b\n", id="folded text"),
        pytest.param("a: |-\n  b\n\n  c\n", id="empty line in a text"),
        pytest.param("a: |-\n   b\n  c\n", id="text that begins further in"),
        pytest.param('a: "b\\n"\n', id="escaped"),
        pytest.param("a: 'it''s'\n", id="quoted quotation mark"),
        pytest.param("a: [b, [c]]\n", id="list in a list"),
        pytest.param("a: &b c\n", id="anchor"),
        pytest.param("a: !!str b\n", id="tag"),
        pytest.param("a: *b\n", id="alias"),
        pytest.param("--- \na: b\n", id="space at the end"),
        pytest.param("---\na: b\n", id="marked beginning"),
        pytest.param("a: b", id="no line end"),
        pytest.param("A: b\n", id="large letter"),
        pytest.param("a: b # c\n", id="swallowed comment"),
        pytest.param("a: |-\n  b\n\n  #c\n", id="no comment"),
        pytest.param("a:\n  - b：c\n", id="perhaps a field"),
        pytest.param("a:\n  - \u3000b\n", id="wide space"),
        pytest.param("a：b\n", id="wide colon"),
        pytest.param("# a\n", id="nothing"),
        pytest.param(f"a: {'长' * 20_000}\n", id="long"),
        pytest.param("".join(f"{' ' * depth}a:\n" for depth in range(DEEPEST + 1)) + " " * 40 + "a: b\n", id="deep"),
    ],
)
def test_what_is_left_to_the_parser(text: str) -> None:
    """Sound or not: here is no word about it."""
    assert plain.tree(text) is None


VALUES = st.sampled_from(
    (
        *("", "", "x", "一二", "a b", "[a, b]", "[x]", "{a: 1, b: 2}", '"q: r"', "'s'", '""', "a:b", "~", "[ a]", "{}"),
        *("|-\n    t", "|\n      t\n      u: v", "|-\n  t", "- a", "a - b", "'a' b", "#x", "x#y", "[a:b]", "http://x"),
        *("x]", "-1", "甲：乙", "x # y", "\u3000x", "a ：b"),
    )
)
LINES = st.tuples(
    st.sampled_from(["", "", "  ", "    ", "      ", " ", "\n", "#", "\n  "]),
    st.sampled_from(["", "", "", "- "]),
    st.sampled_from(["a: ", "b: ", "c: ", '"on": ', ""]),
    VALUES,
)
WRITTEN = st.lists(LINES.map(lambda parts: "".join(parts).rstrip() + "\n"), max_size=8).map("".join)
SPOILT = st.tuples(
    st.integers(0, len(RECORD)), st.sampled_from(["", " ", "\n", "  ", "- ", ": ", "#", '"', "x", "[", ","])
)


@given(WRITTEN, SPOILT)
def test_nothing_is_read_otherwise(written: str, spoilt: tuple[int, str]) -> None:
    """Whatever is read here, the parser reads the same: of made-up lines, and of a record with a slip in it."""
    place, slip = spoilt
    for text in (written, RECORD[:place] + slip + RECORD[place + (not slip) :]):
        if not screen(text, "")[1] and (read := plain.tree(text)) is not None:
            scalars: list[Event] = []
            assert read == quick.tree(text, scalars)
            assert not layout.faults(text, scalars, "")


@given(WRITTEN, SPOILT)
def test_places_are_the_same(written: str, spoilt: tuple[int, str]) -> None:
    """Where a field begins, and its value, is found here as the parser finds it."""
    place, slip = spoilt
    record = RECORD.replace('"on"', "held_on")
    for text in (written, record[:place] + slip + record[place + (not slip) :]):
        found, _ = document(text.encode(), "x")
        if found is None or not found.is_plain:
            continue
        parsed = replace(found, is_plain=False)
        for name in (*parsed.values, "posted", "absent"):
            for key in (True, False):
                assert found.place((name,), key=key) == parsed.place((name,), key=key)
                assert found.place((name, 1, "vote"), key=key) == parsed.place((name, 1, "vote"), key=key)
