"""Real builds by MkDocs, in this process or by its command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

import gongkai

TESTS = Path(__file__).resolve().parents[1]


def built(root: Path) -> Path:
    """Build the branch's folder with MkDocs in this process: the site's folder. Abort where it has faults."""
    build(load_config(str(root / "mkdocs.yml")))
    return root / "site"


def environment(**more: str) -> dict[str, str]:
    """The environment for a command of its own."""
    path = os.pathsep.join((str(Path(gongkai.__file__).parents[1]), str(TESTS)))
    return {**os.environ, "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1", **more}


def run(root: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` as a command."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", *options],
        cwd=root,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def digest(site: Path) -> dict[str, str]:
    """Every file of a site with the hash of its bytes."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
