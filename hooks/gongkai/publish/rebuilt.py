"""重建: each edition is made once more from its tag, by a process that inherits nothing, and compared by its digest.

That process is given the command line as anybody would type it: what a later version promises of an older one is the
verb `publish`, not its inner functions.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import gongkai
from gongkai.history import tagging
from gongkai.history.git import Repository, UnavailableError, repository
from gongkai.publish.editions import tools
from gongkai.publish.private import room
from gongkai.publish.refusal import RefusedError
from gongkai.publish.seal import PROVENANCE
from gongkai.publish.verify import SUMS, Head, content, hashed, shown, sums

_INPUTS: Final = frozenset(("edition", "title", "commit", "as-of", "audience"))
"""What a provenance names besides tools."""
_CODE: Final = """
import sys
def deaf(event, told):
    if event.startswith("socket.") and event != "socket.gethostname":
        raise PermissionError("no network here: " + event)
sys.addaudithook(deaf)
sys.path.insert(0, sys.argv.pop(1))
from gongkai.cli import run
run()
"""
_NAMED: Final = 10


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one edition."""

    edition: str
    words: str
    is_same: bool | None
    """None where nothing is proven: it could not be made, or is not there any more."""
    is_withdrawn: bool = False


def rebuild(top: Path, heads: Iterable[Head], source: Path) -> Iterator[Answer]:
    """One answer for each edition of a shelf that has been verified. RefusedError where nothing can be asked at all."""
    if importlib.util.find_spec("fcntl") is None:
        raise RefusedError("重建需要 Linux 或 macOS")
    every = tuple(heads)
    try:
        repo = repository(source)
    except UnavailableError as problem:
        raise RefusedError(f"没有重建：{problem}") from None
    withdrawn = {head.edition for head in every if head.action == "withdraw"}
    hint = ""
    for head in (head for head in every if head.action == "publish"):
        if moved := _moved(head, repo):  # of a withdrawn one as well: what came after it tells of it
            hint = "（前面有标签与登记的不符，可能由此引起）"
        if head.edition in withdrawn:
            yield Answer(edition=head.edition, words="已撤回，不重建", is_same=None, is_withdrawn=True)
        elif moved:
            yield Answer(edition=head.edition, words=moved, is_same=False)
        else:
            answer = _answered(top, head, repo)
            yield replace(answer, words=answer.words + hint) if answer.is_same is False else answer


def summary(answers: Iterable[Answer]) -> tuple[int, str]:
    """The exit and the last line: what could not be made again is not proven, and so no success."""
    every = [one for one in answers if not one.is_withdrawn]
    counts = [sum(one.is_same is wanted for one in every) for wanted in (True, False, None)]
    told = "一致 {} 个，不一致 {} 个，无法重建 {} 个".format(*counts)
    return int(counts[0] < len(every)), f"按仓库重建：{told}。"


def _answered(top: Path, head: Head, repo: Repository) -> Answer:
    told = _told(top / head.edition / PROVENANCE)
    if lacking := _lacking(told, tools()):
        return Answer(edition=head.edition, words=f"无法重建，需要版本 {lacking}", is_same=None)
    with room() as private:
        if failed := _made(repo.root, head.edition, private):
            return Answer(edition=head.edition, words=f"无法重建：{failed}", is_same=None)
        made = private / "shelf" / head.edition
        if hashed(made / SUMS) == head.digest:
            return Answer(edition=head.edition, words="重建一致", is_same=True)
        return Answer(edition=head.edition, words=_differing(top / head.edition, made), is_same=False)


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


def _made(source: Path, edition: str, private: Path) -> str:
    """Put the edition on a shelf of its own in the private folder; why it did not come to be, if so."""
    words = ("publish", edition, "-C", str(source), "--to", str(private / "shelf"))
    package = Path(gongkai.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-I", "-c", _CODE, str(package), *words],
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
        "GIT_ALLOW_PROTOCOL": "file",
        # Whether this repository may be read has been asked with the user's own settings, which are not known there.
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }


def _differing(theirs: Path, ours: Path) -> str:
    """The files that are not the same."""
    one, other = _listed(theirs), _listed(ours)
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
