"""Commands of their own over a branch: nothing may end them but themselves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from engine.building import environment
from hostile.payloads import Json
from hostile.world import AS_OF


def inspected(root: Path) -> Json:
    """What `check` knows of the branch, found out by a process with limits; it ends well, whatever it reads."""
    command = [sys.executable, "-m", "hostile.batch", str(root), AS_OF.isoformat()]
    done = subprocess.run(command, env=environment(PYTHONUTF8="1"), capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr.decode()[-2000:]) == (0, "")
    return json.loads(done.stdout)


def check(root: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """`gongkai check` as a command; exit 0 or 1, never a traceback. TimeoutExpired where it hangs."""
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "check", "-C", str(root), *options]
    done = subprocess.run(
        [*command, "--as-of", AS_OF.isoformat()], env=environment(), capture_output=True, check=False, timeout=60
    )
    assert_quiet(done.returncode, done.stderr)
    return done


def assert_quiet(code: int, said: bytes) -> None:
    """No signal, no traceback, no word of Python's."""
    assert code in (0, 1), said.decode("utf-8", "replace")[-2000:]
    assert b"Traceback" not in said
    assert b"Error" not in said


def assert_sound(finding: dict[str, Json]) -> None:
    """A finding of JSON has code, place, Chinese words and, as a fault, a cure; no line break, no control character."""
    assert finding["code"].count(".") == 1, finding
    assert finding["line"] >= 1, finding
    assert finding["column"] >= 1, finding
    assert any("一" <= letter <= "鿿" for letter in finding["words"]), finding
    assert finding["level"] == "lapse" or finding["cure"], finding
    assert all(part.isprintable() for part in (finding["file"], finding["words"], finding["cure"])), finding
