"""Run by itself: `gongkai check` on each folder given, each in a process of its own under limits; JSON on stdout.

Each is a fork of one that has loaded everything, so that hundreds can be measured; what was loaded counts as theirs.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile

from gongkai import cli, kinds

SECONDS = 2
"""Of processor time; whoever takes more is ended by a signal."""


def check(root: str, as_of: str) -> dict[str, int | str]:
    """Exit code (negative: the signal), megabytes resident at most, hundredths of seconds, and what was said."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            cli.main(["check", "-C", root, "--as-of", as_of])
        _, status, used = os.wait4(child, 0)
        said.seek(0)
        return {
            "code": os.waitstatus_to_exitcode(status),
            "memory": used.ru_maxrss // 1024,
            "hundredths": int((used.ru_utime + used.ru_stime) * 100),
            "said": said.read().decode("utf-8", "replace"),
        }


if __name__ == "__main__":
    assert kinds.kinds()
    sys.stdout.write(json.dumps([check(root, sys.argv[1]) for root in sys.argv[2:]]))
