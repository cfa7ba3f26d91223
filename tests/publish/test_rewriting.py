"""What the handbook says of a name in git: its commands, run as they stand there, and what they cost."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from gongkai.publish.verify import LEDGER, heads
from history.stories import Story, git, meeting
from publish.shelving import bytes_of, wrong
from publish.test_publishing import FIRST, gongkai, machine, published, tag
from sample import ROOT

__all__ = ["machine"]
PAGE = (ROOT / "hooks/gongkai/render/handbook/withdrawing.md").read_text(encoding="utf-8")
REWRITE, CLEAN = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)


def objects(repo: Path) -> bytes:
    """Everything that git holds, reachable or not."""
    names = git(repo, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    return git(repo, "cat-file", "--batch", feed=names)


@pytest.mark.usefixtures("machine")
def test_a_rewritten_repository_has_lost_the_name_and_the_shelf(tmp_path: Path) -> None:
    """No object holds the name; the tags are there, of other commits; the old shelf is whole and takes nothing more."""
    told = Story(tmp_path / "branch")
    told.commit("2026-01-09", {**FIRST, "meetings/2026/a": meeting(1, "chair: 张三")})
    told.make()
    tag(told, "2025", "2026-01-20")
    published(told, tmp_path / "shelf", "2025")
    told.commit("2026-02-02", {"/content/index.md": "# 首页\n\n张三来过。\n"})
    tag(told, "2026-02", "2026-02-03")
    before, commits = bytes_of(tmp_path / "shelf"), git(told.top, "rev-list", "--all")
    assert "张三".encode() in objects(told.top)
    for command in (REWRITE, CLEAN):
        env = {**os.environ, "FILTER_BRANCH_SQUELCH_WARNING": "1"}
        done = subprocess.run(["bash", "-ec", command], cwd=told.top, env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    assert "张三".encode() not in objects(told.top)
    assert git(told.top, "tag").split() == [b"edition/2025", b"edition/2026-02"]
    assert git(told.top, "cat-file", "-t", "edition/2025").strip() == b"tag"
    assert {*git(told.top, "rev-list", "--all").split()}.isdisjoint(commits.split())
    refused = gongkai("publish", "2026-02", "-C", told.root, "--to", tmp_path / "shelf")
    assert (refused.exit_code, "提交记录被改写" in refused.output) == (1, True)
    assert (bytes_of(tmp_path / "shelf"), wrong(tmp_path / "shelf")) == (before, [])
    published(told, tmp_path / "new", "2025")
    published(told, tmp_path / "new", "2026-02")
    assert wrong(tmp_path / "new") == []
    old, new = (heads((tmp_path / name / LEDGER).read_bytes())[0] for name in ("shelf", "new"))
    assert (old.edition, old.commit == new.commit, old.digest == new.digest) == ("2025", False, False)
    assert [path for path in (tmp_path / "new").rglob("*.html") if "张三来过" in path.read_text(encoding="utf-8")] == []


def test_every_command_of_the_page_is_one(tmp_path: Path) -> None:
    """Each verb and option that the page names is known to the command; and each deed stands on the page."""
    words = re.findall(r"`(gongkai [a-z]+[^`]*)`", PAGE)
    assert {one.split()[1] for one in words} == {"withdraw", "rollback", "redact", "publish"}
    for one in words:
        said = gongkai(one.split()[1], "--help").output
        assert all(option in said for option in re.findall(r"--[a-z]+", one)), one
    assert all(option in gongkai("redact", "--help").output for option in ("--keep", "--file", "--confirm"))
    assert all(f"`{option}" in PAGE for option in ("--keep", "--file", "--confirm"))
