"""What differs between two texts: by field, items by what they are, and nothing that the page shows alike."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.history.differences import differences, is_chosen, is_later, name_of
from gongkai.history.order import ORDER
from gongkai.history.versions import Difference
from gongkai.history.words import lines
from gongkai.kinds.commitments.model import Commitment
from gongkai.kinds.meetings.model import Meeting
from gongkai.load.reading import Tree

Record = dict[str, Tree]
MARCH: Record = {"on": "2026-03-01", "value": "3", "note": "三户"}
AGAIN: Record = {"on": "2026-03-01", "value": "4", "note": "又一户"}
APRIL: Record = {"on": "2026-04-01", "value": "5", "note": "再一户"}
WANG: Record = {"title": "学习", "topic": "学习教育", "summary": "学了"}


def told(before: Record, after: Record) -> list[str]:
    """`place: 三楼 → 四楼`, of a meeting."""
    found = differences(before, after, Meeting)
    return [f"{'.'.join(one.path)}: {one.before} → {one.after}" for one in found]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"made_on": "2026-9-4"}, {"made_on": "2026年9月4日"}),
        ({"made_on": "2026/09/04"}, {"made_on": "2026.9.4"}),
        ({"covers": "2026-Q3"}, {"covers": "2026年第三季度"}),
        ({"corrections": [{"on": "2026-9-4", "note": "甲"}]}, {"corrections": [{"on": "2026-09-04", "note": "甲"}]}),
        (
            {"withdrawn": {"on": "2026-9-4", "hide_title": "是"}},
            {"withdrawn": {"on": "2026-09-04", "hide_title": "true"}},
        ),
        ({"withdrawn": {"on": "2026-9-4", "hide_title": "否"}}, {"withdrawn": {"on": "2026-09-04"}}),
        ({"agenda": [{"title": "甲", "topic": "其他"}]}, {"agenda": [{"title": "甲"}]}),
        ({"voters": {"present": "3"}}, {"voters": {"present": "3", "written": "0"}}),
        ({"audiences": ["社会"]}, {"audiences": [{"name": "社会"}]}),
        ({"audiences": ["社会", "本单位党员"]}, {"audiences": ["本单位党员", "社会"]}),
        ({"keywords": []}, {}),
        ({"place": "三楼"}, {"place": " 三楼 "}),
        ({"summary": "一\n二"}, {"summary": "一\n  二\n"}),
        ({"title": "甲", "place": "三楼"}, {"place": "三楼", "title": "甲"}),
    ],
)
def test_what_is_shown_alike_is_no_difference(before: Record, after: Record) -> None:
    """However a date, 是, a default, a list or a paragraph is written, in either direction."""
    assert told(before, after) == told(after, before) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"place": "三楼"}, {"place": "四楼"}, ["place: 三楼 → 四楼"]),
        ({"place": "三楼"}, {}, ["place: 三楼 → None"]),
        ({"made_on": "2026-02-30"}, {"made_on": "2026-2-30"}, ["made_on: 2026-02-30 → 2026-2-30"]),
        ({"starts": "9:05"}, {"starts": "09:05"}, ["starts: 9:05 → 09:05"]),
        ({"attendance": {"present": "3"}}, {"attendance": {"present": "4"}}, ["attendance.present: 3 → 4"]),
        (
            {"keywords": ["甲", "乙"]},
            {"keywords": ["乙", "丙"]},
            ["keywords.=丙: None → 丙", "keywords.=甲: 甲 → None"],
        ),
        (
            {"audiences": ["社会"]},
            {"audiences": [{"name": "社会", "since": "2026-1-1"}]},
            ["audiences.=社会.since: None → 2026-1-1"],
        ),
        ({"retired": "甲"}, {"retired": "乙"}, ["retired: 甲 → 乙"]),
        ({"place": "三楼"}, {"place": {"floor": "三"}}, ["place: 三楼 → {'floor': '三'}"]),
        ({"withdrawn": {"hide_title": "是"}}, {"withdrawn": {}}, ["withdrawn.hide_title: 是 → None"]),
    ],
)
def test_a_difference_is_told_by_field(before: Record, after: Record, expected: list[str]) -> None:
    """Of a field that is, is no longer, or never was in today's model."""
    assert told(before, after) == expected


A: Record = {"title": "甲事"}
B: Record = {"title": "乙事", "topic": "学习教育"}
C: Record = {"title": "丙事"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([A, B], [B, A], "甲事、乙事 → 乙事、甲事"),
        ([C, A, B, C], [C, B, A, C], "甲事、乙事 → 乙事、甲事"),
        ([A, B, C], [B, C, A], "甲事、乙事、丙事 → 乙事、丙事、甲事"),
        ([A, B], [{**B, "decision": "通过"}, A], "甲事、乙事 → 乙事、甲事"),
        ([A, {**WANG, "title": "学刁"}], [WANG, A], "甲事、学习 → 学习、甲事"),
        ([A, WANG, B], [B, C, A], "甲事、乙事 → 乙事、甲事"),
        (
            [{"title": "甲事", "decision": "一"}, A],
            [A, {"title": "甲事", "decision": "一"}],
            "甲事（2）、甲事 → 甲事、甲事（2）",
        ),
        (
            [{"title": f"关于推进某项工作的第{number}项议题"} for number in "一二"],
            [{"title": f"关于推进某项工作的第{number}项议题"} for number in "二一"],
            "关于推进某项工作的第一项议题、关于推进某项工作的第二项议题"
            " → 关于推进某项工作的第二项议题、关于推进某项工作的第一项议题",
        ),
        (
            [A, {"title": "传达上级党组织\n关于换届选举工作的通知"}],
            [{"title": "传达上级党组织\n关于换届选举工作的通知"}, A],
            "甲事、传达上级党组织 关于换届选举工… → 传达上级党组织 关于换届选举工…、甲事",
        ),
        (
            [{"title": number} for number in "一二三四五六七八"],
            [{"title": number} for number in "一八二三四五六七"],
            "二、三、四等 7 项 → 八、二、三等 7 项",
        ),
    ],
)
def test_entries_in_another_order_are_told(before: list[Tree], after: list[Tree], expected: str) -> None:
    """Once for the list, by the names of today and of those that it is about: in short, and in a few words of many."""
    one = differences({"agenda": before}, {"agenda": after}, Meeting)[-1]
    assert one.path == ("agenda", ORDER)
    assert not is_later(one, Meeting)
    assert not is_chosen(one, Meeting)
    assert [str(line) for line in lines([one], Meeting)] == [f"议程 › 次序：{expected}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([A, B], [C, A, B]),
        ([A, B, C], [A, C]),
        ([A, B, A], [B, A]),
        ([A, B, C], [A, WANG, C]),
        ([A, B], [{**A, "decision": "一"}, {**B, "decision": "二"}]),
        ([A, B], [WANG, A, C, B]),
    ],
)
def test_who_comes_or_goes_changes_no_order(before: list[Tree], after: list[Tree]) -> None:
    """Wherever it was put in, or taken out."""
    for those in ((before, after), (after, before)):
        found = differences({"agenda": those[0]}, {"agenda": those[1]}, Meeting)
        assert [one for one in found if one.path[-1] == ORDER] == []


def test_words_are_in_no_order() -> None:
    """Nor are entries that are written as a word; parts that no model knows any more are."""
    assert told({"keywords": ["甲", "乙"]}, {"keywords": ["乙", "甲"]}) == []
    assert told({"audiences": ["社会", {"name": "本单位党员"}]}, {"audiences": ["本单位党员", "社会"]}) == []
    assert told({"retired": [A, C]}, {"retired": [C, A]}) == ["retired.次序: ['甲事', '丙事'] → ['丙事', '甲事']"]


def test_order_is_told_at_each_depth_and_only_where_pages_show_it() -> None:
    """What happened is shown by days: only on one and the same day does it matter what stands first."""
    before: Record = {
        "promises": [
            {"by": "张三", "items": [{"text": "甲", "progress": [MARCH, AGAIN, APRIL]}, {"text": "乙"}]},
            {"by": "李四"},
        ]
    }

    def items(*progress: Tree) -> list[str]:
        after: Record = {
            "promises": [
                {"by": "李四"},
                {"by": "张三", "items": [{"text": "乙"}, {"text": "甲", "progress": [*progress]}]},
            ]
        }
        found = differences(before, after, Commitment)
        return [str(line) for line in lines(found, Commitment)]

    orders = ["承诺（张三） › 承诺事项 › 次序：甲、乙 → 乙、甲", "承诺 › 次序：张三、李四 → 李四、张三"]
    assert items(APRIL, MARCH, AGAIN) == orders
    assert items({**APRIL, "on": "2026-02-01"}, MARCH, AGAIN)[-2:] == orders
    assert items(AGAIN, APRIL, {**MARCH, "on": "2026年3月1日"}) == [
        "承诺（张三） › 承诺事项（甲） › 践诺情况 › 次序：2026-03-01（2）、2026-03-01 → 2026-03-01、2026-03-01（2）",
        *orders,
    ]


def test_a_corrected_name_is_one_change() -> None:
    """Of somebody of whom the rest stays; nobody goes and nobody comes."""
    before: Record = {"agenda": [{"title": "其他议题"}, {**WANG, "title": "学刁"}]}
    assert told(before, {"agenda": [{"title": "其他议题"}, WANG]}) == ["agenda.=学习.title: 学刁 → 学习"]


def test_who_has_little_in_common_is_somebody_else() -> None:
    """One goes, another comes."""
    other: Record = {"title": "收缴党费", "topic": "经费使用", "summary": "学了"}
    assert told({"agenda": [WANG]}, {"agenda": [other]}) == [
        f"agenda.=收缴党费: None → {other}",
        f"agenda.=学习: {WANG} → None",
    ]


def test_namesakes_are_told_apart() -> None:
    """By 区分 where they have one, else by their order."""
    assert name_of({"by": "张三", "distinguish": "质量部"}, Commitment) == "张三，质量部"
    before: Record = {"promises": [{"by": "张三", "role": "钳工"}, {"by": "张三", "role": "焊工"}]}
    after: Record = {"promises": [{"by": "张三", "role": "车工"}, {"by": "张三", "role": "铣工"}]}
    assert [one.path[1] for one in differences(before, after, Commitment)] == ["=张三", "=张三（2）"]


def test_one_more_entry_of_a_day_is_added() -> None:
    """Wherever it is put, the one that was there is unchanged."""
    before: Record = {"corrections": [MARCH]}
    for entries in ([MARCH, AGAIN], [AGAIN, MARCH]):
        (found,) = differences(before, {"corrections": list(entries)}, Meeting)
        assert (found.path, found.before, found.after) == (("corrections", "=2026-03-01"), None, AGAIN)


def test_a_date_that_is_a_name_is_read() -> None:
    """The entry of a day is that of the day, in whatever form it is written."""
    before: Record = {"corrections": [{"on": "2026-3-1", "note": "甲"}, {"on": "2026-3-2", "note": "乙"}]}
    after: Record = {"corrections": [{"on": "2026-03-01", "note": "甲"}, {"on": "2026-03-02", "note": "丙"}]}
    assert told(before, after) == ["corrections.=2026-03-02.note: 乙 → 丙"]


@pytest.mark.parametrize(
    ("path", "before", "later", "chosen"),
    [
        (("corrections",), None, True, False),
        (("corrections", "=2026-03-01"), None, True, False),
        (("corrections", "=2026-03-01", "note"), "甲", False, False),
        (("posted", "=大厅", "until"), None, True, False),
        (("withdrawn",), None, True, False),
        (("withdrawn", "hide_title"), None, True, True),
        (("promises", "=张三", "items", "=甲", "progress", "=2026-03-01"), None, True, False),
        (("promises", "=张三", "items", "=甲", "due"), None, False, False),
        (("promises", "=张三", "ratings", "=上半年", "own"), "好", False, True),
        (("term",), "年度", False, True),
        (("title",), None, False, False),
        (("retired",), None, False, False),
        ((), "甲", False, False),
    ],
)
def test_what_a_field_is_for(path: tuple[str, ...], before: str | None, later: bool, chosen: bool) -> None:
    """Only what is added in fields of the course of things is no news; what can be chosen is no free text."""
    one = Difference(path, before, "乙")
    assert (is_later(one, Commitment), is_chosen(one, Commitment)) == (later, chosen)


TREES = st.recursive(
    st.sampled_from(["甲", "乙", "2026-3-1", ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "agenda", "vote", "on"]), inner)
    ),
    max_leaves=12,
)


@given(TREES, TREES)
@example([""], [{"agenda": "甲", "title": ""}])
def test_any_two_trees_can_be_compared(before: Tree, after: Tree) -> None:
    """Shapes that no model allows once stood in files; equal ones never differ, unequal ones never end in an error."""
    assert differences(before, before, Meeting) == ()
    assert len(differences(before, after, Meeting)) == len(differences(after, before, Meeting))
