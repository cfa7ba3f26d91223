"""Repositories in every state: what cannot be read says why, in Chinese and without a traceback."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.history.git import repository
from history.stories import CLERK, Story, forget, git, kept, meeting, read, steps
from laying import WORLD, form

A, B = "meetings/2026/a", "meetings/2026/b"
FORM = "approvals/2026/form"
APPROVED = form("JG1/2026-0001", on="2026-01-08")
EDITED = [("2026-02-05", "title: 主题党日 → 乙")]
BROKEN = "git 仓库已损坏，读不出提交记录"
LACKING = "git 仓库里以前的文本缺失或已损坏，读不出提交记录；不带全部文本的克隆，请联网后再试"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A record that was edited once."""
    return edited(Story(tmp_path / "branch"))


def edited(story: Story) -> Story:
    story.commit("2026-01-05", {A: meeting(1), FORM: APPROVED})
    story.commit("2026-02-05", {A: meeting(1, "title: 乙")})
    return story


def test_detached_head(story: Story) -> None:
    """Where no branch is checked out, the head is what is."""
    git(story.make().root, "checkout", "--quiet", "--detach", "HEAD~1")
    told = story.told()
    assert told.timelines[A].steps == ()
    assert not told.uncommitted


def test_shallow_clone(story: Story, tmp_path: Path) -> None:
    """It says that older commits are missing; deepened later, it has forgotten that it was shallow."""
    story.commit("2026-03-05", {A: meeting(1, "title: 丙")})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", story.make().root.as_uri(), str(clone))
    shutil.copytree(WORLD / "data", clone / "data", dirs_exist_ok=True)
    told = read(clone)
    assert told.is_shallow
    assert told.timelines[A].first.day == date(2026, 2, 5)
    assert steps(told.timelines[A]) == [("2026-03-05", "title: 乙 → 丙")]
    git(clone, "fetch", "--quiet", "--unshallow")
    assert read(clone) == story.told()


def test_shallow_within_a_merge(story: Story, tmp_path: Path) -> None:
    """Several ends of what is here are no trouble."""
    story.fork("side")
    story.commit("2026-03-01", {B: meeting(2)}, line="side")
    story.commit("2026-03-02", {A: meeting(1, "title: 丙")})
    story.merge("2026-03-05", ["side"])
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", story.make().root.as_uri(), str(clone))
    shutil.copytree(WORLD / "data", clone / "data", dirs_exist_ok=True)
    told = read(clone)
    assert {address: one.first.day.day for address, one in told.timelines.items()} == {A: 1, B: 1}
    assert steps(told.timelines[A])[-1] == ("2026-03-02", "title: 乙 → 丙")


def test_rewritten_history(story: Story) -> None:
    """An edition that the present history does not contain has no place in it."""
    story.make()
    git(story.root, *NAMED, "tag", "-a", "edition/2026-1", "-m", "第一版", "HEAD", env=DATED)
    git(story.root, *NAMED, "tag", "-a", "edition/old", "-m", "\u2028旧\x0c版\x85", "HEAD~1")
    git(story.root, "tag", "edition/light", "HEAD~1")
    git(story.root, "tag", "other", "HEAD~1")
    git(story.root, *NAMED, "commit", "--quiet", "--amend", "-m", "改写", env=DATED)
    told = story.told()
    places = {one.name: one.place for one in told.editions}
    assert places == {"2026-1": None, "old": 0, "light": 0}
    assert {one.name: one.title for one in told.editions}["2026-1"] == "第一版"
    assert next(one for one in told.editions if one.name == "2026-1").day == date(2026, 3, 1)


NAMED = ("-c", "user.name=某人", "-c", f"user.email={CLERK}")
DATED = {"GIT_COMMITTER_DATE": "1772366400 +0800", "GIT_AUTHOR_DATE": "1772366400 +0800"}


def test_no_commits_yet(tmp_path: Path) -> None:
    """Nothing has been committed."""
    assert Story(tmp_path).told().missing == "仓库里还没有提交"


def test_unpacked_archive(tmp_path: Path) -> None:
    """A folder without git."""
    shutil.copytree(WORLD / "data", tmp_path / "data")
    assert read(tmp_path).missing == "这个文件夹不在 git 仓库里"


def test_unpacked_in_the_repository_of_something_else(story: Story) -> None:
    """Nothing of the folder is in it, so it knows nothing of the folder."""
    story.commit("2026-01-05", {"/readme": "别的东西"})
    folder = story.make().root / "unpacked"
    shutil.copytree(WORLD / "data", folder / "data")
    assert read(folder).missing == "这个文件夹没有提交到 git"


def test_no_git(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which it is not installed."""
    story.make()
    monkeypatch.setenv("PATH", str(story.root))
    assert read(story.root).missing == "这台机器没有装 git"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_of_another_user(story: Story) -> None:
    """Git refuses to read what others own."""
    os.chown(story.make().root, 12345, 12345)
    os.chown(story.root / ".git", 12345, 12345)
    assert read(story.root).missing == "git 仓库属于另一个用户，git 拒绝读取"


def test_branches_in_one_repository(tmp_path: Path) -> None:
    """Each reads its own folder; what is kept of one is not taken for the other's."""
    story = Story(tmp_path / "支部 一", below="支部 一/")
    other = tmp_path / "b2"
    shutil.copytree(WORLD / "data", other / "data")
    story.commit("2026-01-05", {A: meeting(1), f"/b2/data/{A}.yaml": meeting(2), f"/data/{A}.yaml": meeting(3)})
    story.commit("2026-02-05", {A: meeting(1, "title: 乙")})
    story.commit("2026-03-05", {f"/b2/data/{A}.yaml": meeting(2, "title: 丙")})
    told = story.told()
    assert steps(told.timelines[A]) == EDITED
    assert told.numbers == {"JG1/2026-0001"}
    assert steps(read(other).timelines[A]) == [("2026-03-05", "title: 主题党日 → 丙")]
    assert len(kept(tmp_path)) == 2


def test_sha256(tmp_path: Path) -> None:
    """The longer names of objects are as good."""
    story = edited(Story(tmp_path, format="sha256"))
    told = story.told()
    assert steps(told.timelines[A]) == EDITED
    assert not told.uncommitted


NAMES = (
    "-x",
    'a "b"',
    "a\\b",
    "公开 栏",
    "\x01c\x02",
    "\x01" * 3,
    "a\tb",
    "a\nb",
    ":x",
    "HEAD",
    os.fsdecode(b"\xff\xfe"),
    "é",
)


def test_unusual_names(story: Story) -> None:
    """Elsewhere in the repository, and where records lie, in commits, merges and the work tree."""
    story.fork("side")
    story.commit("2026-03-05", {f"/{name}": "x" for name in NAMES}, line="side")
    story.commit("2026-03-06", {f"/data/meetings/2026/{name}.yaml": meeting(1) for name in NAMES})
    story.commit("2026-03-06", {f"/data/{name}/2026/x.yaml": meeting(1) for name in NAMES})
    story.merge("2026-03-07", ["side"])
    story.commit("2026-03-08", {f"/{name}": None for name in NAMES})
    story.commit("2026-03-08", {f"/{story.id(2)}": "a file that is called as a commit"})
    told = story.told()
    assert steps(told.timelines[A]) == EDITED
    assert (told.vanished, told.reused, told.uncommitted) == ((), {}, frozenset())


def test_links(story: Story) -> None:
    """A link is no file: neither that in place of a record, nor that in place of a folder."""
    story.make()
    file = story.root / f"data/{A}.yaml"
    (story.root / "data/meetings/2026/b.yaml").symlink_to("a.yaml")
    (story.root / "data/notices").symlink_to("meetings")
    git(story.root, "add", "data/meetings", "data/notices")
    git(story.root, *NAMED, "commit", "--quiet", "-m", "x", env=DATED)
    assert steps(story.told().timelines[A]) == EDITED
    text = file.read_bytes()
    file.unlink()
    file.symlink_to("b.yaml")
    assert story.told().timelines == {}
    git(story.root, *NAMED, "commit", "--quiet", "-am", "x", env=DATED)
    assert [one.path for one in story.told().vanished] == [f"data/{A}.yaml"]
    file.unlink()
    file.write_bytes(text)
    git(story.root, *NAMED, "commit", "--quiet", "-am", "x", env=DATED)
    timeline = story.told().timelines[A]
    assert steps(timeline) == [*EDITED, ("2026-03-01", "removed"), ("2026-03-01",)]


@pytest.mark.parametrize("address", ["", " ", "a b", "<", "\x02", "ÄÖ@例.cn", "x" * 3000])
def test_odd_addresses(tmp_path: Path, address: str) -> None:
    """Whatever stands where an e-mail address should."""
    story = Story(tmp_path)
    story.commit("2026-01-05", {A: meeting(1)})
    raw = git(story.make().root, "cat-file", "commit", "HEAD").replace(CLERK.encode(), address.encode())
    rewritten(story, raw)
    told = story.told()
    assert told.timelines[A].first.day == date(2026, 1, 5)


def rewritten(story: Story, raw: bytes) -> str:
    """The head as these bytes, however wrong they are."""
    made = git(story.root, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", feed=raw).decode().strip()
    git(story.root, "update-ref", "refs/heads/main", made)
    return made


@pytest.mark.parametrize("at", ["-86400 +0800", "0 +0000", "253402300800 +0000", "9223372036854775807 +0000", "x", ""])
def test_odd_times(tmp_path: Path, at: str) -> None:
    """Before 1970, after 9999, and none at all: the order is still that of parents."""
    story = edited(Story(tmp_path))
    raw = git(story.make().root, "cat-file", "commit", "HEAD")
    raw = b"\n".join(
        line.rsplit(b" ", 2)[0] + b" " + at.encode() if line.startswith((b"author", b"committer")) else line
        for line in raw.split(b"\n")
    )
    made = rewritten(story, raw)
    (story.root / ".git/refs/tags/edition").mkdir()
    (story.root / ".git/refs/tags/edition/x").write_text(f"{made}\n")
    after = git(story.root, *NAMED, "commit-tree", f"{made}^{{tree}}", "-p", made, env=DATED).decode().strip()
    git(story.root, "update-ref", "refs/heads/main", after)
    told = story.told()
    assert told.missing == ""
    assert [step.commit.place for step in told.timelines[A].steps] == [1]
    assert told.timelines[A].first.day == date(2026, 1, 5)
    assert told.timelines[A].steps[0].commit.day >= date(2026, 1, 5)
    assert told.editions[0].day


def test_clock_that_runs_backwards(tmp_path: Path) -> None:
    """No later than what came of it."""
    story = Story(tmp_path)
    story.commit("2026-05-05", {A: meeting(1)})
    story.commit("2026-03-05", {A: meeting(1, "title: 乙")})
    story.commit("2026-06-05", {A: meeting(1, "title: 丙")})
    assert [step.commit.day for step in story.told().timelines[A].steps] == [date(2026, 5, 5), date(2026, 6, 5)]


@pytest.mark.parametrize("how", ["replace", "graft"])
def test_what_would_show_another_history(story: Story, how: str) -> None:
    """What only this clone says of its commits is not believed."""
    story.make()
    head, root = story.id(2), story.id(1)
    if how == "replace":
        raw = git(story.root, "cat-file", "commit", head).replace(f"parent {root}\n".encode(), b"")
        other = git(story.root, "hash-object", "-t", "commit", "-w", "--stdin", feed=raw).decode().strip()
        git(story.root, "replace", head, other)
    else:
        (story.root / ".git/info/grafts").write_text(f"{head}\n")
    assert steps(story.told().timelines[A]) == EDITED


def test_within_a_hook(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git sets for its hooks, or a user for other work, leads to no other repository."""
    story.make()
    other = Story(tmp_path / "other")
    other.commit("2026-01-05", {B: meeting(2)})
    monkeypatch.setenv("GIT_DIR", str(other.make().root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_NAMESPACE", "x")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert steps(read(story.root).timelines[A]) == EDITED


def test_habits_of_a_user(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of git changes what is told."""
    config = tmp_path / "config"
    config.write_text(HABITS, encoding="utf-8")
    story.fork("side")
    story.commit("2026-03-01", {B: meeting(2)}, line="side")
    story.merge("2026-03-05", ["side"], ours=True)
    plain = story.told()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    forget(story.root)
    assert read(story.root) == plain


HABITS = """
[log]
    showRoot = false
    diffMerges = first-parent
    follow = true
    mailmap = true
    date = relative
    decorate = full
    showSignature = true
[diff]
    renames = copies
    external = false
    noprefix = true
    relative = false
    orderFile = /nowhere
    ignoreSubmodules = all
[core]
    quotepath = true
    abbrev = 5
    pager = false
    autocrlf = true
[color]
    ui = always
[format]
    pretty = oneline
    notes = true
[i18n]
    logOutputEncoding = GBK
[tag]
    sort = -refname
[column]
    ui = always
"""


def test_nothing_can_be_kept(story: Story) -> None:
    """Where git's folder takes no file, all is read each time, and nothing is left lying about."""
    told = story.told()
    (name,) = kept(story.root)
    name.unlink()
    (name / "x").mkdir(parents=True)
    before = sorted((story.root / ".git").iterdir())
    assert read(story.root) == told
    assert sorted((story.root / ".git").iterdir()) == before


@pytest.mark.parametrize("harm", ["empty", "garbage", "missing"])
@pytest.mark.parametrize(
    "what", ["HEAD", "HEAD~1", "HEAD~1:data/meetings/2026/a.yaml", "HEAD:data/meetings", "HEAD~1^{tree}"]
)
def test_a_corrupt_object(tmp_path: Path, what: str, harm: str) -> None:
    """One object is broken or gone: it says so, or reads what does not need it, and tells nothing wrong."""
    story = Story(tmp_path)
    story.commit("2026-01-05", {A: meeting(1)})
    story.commit("2026-02-05", {A: meeting(1, "title: 乙")})
    plain = story.told()
    story.commit("2026-01-05", {"/.gitkeep": ""})
    forget(story.root)
    name = git(story.make().root, "rev-parse", what.replace("HEAD", "HEAD~1", 1)).decode().strip()
    file = story.root / ".git/objects" / name[:2] / name[2:]
    file.chmod(0o600)
    file.unlink() if harm == "missing" else file.write_bytes(b"" if harm == "empty" else b"x" * 40)
    told = read(story.root)
    assert told.missing in (BROKEN, LACKING) or told.timelines == plain.timelines


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("HEAD", "", "这个文件夹不在 git 仓库里"),
        ("HEAD", "ref: refs/heads/none\n", "仓库里还没有提交"),
        ("config", "[core", BROKEN),
        ("refs/heads/main", "1" * 40 + "\n", BROKEN),
    ],
)
def test_a_broken_folder_of_git(story: Story, file: str, text: str, said: str) -> None:
    """Its own files are no better than any other."""
    (story.make().root / ".git" / file).write_text(text)
    assert read(story.root).missing == said


def test_names_of_commits(story: Story) -> None:
    """A tag, a number, a branch; what is none is none, whatever it looks like."""
    repo = repository(story.make().root)
    assert repo.commit("main") == repo.commit("HEAD") == story.id(2)
    assert [repo.commit(name) for name in ("--all", "-x", "", "none", "HEAD:data", "a b", "\n")] == [None] * 7
    assert repo.leads_to(story.id(1), story.id(2))
    assert not repo.leads_to(story.id(2), story.id(1))
    assert not repo.leads_to("1" * 40, story.id(1))
