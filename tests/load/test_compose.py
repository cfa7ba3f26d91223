"""Text becomes a tree of texts with places; what a hand gets wrong has its code, place and cure."""

from __future__ import annotations

import inspect

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongkai.findings import rule_text
from gongkai.load import quick, unreadable
from gongkai.load.compose import Document, Tree, document
from gongkai.load.reading import Reading
from gongkai.load.text import FORBIDDEN


def good(text: str) -> Document:
    """The document of a text without faults."""
    found, faults = document(text.encode(), "data/x.yaml")
    assert found, [fault.words for fault in faults]
    return found


def faults_of(text: str) -> list[str]:
    """`code:line:column` of every fault, without `yaml.`."""
    found, faults = document(text.encode(), "data/x.yaml")
    assert (found is None) == bool(faults)
    return [f"{f.code.removeprefix('yaml.')}:{f.place.line}:{f.place.column}" for f in faults]


WRITTEN = (
    "14:30 9:30 1:2:3 00123 012 0x1F 1_000 1e3 1.10 01012345678 +8613 yes No on NULL ~ true .inf = 0b_ -0x_ "
    "2026-02-30 2024-3-5 2024年3月5日 24:00:00 〔2024〕12号 第#1号 http://a.b/c#d 见a:b a-b -1 ９ 时间：下午 张\u3000三"
)


@pytest.mark.parametrize("written", WRITTEN.split(" "))
def test_text_stays_text(written: str) -> None:
    """Whatever a plain value looks like, it is the text that was written."""
    assert good(f"a: {written}\nb:\n  - {written}\n").values == {"a": written, "b": [written]}


GOOD: list[tuple[str, Tree]] = [
    ("---\na: b\n...\n", {"a": "b"}),
    ("\ufeffa: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
    ("a:\nb: ''\nc: {d: }\n", {"b": "", "c": {}}),
    ("标题: 公示\n", {"标题": "公示"}),
    ("a: '1' # why\nb: # why\n  - c\n# why\n", {"a": "1", "b": ["c"]}),
    ("d: | # why\n  x # y\n  时间：下午\n", {"d": "x # y\n时间：下午\n"}),
    ("a: >-\n  one\n  two\n", {"a": "one two"}),
    ("a: one\n  two\n", {"a": "one two"}),
    ('a: "x\\ty\\u516c\\U00020BB7"\n', {"a": "x\ty公𠮷"}),
    ("a:\n- 主持人：张三\n- 注:见附件\n", {"a": ["主持人：张三", "注:见附件"]}),
    ("a: {b: [c, 'd']}\n", {"a": {"b": ["c", "d"]}}),
    ("{}", {}),
    ("a: b\tc\n", {"a": "b\tc"}),
    ("a: e\u0301\n", {"a": "e\u0301"}),
    ("a: >\n  x\n\n  - y\n", {"a": "x\n- y\n"}),
    ("a: x - y\n", {"a": "x - y"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values"), GOOD)
def test_good(text: str, values: Tree) -> None:
    """What YAML allows and a record may hold."""
    assert good(text).values == values


BAD = {
    # Layout
    "标题：公示": "wide_colon:1:3",
    "标题：公示\n日期：九月": "wide_colon:1:3 wide_colon:2:3",
    "title：公示\nkind: x": "wide_colon:1:6",
    "a: b\n标题：公示\nc: d": "wide_colon:2:3",
    "a:\n  标题：公示\n": "wide_colon:2:5",
    "a: b\n  date：2026\n": "wide_colon:2:7",
    "a:\n- name：张三\n": "wide_colon:2:7",
    "标题:公示": "missing_space:1:3",
    "a: b\n标题:公示\nc: d": "missing_space:2:3",
    "a:\n  - name:张三\n": "missing_space:2:9",
    "title:\u3000公示\nkind: x": "wide_space:1:7",
    "a:\n\u3000b: c\n": "wide_space:2:1",
    "a:\n\u00a0b: c\n": "wide_space:2:1",
    "a: b\n\u3000\nc: d": "wide_space:2:1",
    "a\u3000: b": "wide_space:1:1",
    "a: 第 #1号": "swallowed_comment:1:6",
    "a: b # c": "swallowed_comment:1:6",
    "a: [b, c # d\n]": "swallowed_comment:1:10",
    "a: b\n  c # d\n  e": "swallowed_comment:2:5",
    "\ta: b": "tab:1:1",
    "a:\n\tb: c": "tab:2:1",
    "a:\tb": "tab:1:3",
    "a:\n-\tb": "tab:2:2",
    "a: |\n x\n\ty": "tab:3:1",
    "a:\n  -张三\n  -李四": "dash_without_space:2:3 dash_without_space:3:3",
    "a:\n  - x\n  -y": "dash_without_space:3:3",
    "a:\n- x\n  - y": "folded_line:3:3",
    "a: x\n  - y": "folded_line:2:3",
    # Structure
    "a: 1\nb: 2\na: 3": "duplicate_key:3:1",
    "a:\na:": "duplicate_key:2:1",
    "a: {b: 1, b: 2}": "duplicate_key:1:11",
    "e\u0301: x": "unnormalised_key:1:1",
    "a: &x b\nc: *x": "anchor:1:4 alias:2:4",
    "a: {<<: b}": "merge_key:1:5",
    "a: !x b": "tag:1:4",
    "a: !!str b": "tag:1:4",
    "!!map {a: b}": "tag:1:1",
    "a: !": "tag:1:4",
    "a: b\n---\nc: d": "several_documents:2:1",
    "---\n---\na: b": "several_documents:2:1",
    "%YAML 1.2\n---\na: b": "directive:1:1",
    "%FOO\n---\na: b": "directive:1:1",
    "? a\n: b": "complex_key:1:1",
    "[a]: b": "complex_key:1:1",
    "{a: b}: c": "complex_key:1:1",
    ": b": "complex_key:1:1",
    "a: {b, c: d}": "key_without_colon:1:5",
    "{a:b}": "key_without_colon:1:2",
    "": "empty_document:1:1",
    "# x\n": "empty_document:1:1",
    "---\n": "empty_document:1:1",
    "公示": "not_a_mapping:1:1",
    "'公示'": "not_a_mapping:1:1",
    "- a\n- b": "not_a_mapping:1:1",
    "a:\n- b\n-\n- c": "empty_item:3:2",
    "a: " + "[" * 40: "too_deep:1:35",
    "a: " + "长" * 22_000: "too_long:1:4",
    # Refused by YAML
    'a: "b': "unclosed_quote:1:4",
    "a: 'b\nc: d": "unclosed_quote:1:4",
    'a: "b\nc: "d"': "unclosed_quote:1:4",
    "a: [b\nc: d": "unclosed_bracket:1:4",
    "a: [b, c": "unclosed_bracket:1:4",
    "a: @x": "reserved_start:1:4",
    "a: `x`": "reserved_start:1:4",
    "a: %x": "reserved_start:1:4",
    "a: *x*": "reserved_start:1:4",
    "a: &公": "reserved_start:1:4",
    "a: ]": "reserved_start:1:4",
    "a: , b": "reserved_start:1:4",
    "a: *x y": "alias:1:4",
    "a: b: c": "colon_in_text:1:5",
    "a: b\n c: d": "bad_indentation:2:2",
    "a:\n  b: 1\n c: 2": "bad_indentation:3:2",
    "a: b\nc\n": "bad_indentation:2:1",
    "a: - b": "list_beside_key:1:4",
    'a: "b" c': "text_after_value:1:8",
    "a: [2024]12号": "text_after_value:1:10",
    'a: "\\q"': "bad_escape:1:5",
    "a: >x\n y": "block_header:1:5",
    # Escapes
    'a: "\\u0000"': "control_character:1:4",
    'a: "\\x1b"': "control_character:1:4",
    'a: "\\L"': "line_separator:1:4",
    'a: "\\u202e"': "direction_character:1:4",
    'a: "\\ud842\\udfb7"': "surrogate_escape:1:7",
    'a: "\\ud842"': "surrogate_escape:1:7",
    # Several at once
    "a: 1\na: \u200b2\nb: 第 #1\nc: [x": " ".join(
        ("duplicate_key:2:1", "invisible_character:2:4", "swallowed_comment:3:6", "unclosed_bracket:4:4")
    ),
    "x：1\n  - a: b\ny: 2\nz：3\nw: @q": "wide_colon:1:2 wide_colon:4:2 reserved_start:5:4",
    "a: b\u2028c: d": "line_separator:1:5",
}  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_bad(text: str) -> None:
    """Each mistake gives its own fault, at its place, once."""
    assert " ".join(faults_of(text)) == BAD[text]


@pytest.mark.parametrize("rule", unreadable.rules())
def test_every_fault_is_shown(rule: object) -> None:
    """Every fault has a title and a cure; all but those of whole files stand in the table above."""
    assert inspect.isfunction(rule)
    text = rule_text(rule, "")
    assert text.title.endswith("。")
    assert text.cure
    elsewhere = {"too_large", "not_utf8", "utf16", "too_many_values", "private_character", "noncharacter", "not_yaml"}
    assert rule.__name__ in elsewhere or any(f"{rule.__name__}:" in told for told in BAD.values())


def test_messages() -> None:
    """A message says in plain Chinese what was found and what was expected; cures name the way out."""
    _, (twice,) = document("标题: 甲\n地点: 乙\n标题: 丙\n".encode(), "x")
    assert twice.words == "第 3 行的“标题”在第 1 行已经写过，应当只写一次"
    _, (hidden,) = document("a: 第 #1号\n".encode(), "x")
    assert hidden.words == "“#1号”会被当作说明而丢掉，应当加引号，或把说明单独写一行"
    _, (pair,) = document(b'a: "\\ud842\\udfb7"', "x")
    assert pair.expected == "直接写“𠮷”"


def test_places() -> None:
    """Every value and key has its place; what is not there falls back to the nearest thing that is."""
    text = "title: 公示\nvoters:\n  - name: 张三\n    note:\n  - {name: 李四}\nplain: x\n"
    for found in (good(text), good(f"{text}k: 'x' # y\n"), good(f"{text}标题: x\n")):
        expected: dict[tuple[str | int, ...], tuple[int, int, int, int]] = {
            (): (1, 1, 1, 1),
            ("title",): (1, 8, 1, 1),
            ("voters",): (3, 3, 2, 1),
            ("voters", 0): (3, 5, 3, 5),
            ("voters", 0, "name"): (3, 11, 3, 5),
            ("voters", 0, "note"): (4, 10, 4, 5),
            ("voters", 1, "name"): (5, 12, 5, 6),
            ("voters", 1, "absent"): (5, 5, 5, 5),
            ("voters", 7, "name"): (3, 3, 2, 1),
            ("absent",): (1, 1, 1, 1),
        }
        for path, (line, column, key_line, key_column) in expected.items():
            assert found.place(path) == ("data/x.yaml", line, column)
            assert found.place(path, key=True) == ("data/x.yaml", key_line, key_column)


def test_quick_way_is_the_same_way() -> None:
    """Where the quick way gives a tree, the careful way gives the same one and no fault."""
    for text in [*BAD, *(text for text, _ in GOOD)]:
        values = quick.tree(text.removeprefix("\ufeff"))
        careful = Reading(text.removeprefix("\ufeff"), "x").run()
        assert values is None or (values == careful.root and not careful.found and not careful.refusal)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
TREES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4))


@given(st.dictionaries(TEXTS, TREES, max_size=5))
def test_dumped_trees_come_back(tree: dict[str, Tree]) -> None:
    """Any tree of text, written in double quotes, comes back the same, or its characters or keys are refused."""
    written = yaml.safe_dump(tree, default_style='"', allow_unicode=True, width=10_000)
    found, faults = document(written.replace("!!map ", "").encode(), "x")
    if found:
        assert found.values == tree
    else:
        sorts = {fault.code.removeprefix("yaml.") for fault in faults}
        keys = {"complex_key", "unnormalised_key", "wide_space", "merge_key"}
        assert sorts <= {*keys, *(rule.__name__ for rule in unreadable.rules()[:10])}
        assert sorts & keys or any(FORBIDDEN.search(text) for text in _texts(tree))


def _texts(tree: Tree) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    inner = tree if isinstance(tree, list) else [*tree, *tree.values()]
    return [text for value in inner for text in _texts(value)]


@given(
    st.text(
        st.characters(codec="utf-8") | st.sampled_from(list("\n\n  ::--#'\"[]{}|>&*!%@`?,：\u3000\tab")), max_size=60
    )
)
def test_any_text(text: str) -> None:
    """Any text at all gives a document or faults with their words, never an exception."""
    found, faults = document(text.encode(), "x")
    assert (found is None) == bool(faults)
    assert all("应当" in fault.words and fault.cure and fault.place.line > 0 for fault in faults)
