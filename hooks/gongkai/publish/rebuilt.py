"""重建: each edition is made once more from its tag, by a process that inherits nothing, and compared by its digest.

That process is given the command line as anybody would type it: what a later version promises of an older one is the
verb `publish`, not its inner functions.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import gongkai
from gongkai.history import tagging
from gongkai.history.git import Repository, UnavailableError, repository
from gongkai.publish import wheels
from gongkai.publish.editions import tools
from gongkai.publish.private import room
from gongkai.publish.refusal import RefusedError
from gongkai.publish.seal import PROVENANCE
from gongkai.publish.verify import CURRENT, SUMS, Head, content, hashed, shown, sums

_INPUTS: Final = frozenset(("edition", "title", "commit", "as-of", "audience", "wheels"))
"""What a provenance names besides tools."""
_HASH: Final = re.compile("[0-9a-f]{64}")
_MASKED: Final = re.compile("masked ([0-9a-f]{64}) [0-9a-f]{64} (.+)")
_EXACT: Final = re.compile("[a-z0-9][a-z0-9-]*==[0-9][0-9A-Za-z.+!]*")
_CODE: Final = """
import sys
def deaf(event, told):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError("no network here: " + event)
sys.addaudithook(deaf)
sys.path[:0] = filter(None, [sys.argv.pop(1)])
from gongkai.cli import run
run()
"""
_GIT: Final = (("protocol.allow", "never"), ("protocol.file.allow", "always"), ("safe.directory", "*"))
"""Nothing is fetched; whether this repository may be read has been asked before, with the user's own settings."""
_NAMED: Final = 10


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one edition."""

    edition: str
    words: str
    is_same: bool | None
    """None where nothing is proven: it could not be made, or is not there any more."""
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Verified:
    """A shelf that agrees with its ledger."""

    top: Path
    heads: tuple[Head, ...]

    def unmasked(self, edition: str) -> dict[str, str]:
        """Path → hash before anything was redacted, of the files of an edition that were."""
        blocks = [head.masked for head in reversed(self.heads) if head.edition == edition]
        return {path: old for block in blocks for old, path in _MASKED.findall(block)}


def rebuild(shelf: Verified, source: Path) -> Iterator[Answer]:
    """One answer for each edition of a shelf that has been verified. RefusedError where nothing can be asked at all."""
    if importlib.util.find_spec("fcntl") is None:
        raise RefusedError("重建需要 Linux 或 macOS")
    try:
        repo = repository(source)
    except UnavailableError as problem:
        raise RefusedError(f"没有重建：{problem}") from None
    withdrawn = {head.edition for head in shelf.heads if head.action == "withdraw"}
    hint = ""
    with room() as private:
        for head in (head for head in shelf.heads if head.action == "publish"):
            if moved := _moved(head, repo):  # of a withdrawn one as well: what came after it tells of it
                hint = "（前面有标签与登记的不符，可能由此引起）"
            if head.edition in withdrawn:
                yield Answer(edition=head.edition, words="已撤回，不重建", is_same=None, is_withdrawn=True)
            elif moved:
                yield Answer(edition=head.edition, words=moved, is_same=False)
            else:
                answer = _answered(shelf, head, repo, private)
                yield replace(answer, words=answer.words + hint) if answer.is_same is False else answer


def summary(answers: Iterable[Answer]) -> tuple[int, str]:
    """The exit and the last line: what could not be made again is not proven, and so no success."""
    every = [one for one in answers if not one.is_withdrawn]
    counts = [sum(one.is_same is wanted for one in every) for wanted in (True, False, None)]
    told = "一致 {} 个，不一致 {} 个，无法重建 {} 个".format(*counts)
    return int(counts[0] < len(every)), f"按仓库重建：{told}。"


def _answered(shelf: Verified, head: Head, repo: Repository, private: Path) -> Answer:
    """From a shelf of its own, made by this program or by the one that stands beside the edition.

    What is compared is the edition as it was published; that redactions changed only what they list, verify says.
    """
    top = shelf.top
    told = _told(top / head.edition / PROVENANCE)
    program = _program(told, top, private)
    if isinstance(program, str):
        return Answer(edition=head.edition, words=program, is_same=None)
    if failed := _made(repo.root, head.edition, program, private):
        return Answer(edition=head.edition, words=f"无法重建：{failed}", is_same=None)
    made = private / head.edition / head.edition
    try:
        if hashed(made / SUMS) == head.digest:
            return Answer(edition=head.edition, words="重建一致", is_same=True)
        published = _listed(top / head.edition) | shelf.unmasked(head.edition)
        return Answer(edition=head.edition, words=_differing(published, _listed(made)), is_same=False)
    finally:
        shutil.rmtree(private / head.edition)


@dataclass(frozen=True)
class _Program:
    """What rebuilds: a Python and where it finds us, if not by itself; the wheels that it is to name."""

    python: str
    package: str
    wheels: Path | None


def _program(told: Mapping[str, str], top: Path, private: Path) -> _Program | str:
    """This installation where it is the same; else that of the stored wheels; else the words of the third answer."""
    beside = wheels.stored(top, told["wheels"]) if "wheels" in told else None
    if beside and not (_HASH.fullmatch(told["wheels"]) and wheels.sound(beside)):
        return "无法重建：与它一起保存的软件包已不在发布区"
    lacking = _lacking(told, tools())
    if not lacking and (beside is None or wheels.is_ours(beside)):
        return _Program(sys.executable, str(Path(gongkai.__file__).parents[1]), beside)
    if beside is None:
        return f"无法重建，需要版本 {lacking}"
    target = private / beside.name
    if not target.exists() and not _installed(told, beside, target):
        needed = lacking or f"{gongkai.__version__} 的原样"
        return f"无法重建，需要版本 {needed}；与它一起保存的软件包，这台机器的系统或 Python 装不了"
    return _Program(str(target / "bin" / "python"), "", beside)


def _installed(told: Mapping[str, str], beside: Path, target: Path) -> bool:
    """Whether a Python with nothing but the stored wheels stands there now; no network is asked."""
    exact = [f"{name}=={version}" for name, version in told.items() if name not in _INPUTS]
    if not all(_EXACT.fullmatch(one) for one in exact):
        return False  # a line of the provenance must not become an option of pip
    pip = (str(target / "bin" / "python"), "-I", "-m", "pip", "install", "--isolated", "--quiet", "--no-cache-dir")
    steps = (
        (sys.executable, "-I", "-m", "venv", str(target)),
        (*pip, "--no-index", "--only-binary", ":all:", "--no-compile", "--find-links", str(beside), *exact),
    )
    for step in steps:
        if subprocess.run(step, cwd=target.parent, env=_environment(target.parent), capture_output=True).returncode:
            shutil.rmtree(target, ignore_errors=True)
            return False
    return True


def _moved(head: Head, repo: Repository) -> str:
    """What the tag says otherwise than the ledger; nothing where it is the one that was published."""
    name = f"标签 edition/{head.edition}"
    try:
        tag = tagging.taken(repo, head.edition)
    except tagging.NotReadyError:
        return f"{name} 被换成了没有附注的"
    if tag is None:
        return f"仓库里没有{name}"
    if tag.commit != head.commit:
        return f"{name} 被移动：登记的提交是 {head.commit[:12]}，现在是 {tag.commit[:12]}"
    return "" if tag.day.isoformat() == head.as_of else f"{name} 的日期被改动：登记的是 {head.as_of}，现在是 {tag.day}"


def _told(file: Path) -> dict[str, str]:
    """Name and value of each line of a provenance."""
    lines = content(file).decode("utf-8", "replace").splitlines()
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}


def _lacking(told: Mapping[str, str], here: Mapping[str, str]) -> str:
    """The tools that made it and are not here, each with the version that is."""
    needed = {name: version for name, version in told.items() if name not in _INPUTS}
    other = (name for name in needed if here.get(name) != needed[name])
    return "、".join(f"{shown(name)} {shown(needed[name])}（这里是 {here.get(name, '没有')}）" for name in other)


def _made(source: Path, edition: str, program: _Program, private: Path) -> str:
    """Put the edition on a shelf of its own in the private folder; why it did not come to be, if so."""
    (private / edition).mkdir()
    (private / edition / CURRENT).symlink_to(edition)  # where there is none, the working state would be made as well
    words = ["publish", edition, "-C", str(source), "--to", str(private / edition)]
    words += ["--wheels", str(program.wheels)] if program.wheels else []
    done = subprocess.run(
        [program.python, "-I", "-c", _CODE, program.package, *words],
        cwd=private,
        env=_environment(private),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        umask=0o022,
        check=False,
    )
    if done.returncode == 0:
        return ""
    last = (done.stderr or done.stdout).decode("utf-8", "replace").strip().rpartition("\n")[2]
    return shown(last.removeprefix("没有发布：").rstrip("。")) or f"重建的程序中途停止（{done.returncode}）"


def _environment(private: Path) -> dict[str, str]:
    """Nothing of this user: no settings, no zone, no language, no place but the private one."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(private),
        "TMPDIR": str(private),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": str(len(_GIT)),
        **{f"GIT_CONFIG_KEY_{number}": name for number, (name, _) in enumerate(_GIT)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(_GIT)},
    }


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """The files that are not the same."""
    names = [shown(path) for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)]
    rest = f" 等 {len(names)} 个文件" if len(names) > _NAMED else ""
    return f"重建的与发布区的不同：{'、'.join(names[:_NAMED])}{rest}"


def _listed(edition: Path) -> dict[str, str]:
    """Path → hash, of every file, as the lists of a sealed edition say."""
    found: dict[str, str] = {}
    for folder in (Path(one) for one, _, names in os.walk(edition) if SUMS in names):
        where = folder.relative_to(edition)
        found |= {
            (where / name).as_posix(): told for name, told in sums(content(folder / SUMS)).items() if "/" not in name
        }
    return found
