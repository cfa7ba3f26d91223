"""verify.py: whatever is altered on a shelf is named, whatever the bytes it ends in a sentence."""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.publish import verify
from gongkai.publish.verify import LEDGER, LIST, SUMS, VERSIONS
from publish.shelving import bytes_of, stocked, wrong

GONE = "存档版 2025：已登记，发布区里却没有这个文件夹（被删去，或换成了链接）"
UNLIKE = "与发布登记簿不符，已被改动"
PROGRAM = Path(verify.__file__)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three editions, put on once; tests alter copies."""
    top = tmp_path_factory.mktemp("three") / "shelf"
    stocked(top)
    return top


@pytest.fixture
def shelf(three: Path, tmp_path: Path) -> Path:
    """A copy of them with the links that it has."""
    subprocess.run(["cp", "-a", three, tmp_path / "shelf"], check=True)
    return tmp_path / "shelf"


def spoil(file: Path, place: int) -> None:
    """One bit of one byte, in this file alone: others may share it."""
    raw = bytearray(file.read_bytes())
    raw[place] ^= 1
    file.unlink()
    file.write_bytes(raw)


def test_a_whole_shelf_is_whole(shelf: Path) -> None:
    """And the answer holds the head, to be compared with what was written down."""
    code, words = verify.verdict(str(shelf))
    assert code == 0
    assert words.startswith("核对无误：存档版 3 个，文件 27 个。\n最新登记的杂凑值：")


def test_every_byte_of_an_edition_counts(tmp_path: Path) -> None:
    """Each byte of each file of an edition, one after the other: the file and the edition are named."""
    top = tmp_path / "shelf"
    stocked(top, ["2026"])
    for file in sorted(path for path in (top / "2026").rglob("*") if path.is_file()):
        whole, name = file.read_bytes(), file.relative_to(top / "2026").as_posix()
        for place in range(len(whole)):
            spoil(file, place)
            said = wrong(top)
            assert any(f"存档版 2026：{name} 已被改动" in one or f"封印 {name} " in one for one in said), (name, place)
        file.write_bytes(whole)
    assert wrong(top) == []


@pytest.mark.parametrize("apart", [7, pytest.param(1, marks=pytest.mark.soak)])
def test_every_byte_beside_the_editions_counts(apart: int, shelf: Path) -> None:
    """Ledger, both lists and the program itself, of which a hundredth."""
    for name in (LEDGER, VERSIONS, LIST, "verify.py"):
        whole = (shelf / name).read_bytes()
        for place in range(0, len(whole), 97 if name == "verify.py" else apart):
            spoil(shelf / name, place)
            assert wrong(shelf), (name, place)
        (shelf / name).write_bytes(whole)
    assert wrong(shelf) == []


def swap(shelf: Path) -> None:
    one, other = shelf / "2025/index.html", shelf / "2025/meetings/2026/a.html"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def add(shelf: Path) -> None:
    (shelf / "2025/extra/deep").mkdir(parents=True)
    (shelf / "2025/extra/deep/x.html").write_text("x", encoding="utf-8")


def link(shelf: Path) -> None:
    (shelf / "2025/about.html").unlink()
    (shelf / "2025/about.html").symlink_to(shelf / "2024/about.html")


def link_folder(shelf: Path) -> None:
    (shelf / "2025/meetings").rename(shelf.parent / "meetings")
    (shelf / "2025/meetings").symlink_to(shelf.parent / "meetings")


def link_edition(shelf: Path) -> None:
    shutil.rmtree(shelf / "2025")
    (shelf / "2025").symlink_to("2024")


def exchange(shelf: Path) -> None:
    (shelf / "2025").rename(shelf / "x")
    (shelf / "2024").rename(shelf / "2025")
    (shelf / "x").rename(shelf / "2024")


def blocks(shelf: Path, choose: Callable[[list[str]], list[str]]) -> None:
    parts = (shelf / LEDGER).read_text(encoding="utf-8").split("\n\n")[:-1]
    (shelf / LEDGER).write_text("".join(f"{one}\n\n" for one in choose(parts)), encoding="utf-8")


def resealed(shelf: Path) -> None:
    """Altered, and every list of the edition written anew: only the ledger knows better."""
    shutil.rmtree(shelf / "2025")
    stocked(shelf.parent / "other", ["2025"])
    forged = shelf.parent / "other/2025"
    (forged / "provenance.txt").write_text("x", encoding="utf-8")
    names = (line[66:] for line in (forged / SUMS).read_text(encoding="utf-8").splitlines())
    lines = (f"{verify.hashed(forged / name)}  {name}\n" for name in names)
    (forged / SUMS).write_text("".join(lines), encoding="utf-8")
    forged.rename(shelf / "2025")


DEEDS: tuple[tuple[Callable[[Path], object], tuple[str, ...]], ...] = (
    (lambda shelf: (shelf / "2025/about.html").unlink(), ("存档版 2025：缺少 about.html",)),
    (lambda shelf: (shelf / "2025/meetings/2026" / SUMS).unlink(), (f"存档版 2025：缺少 meetings/2026/{SUMS}",)),
    (lambda shelf: (shelf / "2025" / SUMS).unlink(), (f"存档版 2025：封印 {SUMS} 缺失",)),
    (lambda shelf: shutil.rmtree(shelf / "2025/meetings"), ("存档版 2025：缺少 meetings/2026/SHA256SUMS",)),
    (add, ("存档版 2025：多出文件 extra/deep/x.html", "存档版 2025：多出文件夹 extra")),
    (lambda shelf: (shelf / "2025/empty").mkdir(), ("存档版 2025：多出文件夹 empty",)),
    (
        swap,
        (
            "存档版 2025：index.html 已被改动（内容与 meetings/2026/a.html 应有的相同，可能被调换）",
            "存档版 2025：meetings/2026/a.html 已被改动（内容与 index.html 应有的相同，可能被调换）",
        ),
    ),
    (link, ("存档版 2025：about.html 被换成了链接",)),
    (link_folder, ("存档版 2025：多出链接 meetings",)),
    (link_edition, (GONE,)),
    (
        lambda shelf: shutil.rmtree(shelf / "2025"),
        (GONE,),
    ),
    (exchange, ("存档版 2024：封印 SHA256SUMS 已被改动，或换成了另一版的，与登记簿不符",)),
    (resealed, ("存档版 2025：封印 SHA256SUMS 已被改动，或换成了另一版的，与登记簿不符",)),
    (lambda shelf: shutil.copytree(shelf / "2025", shelf / "2027"), ("发布区里多出未登记的 2027",)),
    (lambda shelf: (shelf / "a\x1b[2J.html").touch(), ("发布区里多出未登记的 a\\x1b[2J.html",)),
    (lambda shelf: os.mkfifo(shelf / "2025/pipe"), ("存档版 2025：多出特殊文件 pipe",)),
    (lambda shelf: (shelf / LEDGER).unlink(), ("发布登记簿 ledger.txt 缺失",)),
    (lambda shelf: (shelf / LEDGER).write_bytes(b""), ("发布登记簿是空的，没有可核对的存档版",)),
    (lambda shelf: os.truncate(shelf / LEDGER, 700), ("发布登记簿 ledger.txt 已被改动：末尾不完整",)),
    (
        lambda shelf: blocks(shelf, lambda all_: all_[:2]),
        ("发布区里多出未登记的 2026", f"发布区的 {LIST} 与发布登记簿不符"),
    ),
    (lambda shelf: blocks(shelf, lambda all_: all_[1:]), ("第 1 条与前面的登记接不上",)),
    (lambda shelf: blocks(shelf, lambda all_: [all_[0], all_[2]]), ("第 2 条与前面的登记接不上",)),
    (lambda shelf: blocks(shelf, lambda all_: [all_[1], all_[0], all_[2]]), ("第 1 条与前面的登记接不上",)),
    (lambda shelf: blocks(shelf, lambda all_: [*all_, all_[0]]), ("第 4 条与前面的登记接不上",)),
    (
        lambda shelf: blocks(shelf, lambda all_: [all_[0], all_[1].replace("2025年", "2035年"), all_[2]]),
        ("第 3 条与前面的登记接不上",),
    ),
    (
        lambda shelf: (shelf / LIST).write_bytes((shelf / LIST).read_bytes().replace("2025年".encode(), b"x")),
        (f"发布区的 {LIST} {UNLIKE}",),
    ),
    (lambda shelf: (shelf / VERSIONS).write_text("[]\n"), (f"发布区的 {VERSIONS} {UNLIKE}",)),
    (
        lambda shelf: (shelf / "verify.py").write_text("print('核对无误')\n"),
        (f"发布区的 verify.py {UNLIKE}",),
    ),
)


@pytest.mark.parametrize(("deed", "words"), DEEDS)
def test_what_was_done_is_named(deed: Callable[[Path], object], words: tuple[str, ...], shelf: Path) -> None:
    """One deed each; nothing of it stays unsaid."""
    deed(shelf)
    said = wrong(shelf)
    assert [one for one in words if not any(one in line for line in said)] == [], said


def test_a_head_that_was_written_down_proves_growth(tmp_path: Path) -> None:
    """Each earlier head is found again, however it was written; one of another shelf, or of a rewritten one, is not."""
    told = stocked(tmp_path / "shelf")
    for head in told:
        assert wrong(tmp_path / "shelf", head.hash) == []
        assert wrong(tmp_path / "shelf", f" {head.hash[:32].upper()} {head.hash[32:]}\n") == []
    (foreign,) = stocked(tmp_path / "other", ["2030"])
    rewritten = stocked(tmp_path / "rewritten", ["2024", "2026"])
    (lost,) = wrong(tmp_path / "shelf", foreign.hash)
    assert "没有您记下的杂凑值" in lost
    assert wrong(tmp_path / "rewritten", rewritten[0].hash) == []
    assert wrong(tmp_path / "rewritten", told[1].hash) == [lost]


@pytest.mark.parametrize("name", ["../../2024/index.html", "/etc/passwd", "../outside/SHA256SUMS", "x"])
def test_no_name_in_a_list_leads_anywhere(name: str, shelf: Path) -> None:
    """Only what stands on the shelf is opened; a name that leads out of it is only ever missing."""
    outside = shelf / "outside"
    outside.mkdir()
    (outside / SUMS).write_text("x", encoding="utf-8")
    file = shelf / "2025" / SUMS
    lines = [*file.read_text(encoding="utf-8").splitlines(), f"{'0' * 64}  {name}"]
    file.write_text("".join(f"{one}\n" for one in sorted(lines, key=lambda one: one[66:])), encoding="utf-8")
    opened: list[str] = []
    hook_is_on = [True]
    sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == "open" and hook_is_on else None)
    said = wrong(shelf)
    hook_is_on.clear()
    assert any("封印" in one for one in said)
    assert [name for name in opened if "passwd" in name or ".." in name or "outside" in name] == []


def test_whatever_the_bytes_it_ends_in_a_sentence(shelf: Path) -> None:
    """Noise in place of each file that is read, and lists of strange shapes: no traceback, exit 1."""
    noise = random.Random(6)
    strange = [b"", b"\n", b"\n\n", b"\xff\xfe\x00", b"0" * 64, b"a" * 5000 + b"\n", b"\x00" * 70, b"\\" * 80]
    for name in (LEDGER, LIST, VERSIONS, "verify.py", f"2025/{SUMS}", f"2025/meetings/2026/{SUMS}"):
        whole = (shelf / name).read_bytes()
        for raw in (
            *strange,
            noise.randbytes(900),
            whole + whole,
            whole[: len(whole) // 2],
            whole.replace(b"\n", b"\r\n"),
        ):
            (shelf / name).write_bytes(raw)
            assert wrong(shelf), (name, raw)
        (shelf / name).unlink()
        (shelf / name).mkdir()
        assert wrong(shelf), name
        (shelf / name).rmdir()
        (shelf / name).symlink_to("/dev/zero")
        assert wrong(shelf), name
        (shelf / name).unlink()
        (shelf / name).write_bytes(whole)
    assert wrong(shelf) == []


def test_it_runs_alone(shelf: Path, tmp_path: Path) -> None:
    """The copy on the shelf, with a Python that knows nothing of us, from another folder; in words of Python 3.9."""
    bare = Path(sys.base_prefix) / "bin/python3"
    python = str(bare if bare.exists() else sys.executable)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [python, "-I", str(shelf / "verify.py"), *words]
        return subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, encoding="utf-8", check=False)

    assert run(str(shelf)).stdout == verify.verdict(str(shelf))[1] + "\n"
    assert run(str(shelf)).returncode == 0
    spoil(shelf / "2025/index.html", 0)
    done = run(str(shelf), "--head", "0" * 64)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("存档版 2025：index.html 已被改动\n")
    assert run().returncode == 2
    assert run(str(shelf), "--nothing", "x").stderr.startswith("用法：")
    assert run(str(tmp_path / "nothing")).returncode == 1
    ast.parse(PROGRAM.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_verify_changes_nothing(shelf: Path) -> None:
    """A look leaves no trace."""
    before = bytes_of(shelf)
    wrong(shelf)
    assert bytes_of(shelf) == before


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key of somebody who signs, and the list of signers beside it."""
    if not shutil.which("ssh-keygen"):
        pytest.skip("ssh-keygen is missing: nothing can be signed here")
    return new_key(tmp_path / "keys")


def new_key(folder: Path) -> Path:
    folder.mkdir()
    file = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file], check=True)
    public = (folder / "key.pub").read_text(encoding="utf-8")
    (folder / "signers").write_text(f'shuji@jg1.example namespaces="gongkai-ledger" {public}', encoding="utf-8")
    return file


def sign(shelf: Path, key: Path, number: int) -> Path:
    """As the handbook says: two commands."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", "gongkai-ledger", str(shelf / LEDGER)]
    subprocess.run(command, check=True, capture_output=True)
    return (shelf / f"{LEDGER}.sig").rename(shelf / f"{LEDGER}.{number}.sig")


def test_a_signature_covers_the_ledger_up_to_its_head(tmp_path: Path, key: Path) -> None:
    """It stays good when the ledger grows; the newest head without one is named; unasked, none is needed."""
    top, signers = tmp_path / "shelf", key.with_name("signers")
    stocked(top, ["2024", "2025"])
    assert wrong(top, signers=signers) == ["签名 ledger.txt.2.sig 缺失"]
    sign(top, key, 2)
    assert wrong(top, signers=signers) == []
    stocked(top, ["2026"])
    assert wrong(top) == []
    assert wrong(top, signers=signers) == ["签名 ledger.txt.3.sig 缺失"]
    sign(top, key, 3)
    assert wrong(top, signers=signers) == []
    sign(top, key, 9)
    assert wrong(top) == ["发布区里多出未登记的 ledger.txt.9.sig"]


def test_a_wrong_signature_is_named(tmp_path: Path, key: Path) -> None:
    """Somebody else's key, another head's signature, a ledger written anew, noise."""
    top, signers = tmp_path / "shelf", key.with_name("signers")
    stocked(top, ["2024", "2025"])
    good = sign(top, key, 2).read_bytes()
    bad = "签名 ledger.txt.2.sig 不对：签名人不在名单上，或者登记簿、签名已被改动"
    sign(top, new_key(tmp_path / "others"), 2)
    assert wrong(top, signers=signers) == [bad]
    (top / "ledger.txt.2.sig").write_bytes(b"\x00noise")
    assert wrong(top, signers=signers) == [bad]
    shutil.rmtree(top)
    stocked(top, ["2024", "2026"])
    (top / "ledger.txt.2.sig").write_bytes(good)
    assert wrong(top, signers=signers) == [bad]
    assert wrong(top, signers=tmp_path / "nobody") == [bad]
