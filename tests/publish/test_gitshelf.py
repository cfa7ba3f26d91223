"""A shelf on a branch of git: raced, refused, killed, tampered with; and never a byte that git has touched."""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.history.shelving import GitBranch
from gongkai.publish import entry, private
from gongkai.publish.entry import Built
from gongkai.publish.refusal import RefusedError
from gongkai.publish.shelf import Shelf
from gongkai.publish.target import opened, patiently, target
from gongkai.publish.verify import LEDGER, Head, heads
from history.stories import git
from publish.shelving import NOW, Place, bare, built, bytes_of, put, stocked, wrong
from publish.test_at_once import at_once
from publish.test_current import refreshed
from publish.test_stopped import fill, in_child, kill, small
from publish.test_verifying import key, sign

__all__ = ["key", "small"]


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files of one's own; their folder."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


@pytest.fixture
def to(tmp_path: Path) -> GitBranch:
    """An empty repository."""
    return bare(tmp_path / "shelf.git")


def ledger(to: GitBranch) -> list[str]:
    """The editions that it names, in order."""
    raw = git(Path(to.repo), "cat-file", "blob", f"{to.name}:{LEDGER}")
    return [head.edition for head in heads(raw)]


def refs(to: GitBranch) -> bytes:
    return git(Path(to.repo), "for-each-ref")


def test_a_branch_holds_what_a_folder_holds(to: GitBranch, tmp_path: Path) -> None:
    """The same deeds, the same tree, byte by byte: editions, the working state, its two generations and its link."""
    for one in (tmp_path / "shelf", to):
        stocked(one, ["2024"])
        for text in ("一", "二", "三"):
            refreshed(one, text, f"a.{text}.js")
        stocked(one, ["2025"])
    assert bytes_of(Place(to).seen()) == bytes_of(tmp_path / "shelf")
    told = git(Path(to.repo), "log", "--format=%P|%an <%ae>|%cn|%ct|%s", to.name).decode().splitlines()
    at = int(NOW.timestamp())
    assert [line.partition("|")[2] for line in told] == [
        f"gongkai <gongkai@shelf.invalid>|gongkai|{at}|{said}"
        for said in ("第 2 号登记：publish 2025", "现状", "现状", "现状", "第 1 号登记：publish 2024")
    ]
    assert [line.count(" ") for line in (line.partition("|")[0] for line in told)] == [0] * 5, "one line of commits"
    assert told[-1].startswith("|"), "that begins with nothing of another branch"


def test_a_stage_is_merged_into_what_stands(to: GitBranch, tmp_path: Path) -> None:
    """Inside an edition a file is replaced, one added in a new folder, a folder and a file go; all else stays."""

    def prepare(stage: Path) -> list[str]:
        for path in ("2024/index.html", "2024/new/deep/a.html"):
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_text("新", encoding="utf-8")
        return ["2024/meetings", "2024/about.html"]

    for one in (tmp_path / "shelf", to):
        stocked(one, ["2024", "2025"])
        with opened(one, NOW, inside=("2024",)) as shelf:
            patiently(shelf, 60, lambda shelf=shelf: shelf.put(prepare, lambda: None))  # type: ignore[misc]  # bound
            assert (shelf.top / "2024/meetings/2026/a.html").exists() == (one is to), "looked at before, put after"
    seen = bytes_of(Place(to).seen())
    assert seen == bytes_of(tmp_path / "shelf")
    assert ("2024/about.html" in seen, "2024/new/deep/a.html" in seen) == (False, True)


def test_what_is_the_same_is_one_object(to: GitBranch) -> None:
    """Of three editions git holds and is sent only what changed; nothing is left of how they came there."""
    git(Path(to.repo), "config", "receive.unpackLimit", "1")  # each push stays the pack that it came as
    stocked(to)
    told = dict(line.split(": ") for line in git(Path(to.repo), "count-objects", "-v").decode().splitlines())
    objects = git(Path(to.repo), "rev-list", "--objects", "--all").count(b"\n")
    assert (told["packs"], told["in-pack"], told["count"]) == ("3", str(objects), "0")
    about = [git(Path(to.repo), "rev-parse", f"{to.name}:{name}/about.html") for name in ("2024", "2025", "2026")]
    assert len({*about}) == 1
    pages = {git(Path(to.repo), "rev-parse", f"{to.name}:{name}/index.html") for name in ("2024", "2025", "2026")}
    assert len(pages) == 3
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


TRAP = "* text=auto eol=crlf ident\n*.html filter=loud export-ignore working-tree-encoding=UTF-16\n"


def test_no_byte_is_touched(to: GitBranch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line ends, keywords and filters that attributes and the user's settings ask for; no hook of the user runs."""
    (tmp_path / "hooks").mkdir()
    hook = f'#!/bin/sh\ncase "$PWD" in */shelf.git) exit 0;; esac  # its own affair\ntouch {tmp_path}/ran\n'
    for name in ("pre-push", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        (tmp_path / "hooks" / name).write_text(f"{hook}exit 1\n", encoding="utf-8")
        (tmp_path / "hooks" / name).chmod(0o755)
    (tmp_path / "attributes").write_text(TRAP, encoding="utf-8")
    settings = (
        f"[core]\n autocrlf = true\n safecrlf = true\n attributesFile = {tmp_path}/attributes\n"
        f" hooksPath = {tmp_path}/hooks\n"
        f'[filter "loud"]\n clean = touch {tmp_path}/ran\n smudge = touch {tmp_path}/ran\n required = true\n'
        "[commit]\n gpgSign = true\n[push]\n gpgSign = true\n default = nothing\n[clone]\n defaultRemoteName = x\n"
        "[user]\n name = 某人\n[safe]\n bareRepository = explicit\n[fetch]\n prune = true\n"
    )
    (tmp_path / ".gitconfig").write_text(settings, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    made = built(tmp_path / "sites", "2024")
    odd = {
        "a.html": b"one\r\ntwo\nthree\r\n$Id$\n",
        "b.html": "\ufeff二".encode("utf-16"),
        ".gitattributes": TRAP.encode(),
        'files/"1" 名.txt': bytes(range(256)),
        "files/empty": b"",
    }
    (made.site / "files").mkdir()
    for name, raw in odd.items():
        (made.site / name).write_bytes(raw)
    put(to, made)
    seen = Place(to).seen()
    assert {name: (seen / "2024" / name).read_bytes() for name in odd} == odd
    assert wrong(to) == []
    assert not (tmp_path / "ran").exists()


def test_who_is_overtaken_tries_again(to: GitBranch, tmp_path: Path) -> None:
    """Another's edition comes between the look and the push: both stand, in one line, each as it is alone."""
    alone = {name: stocked(tmp_path / f"alone-{name}", [name])[0].digest for name in ("2024", "2025", "2026")}
    stocked(to, ["2024"])
    asked: list[int] = []

    def agree() -> None:
        asked.append(len(asked))
        if len(asked) == 1:
            stocked(to, ["2026"])

    put(to, built(tmp_path / "sites", "2025"), agree)
    assert asked == [0, 1]
    assert ledger(to) == ["2024", "2026", "2025"]
    known = heads((Place(to).seen() / LEDGER).read_bytes())
    assert {head.edition: head.digest for head in known} == alone
    assert wrong(to) == []


def test_the_first_of_two_first_publications_stays(to: GitBranch, tmp_path: Path) -> None:
    """Both would make the branch: only one begins it, the other goes on from there. A like name is another branch."""
    decoy = git(Path(to.repo), "hash-object", "-w", "--stdin", feed=b"x").decode().strip()
    git(Path(to.repo), "update-ref", f"refs/decoy/{to.ref}", decoy)
    first: list[object] = []
    put(to, built(tmp_path / "sites", "2025"), lambda: None if first else first.extend(stocked(to, ["2024"])))
    assert ledger(to) == ["2024", "2025"]
    assert git(Path(to.repo), "rev-list", "--max-parents=0", to.ref).count(b"\n") == 1


def test_patience_ends_in_a_sentence(to: GitBranch, tmp_path: Path) -> None:
    """Somebody who is always faster: the last word is that one, and the branch holds the others' editions."""
    names, faster = iter(f"e{number}" for number in range(99)), list[Head]()

    def prepare(stage: Path) -> tuple[str, ...]:
        (stage / "current.0").mkdir()
        (stage / "current.0/x").touch()
        return ()

    def overtaken(one: Shelf) -> None:
        one.put(prepare, lambda: faster.extend(stocked(to, [next(names)])))

    with opened(to, NOW) as one, pytest.raises(RefusedError, match="正被另一次发布占用，请稍后再试"):
        patiently(one, 0.3, lambda: overtaken(one))
    assert len(ledger(to)) == len(faster) > 0
    assert wrong(to) == []


def test_a_rest_of_somebody_elses_lock_is_waited_for(to: GitBranch, tmp_path: Path) -> None:
    """While the server holds the branch: again and again, and it goes on when it lets go; at last git's own reason."""
    stocked(to, ["2024"])
    before, lock = refs(to), Path(to.repo, "refs/heads/publish.lock")
    lock.touch()
    with opened(to, NOW) as one, pytest.raises(RefusedError, match=r"占用，请稍后再试（.*File exists"):
        patiently(one, 0.2, lambda: entry.put(one, built(tmp_path / "sites", "2025"), NOW, lambda: None))
    assert refs(to) == before
    asked: list[int] = []

    def agree() -> None:
        asked.append(len(asked))
        if len(asked) == 2:
            lock.unlink()

    put(to, built(tmp_path / "sites", "2025"), agree)
    assert (asked, ledger(to)) == ([0, 1], ["2024", "2025"])


def test_five_push_at_once(to: GitBranch, tmp_path: Path) -> None:
    """All editions are there, each with the digest it has alone, in one line."""
    names = [f"e{number}" for number in range(5)]
    alone = {name: stocked(tmp_path / f"alone-{name}", [name])[0].digest for name in names}
    ready = [built(tmp_path / "sites", name) for name in names]
    assert at_once([lambda one=one: put(to, one) for one in ready]) == [0] * 5  # type: ignore[misc]  # bound
    told = heads((Place(to).seen() / LEDGER).read_bytes())
    assert {head.edition: head.digest for head in told} == alone
    assert wrong(to) == []


SAYS_NO = "#!/bin/sh\necho 'GitLab: You are not allowed to push code to protected branches' >&2\nexit 1\n"


def protected(to: GitBranch) -> None:
    hook = Path(to.repo, "hooks/pre-receive")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(SAYS_NO, encoding="utf-8")
    hook.chmod(0o755)


def checked_out(to: GitBranch) -> None:
    git(Path(to.repo), "config", "core.bare", "false")
    git(Path(to.repo), "symbolic-ref", "HEAD", to.ref)


def unreadable(to: GitBranch) -> None:
    shutil.rmtree(Path(to.repo, "objects"))


REFUSALS: tuple[tuple[Callable[[GitBranch], object], str], ...] = (
    (protected, "git 没有接受（GitLab: You are not allowed to push code to protected branches; [remote rejected] ("),
    (checked_out, "[remote rejected] (branch is currently checked out)"),
    (unreadable, "git 读不到发布区的仓库（fatal: "),
    (lambda to: Path(to.repo).rename(f"{to.repo}.away"), "git 读不到发布区的仓库（fatal: "),
    (lambda to: Place(to).change(lambda top: (top / LEDGER).write_bytes(b"x")), "gongkai verify"),
)


@pytest.mark.parametrize(("deed", "words"), REFUSALS)
def test_what_git_refuses_is_one_sentence(deed: Callable[[GitBranch], object], words: str, to: GitBranch) -> None:
    """With git's own reason, in one line; every branch leads where it led, and no private folder is left."""
    stocked(to, ["2024"])
    deed(to)
    before = refs(to) if Path(to.repo, "objects").is_dir() else b""
    with pytest.raises(RefusedError) as told:
        stocked(to, ["2025"])
    assert words in str(told.value)
    assert "\n" not in str(told.value)
    assert (refs(to) if before else b"") == before
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


ADDRESSES = {
    "git:REPO": "publish",
    "git:REPO#网站/支部-1": "网站/支部-1",
    "git:REPO#": "",
    "git:REPO#a..b": "",
    "git:REPO#*": "",
    "git:REPO#a b": "",
    "git:#publish": "",
}


@pytest.mark.parametrize(("words", "name"), ADDRESSES.items())
def test_an_address_names_a_repository_and_a_branch(words: str, name: str, tmp_path: Path) -> None:
    """A path is made whole, so that it means the same from everywhere; no pattern and no option is a branch's name."""
    (tmp_path / "x.git").mkdir()
    if name:
        assert target(words.replace("REPO", str(tmp_path / "x.git/../x.git"))) == GitBranch(
            str(tmp_path / "x.git"), name
        )
        assert target(words.replace("REPO", "ssh://git@host/x.git")) == GitBranch("ssh://git@host/x.git", name)
    else:
        with pytest.raises(ValueError, match="git:仓库#分支"):
            target(words.replace("REPO", str(tmp_path / "x.git")))


def test_from_afar_only_what_is_needed_comes(to: GitBranch, tmp_path: Path) -> None:
    """A repository that is no folder of this machine: git fetches the names of former editions, and not a page."""
    stocked(to)
    git(Path(to.repo), "config", "uploadpack.allowFilter", "true")
    away = GitBranch(Path(to.repo).as_uri(), to.name)
    seen: list[set[str]] = []

    def look() -> None:
        (clone,) = Path(tempfile.gettempdir()).glob("*/git")
        told = (
            git(clone, "rev-list", "--objects", "--missing=print", "refs/remotes/shelf/publish").decode().splitlines()
        )
        seen.append({line[1:] for line in told if line.startswith("?")})
        if len(seen) == 1:
            stocked(to, ["faster"])

    put(away, built(tmp_path / "sites", "2027"), look)
    pages = {
        git(Path(to.repo), "rev-parse", f"{to.name}:{name}/index.html").decode().strip() for name in ("2024", "2026")
    }
    assert [pages <= missing for missing in seen] == [True, True]
    assert ledger(to) == ["2024", "2025", "2026", "faster", "2027"]
    for text in ("一", "二", "三"):
        assert refreshed(away, text)
    assert not refreshed(away, "三")
    assert wrong(away) == []
    with pytest.raises(RefusedError, match="git 读不到发布区的仓库"):
        put(GitBranch("ssh://127.0.0.1:1/x.git", "publish"), built(tmp_path / "sites", "2028"))


def killed(to: GitBranch, number: int, one: Built) -> int:
    """How a publication ends that is killed before its question to git, or change of a folder, with this number."""

    def deed() -> None:
        left = [number]

        def watch(event: str, told: tuple[object, ...]) -> None:
            if event == "subprocess.Popen" or (event in ("os.mkdir", "os.rename", "shutil.rmtree") and told):
                left[0] -= 1
                if left[0] == -1:
                    kill()

        sys.addaudithook(watch)
        put(to, one)

    return in_child(deed)


def test_killed_at_any_point_it_is_old_or_new(to: GitBranch, tmp_path: Path, machine: Path) -> None:
    """Before each question to git and each change of a folder: the branch is as before or as after, and the next
    publication goes on by itself and sweeps what was left.
    """
    stocked(to, ["2024"])
    before, ends = refs(to), list[int]()
    while not ends or ends[-1]:
        ends.append(killed(to, len(ends), built(tmp_path / "sites", "2025")))
        if refs(to) != before:
            break
    assert len(ends) > 25
    assert {*ends} == {-signal.SIGKILL}, "what was pushed was not said yet"
    assert ledger(to) == ["2024", "2025"]
    assert len([*machine.iterdir()]) == 1, "each swept what the one before it left"
    private.sweep()
    assert [*machine.iterdir()] == []
    assert wrong(to) == []
    assert git(Path(to.repo), "fsck", "--strict", "--no-dangling") == b""


def test_a_full_disk_costs_nothing(small: Path, tmp_path: Path) -> None:
    """However little is left where the repository lies, until it is enough: one sentence, the branch as before."""
    to = bare(small / "shelf.git")
    put(to, built(tmp_path / "sites", "2024"))
    before, said = refs(to), list[str]()
    for left in (0, 2, 5, 20, 100):
        fill(small, "bytes", left)
        try:
            put(to, built(tmp_path / "sites", "2025"))
            break
        except RefusedError as problem:
            said.append(str(problem))
            assert refs(to) == before
        finally:
            shutil.rmtree(small / "filler", ignore_errors=True)
    assert said
    assert all(one.startswith("没有做成，发布区未改动：git ") and "\n" not in one for one in said)
    assert (ledger(to), wrong(to)) == (["2024", "2025"], [])


def loosened(top: Path) -> None:
    lines = (top / LEDGER).read_bytes().split(b"\n\n")
    (top / LEDGER).write_bytes(b"\n\n".join([*lines[:-2], b""]))


def test_a_ledger_that_lost_a_word_is_named(to: GitBranch) -> None:
    """By the commit in which it did, also if a later one put everything back; growth by other hands is none of that."""
    stocked(to, ["2024", "2025"])
    place = Place(to)
    whole = place.seen()
    assert wrong(to) == []
    place.change(loosened)
    cut = git(Path(to.repo), "rev-parse", to.name).decode()[:12]
    assert wrong(to)[0] == f"提交 {cut}：登记簿里已有的登记被改动或删去"
    place.change(lambda top: (top / LEDGER).write_bytes((whole / LEDGER).read_bytes()))
    assert wrong(to) == [f"提交 {cut}：登记簿里已有的登记被改动或删去"]
    stocked(to, ["2026"])
    assert wrong(to) == [f"提交 {cut}：登记簿里已有的登记被改动或删去"]


def linked(top: Path) -> None:
    (top / "2025/about.html").unlink()
    (top / "2025/about.html").symlink_to("index.html")


def test_what_was_altered_on_a_branch_is_named(to: GitBranch) -> None:
    """File and edition, as in a folder; a head written down earlier shows that all the history was written anew."""
    told = stocked(to)
    Place(to).change(lambda top: (top / "2025/about.html").write_text("改过", encoding="utf-8"))
    assert wrong(to) == ["存档版 2025：about.html 已被改动"]
    Place(to).change(linked)
    assert wrong(to) == ["存档版 2025：about.html 被换成了链接"]
    git(Path(to.repo), "update-ref", "-d", to.ref)
    stocked(to, ["2024", "2026"])
    assert wrong(to, told[0].hash) == []
    (lost,) = wrong(to, told[1].hash)
    assert "没有您记下的杂凑值" in lost


def test_a_signature_is_put_there_by_hand(to: GitBranch, key: Path) -> None:
    """One commit more; the next publication leaves it where it is."""
    stocked(to, ["2024"])
    assert wrong(to, signers=key.with_name("signers")) == ["签名 ledger.txt.1.sig 缺失"]
    Place(to).change(lambda top: sign(top, key, 1))
    assert wrong(to, signers=key.with_name("signers")) == []
    stocked(to, ["2025"])
    assert wrong(to, signers=key.with_name("signers")) == ["签名 ledger.txt.2.sig 缺失"]


def test_there_must_be_something_to_verify(to: GitBranch, tmp_path: Path) -> None:
    """A branch that is not there, a repository that has not all commits, one that cannot be read."""
    with pytest.raises(RefusedError, match="没有核对：仓库里没有分支 publish"):
        wrong(to)
    stocked(to, ["2024", "2025"])
    git(tmp_path, "clone", "--quiet", "--bare", "--depth=1", "--branch=publish", Path(to.repo).as_uri(), "shallow.git")
    with pytest.raises(RefusedError, match="没有核对：这个仓库只有一部分提交记录（浅克隆）"):
        wrong(GitBranch(str(tmp_path / "shallow.git"), "publish"))
    with pytest.raises(RefusedError, match="没有核对：git 读不到发布区的仓库"):
        wrong(GitBranch(str(tmp_path / "nothing.git"), "publish"))


def forged(to: GitBranch, *entries: tuple[str, str, str]) -> None:
    """A commit whose tree says this, byte by byte, as no git would write it: mode, object, name."""
    top = Path(to.repo)
    raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(blob) for mode, blob, name in entries)
    tree = git(top, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", feed=raw).decode().strip()
    who = {f"GIT_{one}_{what}": "x" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    git(top, "update-ref", to.ref, git(top, "commit-tree", "-m", "x", tree, env=who).decode().strip())


LEADS = {
    "above": "不能用的文件名 ..",
    "git": "不能用的文件名 .git",
    "a slash": "不能用的文件名 ../outside",
    "through a link": "File exists",
    "submodule": "既不是文件也不是链接的 2024",
    "bad link": "坏的链接 2024",
}


@pytest.mark.parametrize(("sort", "words"), LEADS.items())
def test_no_tree_leads_out_of_the_private_folder(sort: str, words: str, to: GitBranch, tmp_path: Path) -> None:
    """Names that no git would write, a link in a file's way, another repository: one sentence, and nothing outside."""
    top = Path(to.repo)
    contents = (b"x", str(tmp_path).encode(), b"a\0b")
    blob, away, odd = (git(top, "hash-object", "-w", "--stdin", feed=one).decode().strip() for one in contents)
    inner = git(top, "mktree", feed=f"100644 blob {blob}\tfile\n".encode()).decode().strip()
    entries = {
        "above": [("40000", inner, "..")],
        "git": [("40000", inner, ".git")],
        "a slash": [("100644", blob, "../outside")],
        "through a link": [("120000", away, "2024"), ("40000", inner, "2024")],
        "submodule": [("160000", blob, "2024")],
        "bad link": [("120000", odd, "2024")],
    }[sort]
    forged(to, ("100644", blob, LEDGER), *entries)
    with pytest.raises(RefusedError) as told:
        wrong(to)
    assert words in str(told.value)
    assert not (tmp_path / "file").exists()
    assert not [*tmp_path.rglob("outside")]
