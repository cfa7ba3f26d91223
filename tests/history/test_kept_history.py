"""What is kept from one reading to the next saves time and changes nothing."""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai import pipeline
from history.stories import AS_OF, SECRETARY, Story, forget, git, kept, meeting, read, steps
from laying import WORLD, form

A, B, C = "meetings/2026/a", "meetings/2026/b", "meetings/2026/c"
FORM = "approvals/2026/form"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A little of everything that is kept."""
    story = Story(tmp_path / "branch")
    story.commit("2026-01-05", {A: meeting(1), B: meeting(2), C: meeting(3)})
    story.commit("2026-01-08", {FORM: form("JG1/2026-0001", on="2026-01-08")}, by=SECRETARY)
    story.commit("2026-02-05", {A: meeting(1, "title: 乙\nagenda: [{title: 甲}]"), C: None})
    story.move("2026-02-06", {B: C})
    return story


def sealed(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest() + raw


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda whole: whole[:-9], id="cut off"),
        pytest.param(lambda whole: whole[:99] + b"x" + whole[100:], id="one byte"),
        pytest.param(lambda _: b"gongkai", id="foreign"),
        pytest.param(lambda _: sealed(b"x"), id="of another Python"),
        pytest.param(lambda _: sealed(b""), id="nothing, sealed"),
        pytest.param(lambda _: sealed(marshal.dumps(("a", "b"))), id="of another shape"),
        pytest.param(lambda _: sealed(marshal.dumps(("1" * 40, [("a", "b")], {}, {}))), id="of another shape within"),
        pytest.param(lambda whole: sealed(marshal.dumps((*marshal.loads(whole[32:])[:1], "", {}, {}))), id="no bytes"),
        pytest.param(lambda _: sealed(marshal.dumps(7)), id="a number"),
    ],
)
def test_a_file_that_is_not_ours(story: Story, spoilt: Callable[[bytes], bytes]) -> None:
    """Cut off, foreign or older, it counts as none and is written anew."""
    told = story.told()
    (file,) = kept(story.root)
    whole = file.read_bytes()
    file.write_bytes(spoilt(whole))
    assert read(story.root) == told
    assert marshal.loads(file.read_bytes()[32:]) == marshal.loads(whole[32:])


def test_another_history_with_the_same_folder(story: Story, tmp_path: Path) -> None:
    """Two work trees on two lines: each is told its own."""
    story.fork("side", "main")
    story.commit("2026-03-05", {C: meeting(2, "title: 丙")}, line="side")
    story.commit("2026-03-06", {A: meeting(1, "title: 丁")})
    told = story.told()
    side = tmp_path / "side"
    git(story.root, "worktree", "add", "--quiet", str(side), "side")
    shutil.copytree(WORLD / "data", side / "data", dirs_exist_ok=True)
    assert steps(read(side).timelines[C])[-1] == ("2026-03-05", "title: 主题党日 → 丙")
    assert read(story.root) == told
    forget(story.root)
    assert steps(read(side).timelines[A])[-1][0] == "2026-02-05"


def test_texts_that_git_has_no_longer(tmp_path: Path) -> None:
    """A clone without old texts that cannot ask for them has no history and says why, whatever was kept of it."""
    story = Story(tmp_path / "branch")
    first = story.commit("2026-01-05", {A: meeting(1), FORM: form("JG1/2026-0001", on="2026-01-08")})
    notes = [f"{{on: {day}, note: 写错}}" for day in ("2026-02-05", "2026-03-05")]
    story.commit("2026-02-05", {A: meeting(1, f"title: 乙\ncorrections: [{notes[0]}]")})
    story.commit("2026-03-05", {A: meeting(1, f"title: 丙\ncorrections: [{', '.join(notes)}]")})
    for name, commit in (("1", story.id(first)), ("2", "main")):
        git(story.root, "tag", "-a", f"edition/{name}", "-m", "x", commit, env=NAMED)
    assert not story.told().missing
    git(story.root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", story.root.as_uri(), str(clone))
    shutil.copytree(WORLD / "data", clone / "data", dirs_exist_ok=True)
    (file,) = kept(story.root)
    shutil.copy(file, clone / ".git")
    story.root.rename(tmp_path / "elsewhere")
    assert not read(clone).missing
    made = pipeline.build(pipeline.Settings(root=clone), AS_OF).site
    assert made
    (page,) = (page for page in made.pages if page.address == "changes.html")
    assert "无历史。</strong>git 仓库里以前的文本缺失" in page.body


NAMED = {
    f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "x"), ("EMAIL", "x@y"))
}


def test_an_amended_commit(story: Story) -> None:
    """What was kept of commits that are no longer there is not told."""
    story.told()
    (story.root / f"data/{C}.yaml").write_text(meeting(2, "title: 丁"), encoding="utf-8")
    git(story.root, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "-a", "--amend", "-m", "x")
    told = story.told()
    assert told.timelines[C].steps[-1].differences[0].after == "丁"
    assert len(told.timelines[C].steps) == 1


@pytest.fixture
def asked(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a `git` on the path writes down what it is asked."""
    real, log = shutil.which("git"), tmp_path / "asked"
    (tmp_path / "bin").mkdir()
    wrapper = tmp_path / "bin/git"
    wrapper.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{log}"\nexec "{real}" "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    story.told()
    monkeypatch.setenv("PATH", str(wrapper.parent), prepend=os.pathsep)
    return log


def questions(log: Path, root: Path) -> dict[str, list[str]]:
    """Verb → what it was asked, by one reading."""
    log.unlink(missing_ok=True)
    read(root)
    found: dict[str, list[str]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        for verb in ("log", "cat-file", "rev-parse", "merge-base", "ls-tree", "for-each-ref"):
            if f" {verb} " in line:
                found.setdefault(verb, []).append(line)
    return found


def test_nothing_new_is_not_asked_for(story: Story, asked: Path) -> None:
    """A second run reads no commit and no text; what the head holds is remembered."""
    found = questions(asked, story.root)
    assert {verb: len(lines) for verb, lines in found.items()} == {"rev-parse": 1, "for-each-ref": 1}


def test_only_new_commits_are_asked_for(story: Story, asked: Path) -> None:
    """Of what was read before, nothing."""
    before = story.id(4)
    story.commit("2026-03-05", {A: meeting(1, "title: 丙")})
    story.make()
    (line,) = questions(asked, story.root)["log"]
    assert f"{before}..{story.id(5)}" in line


def test_after_forgetting_all_is_asked_for(story: Story, asked: Path) -> None:
    """The wrapper does see what is asked."""
    forget(story.root)
    (line,) = questions(asked, story.root)["log"]
    assert ".." not in line


def test_what_does_not_count_yet_is_kept_as_well(story: Story, asked: Path) -> None:
    """Where the count begins on a day that is still to come, the commits are read once and not at each look."""
    branch = story.root / "data/branch.yaml"
    branch.write_text(branch.read_text(encoding="utf-8") + "history: {since: 2100-01-01}\n", encoding="utf-8")
    forget(story.root)
    assert "log" in questions(asked, story.root)
    assert questions(asked, story.root).keys() == {"rev-parse", "for-each-ref"}
