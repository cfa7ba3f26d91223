"""Wheels of what is installed here, made without a network: an installed package still knows its files."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

from sample import ROOT

_BULK = re.compile(
    r"material/templates/\.icons/(?!material/(?:library|magnify|menu|weather-\w+)\.svg)|babel/locale-data/(?!root|en|zh)"
    r"|/__pycache__/|^\.\./"
)
"""Thousands of pictures and tables, of which a site takes five and three."""


def needed(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of a package and of all that it needs here."""
    if name in seen:
        return seen
    seen |= {name}
    for one in map(Requirement, distribution(name).requires or ()):
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            seen = needed(re.sub("[-_.]+", "-", one.name).lower(), seen)
    return seen


def repack(found: Distribution, target: Path) -> None:
    """One wheel, stored as it is: whoever unpacks it is quicker."""
    files = [path for path in found.files or () if not _BULK.search(path.as_posix())]
    info = next(path.parent for path in files if path.name == "METADATA")
    record = "".join(f"{path.as_posix()},,\n" for path in files if path.name != "RECORD") + f"{info}/RECORD,,\n"
    tags = re.findall(r"^Tag: (\S+)", found.read_text("WHEEL") or "", re.MULTILINE)
    tag = next(one for one in tags if not one.startswith("py2"))
    name = re.sub("[-_.]+", "_", found.metadata["Name"]).lower()
    with zipfile.ZipFile(target / f"{name}-{found.version}-{tag}.whl", "w") as wheel:
        for path in files:
            if path.name != "RECORD":
                wheel.write(str(path.locate()), path.as_posix())
        wheel.writestr(f"{info}/RECORD", record)


def wheels(target: Path) -> Path:
    """All that the program needs, and the program itself, built from the tree as `make wheels` builds it."""
    target.mkdir()
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert asked
    every = frozenset[str]()
    for name in re.findall(r'^  "([a-z0-9-]+)', asked[1], re.MULTILINE):
        every = needed(name, every)
    for name in every:
        repack(distribution(name), target)
    source = target.parent / "source"
    copy = ("cp", "-r", "--parents", "hooks/gongkai", "pyproject.toml", "README.md", "LICENSE", str(source))
    source.mkdir()
    subprocess.run(copy, cwd=ROOT, check=True)
    build = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation")
    subprocess.run([*build, "-w", str(target), str(source)], check=True, timeout=120, capture_output=True)
    return target
