"""Texts that git need not be asked for: what a record was before something was added to it, told by its hash alone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from hashlib import sha1
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.history.additions import earlier
from gongkai.history.differences import differences
from gongkai.history.texts import Grown, Text, read_text, read_together
from gongkai.kinds.meetings.model import Meeting
from gongkai.load import shape
from gongkai.load.compose import document
from gongkai.load.record import Record
from history.stories import MEETING, Story, git, read
from laying import WORLD, form

PATH = "data/meetings/2026/a.yaml"
PLAIN = MEETING.format(number="0001")
POSTED = "posted:\n  - {place: 一楼, since: 2026-01-09}\n"
SECOND = "  - place: 二楼\n    since: 2026-01-10\n"
CORRECTED = "corrections:\n- on: 2026-02-01\n  note: 漏写地点\n"
CITED = "references: [JG1/2026-0002]\n"
HEAD = PLAIN.index("types:")
NUMBERED = PLAIN.replace("published_on: 2026-01-09\n", "")
DRAFT = NUMBERED.replace("index: JG1/2026-0001\n", "")


def name(content: bytes) -> str:
    """As git calls it."""
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def standing(text: str) -> Record:
    """The record in the folder."""
    found, faults = document(text.encode(), PATH)
    assert found, faults
    made = shape.record(Meeting, found, "meetings/2026/a")
    assert isinstance(made, Record), made
    return made


def told(now: str, *before: str) -> list[str]:
    """Those of the earlier texts that are known without git, in their order."""
    found = dict(earlier(standing(now), {name(text.encode()) for text in before}, name))
    assert all(name(one.text.encode()) == blob for blob, one in found.items())
    return [text for text in before if name(text.encode()) in found]


@pytest.mark.parametrize(
    ("now", "before"),
    [
        pytest.param(PLAIN + POSTED, [PLAIN], id="at the end"),
        pytest.param(PLAIN[:HEAD] + POSTED + PLAIN[HEAD:], [PLAIN], id="in the midst"),
        pytest.param(PLAIN + POSTED + SECOND, [PLAIN + POSTED, PLAIN], id="one item more"),
        pytest.param(PLAIN + CORRECTED + POSTED + SECOND, [PLAIN + CORRECTED, PLAIN + POSTED + SECOND], id="either"),
        pytest.param(PLAIN + CITED + CORRECTED, [PLAIN, PLAIN + CITED], id="one after the other"),
        pytest.param(PLAIN + POSTED, [PLAIN, DRAFT], id="approved, and then posted"),
        pytest.param(PLAIN, [NUMBERED, DRAFT], id="numbered at first"),
        pytest.param(PLAIN + POSTED + "# 已核对\n", [PLAIN], id="with a comment below it"),
    ],
)
def test_added_to(now: str, before: list[str]) -> None:
    """A field that is written in the course of things, or an item of one, wherever it stands."""
    assert told(now, *before) == before


@pytest.mark.parametrize(
    ("now", "before"),
    [
        pytest.param(PLAIN + POSTED, PLAIN.replace("主题党日", "党课"), id="another text"),
        pytest.param(PLAIN + CITED + POSTED, PLAIN, id="two at once"),
        pytest.param(PLAIN, PLAIN.replace("place: 三楼会议室\n", ""), id="a field of another sort"),
        pytest.param(PLAIN + POSTED, PLAIN.replace("\n", "\r\n"), id="other line ends"),
        pytest.param(PLAIN + POSTED, PLAIN.rstrip("\n"), id="no line end"),
    ],
)
def test_anything_else(now: str, before: str) -> None:
    """It is not guessed: git is asked."""
    assert told(now, before) == []


ITEMS = st.lists(st.sampled_from(["一楼", "二楼", "三楼"]), min_size=1, max_size=3, unique=True)
ADDED = st.one_of(
    ITEMS.map(lambda places: "posted:\n" + "".join(f"  - place: {one}\n    since: 2026-01-09\n" for one in places)),
    ITEMS.map(lambda places: "corrections:\n" + "".join(f"- {{on: 2026-02-01, note: {one}}}\n" for one in places)),
    st.sampled_from([CITED, "references:\n  - JG1/2026-0002\n\n  - JG1/2026-0003\n", "# posted:\n", "\n"]),
    st.just('deviations: [{rule: meetings.quorum_missed, on: 2026-02-01, note: "缺\n posted: 人"}]\n'),
)
WRITTEN = st.lists(ADDED, max_size=4, unique_by=lambda text: text.partition(":")[0])


def written(base: str, blocks: Sequence[str], order: Sequence[int]) -> str:
    """The record with these among its fields."""
    fields = base.splitlines(keepends=True)
    for block, place in zip(blocks, order, strict=False):
        fields.insert(2 + place % (len(fields) - 1), block)
    return "".join(fields)


@given(st.sampled_from([PLAIN, NUMBERED]), WRITTEN, st.lists(st.integers(0, 12), min_size=4, max_size=4))
def test_read_as_if_asked(base: str, blocks: list[str], order: list[int]) -> None:
    """What is guessed says the same as what git would have told, read whole."""
    now, *before = [written(base, blocks[: len(blocks) - less], order) for less in range(len(blocks) + 1)]
    before = [text for text in (*before, NUMBERED, DRAFT) if text != now]
    record = standing(now)
    known = dict(earlier(record, {name(text.encode()) for text in before}, name))
    sources = {text: (known.get(name(text.encode()), text.encode()), PATH) for text in before}
    read = read_together({**sources, now: (record, PATH)}, ["published_on"])
    whole = {text: read_text(text.encode(), PATH) for text in read}
    assert {text: changed(one, read[now]) for text, one in read.items()} == {
        text: changed(one, whole[now]) for text, one in whole.items()
    }
    assert all(read[text].raw == text for text in read)


def changed(before: Text, now: Text) -> object:
    """What became different."""
    return differences(before.tree, now.tree, Meeting), before.tree.get("published_on")


def test_of_another_record() -> None:
    """A text that became this record, and then stood in another one's history, is read like any other."""
    guess = Grown(PLAIN + CITED, PLAIN + CITED + POSTED, {"posted": ""})
    now = PLAIN + CITED.replace("0002", "0003")
    read = read_together({"a": (guess, PATH), "b": (standing(now), PATH)}, ["published_on"])
    assert [one.path for one in differences(read["a"].tree, read["b"].tree, Meeting)] == [
        ("references", "=JG1/2026-0003"),
        ("references", "=JG1/2026-0002"),
    ]


def test_git_is_not_asked(tmp_path: Path) -> None:
    """The earlier text may even be missing: in a clone without former texts, far from where they are."""
    story, clone = Story(tmp_path / "branch"), tmp_path / "clone"
    story.commit("2026-01-05", {"meetings/2026/a": PLAIN, "approvals/2026/form": form("JG1/2026-0001")})
    story.commit("2026-02-05", {"meetings/2026/a": PLAIN + POSTED})
    git(story.make().root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", story.root.as_uri(), str(clone))
    shutil.copytree(WORLD / "data", clone / "data", dirs_exist_ok=True)
    story.root.rename(tmp_path / "elsewhere")
    told = read(clone)
    assert not told.missing
    (step,) = told.timelines["meetings/2026/a"].steps
    assert [one.path for one in step.differences] == [("posted", "=一楼")]
