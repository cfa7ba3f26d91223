"""`gongkai publish` with real git and real builds: what it refuses in one sentence, and what stands on the shelf."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gongkai.cli import main
from gongkai.publish import private
from gongkai.publish.verify import LEDGER, SUMS, UNFINISHED, heads
from history.stories import Story, git, meeting
from laying import WORLD, form
from publish.shelving import Place, bytes_of, place, wrong
from publish.test_stopped import broken_from, in_child
from sample import ROOT

__all__ = ["place"]

SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
HOOK = (ROOT / "hooks/disclosure.py").read_text(encoding="utf-8")
FIRST: dict[str, str | bytes | None] = {
    "/mkdocs.yml": SETTINGS,
    "/hooks/disclosure.py": HOOK,
    "/content/index.md": "# 首页\n",
    "/.gitignore": "site/\n",
    **{name: (WORLD / f"data/{name}.yaml").read_bytes() for name in ("branch", "catalogue")},
    "meetings/2026/a": meeting(1),
    "approvals/2026/a": form("JG1/2026-0001", on="2026-01-06"),
}


def gongkai(*words: str | Path) -> Result:
    """What the command answers; whatever is not a sentence is raised."""
    return CliRunner().invoke(main, [str(one) for one in words], catch_exceptions=False)


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Temporary files of one's own, and nobody's habits."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("EMAIL", raising=False)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A small branch with one commit and one edition in git; who commits has a name."""
    told = Story(tmp_path / "branch")
    told.commit("2026-01-09", FIRST)
    told.make()
    for setting in ("user.name=某人", "user.email=zuzhi@jg1.example"):
        git(told.top, "config", *setting.split("="))
    tag(told, "2025", "2026-01-20")
    return told


def tag(told: Story, name: str, day: str, *, kind: str = "annotated") -> None:
    who = {"GIT_COMMITTER_NAME": "某人", "GIT_COMMITTER_EMAIL": "zuzhi@jg1.example"}
    words = ("-a", "-m", f"{name}年存档版") if kind == "annotated" else ()
    env = {**who, "GIT_COMMITTER_DATE": f"{day}T18:30+08:00"}
    git(told.make().top, "tag", *words, f"edition/{name}", env=env)


def published(told: Story, shelf: Path | str, name: str, *words: str) -> str:
    """Put on the shelf without a word of complaint; what was said."""
    result = gongkai("publish", name, "-C", told.make().root, "--to", shelf, *words)
    assert result.exit_code == 0, result.output
    return result.output


def refused(told: Story, place: Place, name: str, *words: str) -> str:
    """The sentence; the shelf and the tags are as before."""
    before = bytes_of(place.seen()) if place.exists else None
    tags = git(told.top, "tag")
    result = gongkai("publish", name, "-C", told.root, "--to", place.words, *words)
    assert result.exit_code == 1
    assert (bytes_of(place.seen()) if place.exists else None) == before
    assert git(told.top, "tag") == tags
    assert list(Path(tempfile.gettempdir()).iterdir()) == []
    return result.output.removeprefix("Error: ").strip()


def test_three_editions_come_onto_the_shelf(story: Story, place: Place) -> None:
    """A tag that is there is taken, one that is not is made; each is whole, sealed and as it was at its tag."""
    told = published(story, place.words, "2025")
    story.commit("2026-02-02", {"/content/index.md": "# 首页\n\n新年好。\n"})
    tag(story, "2026-02", "2026-02-03")
    story.commit("2026-03-02", {"/content/index.md": "# 首页\n\n春天好。\n"})
    published(story, place.words, "2026-02")
    published(story, place.words, "2026-03", "--title", "2026年三月存档版")
    assert wrong(place.to) == []
    shelf = place.seen()
    known = heads((shelf / LEDGER).read_bytes())
    assert [(head.edition, head.note, head.as_of) for head in known[:2]] == [
        ("2025", "2025年存档版", "2026-01-20"),
        ("2026-02", "2026-02年存档版", "2026-02-03"),
    ]
    assert known[0].hash in told
    assert "春天好" not in (shelf / "2026-02/index.html").read_text(encoding="utf-8")
    assert "春天好" in (shelf / "2026-03/index.html").read_text(encoding="utf-8")
    assert "2026年1月20日" in (shelf / "2025/assets/edition.css").read_text(encoding="utf-8")
    made = git(
        story.top,
        "for-each-ref",
        "--format=%(objecttype) %(*objectname) %(contents:subject)",
        "refs/tags/edition/2026-03",
    )
    assert made.decode().split() == ["tag", git(story.top, "rev-parse", "HEAD").decode().strip(), "2026年三月存档版"]
    assert [one["version"] for one in json.loads((shelf / "versions.json").read_text(encoding="utf-8"))] == [
        "2026-03",
        "2026-02",
        "2025",
    ]
    assert (shelf / "2025/meetings/2026/a.html").is_file()
    gone = gongkai("verify", place.words, "--head", known[0].hash)
    assert (gone.exit_code, gone.output.startswith("核对无误")) == (0, True)
    place.change(lambda top: (top / "2026-02/index.html").write_text("x", encoding="utf-8"))
    gone = gongkai("verify", place.words)
    assert (gone.exit_code, gone.output.splitlines()[0]) == (1, "存档版 2026-02：index.html 已被改动")


def test_the_first_edition_brings_the_working_state(story: Story, tmp_path: Path) -> None:
    """Old pages lead to the same page now from the start; the next edition leaves it as it is."""
    shelf = tmp_path / "shelf"
    assert "已一并发布" in published(story, shelf, "2025")
    assert (shelf / "current/meetings/2026/a.html").is_file()
    css = (shelf / "current/assets/edition.css").read_text(encoding="utf-8")
    assert ("--gk-editions" in css, "--gk-strip" in css) == (True, False)
    story.commit("2026-02-02", {"/content/index.md": "# 首页\n\n新年好。\n"})
    before = (shelf / "current").readlink()
    assert "一并发布" not in published(story, shelf, "2026-02")
    assert (shelf / "current").readlink() == before
    assert wrong(shelf) == []


def test_a_working_state_that_cannot_be_shown_is_said(story: Story, tmp_path: Path) -> None:
    """The edition stands; that its links lead nowhere yet, and why, is the sentence that ends the command."""
    shelf = tmp_path / "shelf"
    story.write({"meetings/2026/a": "title：全角\n"})
    result = gongkai("publish", "2025", "-C", story.root, "--to", shelf)
    assert result.exit_code == 1
    assert "已发布存档版 2025" in result.output
    assert "暂无去处：没有发布，请先改正差错" in result.output
    assert "data/meetings/2026/a.yaml:1:6: 差错" in result.output
    assert result.output.endswith("改正后请运行 gongkai publish --current。\n")
    assert not os.path.lexists(shelf / "current")
    assert wrong(shelf) == []


def test_only_what_stands_in_the_way_is_listed(story: Story, tmp_path: Path) -> None:
    """No lapse comes between the sentence and the faults it is about; they are counted."""
    mended = "place: 四楼\ncorrections: [{on: 2026-01-15, note: 会议室写错}]"
    story.write({"meetings/2026/a": meeting(1, mended), "meetings/2026/b": "title：全角\n"})
    result = gongkai("publish", "--current", "-C", story.root, "--to", tmp_path / "shelf")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].endswith("没有发布，请先改正差错：")
    assert ": 差错 " in lines[1]
    assert not [line for line in lines if ": 偏差" in line]
    assert re.fullmatch("差错 [0-9]+ 处，偏差 [1-9][0-9]* 处。", lines[-1])


def test_a_shelf_without_editions_leads_to_no_list(story: Story, tmp_path: Path) -> None:
    """The working state alone: the way to the editions is shown once there are some."""
    result = gongkai("publish", "--current", "-C", story.root, "--to", tmp_path / "shelf")
    assert result.exit_code == 0, result.output
    css = (tmp_path / "shelf/current/assets/edition.css").read_text(encoding="utf-8")
    assert "--gk-editions" not in css


def test_the_same_tag_gives_the_same_bytes(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another shelf, from a clone elsewhere, of a user with other settings, by the command, in another zone."""
    published(story, tmp_path / "one", "2025")
    git(tmp_path, "clone", "--quiet", str(story.top), "克 隆")
    (tmp_path / ".gitconfig").write_text("[core]\n autocrlf = true\n hooksPath = /nowhere\n[tag]\n gpgSign = true\n")
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    variables = {"HOME": str(tmp_path), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    path = os.pathsep.join(str(ROOT / name) for name in ("hooks", "tests"))
    words = ["publish", "2025", "-C", str(tmp_path / "克 隆"), "--to", str(tmp_path / "two")]
    code = "import os; os.umask(0o077); from gongkai.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, **variables, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert bytes_of(tmp_path / "one/2025") == bytes_of(tmp_path / "two/2025")
    assert (tmp_path / "one/2025" / SUMS).read_bytes() == (tmp_path / "two/2025" / SUMS).read_bytes()


def test_an_edition_knows_only_those_before_it(story: Story, tmp_path: Path) -> None:
    """Tags made afterwards, and others of the same commit, change no byte of it, whether they are there or not."""
    story.commit("2026-02-02", {"meetings/2026/b": meeting(2)})
    tag(story, "2026-a", "2026-02-03")
    published(story, tmp_path / "alone", "2026-a")
    tag(story, "2026-b", "2026-02-02")
    tag(story, "2026-c", "2026-02-04")
    published(story, tmp_path / "among", "2026-a")
    assert bytes_of(tmp_path / "alone/2026-a") == bytes_of(tmp_path / "among/2026-a")
    assert (tmp_path / "alone/2026-a/changes/edition-2026-a.html").exists()


def shallow(told: Story, tmp_path: Path) -> None:
    told.commit("2026-02-02", {"/content/index.md": "# 新\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", told.make().top.as_uri(), "shallow")
    shutil.rmtree(told.root)
    (tmp_path / "shallow").rename(told.root)


def nameless(told: Story, tmp_path: Path) -> None:
    git(told.top, "config", "--unset", "user.name")
    git(told.top, "config", "user.useConfigOnly", "true")
    git(told.top, "config", "--unset", "user.email")


REFUSALS: tuple[tuple[Callable[[Story, Path], object], str, str], ...] = (
    (lambda told, _: told.write({"meetings/2026/b": "x"}), "2026", "有改动还没有提交（data/meetings/2026/b.yaml）"),
    (lambda told, _: told.write({"meetings/2026/a": None}), "2026", "有改动还没有提交（data/meetings/2026/a.yaml）"),
    (shallow, "2026", "浅克隆"),
    (lambda told, _: shutil.rmtree(told.top / ".git"), "2026", "没有发布：这个文件夹不在 git 仓库里"),
    (nameless, "2026", "git config"),
    (lambda told, _: tag(told, "2026", "2026-02-02", kind="light"), "2026", "没有附注"),
    (lambda told, _: None, "2026/Q3", "只用字母、数字和连字符"),
    (lambda told, _: None, "current", "只用字母、数字和连字符"),
    (
        lambda told, _: told.commit("2026-02-02", {"meetings/2026/a": "title：全角\n"}),
        "2026",
        "data/meetings/2026/a.yaml:1:6: 差错",
    ),
    (lambda told, _: told.commit("2026-02-02", {"/mkdocs.yml": "a: [\n"}), "2026", "mkdocs.yml 有错误"),
    (
        lambda told, _: told.commit("2026-02-02", {"/content/about.md": "# 关于\n\n[没有](no.md)\n"}),
        "2026",
        "MkDocs 提出了警告",
    ),
)


@pytest.mark.parametrize(("deed", "name", "words"), REFUSALS)
def test_what_is_not_fit_is_refused(
    deed: Callable[[Story, Path], object], name: str, words: str, story: Story, tmp_path: Path
) -> None:
    """In words that say what to do; no shelf, no tag, no private folder is left."""
    deed(story, tmp_path)
    if (story.top / ".git").exists() and not (story.top / ".git/shallow").exists():
        story.make()
        said = refused(story, Place(tmp_path / "shelf"), name)
    else:
        result = gongkai("publish", name, "-C", story.root, "--to", tmp_path / "shelf")
        assert (result.exit_code, (tmp_path / "shelf").exists()) == (1, False)
        said = result.output
    assert words in said
    assert "Traceback" not in said


def test_what_is_on_the_shelf_stays(story: Story, place: Place, tmp_path: Path) -> None:
    """No edition twice, however it is written; none older than what is there; nothing of another branch or history."""
    story.commit("2026-02-02", {"/content/index.md": "# 新\n"})
    tag(story, "2026-Q1", "2026-02-03")
    published(story, place.words, "2026-Q1")
    assert refused(story, place, "2026-Q1") == "发布区里已有存档版 2026-Q1；发布过的不再改动，请另取名称。"
    assert "已有存档版 2026-Q1" in refused(story, place, "2026-q1")
    assert refused(story, place, "2025") == "存档版 2025 比发布区已有的 2026-Q1 更早，只能往后发布。"
    place.change(lambda top: shutil.copytree(top / "2026-Q1/assets", top / "2027"))
    assert "未登记的 2027" in refused(story, place, "2027")
    git(story.top, "tag", "edition/away", "edition/2026-Q1")
    git(story.top, "tag", "-d", "edition/2026-Q1")
    story.commit("2026-03-02", {"/content/index.md": "# 更新\n"})
    story.make()
    assert "存档版 2026-Q1 的标签不在这个仓库里；请先运行 git fetch --tags" in refused(story, place, "2026-Q2")
    other = Story(tmp_path / "other")
    other.commit("2026-01-09", FIRST)
    tag(other, "2028", "2026-03-01")
    assert "不在这个仓库里" in refused(other, place, "2028")
    place.change(lambda top: (top / LEDGER).write_bytes((top / LEDGER).read_bytes()[:-2]))
    assert "gongkai verify" in refused(story, place, "2030")


def test_nothing_is_put_among_other_files(story: Story, place: Place) -> None:
    """Of a folder or a branch that holds something else every byte stays."""
    if isinstance(place.to, Path):
        place.to.mkdir()
    place.change(lambda top: (top / "letter.txt").write_text("x", encoding="utf-8"))
    assert "不是发布区，里面已有别的文件（letter.txt）" in refused(story, place, "2025")


def test_an_empty_folder_is_fine_and_a_place_that_is_none_is_told(story: Story, tmp_path: Path) -> None:
    """It may lie in the branch's own folder."""
    assert "文件或文件夹不存在" in refused(story, Place(tmp_path / "no/such/place"), "2025")
    (story.root / "empty").mkdir()
    published(story, story.root / "empty", "2026")
    published(story, story.root / "empty", "2027")


def test_a_rest_of_something_else_is_no_publication(story: Story, tmp_path: Path) -> None:
    """What a stopped `--current` left is finished, and nothing is taken for an edition."""
    shelf = tmp_path / "shelf"
    (shelf / ".ready").mkdir(parents=True)
    published(story, shelf, "2025")
    (shelf / ".ready").mkdir()
    (shelf / ".publish").mkdir()
    result = gongkai("publish", "2025", "-C", story.root, "--to", shelf)
    assert (result.exit_code, "已有存档版 2025" in result.output) == (1, True)
    assert wrong(shelf) == []


def test_a_killed_publication_is_swept(story: Story, tmp_path: Path) -> None:
    """Its private folder in the system's temporary place, too; a living one's is left alone."""
    with private.room() as mine:
        dead = mine.with_name("gongkai-publish-dead")
        (dead / "branch").mkdir(parents=True)
        published(story, tmp_path / "shelf", "2025")
        assert (mine.exists(), dead.exists()) == (True, False)
    assert not mine.exists()


def test_what_a_broken_disk_left_half_done_keeps_its_tag(story: Story, tmp_path: Path) -> None:
    """The sentence says that something changed; the next publication completes it, and finds its tag."""
    shelf = tmp_path / "shelf"
    published(story, shelf, "2025")
    story.commit("2026-02-02", {"/content/index.md": "# 新\n"})
    words = ("publish", "2026", "-C", story.make().root, "--to", shelf)

    def deed() -> None:
        broken_from(1, shelf)
        result = gongkai(*words)
        assert (result.exit_code, result.output.count("\n")) == (1, 1)
        assert "做到一半，发布区已有改动，磁盘却不再接受改动（磁盘读写出错）" in result.output

    assert in_child(deed) == 0
    assert (shelf / UNFINISHED).is_dir()
    assert gongkai(*words).exit_code == 0
    assert [head.edition for head in heads((shelf / LEDGER).read_bytes())] == ["2025", "2026"]
    assert git(story.top, "tag").split() == [b"edition/2025", b"edition/2026"]
    assert wrong(shelf) == []


@pytest.mark.parametrize("seconds", [0.3, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2])
def test_the_command_killed_at_any_time(seconds: float, story: Story, tmp_path: Path) -> None:
    """Done again it succeeds by itself; one tag, one entry, no rest anywhere."""
    shelf = tmp_path / "shelf"
    published(story, shelf, "2025")
    story.commit("2026-02-02", {"/content/index.md": "# 新\n"})
    variables = {"TMPDIR": tempfile.gettempdir(), "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    words = ["publish", "2026", "-C", str(story.make().root), "--to", str(shelf)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        code = "from gongkai.cli import run; run()"
        running = subprocess.Popen([sys.executable, "-c", code, *words], env={**os.environ, **variables}, stdout=-3)
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()
    done = gongkai("publish", "2026", "-C", story.root, "--to", shelf)
    assert done.exit_code == 0 or "发布区里已有存档版 2026" in done.output
    assert wrong(shelf) == []
    assert [head.edition for head in heads((shelf / LEDGER).read_bytes())] == ["2025", "2026"]
    assert git(story.top, "tag").split() == [b"edition/2025", b"edition/2026"]
    private.sweep()
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_the_working_state_is_shown_beside_the_editions(story: Story, place: Place) -> None:
    """What is not committed, too; no tag, no entry; the list made later leads to it; faults change nothing."""
    story.write({"/content/index.md": "# 首页\n\n还没有提交。\n"})
    for said in ("已发布现状。", "现状与发布区里的相同，没有改动。"):
        done = gongkai("publish", "--current", "-C", story.root, "--to", place.words)
        assert (done.exit_code, done.output.strip()) == (0, said)
    published(story, place.words, "2025")
    assert wrong(place.to) == []
    shelf = place.seen()
    assert "还没有提交" in (shelf / "current/index.html").read_text(encoding="utf-8")
    assert "还没有提交" not in (shelf / "2025/index.html").read_text(encoding="utf-8")
    assert 'href="current/index.html"' in (shelf / "index.html").read_text(encoding="utf-8")
    assert len(heads((shelf / LEDGER).read_bytes())) == 1
    before = bytes_of(shelf)
    story.write({"meetings/2026/a": "title：全角\n"})
    done = gongkai("publish", "--current", "-C", story.root, "--to", place.words)
    assert (done.exit_code, bytes_of(place.seen())) == (1, before)
    assert "data/meetings/2026/a.yaml:1:6: 差错" in done.output
    assert gongkai("publish", "--to", place.words).exit_code == 2
    assert gongkai("publish", "2026", "--current", "--to", place.words).exit_code == 2
    wrong_name = gongkai("publish", "--current", "-C", story.root, "--to", f"git:{story.top}#a..b")
    assert (wrong_name.exit_code, "git:仓库#分支" in wrong_name.output) == (2, True)


def test_a_branch_below_the_top_of_its_repository(tmp_path: Path) -> None:
    """As in a group's one repository: the edition is that of its folder."""
    told = Story(tmp_path / "group/branches/jg1", below="branches/jg1/")
    first = {name if not name.startswith("/") else f"/branches/jg1{name}": text for name, text in FIRST.items()}
    told.commit("2026-01-09", first)
    tag(told, "2025", "2026-01-20")
    published(told, tmp_path / "shelf", "2025")
    assert (tmp_path / "shelf/2025/meetings/2026/a.html").is_file()
