"""Each deed is killed, or fails, at each system call by which it changes a disk; and readers read all the while."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path

import pytest

from gongkai.publish.deeds import rollback, withdraw
from gongkai.publish.redaction.redact import proposed, redact
from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.verify import CURRENT
from publish.shelving import PAGES, built, bytes_of, put, wrong
from publish.striking import Call, calls, failing_at, killed_before, needs_strace
from publish.test_current import refreshed, turned_to
from publish.test_deeds import deed
from publish.test_redacting import PROOF, asked, named
from publish.test_stopped import REFUSED, begun, in_memory, shown

ERRORS = {
    "ENOSPC": "磁盘空间或文件数已满",
    "EDQUOT": "磁盘配额已满",
    "EIO": "磁盘读写出错",
    "EROFS": "磁盘是只读的",
    "EACCES": "没有权限",
}


def refreshing(top: Path) -> Callable[[], object]:
    one = built(top.parent / "sites", "working", {**PAGES, "index.html": "新的现状", "assets/a.2.js": "2"})
    return partial(turned_to, top, one.site)


def redacting(top: Path) -> Callable[[], object]:
    order = asked(top, PROOF)
    return partial(redact, order, proposed(order)[1])


DEEDS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "publish": lambda top: partial(put, top, built(top.parent / "sites", "2026")),
    "current": refreshing,
    "withdraw": lambda top: partial(withdraw, deed(top, "2024")),
    "rollback": lambda top: partial(rollback, deed(top, "2024")),
    "redact": redacting,
}
"""What has to be there before is made; then the deed itself may begin."""


@dataclass(frozen=True)
class Bench:
    """A shelf as it is before the deed, and what it holds after it."""

    room: Path
    name: str
    old: dict[str, str]
    new: dict[str, str]

    def begins(self) -> Callable[[], None]:
        """The deed upon a copy of the shelf with its links; if it is refused, the words are kept."""
        for name in ("shelf", "sites"):
            shutil.rmtree(self.room / name, ignore_errors=True)
        subprocess.run(["cp", "-a", self.room / "before", self.room / "shelf"], check=True)
        deed = DEEDS[self.name](self.room / "shelf")

        def do() -> None:
            try:
                with spoken():
                    deed()
            except RefusedError as problem:
                (self.room / "said").write_text(str(problem), encoding="utf-8")
                raise

        return do


@pytest.fixture(scope="module", params=DEEDS)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Two editions that share files, one of whose names is to go, and a working state; for each of the deeds."""
    with in_memory() as name, pytest.MonkeyPatch.context() as patch:
        room = Path(name)
        (room / "temporary").mkdir()
        patch.setattr("tempfile.tempdir", str(room / "temporary"))
        for edition in ("2024", "2025"):
            named(room / "before", edition)
        refreshed(room / "before", "现状，张三", "a.1.js")
        one = Bench(room, request.param, bytes_of(room / "before"), {})
        one.begins()()
        yield replace(one, new=bytes_of(room / "shelf"))


@pytest.fixture(scope="module")
def each(bench: Bench) -> list[Call]:
    """All system calls by which this deed changes the disk."""
    needs_strace()
    return calls(bench.begins())


def whole(one: Bench, end: int, case: object) -> None:
    """At this moment each address is old or new; the next deed goes on by itself, and leaves no rest."""
    top, seen = one.room / "shelf", shown(one.room / "shelf")
    mixed = {
        name for name in {*one.old, *one.new, *seen} if seen.get(name) not in (one.old.get(name), one.new.get(name))
    }
    assert mixed == set(), case
    assert set(one.old.keys() & one.new.keys()) <= {*seen}, case
    assert (top / CURRENT / "index.html").is_file(), case
    if end == REFUSED:
        assert bytes_of(top) == one.old, case
    with locked(Shelf(top), 5):
        Shelf(top).recover()
    assert bytes_of(top) in {0: (one.new,), REFUSED: (one.old,)}.get(end, (one.old, one.new)), case
    assert wrong(top) == [], case


def spread(every: list[Call], some: int) -> list[Call]:
    """So many of them, the first, the last and all else as far apart as can be."""
    return [every[number * (len(every) - 1) // (some - 1)] for number in range(some)]


def killed(one: Bench, some: list[Call]) -> set[int]:
    """How the deed ended, killed before each of these calls."""
    ends = set()
    for call in some:
        end = killed_before(call, one.begins())
        whole(one, end, call)
        ends.add(end)
    return ends


def failed(one: Bench, some: list[Call], errors: Iterable[str]) -> list[int]:
    """How it ended with one of these errors at each of them in turn."""
    ends = []
    for call, error in zip(some, cycle(errors), strict=False):
        ends.append(failing_at(call, error, one.begins()))
        whole(one, ends[-1], (call, error))
        if ends[-1] == REFUSED:
            said = (one.room / "said").read_text(encoding="utf-8")
            assert said.startswith(f"没有做成，发布区未改动：{ERRORS[error]}"), (call, said)
            assert "\n" not in said
    return ends


def test_killed_before_some_calls(bench: Bench, each: list[Call]) -> None:
    """Real ones, spread over the deed: what stands is old or new."""
    assert len(each) > 40
    assert killed(bench, spread(each, 6)) == {-signal.SIGKILL}


def test_failing_at_some_calls(bench: Bench, each: list[Call]) -> None:
    """The disk is full, breaks, is read-only, or forbids it: every byte as before, or it happened all the same."""
    ends = failed(bench, spread(each, 5), ERRORS)
    assert {*ends} <= {0, REFUSED}
    assert REFUSED in ends


@pytest.mark.soak
def test_killed_before_every_call(bench: Bench, each: list[Call]) -> None:
    """Each system call by which the deed changes the disk."""
    assert killed(bench, each) == {-signal.SIGKILL}


@pytest.mark.soak
@pytest.mark.parametrize("error", ERRORS)
def test_failing_at_every_call(error: str, bench: Bench, each: list[Call]) -> None:
    """Each of them, with each error."""
    assert {*failed(bench, each, [error])} == {0, REFUSED}


@dataclass
class Reader:
    """Somebody who asks for one address after the other, as a web server does: what it finds there is the answer."""

    one: Bench
    order: random.Random
    answers: int = 0

    def asks(self) -> None:
        """Each file that stands before and after, old or new, and never nothing; `current` by its link."""
        top = self.one.room / "shelf"
        stays = [name for name, told in self.one.old.items() if len(told) == 64 and name in self.one.new]
        name = self.order.choice(stays)
        assert told_by(top / name) in (self.one.old[name], self.one.new[name]), name
        page = self.order.choice(["index.html", "about.html", "assets/edition.css"])
        shows = {states[f"{states[CURRENT].removeprefix('→ ')}/{page}"] for states in (self.one.old, self.one.new)}
        assert told_by(top / CURRENT / page) in shows, page
        self.answers += 2


def told_by(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def killed_at_any_moment(one: Bench, times: int, order: random.Random) -> set[int]:
    """How it ended, killed at any moment, with a reader at work until then and once after it.

    A deed that was done before gives the moments of the next: the first may have been slow for once.
    """
    ends, reader = set(), Reader(one, order)
    do, began = one.begins(), time.monotonic()
    do()
    length = 2 * (time.monotonic() - began)
    for number in range(times):
        child, began = begun(one.begins()), time.monotonic()
        until = began + order.random() * length
        while time.monotonic() < until:
            reader.asks()
        os.kill(child, signal.SIGKILL)
        end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        length = length if end else min(length, time.monotonic() - began)
        reader.asks()
        whole(one, end, number)
        ends.add(end)
    assert reader.answers > 2 * times
    return ends


def test_readers_between_kills_at_any_moment(bench: Bench) -> None:
    """Eight times each deed: no answer is missing, cut short, or anything but old or new."""
    assert -signal.SIGKILL in killed_at_any_moment(bench, 8, random.Random(6))


@pytest.mark.soak
def test_readers_between_kills_at_a_thousand_moments(bench: Bench) -> None:
    """Two hundred times each of the five deeds."""
    assert killed_at_any_moment(bench, 200, random.Random(7)) == {-signal.SIGKILL, 0}
