"""`gongkai verify --source`: every edition is made again from its tag by a clean process; three answers, all named."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.publish import deeds, rebuilt
from gongkai.publish.editions import tools
from gongkai.publish.verify import LEDGER, SUMS, Head, hashed, heads
from history.stories import Story, git
from publish.repacked import wheels
from publish.shelving import NOW, bytes_of, wrong
from publish.test_publishing import FIRST, gongkai, machine, published, tag

__all__ = ["machine"]
SAME = "存档版 2025：重建一致"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch with two editions and the shelf on which they stand, the second with its wheels; tests have copies."""
    top = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        story = Story(top / "branch")
        story.commit("2026-01-09", FIRST)
        tag(story, "2025", "2026-01-20")
        published(story, top / "shelf", "2025")
        story.commit("2026-02-02", {"/content/index.md": "# 首页\n\n新年好。\n"})
        tag(story, "2026", "2026-02-03")
        packed = wheels(tmp_path_factory.mktemp("packed") / "wheels")
        published(story, top / "shelf", "2026", "--wheels", str(packed))
    return top


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """The same for one test alone; its files are shared, so a test replaces and never writes into one."""
    subprocess.run(["cp", "-al", f"{made}/.", tmp_path], check=True)
    return tmp_path


def asked(place: Path, source: str = "branch") -> tuple[int, list[str]]:
    """Exit and lines of the command, without what verify says of the shelf alone."""
    done = gongkai("verify", place / "shelf", "--source", place / source)
    assert done.output.startswith("核对无误：存档版 2 个")
    return done.exit_code, done.output.splitlines()[3:]


def first(place: Path) -> str:
    """The answer about the oldest edition; the others are not made."""
    known = heads((place / "shelf" / LEDGER).read_bytes())
    return next(rebuilt.rebuild(rebuilt.Verified(place / "shelf", known), place / "branch")).words


def test_what_is_on_the_shelf_comes_of_the_repository(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a clone elsewhere with other files lying about, whatever the zone, language, mask and settings here.

    A tag that was made later on the same commit changes nothing, either.
    """
    git(place, "clone", "--quiet", "branch", "别处")
    when = {
        "GIT_COMMITTER_NAME": "某人",
        "GIT_COMMITTER_EMAIL": "x@x.example",
        "GIT_COMMITTER_DATE": "2026-05-01T08:00Z",
    }
    git(place / "别处", "tag", "-a", "-m", "又一版", "edition/2025-b", "edition/2025^{commit}", env=when)
    (place / "别处/content/index.md").write_text("# 还没有提交\n", encoding="utf-8")
    before = bytes_of(place)
    habits = {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONHASHSEED": "9", "PYTHONPATH": "nowhere"}
    for name, value in habits.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    mask = os.umask(0o077)
    try:
        assert asked(place, "别处") == (
            0,
            [SAME, "存档版 2026：重建一致", "按仓库重建：一致 2 个，不一致 0 个，无法重建 0 个。"],
        )
    finally:
        os.umask(mask)
    assert bytes_of(place) == before


def test_a_tag_that_is_not_as_registered_is_named(place: Path) -> None:
    """Gone, on another commit, of another day, without its note: each in a line, and the rest is still looked at."""
    branch = place / "branch"
    git(branch, "tag", "-d", "edition/2025")
    code, said = asked(place)
    assert code == 1
    assert said[0] == "存档版 2025：仓库里没有标签 edition/2025"
    assert said[1].startswith("存档版 2026：重建的与发布区的不同：changes.html、")
    assert said[1].endswith("（前面有标签与登记的不符，可能由此引起）")
    assert said[2] == "按仓库重建：一致 0 个，不一致 2 个，无法重建 0 个。"
    who = {"GIT_COMMITTER_NAME": "某人", "GIT_COMMITTER_EMAIL": "x@x.example"}
    commits = git(branch, "rev-list", "--max-count=2", "main").decode().split()
    for commit, day, words in (
        (commits[0], "2026-01-20", f"被移动：登记的提交是 {commits[1][:12]}，现在是 {commits[0][:12]}"),
        (commits[1], "2026-01-25", "的日期被改动：登记的是 2026-01-20，现在是 2026-01-25"),
    ):
        when = {"GIT_COMMITTER_DATE": f"{day}T18:30+08:00"}
        git(branch, "tag", "-f", "-a", "-m", "2025年存档版", "edition/2025", commit, env={**who, **when})
        assert first(place) == f"标签 edition/2025 {words}"
    git(branch, "tag", "-f", "edition/2025", commits[1])
    assert first(place) == "标签 edition/2025 被换成了没有附注的"
    gone = gongkai("verify", place / "shelf", "--source", place / "shelf")
    assert (gone.exit_code, "没有重建：这个文件夹不在 git 仓库里" in gone.output) == (1, True)


def altered_edition(place: Path, change: Callable[[Path], object]) -> None:
    """An edition on a shelf of its own, changed before it was sealed: what a patched program would have made."""
    from gongkai.engine import making

    shutil.rmtree(place / "shelf")
    real = making.make
    with pytest.MonkeyPatch.context() as patch:

        def altered(folder: Path, site: Path, day: object) -> object:
            told = real(folder, site, day)  # type: ignore[arg-type]  # handed on as it came
            change(site)
            return told

        patch.setattr("gongkai.publish.editions.make", altered)
        done = gongkai("publish", "2025", "-C", place / "branch", "--to", place / "shelf")
        assert done.exit_code == 0, done.output


def test_what_differs_is_named_by_its_files(place: Path) -> None:
    """Changed, added and left out, in folders below as well; the seal, the ledger and the head were all in order."""

    def change(site: Path) -> None:
        (site / "meetings/2026/a.html").write_text("没有的事", encoding="utf-8")
        (site / "more.html").write_text("x", encoding="utf-8")
        (site / "about.html").unlink(missing_ok=True)
        (site / "lapses.html").unlink()

    altered_edition(place, change)
    assert wrong(place / "shelf") == []
    assert first(place) == "重建的与发布区的不同：lapses.html、meetings/2026/a.html、more.html"


def test_a_shelf_that_is_not_sound_is_not_rebuilt(place: Path) -> None:
    """What does not agree with itself is said first; nothing is made of it."""
    (place / "shelf/2025/about.html").unlink(missing_ok=True)
    (place / "shelf/2025/index.html").unlink()
    done = gongkai("verify", place / "shelf", "--source", place / "branch")
    assert done.exit_code == 1
    assert "重建" not in done.output


@pytest.fixture
def elsewhere(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same shelf on a machine where two tools have other versions."""
    real = tools()
    monkeypatch.setattr(rebuilt, "tools", lambda: {**real, "jinja2": "9.9", "segno": "?"})
    return place


def test_other_tools_give_the_third_answer(elsewhere: Path) -> None:
    """Which versions would be needed: neither the same nor different, and so no success.

    The wheels that stand beside an edition make it rare: by them the second is made again, and is the same.
    """
    code, said = asked(elsewhere)
    assert code == 1
    assert said[0].startswith("存档版 2025：无法重建，需要版本 jinja2 3.")
    assert "（这里是 9.9）、segno 1." in said[0]
    assert said[1:] == ["存档版 2026：重建一致", "按仓库重建：一致 1 个，不一致 0 个，无法重建 1 个。"]


def test_wheels_that_are_gone_or_exchanged_are_not_used(elsewhere: Path) -> None:
    """One more beside them, one altered, the whole set gone: nothing of it runs, the answer is the third."""
    (stored,) = (elsewhere / "shelf").glob("wheels.*")
    (stored / "evil-1-py3-none-any.whl").write_bytes(b"x")
    gone = "存档版 2026：无法重建：与它一起保存的软件包已不在发布区"
    assert wrong(elsewhere / "shelf") == [f"软件包 {stored.name[:16]}：多出文件 evil-1-py3-none-any.whl"]
    known = rebuilt.Verified(elsewhere / "shelf", heads((elsewhere / "shelf" / LEDGER).read_bytes()))
    assert [one.words for one in rebuilt.rebuild(known, elsewhere / "branch")][1:] == [gone.partition("：")[2]]
    shutil.rmtree(stored)
    code, said = asked(elsewhere)
    assert (code, said[1]) == (1, gone)


def redact(shelf: Path) -> None:
    """One file of the first edition masked, as an entry of the ledger."""
    path, text = "meetings/2026/a.html", "<!doctype html><title>〔已隐去〕</title>"
    lists = [shelf / "2025" / SUMS, shelf / "2025/meetings/2026" / SUMS]
    old, new = hashed(shelf / "2025" / path), hashlib.sha256(text.encode()).hexdigest()
    below = lists[1].read_text(encoding="utf-8").replace(old, new)
    top = lists[0].read_text(encoding="utf-8").replace(hashed(lists[1]), hashlib.sha256(below.encode()).hexdigest())

    def prepare(stage: Path) -> tuple[list[Head], list[str]]:
        (stage / "2025/meetings/2026").mkdir(parents=True)
        for name, words in ((path, text), (f"meetings/2026/{SUMS}", below), (SUMS, top)):
            (stage / "2025" / name).write_text(words, encoding="utf-8")
        first = heads((shelf / LEDGER).read_bytes())[0]
        masked, digest = f"masked {old} {new} {path}\n", hashlib.sha256(top.encode()).hexdigest()
        return [first._replace(action="redact", digest=digest, masked=masked, note="本人申请")], []

    deed = deeds.Deed(to=shelf, edition="2025", reason="本人申请", now=NOW)
    deeds.upon(deed, lambda one: deeds.done(one, prepare, None), ("2025",))


def test_what_was_redacted_or_withdrawn_is_no_lie(place: Path) -> None:
    """An edition that is the same but for what the ledger lists is the same; one that is gone is passed over."""
    redact(place / "shelf")
    gone = deeds.Deed(to=place / "shelf", edition="2026", reason="误发", now=NOW)
    deeds.withdraw(gone)
    assert wrong(place / "shelf") == []
    done = gongkai("verify", place / "shelf", "--source", place / "branch")
    assert done.exit_code == 0
    assert done.output.splitlines()[-3:] == [
        SAME,
        "存档版 2026：已撤回，不重建",
        "按仓库重建：一致 1 个，不一致 0 个，无法重建 0 个。",
    ]
    known = rebuilt.Verified(place / "shelf", heads((place / "shelf" / LEDGER).read_bytes()))
    assert [*known.unmasked("2025")] == ["meetings/2026/a.html"]
    assert known.unmasked("2026") == {}


def test_what_cannot_be_made_says_why(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that would make it fails: its own sentence, in the third answer."""
    monkeypatch.setattr(rebuilt, "_CODE", "import sys; print('没有发布：磁盘空间已满。', file=sys.stderr); sys.exit(1)")
    assert first(place) == "无法重建：磁盘空间已满"


def test_who_rebuilds_asks_no_network(tmp_path: Path) -> None:
    """The process is deaf: whatever runs in it, a hook of the branch too, reaches nobody."""
    code = rebuilt._CODE.replace(
        "from gongkai.cli import run\nrun()", "import socket\nsocket.create_connection(('127.0.0.1', 9), 1)"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", code, str(tmp_path)], capture_output=True, encoding="utf-8", check=False
    )
    assert told.returncode == 1
    assert "no network here" in told.stderr
    asks = ["git", "ls-remote", "https://127.0.0.1:9/x"]
    env = rebuilt._environment(tmp_path)
    git_told = subprocess.run(asks, env=env, capture_output=True, encoding="utf-8", check=False)
    assert "transport 'https' not allowed" in git_told.stderr
