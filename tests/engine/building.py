"""Real builds by MkDocs, in this process or by its command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from mkdocs.__main__ import cli
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


def forked(root: Path, **variables: str) -> tuple[int, str]:
    """The same in a fork of this process, which has loaded everything: how the command ends, and what it says."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            _become_the_command(root, said.fileno(), variables)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read().decode()


def _become_the_command(root: Path, said: int, variables: dict[str, str]) -> NoReturn:
    """Whatever it raises ends it as Python would, with its traceback; nothing of the tests' own is cleaned up here."""
    sys.stdout = sys.stderr = open(said, "w", encoding="utf-8", buffering=1, closefd=False)  # noqa: SIM115  # until it ends
    code: object = 1
    try:
        os.chdir(root)
        os.environ |= {"NO_MKDOCS_2_WARNING": "1", **variables}
        cli(["build", "--strict"])
    except SystemExit as end:
        code = end.code
    finally:  # the fork must not go on as a second run of the tests
        if sys.exc_info()[0]:
            traceback.print_exc()
        os._exit(code if isinstance(code, int) else bool(code))


def digest(site: Path) -> dict[str, str]:
    """Every file of a site with the hash of its bytes."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
