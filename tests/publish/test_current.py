"""`publish --current`: the working state behind a link that turns in one step, beside editions that nobody touches."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.publish import current
from gongkai.publish.refusal import RefusedError
from gongkai.publish.target import Target, opened, patiently
from publish.shelving import NOW, Place, beside, built, bytes_of, place, stocked, wrong
from publish.test_stopped import REFUSED, at, fail, fast, in_child, kill, shown

__all__ = ["fast", "place"]
MEMBERS = {"audience": "本支部党员"}


def refreshed(to: Target, text: str, *assets: str) -> bool:
    """A working state with this on its home page, and assets called so."""
    site = beside(to) / "working"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(built(beside(to) / "sites", "x").site, site)
    (site / "index.html").write_text(text, encoding="utf-8")
    for name in assets:
        (site / "assets" / name).write_text(name, encoding="utf-8")
    return turned_to(to, site)


def turned_to(to: Target, site: Path) -> bool:
    """As `publish --current` does after the build."""
    with opened(to, NOW, inside=("current.",)) as one:
        return patiently(one, 5, lambda: current.put(one, site, MEMBERS))


def home(top: Path) -> str:
    return (top / "current/index.html").read_text(encoding="utf-8")


def generations(top: Path) -> set[str]:
    return {path.name for path in top.glob("current.*")}


def test_a_disk_without_links_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a stick; an edition can be put there, the working state cannot, and the shelf is as it was."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    stocked(tmp_path / "shelf", ["2025"])
    before = bytes_of(tmp_path / "shelf")
    monkeypatch.setattr(os, "symlink", refused)
    with pytest.raises(RefusedError, match=r"发布区未改动：这个磁盘不能放链接（U 盘.*手册“放到 U 盘上”拷存档版"):
        refreshed(tmp_path / "shelf", "一")
    assert bytes_of(tmp_path / "shelf") == before


def test_the_link_turns_and_two_generations_stay(place: Place) -> None:
    """Each folder is named by its digest; the ledger and the editions are as they were; the same again is nothing."""
    stocked(place.to, ["2025"])
    before, seen = bytes_of(place.seen()), list[set[str]]()
    for text in ("一", "二", "三"):
        assert refreshed(place.to, text)
        assert home(place.seen()) == text
        assert wrong(place.to) == []
        seen.append(generations(place.seen()))
    assert [len(names) for names in seen] == [1, 2, 2]
    assert seen[0].isdisjoint(seen[2])
    assert (place.seen() / "current").readlink().name in seen[2]
    after = bytes_of(place.seen())
    assert not refreshed(place.to, "三")
    assert bytes_of(place.seen()) == after
    assert {name: after[name] for name in before} == before
    assert refreshed(place.to, "二")
    assert home(place.seen()) == "二"
    assert generations(place.seen()) == seen[2]
    assert wrong(place.to) == []


def test_assets_outlive_their_generation_by_one(place: Place) -> None:
    """A page fetched before the link turned finds its script after it; the time after that it is gone."""
    refreshed(place.to, "一", "a.1.js")
    for text, names in (("二", {"a.1.js", "a.2.js"}), ("三", {"a.2.js", "a.3.js"})):
        refreshed(place.to, text, f"a.{'一二三'.index(text) + 1}.js")
        assert {path.name for path in (place.seen() / "current/assets").glob("*.js")} == names


def test_old_or_new_at_every_point(fast: Path) -> None:
    """Killed before each change that it makes, or failing at it: what `current` leads to is whole, and old or new."""
    stocked(fast / "before", ["2025"])
    refreshed(fast / "before", "旧", "a.1.js")
    points = 0
    while stopped_at(fast, points, kill):
        points += 1
    assert points > 60
    for number in range(points):  # a failure may be got over: then it is new
        stopped_at(fast, number, fail)


def stopped_at(fast: Path, number: int, act: Callable[..., object]) -> int:
    """How it ended; whatever that is, readers have something whole, and the next publication runs by itself."""
    top = fast / "shelf"
    shutil.copytree(fast / "before", top, symlinks=True)
    ended = in_child(lambda: turned(top, number, act))
    assert home(top) in ("旧", "新")
    assert (top / "current/assets/a.1.js").exists() or act is fail, "what cannot be read is not taken over"
    assert {*generations(fast / "before")} <= generations(top)
    if ended == REFUSED:
        assert bytes_of(top) == bytes_of(fast / "before"), number
    assert kept(top) == kept(fast / "before")
    refreshed(top, "新", "a.2.js")
    assert (home(top), wrong(top)) == ("新", [])
    shutil.rmtree(top)
    return ended


def kept(top: Path) -> dict[str, str]:
    """All but the working state."""
    return {name: told for name, told in shown(top).items() if not name.startswith("current")}


def turned(top: Path, number: int, act: object) -> None:
    at(number, top, act)  # type: ignore[arg-type]  # one of two functions
    refreshed(top, "新", "a.2.js")


def test_what_was_altered_is_not_taken_over(tmp_path: Path) -> None:
    """Verify names a link that leads elsewhere and a generation that is not whole; the next refresh takes nothing."""
    top = tmp_path / "shelf"
    stocked(top, ["2025"])
    refreshed(top, "一", "a.1.js")
    (name,) = generations(top)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/s.js").write_text("秘密", encoding="utf-8")
    (top / name / "assets/s.js").symlink_to(tmp_path / "secret/s.js")
    assert wrong(top) == [f"现状 {name[:16]}：多出链接 assets/s.js"]
    refreshed(top, "二")
    assert not (top / "current/assets/s.js").exists()
    assert not (top / "current/assets/a.1.js").exists()
    refreshed(top, "三")
    assert wrong(top) == [], "two generations later it has gone"
    for target in ("2025", str(tmp_path / "secret"), "current.0"):
        (top / "current").unlink()
        (top / "current").symlink_to(target)
        assert wrong(top) == ["发布区的 current（现状）被改动，或改指到别处"]
    refreshed(top, "四")
    assert wrong(top) == []
    (generation,) = generations(top)
    (top / generation / "about.html").unlink()
    with pytest.raises(RefusedError, match="请先删去"):
        refreshed(top, "四")
