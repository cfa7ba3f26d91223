"""软件包: the wheels of the tools that made an edition stand on the shelf, once for all editions made by the same ones.

`wheels.<digest>/` holds them with a SHA256SUMS of the form that editions have; the digest is that list's own hash and
stands in the provenance of every edition that was made by them.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import gongkai
from gongkai.publish.refusal import RefusedError
from gongkai.publish.seal import share
from gongkai.publish.verify import SUMS, WHEELS, BrokenError, content, hashed, sums

_WHEEL: Final = re.compile(r"([0-9A-Za-z_.]+)-([0-9A-Za-z_.!+]+)(?:-[0-9][0-9A-Za-z_.]*)?(?:-[0-9A-Za-z_.]+){3}\.whl")


@dataclass(frozen=True)
class Packed:
    """A folder of wheels, each known by its hash."""

    folder: Path
    sums: bytes

    @property
    def digest(self) -> str:
        """What an edition's provenance says, and what the set is called on the shelf."""
        return hashlib.sha256(self.sums).hexdigest()

    def place(self, stage: Path, top: Path) -> None:
        """Into the stage, unless the shelf has the set; a wheel that another set has is shared with it."""
        if stored(top, self.digest).exists():
            return
        target = stored(stage, self.digest)
        target.mkdir()
        twins = dict(_standing(top))
        for name, told in sums(self.sums).items():
            if told in twins:
                share(twins[told], target / name)
            else:
                shutil.copyfile(self.folder / name, target / name)
        (target / SUMS).write_bytes(self.sums)


def packed(folder: Path, tools: Mapping[str, str]) -> Packed:
    """The wheels in a folder. RefusedError unless every tool is among them, in its version, and we are as we run."""
    found = sorted(path.name for path in folder.glob("*.whl"))
    for name, version in tools.items():
        if not any(_is_of(one, name, version) for one in found):
            raise RefusedError(
                f"没有发布：{folder} 里没有 {name} {version} 的软件包；请先在软件的文件夹里运行 make wheels"
            )
    lines = "".join(f"{hashed(folder / name)}  {name}\n" for name in found)
    if not is_ours(folder):
        raise RefusedError(f"没有发布：{folder} 里的 gongkai 与正在运行的不同；请重新运行 make wheels")
    return Packed(folder, lines.encode())


def stored(top: Path, digest: str) -> Path:
    """Where the set stands on a shelf."""
    return top / f"{WHEELS}.{digest}"


def is_ours(folder: Path) -> bool:
    """Whether our own wheel there holds the very program that runs now, file by file."""
    here = Path(gongkai.__file__).parents[1]
    for wheel in folder.glob(f"gongkai-{gongkai.__version__}-*.whl"):
        with zipfile.ZipFile(wheel) as opened:
            names = [name for name in opened.namelist() if name.startswith("gongkai/")]
            return bool(names) and all(_is_same(here / name, opened.read(name)) for name in names)
    return False


def sound(folder: Path) -> bool:
    """Whether the set is the one that was stored, and nothing else there: asked before anything of it runs."""
    try:
        listed = sums(content(folder / SUMS)) if hashed(folder / SUMS) == folder.name.partition(".")[2] else {}
        is_all = {path.name for path in folder.iterdir()} == {SUMS, *listed}
        return is_all and all(hashed(folder / name) == told for name, told in listed.items())
    except (BrokenError, OSError):
        return False


def _is_of(wheel: str, name: str, version: str) -> bool:
    found = _WHEEL.fullmatch(wheel)
    return found is not None and (re.sub("[-_.]+", "-", found[1]).lower(), found[2]) == (name, version)


def _is_same(file: Path, raw: bytes) -> bool:
    return file.is_file() and file.read_bytes() == raw


def _standing(top: Path) -> Iterator[tuple[str, Path]]:
    """Hash and file of the wheels that the shelf has and that are whole."""
    for folder in top.glob(f"{WHEELS}.*"):
        if sound(folder):
            yield from ((told, folder / name) for name, told in sums(content(folder / SUMS)).items())
