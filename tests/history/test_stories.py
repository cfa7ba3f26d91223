"""What happens to records in real repositories: each test a story, read by who read half of it before and anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.history import History
from history.stories import CLERK, SECRETARY, Story, Texts, draft, meeting, steps
from laying import form

A, B, C = "meetings/2026/a", "meetings/2026/b", "meetings/2026/c"
FORM = "approvals/2026/form"
APPROVED = form("JG1/2026-0001", on="2026-01-08")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


def days(told: History) -> dict[str, str]:
    """Address → the day on which its file came."""
    return {address: one.first.day.isoformat() for address, one in told.timelines.items()}


def test_one_day_after_another(story: Story) -> None:
    """When it came, what changed when, and when it was approved."""
    story.commit("2026-01-05", {A: meeting(1)})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    story.commit("2026-02-05", {A: meeting(1, "place: 四楼会议室")})
    timeline = story.told().timelines[A]
    assert timeline.first.day == date(2026, 1, 5)
    assert timeline.approved
    assert (timeline.approved.day, timeline.approved.email) == (date(2026, 1, 8), SECRETARY)
    assert steps(timeline) == [("2026-02-05", "place: 三楼会议室 → 四楼会议室")]
    assert [one.path for one in timeline.undeclared] == [("place",)]
    assert not timeline.own_approval


def test_ten_thousand_commits(story: Story) -> None:
    """All of them are read, whatever else they were about."""
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2)})
    for number in range(9_998):
        story.commit(
            f"{1767600000 + number} +0800",
            {"/notes.txt": f"{number}"} if number % 5 else {A: meeting(1, f"title: 第{number}稿")},
        )
    story.commit("2026-06-05", {B: meeting(2, "title: 乙")})
    told = story.told()
    assert len(told.timelines[A].steps) == 2_000
    assert steps(told.timelines[B]) == [("2026-06-05", "title: 主题党日 → 乙")]
    assert told.timelines[B].steps[0].commit.place == 9_999


def test_renamed_twice_and_edited_between(story: Story) -> None:
    """One record, wherever it lies."""
    story.commit("2026-01-05", {A: meeting(1)})
    story.move("2026-02-05", {A: B})
    story.commit("2026-03-05", {B: meeting(1, "title: 乙")})
    story.move("2026-04-05", {B: C}, {C: meeting(1, "title: 丙")})
    told = story.told()
    assert days(told) == {C: "2026-01-05"}
    assert steps(told.timelines[C]) == [
        ("2026-02-05", f"from data/{A}.yaml"),
        ("2026-03-05", "title: 主题党日 → 乙"),
        ("2026-04-05", "title: 乙 → 丙", f"from data/{B}.yaml"),
    ]
    assert not told.vanished
    assert not told.reused


def test_two_swapped(story: Story) -> None:
    """Each goes with its number; nothing else is different."""
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2, "title: 乙")})
    story.move("2026-02-05", {A: B, B: A})
    told = story.told()
    assert steps(told.timelines[A]) == [("2026-02-05", f"from data/{B}.yaml")]
    assert steps(told.timelines[B]) == [("2026-02-05", f"from data/{A}.yaml")]


def test_all_files_of_a_year_renamed(story: Story) -> None:
    """A year's folder with another name, all at once."""
    story.commit("2026-01-05", {f"meetings/2025/m{number}": meeting(number) for number in range(1, 9)})
    story.move("2026-02-05", {f"meetings/2025/m{n}": f"meetings/2026/m{n % 8 + 1}" for n in range(1, 9)})
    told = story.told()
    assert set(days(told).values()) == {"2026-01-05"}
    assert steps(told.timelines["meetings/2026/m1"]) == [("2026-02-05", "from data/meetings/2025/m8.yaml")]


def test_a_kind_that_had_another_name(story: Story) -> None:
    """Versions below a folder that is no kind today belong to it; as long as it lies there it is not missing."""
    story.commit("2026-01-05", {"huiyi/2026/a": meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {"huiyi/2026/a": meeting(1, "title: 乙")})
    told = story.told()
    assert (told.timelines, told.vanished, told.uncommitted) == ({}, (), frozenset())
    (story.root / "data/meetings").mkdir()
    (story.root / "data/huiyi/2026").rename(story.root / "data/meetings/2026")
    uncommitted = story.told()
    assert days(uncommitted) == {A: "2026-01-05"}
    story.move("2026-03-05", {"huiyi/2026/a": A})
    told = story.told()
    assert days(told) == {A: "2026-01-05"}
    assert steps(told.timelines[A]) == [
        ("2026-02-05", "title: 主题党日 → 乙"),
        ("2026-03-05", "from data/huiyi/2026/a.yaml"),
    ]
    assert [step.moved_from for step in uncommitted.timelines[A].steps] == ["", "data/huiyi/2026/a.yaml"]


def test_a_revert(story: Story) -> None:
    """Both changes are told; in the end nothing is undeclared."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {A: meeting(1, "title: 乙")})
    story.commit("2026-02-06", {A: meeting(1)})
    timeline = story.told().timelines[A]
    assert steps(timeline) == [("2026-02-05", "title: 主题党日 → 乙"), ("2026-02-06", "title: 乙 → 主题党日")]
    assert (timeline.undeclared, timeline.unapproved) == ((), ())


def test_an_octopus(story: Story) -> None:
    """Each line's change is told once, on its own day; the merge of three changed nothing."""
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2), C: meeting(3)})
    for place, name in enumerate((A, B, C), 1):
        story.fork(name)
        story.commit(f"2026-02-0{place}", {name: meeting(place, "title: 乙")}, line=name)
    story.commit("2026-02-10", {"/readme": "x"})
    story.merge("2026-03-05", [A, B, C])
    told = story.told()
    for place, name in enumerate((A, B, C), 1):
        assert steps(told.timelines[name]) == [(f"2026-02-0{place}", "title: 主题党日 → 乙")]


def test_a_conflict_resolved_by_neither(story: Story) -> None:
    """What the merge wrote itself is a change of its day, told against its first parent."""
    story.commit("2026-01-05", {A: meeting(1, "title: 甲")})
    story.fork("side")
    story.commit("2026-02-05", {A: meeting(1, "title: 乙")}, line="side")
    story.commit("2026-02-06", {A: meeting(1, "title: 丙")})
    story.merge("2026-03-05", ["side"], {A: meeting(1, "title: 丁")})
    assert story.steps(A) == [
        ("2026-02-05", "title: 甲 → 乙"),
        ("2026-02-06", "title: 甲 → 丙"),
        ("2026-03-05", "title: 丙 → 丁"),
    ]


@pytest.mark.parametrize("later", [False, True], ids=["at once", "after more commits"])
def test_a_merge_that_took_one_side(story: Story, later: bool) -> None:
    """What the other side had written went with the merge, on its day and no other."""
    story.commit("2026-01-05", {A: meeting(1, "title: 甲")})
    story.fork("side")
    story.commit("2026-02-05", {A: meeting(1, "title: 乙"), B: meeting(2)}, line="side")
    story.commit("2026-02-06", {C: meeting(3)})
    story.merge("2026-03-05", ["side"], ours=True)
    if later:
        story.commit("2026-04-05", {C: meeting(3, "title: 丙")})
    told = story.told()
    assert steps(told.timelines[A]) == [("2026-02-05", "title: 甲 → 乙"), ("2026-03-05", "title: 乙 → 甲")]
    assert days(told) == {A: "2026-01-05", C: "2026-02-06"}
    assert told.numbers == {f"JG1/2026-000{number}" for number in (1, 2, 3)}


def test_a_merge_that_left_a_text_for_one_that_only_moved(story: Story) -> None:
    """Two lines gave one number to two texts; the last word is what stands, though nobody wrote it last."""
    story.fork("side")
    story.commit("2026-02-05", {A: meeting(1, "title: 甲")})
    story.commit("2026-02-06", {A: meeting(1, "title: 乙")}, line="side")
    story.move("2026-02-07", {A: B})
    story.merge("2026-03-05", ["side"], {A: None})
    assert story.steps(B) == [
        ("2026-02-06", "title: 甲 → 乙"),
        ("2026-02-07", f"from data/{A}.yaml"),
        ("2026-03-05", "title: 乙 → 甲"),
    ]


NOTED = "corrections: [{on: 2026-02-05, note: 写错}]"


@pytest.mark.parametrize(
    ("here", "there", "merged", "undeclared", "unapproved"),
    [
        pytest.param("", f"title: 乙\n{NOTED}", "", [], [], id="left: declared there"),
        pytest.param("", "title: 乙", "", [], [], id="left: silent there"),
        pytest.param("place: 四楼", f"title: 乙\n{NOTED}", "place: 四楼", ["place"], ["place"], id="left: silent here"),
        pytest.param("", f"title: 乙\n{NOTED}", f"title: 乙\n{NOTED}", [], ["title"], id="taken: declared"),
        pytest.param("", "title: 乙", "title: 乙", ["title"], ["title"], id="taken: silent"),
        pytest.param(
            "place: 四楼",
            f"title: 乙\n{NOTED}",
            f"place: 四楼\ntitle: 乙\n{NOTED}",
            ["place"],
            ["title", "place"],
            id="together: silent here, declared there",
        ),
        pytest.param(
            f"place: 四楼\n{NOTED}",
            "title: 乙",
            f"place: 四楼\ntitle: 乙\n{NOTED}",
            ["title"],
            ["title", "place"],
            id="together: declared here, silent there",
        ),
        pytest.param(
            "posted: [{place: 大厅, since: 2026-01-09}]",
            f"title: 乙\n{NOTED}",
            f"title: 乙\n{NOTED}\nposted: [{{place: 大厅, since: 2026-01-09}}]",
            [],
            ["title"],
            id="together: only added here, declared there",
        ),
    ],
)
@pytest.mark.parametrize("first", ["main", "side"])
def test_two_lines_that_declare_each_for_itself(
    story: Story, here: str, there: str, merged: str, undeclared: list[str], unapproved: list[str], first: str
) -> None:
    """What a line declared goes with its text, and what a merge left is nobody's to declare; whoever was first."""
    days = ["2026-02-05", "2026-02-06"] if first == "main" else ["2026-02-06", "2026-02-05"]
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.fork("side")
    story.commit(days[0], {A: meeting(1, here), C: meeting(3)})
    story.commit(days[1], {A: meeting(1, there)}, line="side")
    story.merge("2026-03-05", ["side"], {A: meeting(1, merged)})
    timeline = story.told().timelines[A]
    assert sorted(one.path[0] for one in timeline.undeclared) == sorted(undeclared)
    assert sorted(one.path[0] for one in timeline.unapproved) == sorted(unapproved)


@pytest.mark.parametrize(("edit", "rename"), [("2026-02-05", "2026-02-06"), ("2026-02-06", "2026-02-05")])
def test_renamed_here_and_edited_there(story: Story, edit: str, rename: str) -> None:
    """Whichever was first, the edit is told on its day; the merge is the day on which both were together."""
    story.commit("2026-01-05", {A: meeting(1, "title: 甲"), FORM: APPROVED})
    story.fork("side")
    story.commit(edit, {A: meeting(1, "title: 乙")}, line="side")
    story.move(rename, {A: B})
    story.merge("2026-03-05", ["side"], {A: None, B: meeting(1, "title: 乙")})
    told = story.told()
    assert days(told) == {B: "2026-01-05"}
    assert not told.vanished
    assert (edit, "title: 甲 → 乙") in [words[:2] for words in steps(told.timelines[B])]
    assert sum("title" in words for step in steps(told.timelines[B]) for words in step[1:] if "甲" in words) == 1


def test_two_records_at_one_path(story: Story) -> None:
    """Two lines each had a file of this name: the one that the merge left out is missing, not another one's past."""
    story.commit("2026-01-05", {FORM: APPROVED})
    story.fork("side")
    story.commit("2026-02-05", {A: meeting(1, "title: 甲")})
    story.commit("2026-02-06", {A: meeting(2, "title: 乙")}, line="side")
    story.merge("2026-03-05", ["side"])
    told = story.told()
    assert days(told) == {A: "2026-02-06"}
    assert told.timelines[A].steps == ()
    assert [(one.index, one.commit.day) for one in told.vanished] == [("JG1/2026-0001", date(2026, 3, 5))]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(meeting(1).replace("\n", "\r\n"), id="line ends"),
        pytest.param("\ufeff" + meeting(1), id="byte order mark"),
        pytest.param("# 说明\n" + meeting(1).replace("place:", "\n\nplace:  "), id="comments and layout"),
        pytest.param(meeting(1).replace("2026-01-05", "2026年1月5日"), id="date"),
        pytest.param("\n".join(reversed(meeting(1).splitlines())) + "\n", id="order of fields"),
    ],
)
def test_no_change(story: Story, again: str) -> None:
    """What the page shows alike is told by no step, and needs no approval."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {A: again})
    story.move("2026-02-06", {A: B})
    timeline = story.told().timelines[B]
    assert steps(timeline) == [("2026-02-06", f"from data/{A}.yaml")]
    assert timeline.first.day == date(2026, 1, 5)
    assert (timeline.undeclared, timeline.unapproved) == ((), ())


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_checkout_with_other_line_ends(story: Story, mark: str) -> None:
    """Windows writes CRLF into the work tree: that is nothing uncommitted."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.write({name: mark + text.replace("\n", "\r\n") for name, text in {A: meeting(1), FORM: APPROVED}.items()})
    told = story.told()
    assert told.uncommitted == frozenset()
    assert told.timelines[A].steps == ()


@pytest.mark.parametrize("faulty", [meeting(1).encode("gbk"), meeting(1).replace("place: ", "place：").encode()])
def test_a_faulty_old_version(story: Story, faulty: bytes) -> None:
    """Shown as text, legible also where it was GBK; it is neither a removal nor a statement."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {A: faulty})
    story.commit("2026-02-06", {A: faulty.replace(b"\n", b"\r\n")})
    story.commit("2026-02-07", {A: meeting(1)})
    timeline = story.told().timelines[A]
    assert steps(timeline) == [("2026-02-05", "faulty"), ("2026-02-07", "faulty")]
    assert "主题党日" in str(timeline.steps[0].differences[0].after)
    assert (timeline.undeclared, timeline.unapproved) == ((), ())


def test_removed_and_restored(story: Story) -> None:
    """A published record without its file is missing, until it is there again."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {A: None})
    (gone,) = story.told().vanished
    assert (gone.path, gone.index, gone.title, gone.commit.day) == (
        f"data/{A}.yaml",
        "JG1/2026-0001",
        "主题党日",
        date(2026, 2, 5),
    )
    story.commit("2026-03-05", {A: meeting(1)})
    told = story.told()
    assert (told.vanished, told.reused) == ((), {})
    assert steps(told.timelines[A]) == [("2026-02-05", "removed"), ("2026-03-05",)]
    assert days(told) == {A: "2026-01-05"}


def test_removed_with_its_form(story: Story) -> None:
    """That the approval went as well makes nothing good."""
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2), FORM: APPROVED})
    story.commit("2026-02-05", {A: None, FORM: None})
    assert [one.index for one in story.told().vanished] == ["JG1/2026-0001"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(meeting(1, "published_on: 2026-12-31"), id="not yet published"),
        pytest.param(meeting(2), id="not approved"),
        pytest.param(draft(), id="draft"),
        pytest.param(meeting(1, "withdrawn: {on: 2026-02-01, reason: 有误}"), id="withdrawn"),
        pytest.param(meeting(1).encode("gbk"), id="unreadable"),
    ],
)
def test_what_may_go(story: Story, text: str | bytes) -> None:
    """A file that is removed before it was published, or after it was withdrawn."""
    story.commit("2026-01-05", {A: text, FORM: APPROVED})
    story.commit("2026-02-05", {A: None})
    assert story.told().vanished == ()


OTHER = form("JG1/2026-0002", on="2026-01-08")


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        pytest.param({FORM: None}, ["released"], id="form gone"),
        pytest.param({FORM: OTHER}, ["released"], id="form for another"),
        pytest.param({FORM: APPROVED.replace("approved:", "# approved:")}, ["released"], id="decided no longer"),
        pytest.param({FORM: APPROVED.replace("2026-01-08", "2027-01-08")}, ["released"], id="in force next year"),
        pytest.param({FORM: OTHER, "approvals/2026/g": APPROVED}, [], id="another form"),
        pytest.param({FORM: OTHER, A: None}, ["vanished"], id="and the file"),
        pytest.param({FORM: None, A: meeting(1, "published_on: 2026-12-31")}, ["released"], id="and put off"),
    ],
)
def test_an_approval_is_not_taken_back(story: Story, texts: Texts, told: list[str]) -> None:
    """Of what was public; else its page would be gone without a word."""
    story.commit("2026-01-05", {A: meeting(1)})
    story.commit("2026-01-08", {FORM: APPROVED})
    story.commit("2026-02-05", texts)
    seen = story.told()
    assert ["released"] * (A in seen.released) + ["vanished"] * len(seen.vanished) == told
    if told == ["released"]:
        assert seen.released[A].day == date(2026, 2, 5)


def test_an_approval_may_be_taken_back_before_publication(story: Story) -> None:
    """Nobody has seen it yet; and when the day comes, it still is a draft."""
    story.commit("2026-01-05", {A: meeting(1, "published_on: 2026-03-01")})
    story.commit("2026-01-08", {FORM: APPROVED})
    story.commit("2026-02-05", {FORM: None})
    assert story.told().released == {}


def test_a_form_that_comes_back_is_as_old_as_it_was(story: Story) -> None:
    """What was altered while it was away is told from its first day on."""
    story.commit("2026-01-05", {A: meeting(1)})
    story.commit("2026-01-08", {FORM: APPROVED})
    story.commit("2026-02-05", {FORM: None, A: meeting(1, "place: 四楼")})
    story.commit("2026-02-06", {"approvals/2026/new": APPROVED})
    timeline = story.told().timelines[A]
    assert timeline.approved is not None
    assert timeline.approved.day == date(2026, 1, 8)
    assert steps(timeline) == [("2026-02-05", "place: 三楼会议室 → 四楼")]


def test_a_form_by_address_is_for_what_lay_there(story: Story) -> None:
    """Another matter that is put there later has none, whatever the form says; one that was moved keeps its own."""
    by_address = form(A, on="2026-01-08")
    story.commit("2026-01-05", {A: meeting(1), FORM: by_address})
    story.move("2026-02-05", {A: B}, {A: meeting(2, "title: 另一件事")})
    told = story.told()
    assert told.timelines[A].approved is None
    assert told.timelines[B].approved is not None


def test_a_form_not_in_force_declares_nothing(story: Story) -> None:
    """It is one from its own day on."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit(
        "2026-02-05", {A: meeting(1, "place: 四楼"), "approvals/2026/g": form("JG1/2026-0001", on="2099-01-08")}
    )
    assert [one.path for one in story.told().timelines[A].undeclared] == [("place",)]


def test_a_number_of_another(story: Story) -> None:
    """Used again where it lay before, or elsewhere, it is still that of the record which is gone."""
    other = "title: 另一件事\nmade_on: 2026-03-01"
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2)})
    story.commit("2026-02-05", {A: None, B: None})
    story.commit("2026-03-05", {A: meeting(1, other), C: meeting(2, other)})
    told = story.told()
    assert {address: (one.index, one.path, one.commit.day) for address, one in told.reused.items()} == {
        A: ("JG1/2026-0001", f"data/{A}.yaml", date(2026, 3, 5)),
        C: ("JG1/2026-0002", f"data/{B}.yaml", date(2026, 3, 5)),
    }


def test_a_number_given_up_is_not_free(story: Story) -> None:
    """Whoever takes the first number of a record that has another one now is told so, however often edited since."""
    story.commit("2026-01-05", {A: meeting(1)})
    story.commit("2026-02-05", {A: meeting(2)})
    assert story.told().reused == {}
    story.commit("2026-03-05", {B: meeting(1, "title: 乙")})
    story.commit("2026-04-05", {B: meeting(1, "title: 丙")})
    told = story.told()
    assert {address: one.commit.day for address, one in told.reused.items()} == {B: date(2026, 3, 5)}
    assert steps(told.timelines[A]) == [("2026-02-05", "index: JG1/2026-0001 → JG1/2026-0002")]
    assert told.numbers == {"JG1/2026-0001", "JG1/2026-0002"}


def test_a_template(story: Story) -> None:
    """Copied with its number and then numbered anew, it is a record of its own; the original keeps what it had."""
    story.commit("2026-01-05", {B: meeting(1)})
    story.commit("2026-02-05", {A: meeting(1)})
    story.commit("2026-02-06", {A: meeting(2, "title: 乙")})
    story.move("2026-02-07", {B: C})
    told = story.told()
    assert days(told) == {A: "2026-02-05", C: "2026-01-05"}
    assert told.reused == {}


def test_a_draft_gets_its_number(story: Story) -> None:
    """All it was before belongs to it; the number is no change that needs an approval."""
    story.commit("2026-01-05", {A: draft()})
    story.move("2026-01-06", {A: B})
    story.commit("2026-01-07", {B: meeting(1), FORM: APPROVED})
    timeline = story.told().timelines[B]
    assert timeline.first.day == date(2026, 1, 5)
    assert steps(timeline)[-1] == ("2026-01-07", "index: None → JG1/2026-0001")
    assert timeline.unapproved == ()


def test_a_form_holds_for_the_text_at_its_commit(story: Story) -> None:
    """Also where the record had another name then, and the form was mended since; a draft of a form holds for none."""
    proposed = "".join(form(A).splitlines(keepends=True)[:2]) + "form: 档案盒\n"
    story.commit("2026-01-05", {A: meeting(1, "title: 甲"), FORM: proposed})
    story.commit("2026-01-06", {A: meeting(1, "title: 乙")})
    story.commit("2026-01-08", {FORM: form(A)}, by=SECRETARY)
    story.commit("2026-01-10", {A: meeting(1, "title: 丙")})
    story.move("2026-02-05", {A: B}, {FORM: form(B)})
    timeline = story.told().timelines[B]
    assert timeline.approved
    assert timeline.approved.day == date(2026, 1, 8)
    assert [(one.before, one.after) for one in timeline.undeclared] == [("乙", "丙")]


@pytest.mark.parametrize("form_first", [False, True])
def test_a_form_from_another_line(story: Story, form_first: bool) -> None:
    """It approves what stood where it was written, not what another line had made of it meanwhile."""
    story.commit("2026-01-05", {A: meeting(1, "title: 甲")})
    story.fork("side")
    story.commit("2026-02-09" if form_first else "2026-02-07", {A: meeting(1, "title: 乙")})
    story.commit("2026-02-08", {FORM: APPROVED}, by=SECRETARY, line="side")
    story.merge("2026-03-05", ["side"])
    timeline = story.told().timelines[A]
    assert [(one.before, one.after) for one in timeline.undeclared] == [("甲", "乙")]
    assert timeline.unapproved == timeline.undeclared
    story.commit("2026-03-06", {FORM + "2": APPROVED}, by=SECRETARY)
    assert story.told().timelines[A].unapproved == ()


def test_approved_by_its_author(story: Story) -> None:
    """By the address of the commits, in whatever case it is written."""
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2)}, by=CLERK.upper())
    story.commit("2026-01-06", {FORM: APPROVED}, by=CLERK)
    story.commit("2026-01-06", {FORM + "2": form("JG1/2026-0002")}, by=SECRETARY)
    told = story.told()
    assert [told.timelines[name].own_approval for name in (A, B)] == [True, False]


def test_uncommitted_files(story: Story) -> None:
    """New, changed and removed ones are the last version of each, without a commit."""
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2), FORM: APPROVED})
    story.write({A: None, B: meeting(2, "title: 乙"), C: draft()})
    told = story.told()
    assert told.uncommitted == {A, B, C}
    assert steps(told.timelines[B]) == [("未提交", "title: 主题党日 → 乙")]
    assert not told.timelines[C].first.is_made
    assert [one.commit.is_made for one in told.vanished] == [False]
    story.write({A: "title： 坏", B: meeting(2)})
    assert story.told().vanished == ()


def test_uncommitted_approval(story: Story) -> None:
    """Whose it will be nobody knows yet."""
    story.write({A: meeting(1), FORM: APPROVED})
    story.commit("2026-01-05", {"/readme": "x"})
    timeline = story.told().timelines[A]
    assert timeline.approved is not None
    assert not timeline.own_approval


SINCE = "history: {since: 2026-06-01}\n"


def since(story: Story, text: str = SINCE) -> None:
    branch = story.root / "data/branch.yaml"
    branch.write_text(branch.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_what_was_before_does_not_count(story: Story) -> None:
    """Since a day: only the last version before it, nothing that was silently changed or removed until then."""
    story.commit(
        "2026-01-05", {A: meeting(1, "title: 甲"), B: meeting(2), FORM: form("JG1/2026-0001", "JG1/2026-0002")}
    )
    story.commit("2026-02-05", {A: meeting(1, "title: 乙"), B: None})
    story.commit("2026-07-05", {A: meeting(1, "title: 丙")})
    since(story)
    told = story.told()
    assert steps(told.timelines[A]) == [("2026-07-05", "title: 乙 → 丙")]
    assert [one.before for one in told.timelines[A].undeclared] == ["乙"]
    assert told.vanished == ()


def test_restored_after_that_day(story: Story) -> None:
    """What was not there on that day begins when it came back."""
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {A: None})
    story.commit("2026-07-05", {A: meeting(1)})
    since(story)
    told = story.told()
    assert days(told) == {A: "2026-07-05"}
    assert told.timelines[A].steps == ()


def test_a_day_that_is_still_to_come(story: Story) -> None:
    """Then there is no history yet, and it says so."""
    story.commit("2026-01-05", {A: meeting(1)})
    since(story)
    assert story.told().missing == "从2026年6月1日起才记，那以后还没有提交"
