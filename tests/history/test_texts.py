"""Several versions of one record are read by what differs in them, and tell what they tell when they are read whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongkai.history.differences import differences
from gongkai.history.texts import Text, read_text, read_together
from gongkai.history.versions import Difference
from gongkai.load.compose import document
from gongkai.load.record import Record

PATH = "data/meetings/2026/a.yaml"
LINES = (
    *(
        'title: "甲',
        "title: 甲",
        "title:",
        "title: '甲",
        "title: [甲,",
        "title: {甲: 乙,",
        "title: |",
        "title: 甲 # 注",
    ),
    *('place: 乙"', "place: 乙", "place: 乙'", "place: 乙]", "place: 乙}", "posted: 丙", "published_on: 2026-01-02"),
    *("  丁", "  - 丁", "- 丁", '  "戊', "  戊: 己", '"title": 甲', "---", "...", "# 注", "", "index : 1", "\\"),
)


def together(*sources: str) -> list[Text]:
    """As they are read when the last one stands in the folder."""
    found, _ = document(sources[-1].encode(), PATH)
    assert found
    standing = Record().written_in(found.without_tree(), "meetings/2026/a")
    before = {str(place): (source.encode(), PATH) for place, source in enumerate(sources[:-1])}
    return [*read_together({**before, "now": (standing, PATH)}, ["published_on"]).values()]


def told(texts: Sequence[Text]) -> list[tuple[bool, str, tuple[Difference, ...]]]:
    """Of each, whether it is a record and what differs from it in the last one."""
    last = texts[-1].tree
    return [(bool(one.tree), one.raw, differences(one.tree, last, None) if one.tree and last else ()) for one in texts]


ENDS = st.sampled_from(("\n", "\n", "\n", ""))
"""A text without a line end in the end is read whole."""
SOURCES = st.builds(lambda lines, end: "\n".join(lines) + end, st.lists(st.sampled_from(LINES), max_size=6), ENDS)


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.lists(SOURCES, min_size=1, max_size=2), SOURCES)
def test_by_field_as_if_whole(before: list[str], standing: str) -> None:
    """Whatever stands in them; what stands in the folder has no fault."""
    assume(document(standing.encode(), PATH)[0] is not None)
    sources = [*before, standing]
    assert told(together(*sources)) == told([read_text(source.encode(), PATH) for source in sources])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('title: "甲\nplace: 乙"\n', 'title: "甲\nposted: 丙\nplace: 乙"\n', ["title"]),
        ("title: '甲\nplace: 乙'\n", "title: '甲\nplace: 丙'\n", ["title"]),
        ("title: [甲,\nplace: 乙]\n", "title: [甲,\nplace: 丙]\n", ["title"]),
        ('title: "甲\nplace: 乙"\n', 'title: "甲"\nplace: 乙"\n', ["title", "place"]),
        ('"title": 甲\nplace: 乙\n', "title: 甲\nplace: 丙\n", ["place"]),
        (" {title: 甲,\nplace: 乙}\n", "title: 甲\nplace: 丙\n", ["place"]),
        ("title: 甲\nplace: 乙\ntitle: 甲\n", "title: 甲\nplace: 乙\n", []),
        ("place: 乙\nplace: 乙\nposted: 丙\n", "place: 乙\nposted: 丁\n", []),
        ("title: 甲\n", "# 注\ntitle: 甲\n# 又注\n", []),
        ("# 注\n", "# 注\ntitle: 甲\n", []),
        ("title: 甲\nplace: 乙\nplaces: 乙\n", "title: 甲\nplaces: 乙\n", ["place"]),
    ],
)
def test_what_only_looks_like_a_field(before: str, after: str, expected: list[str]) -> None:
    """A line in a quoted text or in brackets is none, nor is one behind a key that is written otherwise."""
    texts = together(before, after)
    assert [*dict.fromkeys(one.path[0] for one in told(texts)[0][2])] == expected
    assert told(texts) == told([read_text(source.encode(), PATH) for source in (before, after)])


def test_what_is_the_same_is_not_read() -> None:
    """Nobody asks for it, but for the day of publication; that there is something is seen all the same."""
    one, other = together("title: 甲\npublished_on: 2026-01-02\n", "title: 甲\npublished_on: 2026-01-02\nplace: 乙\n")
    assert one.tree == {"": "", "published_on": "2026-01-02"}
    assert other.tree == {**one.tree, "place": "乙"}
