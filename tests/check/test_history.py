"""The rules that hold records against git: each shown failing in a real repository, and silent where it should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai import check, pipeline, starter
from gongkai.findings import Finding
from gongkai.kinds import kinds
from history.stories import AS_OF, CLERK, SECRETARY, Story, Texts, git, meeting
from laying import WORLD, form, notice, overlaid

A, B = "meetings/2026/a", "meetings/2026/b"
FORM = "approvals/2026/form"
APPROVED = form("JG1/2026-0001", on="2026-01-08")
FAMILIES = ("history", "base", "identity")
SAID = "corrections: [{on: 2026-02-05, note: 会议室换了}]"
SPELT = "corrections: [{on: 2026-02-05, note: 错别字, spelling: 是}]"
GONE = "withdrawn: {on: 2026-02-05, reason: 重复公开}"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A record of 5 January, approved on the 8th, published on the 9th."""
    told = Story(tmp_path)
    told.commit("2026-01-05", {A: meeting(1)})
    told.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    return told


def branch(differs: str) -> str:
    """branch.yaml of the tests' world, different in these keys."""
    return overlaid((WORLD / "data/branch.yaml").read_text("utf-8"), f"{differs}\n")


def found(story: Story, as_of: date = AS_OF) -> list[Finding]:
    """What the rules of history, base and identity find."""
    seen = pipeline.inspect(story.make().root, as_of)
    return [one for one in seen.findings if one.code.split(".")[0] in FAMILIES]


def codes(story: Story, as_of: date = AS_OF) -> list[str]:
    return [one.code for one in found(story, as_of)]


def frozen(story: Story, name: str, day: str) -> None:
    """An edition of what is there now."""
    at = f"{day}T18:00:00+0800"
    env = {"GIT_COMMITTER_NAME": "某人", "GIT_COMMITTER_EMAIL": CLERK, "GIT_COMMITTER_DATE": at}
    git(story.make().top, "tag", "-a", "-m", f"{name}版", f"edition/{name}", env=env)


def amend(story: Story) -> None:
    """The last commit is made anew."""
    who = ("-c", "user.name=某人", "-c", f"user.email={CLERK}")
    git(
        story.top, *who, "commit", "--quiet", "--amend", "--allow-empty-message", "-m", "", "--date", "2026-02-07T12:00"
    )


# ---- what was published stays as it was --------------------------------------------------------------------------


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "uncommitted"])
def test_a_silent_edit_is_a_fault_at_the_field(story: Story, committed: bool) -> None:
    """Code, place, the field and both its values in the words, and a cure that asks for a reason or the old text."""
    texts: Texts = {A: meeting(1, "place: 四楼会议室")}
    if committed:
        story.commit("2026-02-05", texts)
    else:
        story.write(texts)
    (silent,) = [one for one in found(story) if one.code == "history.silent_edit"]
    line = meeting(1).splitlines().index("place: 三楼会议室") + 1
    assert silent.is_fault
    assert (silent.place.file, silent.place.line) == (f"data/{A}.yaml", line)
    assert "地点：三楼会议室 → 四楼会议室" in silent.words
    assert "改回去" in silent.cure
    assert "corrections" in silent.cure


def test_what_was_taken_out_is_named_though_nothing_is_left_to_point_at(story: Story) -> None:
    """The finding then stands at the head of the file, and counts what it does not name."""
    story.write({A: meeting(1, "types: [党课]\nplace: 四楼\nchair: 王五\nattendance: {expected: 20, present: 18}")})
    (silent,) = found(story)
    assert "类型" in silent.words.partition("：")[0]
    assert "另有 2 处" in silent.words
    story.commit("2026-01-20", {A: meeting(1, f"theme: 学习\n{SAID}")})
    story.write({A: meeting(1, SAID)})
    (silent,) = [one for one in found(story) if one.is_fault]
    assert silent.place.line == 1
    assert silent.words == "公开以后有改动，没有写明原因：主题：删去 学习"


AGENDA = "agenda:\n  - {title: 甲事, decision: 同意}\n  - {title: 乙事}\n"
SWAPPED = "agenda:\n  - {title: 乙事}\n  - {title: 甲事, decision: 同意}\n"


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "uncommitted"])
def test_another_order_is_an_edit_like_any_other(committed: bool, tmp_path: Path) -> None:
    """It is told in words; 勘误 does not cover it, a correction does, and back again it is none."""
    story = Story(tmp_path)
    story.commit("2026-01-05", {A: meeting(1, AGENDA)})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    texts: Texts = {A: meeting(1, SWAPPED)}
    if committed:
        story.commit("2026-02-05", texts)
    else:
        story.write(texts)
    (silent,) = found(story)
    assert (silent.code, silent.at) == ("history.silent_edit", "agenda")
    assert silent.words.endswith("没有写明原因：议程 › 次序：甲事、乙事 → 乙事、甲事")
    story.commit("2026-02-06", {A: meeting(1, AGENDA)})
    assert codes(story) == []
    story.commit("2026-02-07", {A: meeting(1, SWAPPED + SPELT)})
    assert codes(story) == ["history.changed_after_approval"]


def test_another_order_is_seen_between_the_quick_ways(tmp_path: Path) -> None:
    """Something is added, then the order changes in the same field, then more is added: each is its own step."""
    story = Story(tmp_path)
    posted = "posted:\n  - {place: 大厅, since: 2026-01-10}\n"
    both = posted + "  - {place: 食堂, since: 2026-01-11}\n"
    turned = "posted:\n  - {place: 食堂, since: 2026-01-11}\n  - {place: 大厅, since: 2026-01-10}\n"
    story.commit("2026-01-05", {A: meeting(1)})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    for day, differs in enumerate((posted, both, turned, turned + "  - {place: 车间, since: 2026-01-12}\n"), 10):
        story.commit(f"2026-01-{day}", {A: meeting(1, differs)})
    assert [words for _, *words in story.steps(A)] == [
        ["posted.=大厅: None → {'place': '大厅', 'since': '2026-01-10'}"],
        ["posted.=食堂: None → {'place': '食堂', 'since': '2026-01-11'}"],
        ["posted.次序: ['大厅', '食堂'] → ['食堂', '大厅']"],
        ["posted.=车间: None → {'place': '车间', 'since': '2026-01-12'}"],
    ]
    assert codes(story) == ["history.silent_edit"]


COVERED: dict[str, list[tuple[Texts, str]]] = {
    "changed back": [({A: meeting(1, "place: 四楼")}, CLERK), ({A: meeting(1)}, CLERK)],
    "spelling, declared": [({A: meeting(1, f"place: 三楼会义室\n{SPELT}")}, CLERK)],
    "declared and approved anew": [
        ({A: meeting(1, f"place: 四楼\n{SAID}")}, CLERK),
        ({"approvals/2026/again": form("JG1/2026-0001", on="2026-02-05")}, SECRETARY),
    ],
    "approved anew": [
        (
            {A: meeting(1, "place: 四楼"), "approvals/2026/again": form("JG1/2026-0001", on="2026-02-05")},
            SECRETARY,
        )
    ],
    "withdrawn": [({A: meeting(1, GONE)}, CLERK)],
    "what comes in the course of things": [
        (
            {
                A: meeting(
                    1,
                    "posted: [{place: 大厅, since: 2026-01-10}]\n"
                    "deviations: [{rule: meetings.no_quorum, on: 2026-02-01, note: 说明}]",
                )
            },
            CLERK,
        )
    ],
    "a remark and other line ends": [({A: ("# 说明\n" + meeting(1)).replace("\n", "\r\n")}, CLERK)],
}


@pytest.mark.parametrize("case", COVERED)
def test_a_change_that_is_covered_is_no_fault(story: Story, case: str) -> None:
    """By a revert, a correction, a new form, a withdrawal; nor is what only comes later, or is not shown."""
    for number, (texts, by) in enumerate(COVERED[case]):
        story.commit(f"2026-02-{number + 5:02}", texts, by=by)
    assert codes(story) == []


PROMISES = """index: JG1/2026-0005
title: 2026年公开承诺
made_on: 2026-01-20
published_on: 2026-01-26
covers: 2026
vetted: {{by: 支部委员会, on: 2026-01-22, note: 同意公开。}}
promises:
  - by: 支部
    items:
      - text: 到社区开展志愿服务
        due: 2026-12-20
{progress}"""
PROGRESS = "        progress:\n          - {on: 2026-05-08, note: 去了两次。}\n"


def test_outcomes_and_progress_are_no_edits(tmp_path: Path) -> None:
    """A result after the period, what came in, progress of a promise: none is a change of what was published."""
    story, whole = Story(tmp_path), notice()
    early = whole.partition("    told_on:")[0]
    both = form("JG1/2026-0005", "JG1/2026-0015", on="2026-01-22")
    promises, n = "commitments/2026/p", "development/2026/n"
    story.commit("2026-01-22", {promises: PROMISES.format(progress=""), n: early, FORM: both})
    story.commit("2026-09-21", {promises: PROMISES.format(progress=PROGRESS), n: whole})
    assert codes(story) == []
    changed = PROGRESS.replace("两次", "三次")
    story.commit("2026-09-22", {promises: PROMISES.format(progress=changed)})
    assert codes(story) == ["history.silent_edit"], "what came later may not be altered silently either"


# ---- attachments -------------------------------------------------------------------------------------------------

LISTED = "attachments: [{file: 通知.pdf, title: 通知}, {file: 签到表.pdf, title: 签到表}]"
SHEET, OTHER = "/data/meetings/2026/files/签到表.pdf", "/data/meetings/2026/files/通知.pdf"
REPLACED = "history.attachment_replaced"
AGAIN: Texts = {"approvals/2026/again": form("JG1/2026-0001", on="2026-02-05")}


def pdf(text: str) -> bytes:
    """A small one that is different for each text."""
    return f"%PDF-1.7\n1 0 obj <<>> endobj\n% {text}\ntrailer <<>>\n%%EOF\n".encode()


@pytest.fixture
def attached(tmp_path: Path) -> Story:
    """The same record with two attachments."""
    told = Story(tmp_path)
    told.commit("2026-01-05", {A: meeting(1, LISTED), SHEET: pdf("甲"), OTHER: pdf("通知")})
    told.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    return told


def listed(differs: str = "") -> str:
    """The record with both attachments, different in these keys."""
    return meeting(1, f"{LISTED}\n{differs}" if differs else LISTED)


def replacements(story: Story) -> list[str]:
    """What is said of attachments."""
    return [one.words for one in found(story) if one.code == REPLACED]


def told_of(day: str) -> list[str]:
    return [f"附件“签到表.pdf”公开以后被换成另一个文件（{day}），没有写明原因"]


def test_an_attachment_replaced_by_another_file_is_a_fault(attached: Story) -> None:
    """Code, the entry that names it, file and day in the words, and a cure that asks for the file or a reason."""
    assert codes(attached) == []
    attached.commit("2026-02-05", {SHEET: pdf("乙")})
    attached.commit("2026-02-07", {SHEET: pdf("丙"), B: meeting(2)})
    (one,) = found(attached)
    line = listed().splitlines().index(LISTED) + 1
    assert (one.code, one.is_fault, one.record, one.at) == (
        "history.attachment_replaced",
        True,
        A,
        "attachments.1.file",
    )
    assert (one.place.file, one.place.line) == (f"data/{A}.yaml", line)
    assert [one.words] == told_of("2026-02-05")
    assert "换回原来的文件" in one.cure
    assert "corrections" in one.cure


def moved(sheet: bytes) -> Texts:
    """The record in the folder of another year, with its attachments."""
    there = "/data/meetings/2025/files"
    files: Texts = {f"{there}/签到表.pdf": sheet, f"{there}/通知.pdf": pdf("通知")}
    return {A: None, SHEET: None, OTHER: None, "meetings/2025/a": listed(), **files}


KNOWN: dict[str, list[Texts]] = {
    "with a correction": [{SHEET: pdf("乙"), A: listed(SAID)}],
    "with a correction that came later": [{SHEET: pdf("乙")}, {A: listed(SAID)}],
    "with a new form": [{SHEET: pdf("乙"), **AGAIN}],
    "with a new form that came later": [{SHEET: pdf("乙")}, AGAIN],
    "withdrawn": [{SHEET: pdf("乙")}, {A: listed(GONE)}],
    "withdrawn, and replaced since": [{A: listed(GONE)}, {SHEET: pdf("乙")}],
    "put back": [{SHEET: pdf("乙")}, {SHEET: pdf("甲")}],
    "away and back": [{SHEET: None}, {SHEET: pdf("甲")}],
    "no longer attached": [
        {SHEET: pdf("乙"), A: meeting(1, f"attachments: [{{file: 通知.pdf, title: 通知}}]\n{SAID}")}
    ],
    "touched, and the same": [{A: listed("posted: [{place: 大厅, since: 2026-01-10}]"), SHEET: pdf("甲")}],
    "moved with its record": [
        moved(pdf("甲")),
    ],
}


@pytest.mark.parametrize("case", KNOWN)
def test_an_attachment_of_which_somebody_spoke_is_none(attached: Story, case: str) -> None:
    """A correction, a form or a withdrawal, with the replacing commit or later; or it is the same file again."""
    for number, texts in enumerate(KNOWN[case]):
        attached.commit(f"2026-02-{number + 5:02}", texts)
    assert replacements(attached) == []


SILENT: dict[str, list[Texts]] = {
    "a correction that came before": [{A: listed(SAID)}, {SHEET: pdf("乙")}],
    "a form that came before": [AGAIN, {SHEET: pdf("乙")}],
    "a correction reworded": [
        {A: listed(SAID)},
        {SHEET: pdf("乙"), A: listed(SAID.replace("会议室换了", "会议室换到四楼"))},
    ],
    "an outcome": [{B: meeting(2)}, {SHEET: pdf("乙"), A: listed("posted: [{place: 大厅, since: 2026-01-10}]")}],
    "back as another file": [{SHEET: None}, {SHEET: pdf("乙")}],
    "replaced once more": [{SHEET: pdf("乙"), A: listed(SAID)}, {SHEET: pdf("甲")}],
    "replaced while it was moved": [
        {B: meeting(2)},
        moved(pdf("乙")),
    ],
}


@pytest.mark.parametrize("case", SILENT)
def test_what_was_said_before_covers_no_later_file(attached: Story, case: str) -> None:
    """Nor does what says nothing of a change."""
    for number, texts in enumerate(SILENT[case]):
        attached.commit(f"2026-02-{number + 5:02}", texts)
    assert replacements(attached) == told_of("2026-02-06")


@pytest.mark.parametrize("told", [True, False])
def test_a_reason_counts_before_it_is_committed_and_a_file_does_not(attached: Story, told: bool) -> None:
    """Who writes the reason sees at once that it is enough; who tries another file may still put it back."""
    if told:
        attached.commit("2026-02-05", {SHEET: pdf("乙")})
        assert replacements(attached) == told_of("2026-02-05")
        attached.write({A: listed(SAID)})
    else:
        attached.write({SHEET: pdf("乙")})
    assert replacements(attached) == []


def test_to_move_the_record_here_hides_nothing(attached: Story) -> None:
    """Its folder in the head is what counts until the move is committed, too."""
    attached.commit("2026-02-05", {SHEET: pdf("乙")})
    attached.write(moved(pdf("乙")))
    assert replacements(attached) == told_of("2026-02-05")


@pytest.mark.parametrize(("day", "told"), [("2026-01-11", False), ("2026-01-12", True)])
def test_until_its_record_is_public_an_attachment_may_change(tmp_path: Path, day: str, told: bool) -> None:
    """Before its day of publication, though after the approval; and until that day has come nothing is said."""
    story, late = Story(tmp_path), f"{LISTED}\npublished_on: 2026-01-12"
    story.commit("2026-01-05", {A: meeting(1, late), SHEET: pdf("甲"), OTHER: pdf("通知")})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    story.commit("2026-01-09", {SHEET: pdf("乙")})
    story.commit(day, {SHEET: pdf("丙")})
    assert replacements(story) == (told_of(day) if told else [])
    assert [one.code for one in found(story, date(2026, 1, 11)) if one.code == REPLACED] == []


def test_an_attachment_that_came_later_is_held_against_its_first_file(attached: Story) -> None:
    """The file was missing when its record became public, or was named by a correction; then it was replaced."""
    attached.commit("2026-02-05", {A: listed().replace("签到表.pdf", "名单.pdf") + SAID})
    sheet = "/data/meetings/2026/files/名单.pdf"
    attached.commit("2026-02-06", {sheet: pdf("甲")})
    assert replacements(attached) == []
    attached.commit("2026-02-07", {sheet: pdf("乙")})
    assert replacements(attached) == [told_of("2026-02-07")[0].replace("签到表", "名单")]


def test_of_two_records_with_one_attachment_each_says_why(attached: Story) -> None:
    """The page of the other one says nothing yet."""
    own = "attachments: [{file: 签到表.pdf, title: 名单}]"
    second = {B: meeting(2, own), "approvals/2026/b": form("JG1/2026-0002", on="2026-01-08")}
    attached.commit("2026-01-08", second, by=SECRETARY)
    attached.commit("2026-02-05", {SHEET: pdf("乙")})
    assert [one.record for one in found(attached) if one.code == REPLACED] == [A, B]
    attached.commit("2026-02-06", {A: listed(SAID)})
    assert [one.record for one in found(attached) if one.code == REPLACED] == [B]


TOLD: Texts = {A: listed(SAID), SHEET: pdf("乙")}
MEANWHILE: Texts = {A: listed("posted: [{place: 大厅, since: 2026-01-10}]")}
LINES: dict[str, tuple[list[tuple[str, Texts]], Texts, str]] = {
    "declared on the other line": ([("side", TOLD), ("main", {B: meeting(2)})], {}, ""),
    "declared on this line": ([("main", TOLD), ("side", {B: meeting(2)})], {}, ""),
    "declared on one line, and on the other something else": (
        [("side", TOLD), ("main", {A: listed(SAID.replace("会议室换了", "时间改了"))})],
        {A: listed(SAID.replace("]", ", {on: 2026-02-05, note: 时间改了}]"))},
        "",
    ),
    "silent on the other line": ([("side", {SHEET: pdf("乙")}), ("main", MEANWHILE)], {}, "2026-02-05"),
    "silent on one line, and on the other something else was declared": (
        [("main", {SHEET: pdf("乙")}), ("side", {A: listed(SAID)})],
        {},
        "2026-02-05",
    ),
    "the same, with a text that the merge made": (
        [("main", {SHEET: pdf("乙"), **MEANWHILE}), ("side", {A: listed(SAID)})],
        {A: listed(f"posted: [{{place: 大厅, since: 2026-01-10}}]\n{SAID}")},
        "2026-02-05",
    ),
    "left out by the merge": ([("side", {SHEET: pdf("乙")}), ("main", {B: meeting(2)})], {SHEET: pdf("甲")}, ""),
    "made by the merge": ([("side", MEANWHILE), ("main", {B: meeting(2)})], {SHEET: pdf("丙")}, "2026-02-09"),
    "made by the merge, which says why": (
        [("side", MEANWHILE), ("main", {B: meeting(2)})],
        {SHEET: pdf("丙"), A: listed(SAID)},
        "",
    ),
    "the same on both lines": (
        [("side", {SHEET: pdf("乙")}), ("main", {SHEET: pdf("乙"), A: listed(SAID)})],
        {},
        "",
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_on_two_lines_each_word_counts_on_its_own(attached: Story, case: str) -> None:
    """Where lines meet, that file was spoken of which any of them had spoken of; no word covers what it never saw."""
    acts, merged, day = LINES[case]
    attached.fork("side")
    for number, (line, texts) in enumerate(acts):
        attached.commit(f"2026-02-{number + 5:02}", texts, line=line)
    attached.merge("2026-02-09", ["side"], merged)
    assert [*attached.told().replaced] == ([(A, "签到表.pdf")] if day else []), "from what was kept, too"
    assert replacements(attached) == (told_of(day) if day else [])


def test_a_file_that_came_with_a_merge_is_the_one_that_counts(attached: Story) -> None:
    """What the other line had before it met this one is another file by then."""
    attached.fork("side")
    attached.commit("2026-02-05", TOLD, line="side")
    attached.commit("2026-02-06", {B: meeting(2)})
    attached.merge("2026-02-07", ["side"])
    attached.commit("2026-02-08", {SHEET: pdf("甲")})
    assert replacements(attached) == told_of("2026-02-08")


@pytest.mark.parametrize("approved", [True, False])
@pytest.mark.parametrize("day", ["2026-01-06", "2026-01-08"])
def test_a_line_that_left_before_the_approval_brings_another_file(tmp_path: Path, day: str, approved: bool) -> None:
    """For its readers it was replaced with the merge; a form on that line is for that very file."""
    story = Story(tmp_path)
    story.commit("2026-01-05", {A: listed(), SHEET: pdf("甲"), OTHER: pdf("通知")})
    story.fork("side")
    story.commit("2026-01-07", {FORM: APPROVED}, by=SECRETARY)
    story.commit(day, {SHEET: pdf("乙")}, line="side")
    story.commit("2026-01-20", AGAIN if approved else {B: meeting(2)}, line="side", by=SECRETARY)
    story.merge("2026-02-09", ["side"])
    assert replacements(story) == ([] if approved else told_of("2026-02-09"))


def test_before_the_first_day_that_counts_an_attachment_may_change(attached: Story) -> None:
    """As with all that is published: what was there on that day is what counts."""
    attached.commit("2026-02-05", {SHEET: pdf("乙")})
    attached.commit("2026-02-08", {"branch": branch("history: {since: 2026-02-07}")})
    assert replacements(attached) == []
    attached.commit("2026-02-09", {SHEET: pdf("丙")})
    assert replacements(attached) == told_of("2026-02-09")


def test_without_git_nobody_knows_of_another_file(attached: Story) -> None:
    """Nothing is said."""
    attached.commit("2026-02-05", {SHEET: pdf("乙")})
    (attached.make().top / ".git").rename(attached.top / "elsewhere")
    assert replacements(attached) == []


@pytest.mark.parametrize("line", ["main", "side"])
def test_in_a_shallow_clone_the_oldest_commits_hold_what_should_be(tmp_path: Path, line: str) -> None:
    """Nobody can say of two lines that begin with two files why; what came after them is told."""
    story, late = Story(tmp_path), f"{LISTED}\npublished_on: 2026-01-12"
    story.commit("2026-01-05", {A: meeting(1, late), SHEET: pdf("甲"), OTHER: pdf("通知")})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    story.fork("side")
    story.commit("2026-01-09", {SHEET: pdf("乙")}, line=line)
    oldest = [story.commit("2026-02-06", {B: meeting(2)}, line="side"), story.commit("2026-02-07", {"/x": "y"})]
    story.merge("2026-02-08", ["side"])
    shallow = "".join(f"{story.id(mark)}\n" for mark in oldest)
    (story.top / ".git/shallow").write_text(shallow)
    assert replacements(story) == []
    story.commit("2026-02-09", {SHEET: pdf("丙")})
    assert replacements(story) == told_of("2026-02-09")


# ---- approval against text ---------------------------------------------------------------------------------------


def test_a_declared_change_without_a_new_form_is_a_lapse(story: Story) -> None:
    """It is published and shown; the form was for another text. A silent one is told once, as the fault it is."""
    story.commit("2026-02-05", {A: meeting(1, f"place: 四楼\n{SAID}")})
    (lapse,) = found(story)
    assert (lapse.code, lapse.is_fault) == ("history.changed_after_approval", False)
    assert lapse.words == "2026-01-08 审批以后有改动，没有重新审批"
    assert "重新审批" in lapse.cure
    assert "spelling: 是" in lapse.cure
    story.commit("2026-02-06", {A: meeting(1, f"place: 四楼\nchair: 王五\n{SAID}")})
    assert codes(story) == ["history.silent_edit"]


ACTION = "actions: [{{what: 整理, who: {0}, due: 2026-10-01}}]"
HIDDEN: dict[str, tuple[str, str]] = {
    "社会": ("place: 四楼\ncriticism: 乙", "criticism: 甲"),
    "本支部党员": ("criticism: 乙", "criticism: 甲"),
    "本单位党员": (
        "actions: [{what: 整理, who: 乙, due: 2026-10-01}]",
        "actions: [{what: 整理, who: 甲, due: 2026-10-01}]",
    ),
}
TOPIC = "agenda: [{{title: {0}, topic: 组织处理}}]"


@pytest.mark.parametrize("audience", HIDDEN)
def test_who_may_not_see_a_field_is_not_told_that_it_was_changed(audience: str, tmp_path: Path) -> None:
    """The lapse is for the widest audience that sees one of the changes."""
    story, (now, was) = Story(tmp_path), HIDDEN[audience]
    story.commit("2026-01-05", {A: meeting(1, was)})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    story.commit("2026-02-05", {A: meeting(1, f"{now}\n{SAID}")})
    assert [one.audiences for one in found(story)] == [(audience,)]


def test_a_change_under_a_hidden_topic_is_for_the_branch(tmp_path: Path) -> None:
    """Its field is open, and the word beside it is not."""
    story = Story(tmp_path)
    story.commit("2026-01-05", {A: meeting(1, TOPIC.format("甲"))})
    story.commit("2026-01-08", {FORM: APPROVED}, by=SECRETARY)
    story.commit("2026-02-05", {A: meeting(1, f"{TOPIC.format('乙')}\n{SAID}")})
    assert [one.audiences for one in found(story)] == [("本支部党员",)]


LATE = form("JG1/2026-0001", on="2026-01-08").replace("2026-01-08, by: 书记", "2026-01-09, by: 书记")


def late(tmp_path: Path, differs: str = "") -> Story:
    """Published on the 9th by its own words; the form was committed on the 12th."""
    told = Story(tmp_path)
    told.commit("2026-01-05", {A: meeting(1, differs), "branch": branch("")})
    told.commit("2026-01-12", {FORM: LATE}, by=SECRETARY)
    return told


def test_a_form_that_came_after_the_day_of_publication(tmp_path: Path) -> None:
    """A lapse that gives both days and never asks for another date than the true one."""
    (lapse,) = found(late(tmp_path))
    assert (lapse.code, lapse.is_fault, lapse.at) == ("history.published_before_approval", False, "published_on")
    assert lapse.words == "公开日期（published_on）：公开日期是 2026-01-09，审批表 2026-01-12 才提交"
    assert "如实显示" in lapse.cure


@pytest.mark.parametrize("why", ["entered late", "not counted", "shallow"])
def test_what_git_cannot_know_is_not_held_against_it(why: str, tmp_path: Path) -> None:
    """Not for 补录, not for commits before `history.since`, not where older commits are missing."""
    entered = "recorded_late: {on: 2026-01-12, source: 工作手册第 3 页}"
    story = late(tmp_path, entered if why == "entered late" else "")
    if why == "not counted":
        story.commit("2026-02-01", {"branch": branch("history: {since: 2026-01-20}")})
    if why == "shallow":
        tip = git(story.make().top, "rev-parse", "HEAD").decode()
        (story.top / ".git/shallow").write_text(tip)
    assert codes(story) == []


@pytest.mark.parametrize("asked", [True, False])
def test_two_persons_only_where_the_branch_asks_for_them(asked: bool, tmp_path: Path) -> None:
    """Text and form from one address: a lapse by the branch's own setting, nothing without it."""
    story = Story(tmp_path)
    own = branch("history: {two_persons: 是}") if asked else branch("")
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2), "branch": own})
    story.commit("2026-01-08", {FORM: APPROVED}, by=CLERK)
    story.commit("2026-01-08", {"approvals/2026/b": form("JG1/2026-0002", on="2026-01-08")}, by=SECRETARY)
    lapses = found(story)
    assert [(one.code, one.record) for one in lapses] == ([("history.approved_by_author", A)] if asked else [])


# ---- nothing is lost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "uncommitted"])
def test_a_published_record_that_is_gone(story: Story, committed: bool) -> None:
    """A fault at the file's place that names number and title, and asks for a withdrawal; a draft may go."""
    story.commit("2026-01-10", {B: meeting(2)})
    texts: Texts = {A: None, B: None}
    if committed:
        story.commit("2026-02-05", texts)
    else:
        story.write(texts)
    gone = [one for one in found(story) if one.code == "history.vanished"]
    when = "2026-02-05 " if committed else ""
    assert [(one.is_fault, one.place.file, one.words) for one in gone] == [
        (True, f"data/{A}.yaml", f"JG1/2026-0001“主题党日”已经公开，文件{when}被删除，没有写撤回")
    ]
    assert "withdrawn" in gone[0].cure
    everything = pipeline.inspect(story.root, AS_OF).findings
    assert "approvals.record_unknown" not in {one.code for one in everything}, "to drop it from the form is no cure"


def test_an_approval_that_is_gone(story: Story) -> None:
    """A fault on the matter, which says when; with a withdrawal and the form it is none."""
    story.commit("2026-02-05", {FORM: form("JG1/2026-0002", on="2026-01-08")})
    gone = [one for one in found(story) if one.code == "history.approval_gone"]
    assert [(one.is_fault, one.record) for one in gone] == [(True, A)]
    assert gone[0].words.startswith("已经公开，审批表 2026-02-05 起不再包括它")
    story.commit("2026-02-06", {FORM: APPROVED, A: meeting(1, GONE)})
    assert codes(story) == []


def test_a_form_is_not_written_over(story: Story) -> None:
    """Who approved when is told as a lapse if it is another one than when it was decided; what is added is none."""
    added = APPROVED.replace("by: 书记}", "by: 书记, name: 周敏}").replace(
        "form: 档案盒", "form: 二号柜\nremark: 已归档"
    )
    story.commit("2026-02-05", {FORM: added})
    assert codes(story) == []
    story.commit(
        "2026-02-06",
        {FORM: added.replace("approved: {on: 2026-01-08, by: 书记", "approved: {on: 2026-01-07, by: 副书记")},
    )
    (told,) = found(story)
    assert (told.code, told.is_fault, told.place.file) == ("history.form_rewritten", False, f"data/{FORM}.yaml")
    assert told.words == "批准以后，2026-02-06 改动了审批"
    story.commit("2026-02-07", {FORM: added})
    assert codes(story) == [], "there and back is nothing"


def test_a_form_grows_until_it_is_decided(story: Story) -> None:
    """Proposed, reviewed, approved and agreed above, each by its own hand: nothing of that is written over."""
    own = form("JG1/2026-0002", on="2026-01-08") + "beyond_powers: 是\n"
    draft = own.partition("reviewed:")[0] + "form: 档案盒\n"
    story.commit("2026-02-05", {B: meeting(2), "approvals/2026/b": draft})
    story.commit("2026-02-06", {"approvals/2026/b": own.replace("2026-01-08", "2026-01-07")})
    story.commit("2026-02-07", {"approvals/2026/b": own + "referred: {to: 公司党委, on: 2026-01-09}\n"})
    assert "history.form_rewritten" not in codes(story)


def test_a_form_by_address_is_no_other_records(story: Story) -> None:
    """A record that was put where another lay has no approval: it is not published by that of the other."""
    story.commit("2026-02-05", {FORM: form(A, on="2026-01-08")})
    assert codes(story) == []
    story.move("2026-02-06", {A: "meetings/2026/old"}, {A: meeting(2, "title: 另一件事")})
    told = [one for one in found(story) if one.is_fault]
    assert [(one.code, one.record) for one in told if one.record == A] == [("history.form_of_another", A)]


def test_a_number_is_never_given_again(story: Story) -> None:
    """A record that takes another's number is a fault; messages and `gongkai fix` offer one that nobody ever had."""
    story.commit("2026-01-20", {B: meeting(7)})
    story.commit("2026-01-21", {B: None})
    story.commit("2026-02-05", {"meetings/2026/c": meeting(7, "title: 另一件事\nmade_on: 2026-02-04")})
    (reused,) = found(story)
    assert (reused.code, reused.is_fault, reused.at) == ("history.number_reused", True, "index")
    assert f"“JG1/2026-0007”曾是 data/{B}.yaml 的索引号" in reused.words
    bare = meeting(7, "title: 另一件事\nmade_on: 2026-02-04").partition("\n")[2]
    form_c = form("meetings/2026/c", on="2026-02-05")
    story.commit("2026-02-06", {"meetings/2026/c": bare, "approvals/2026/c": form_c})
    (missing,) = [one for one in found(story) if one.is_fault]
    assert (missing.code, missing.expected) == ("identity.index_missing", "JG1/2026-0008")
    assert "JG1/2026-0008" in missing.words
    assert starter.repair(story.root, AS_OF)
    assert "index: JG1/2026-0008\n" in (story.root / "data/meetings/2026/c.yaml").read_text("utf-8")
    assert [one.code for one in found(story) if one.is_fault] == [], "with the number that was offered all is well"


def test_an_address_is_not_given_to_another_record(story: Story) -> None:
    """Whoever kept the old address reads of another matter: told to those who could read the first one, in words."""
    story.commit("2026-02-05", {A: None, B: meeting(1)})
    assert codes(story) == []
    story.commit("2026-02-06", {A: meeting(2, "title: 另一件事\nmade_on: 2026-02-04")})
    (taken,) = found(story)
    assert (taken.code, taken.is_fault, taken.record) == ("history.address_taken", False, A)
    assert taken.words == "这个网址以前是 JG1/2026-0001，现在是另一个事项"
    assert taken.audiences == ("本支部党员",)
    story.commit("2026-02-07", {A: meeting(1), B: None})
    assert codes(story) == [], "back where it was"


def test_of_two_with_one_number_the_other_gets_a_fresh_one(story: Story) -> None:
    """The number that is offered was not that of a draft removed long ago."""
    story.commit("2026-01-20", {B: meeting(9)})
    story.commit("2026-01-21", {B: None})
    story.write({B: meeting(1, "title: 另一件事")})
    twice = [one for one in found(story) if one.code == "identity.index_twice"]
    assert [one.expected for one in twice] == ["JG1/2026-0010"]


def test_a_rewritten_history_is_told(story: Story) -> None:
    """An edition whose commit is no longer there: a lapse of the branch; an older state checked out is none."""
    story.commit("2026-02-05", {B: meeting(2)})
    frozen(story, "2026-1", "2026-02-06")
    assert codes(story) == []
    git(story.top, "checkout", "--quiet", "HEAD~1")
    assert codes(story) == []
    git(story.top, "checkout", "--quiet", "main")
    who = ("-c", "user.name=某人", "-c", f"user.email={CLERK}")
    git(
        story.top, *who, "commit", "--quiet", "--amend", "--allow-empty-message", "-m", "", "--date", "2026-02-07T12:00"
    )
    (lapse,) = found(story)
    assert (lapse.code, lapse.is_fault, lapse.place.file) == ("history.rewritten", False, "data/branch.yaml")
    assert lapse.words == "存档版 2026-1（2026-02-06）的提交不在现在的提交记录里"


@pytest.mark.parametrize(("since", "told"), [("2026-01-15", False), ("2026-02-06", False), ("2026-02-07", True)])
def test_since_may_not_pass_an_edition(story: Story, since: str, told: bool) -> None:
    """It would silence the guard over all that the edition sealed."""
    story.commit("2026-01-10", {"branch": branch("")})
    frozen(story, "2026-1", "2026-02-06")
    story.commit("2026-03-01", {"branch": branch(f"history: {{since: {since}}}"), A: meeting(1, "place: 四楼")})
    faults = [one for one in found(story) if one.code == "history.since_after_edition"]
    assert [(one.is_fault, one.place.file, one.at) for one in faults] == (
        [(True, "data/branch.yaml", "history.since")] if told else []
    )
    assert [one.words for one in faults if "2026-02-07，晚于存档版 2026-1（2026-02-06）" not in one.words] == []
    assert all("since" in one.cure for one in faults)


def test_since_may_not_pass_all_there_is(story: Story) -> None:
    """A day still to come leaves no history at all: where there was an edition, that is no way out."""
    story.commit("2026-01-10", {"branch": branch("history: {since: 2100-01-01}")})
    assert codes(story) == []
    frozen(story, "2026-1", "2026-02-06")
    assert codes(story) == ["history.since_after_edition"]
    amend(story)
    assert codes(story) == ["history.rewritten"], "nor is rewriting one"


# ---- how the rules speak -----------------------------------------------------------------------------------------

RULES = [one for one in check.all_rules(kinds()) if check.code_of(one).split(".")[0] == "history"]


def test_every_rule_of_history_is_shown_above() -> None:
    """Each code stands in a test of this module."""
    said = Path(__file__).read_text("utf-8")
    assert [check.code_of(rule) for rule in RULES if f'"{check.code_of(rule)}"' not in said] == []
