"""Redaction, rollback and withdrawal on a branch of git: the same code, and so the same bytes as in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.publish.deeds import Deed, rollback, withdraw
from gongkai.publish.redaction.redact import Redaction, proposed, redact, wanted
from gongkai.publish.refusal import RefusedError
from gongkai.publish.target import Target
from history.stories import git
from publish.shelving import NOW, Place, bare, beside, built, bytes_of, put, stocked, wrong
from publish.test_current import refreshed
from publish.test_stopped import fast

__all__ = ["fast"]


def laid(to: Target) -> None:
    """Two editions, one of which names 张三, and a working state."""
    stocked(to, ["2024"])
    one = built(beside(to) / "named", "2025")
    (one.site / "about.html").write_text("<p>联系人：张三</p>", encoding="utf-8")
    put(to, one)
    refreshed(to, "现状")


def later(to: Target) -> None:
    """All that may befall an edition, one after the other."""
    deed = Redaction(to=to, wanted=wanted("张三", ()), reason="本人申请", now=NOW, patience=5)
    assert [head.edition for head in redact(deed, proposed(deed)[1])] == ["2025"]
    rollback(Deed(to=to, edition="2024", reason="现状有误", now=NOW, patience=5))
    withdraw(Deed(to=to, edition="2025", reason="误发", now=NOW, patience=5))


def test_a_branch_and_a_folder_hold_the_same_afterwards(tmp_path: Path) -> None:
    """Byte by byte; verified; and the log of the branch says what was done."""
    to = bare(tmp_path / "shelf.git")
    for one in (tmp_path / "shelf", to):
        laid(one)
        later(one)
        assert wrong(one) == []
    assert bytes_of(Place(to).seen()) == bytes_of(tmp_path / "shelf")
    said = git(Path(to.repo), "log", "-3", "--format=%s", to.name).decode().splitlines()
    assert said == ["第 5 号登记：withdraw 2025", "第 4 号登记：rollback 2024", "第 3 号登记：redact 2025"]


def test_looking_for_a_name_changes_no_branch(tmp_path: Path) -> None:
    """Nor does a code that belongs to another list; a branch without a ledger is no shelf."""
    to = bare(tmp_path / "shelf.git")
    deed = Redaction(to=to, wanted=wanted("张三", ()), reason="本人申请", now=NOW, patience=5)
    with pytest.raises(RefusedError, match="没有分支"):
        proposed(deed)
    with pytest.raises(RefusedError, match="不是发布区"):
        withdraw(Deed(to=to, edition="2025", reason="误发", now=NOW, patience=5))
    laid(to)
    before = git(Path(to.repo), "for-each-ref")
    proposed(deed)
    with pytest.raises(RefusedError, match="重新查看清单"):
        redact(deed, "0" * 10)
    assert git(Path(to.repo), "for-each-ref") == before
