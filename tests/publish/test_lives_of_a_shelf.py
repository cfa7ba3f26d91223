"""Whatever befalls a shelf, in whatever order, stopped at whatever point: what must stand there stands, all of it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongkai.publish import private
from gongkai.publish.deeds import Deed, rollback, withdraw
from gongkai.publish.redaction.redact import Redaction, proposed, redact, wanted
from gongkai.publish.redaction.spelling import MASK
from gongkai.publish.refusal import RefusedError
from gongkai.publish.seal import PROVENANCE
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.target import Target
from gongkai.publish.verify import LEDGER, SUMS, UNFINISHED, UNPLACED, heads
from publish.shelving import NOW, Place, bare, built, bytes_of, put, stocked, wrong
from publish.test_current import turned_to
from publish.test_stopped import CHANGES, REFUSED, at, fail, in_child, in_memory, kill

Files = Mapping[str, str]
Stop = tuple[tuple[str, ...], int, Callable[[], None]] | None
"""Of which changes, before the how manieth, and what happens there."""
RENAMES = ("os.rename",)
"""Few, and after the first of them it happened."""
WHY = "误发了尚在公示期内的名单"
LINES = ("联系人：张三", "张三丰说", "张三丰、张三", "李四和张　三", "各位党员")
TEXTS = st.sampled_from(LINES)
PAGES = ("index.html", "about.html", "meetings/2026/a.html", "meetings/2026/files/b.txt")
ACTS = st.sampled_from([kill, fail])
STOPS = (
    st.none()
    | st.tuples(st.just(CHANGES), st.integers(0, 110), ACTS)
    | st.tuples(st.just(RENAMES), st.integers(0, 9), ACTS)
)
FEW = settings(
    max_examples=settings().max_examples // 5,
    stateful_step_count=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@dataclass(frozen=True)
class Stands:
    """What readers must find."""

    editions: Mapping[str, Files] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    turned: str = ""
    """The edition that 现状 was turned back to."""
    working: Files = field(default_factory=dict)
    carried: Files = field(default_factory=dict)
    """Assets of the generation before it."""
    told: tuple[tuple[str, str], ...] = ()
    """Action and edition of each entry."""

    @property
    def current(self) -> Files:
        return self.editions[self.turned] if self.turned else {**self.working, **self.carried}

    @property
    def seen(self) -> dict[str, Files]:
        return {**self.editions, **({"current": self.current} if self.current else {})}

    @property
    def standing(self) -> list[str]:
        return [name for name in self.editions if name not in self.withdrawn]

    def published(self, name: str, files: Files) -> Stands:
        return replace(self, editions={**self.editions, name: files}, told=(*self.told, ("publish", name)))

    def refreshed(self, files: Files) -> Stands:
        former = self.editions[self.turned] if self.turned else self.working
        carried = {path: text for path, text in former.items() if path.startswith("assets/") and path not in files}
        return replace(self, turned="", working=files, carried=carried)

    def without(self, name: str) -> Stands:
        pages = {path: WHY for path in self.editions[name] if path.endswith(".html")}
        return replace(
            self,
            editions={**self.editions, name: pages},
            withdrawn=self.withdrawn | {name},
            told=(*self.told, ("withdraw", name)),
        )

    def turned_back(self, name: str) -> Stands:
        return replace(self, turned=name, working={}, carried={}, told=(*self.told, ("rollback", name)))

    def masked(self, name: str, kept: str) -> Stands:
        def clean(files: Files) -> Files:
            return {path: hidden(text, name, kept) for path, text in files.items()}

        now = {one: clean(files) for one, files in self.editions.items()}
        told = (*self.told, *(("redact", one) for one in self.standing if now[one] != self.editions[one]))
        return replace(self, editions=now, working=clean(self.working), carried=clean(self.carried), told=told)


def hidden(text: str, name: str, kept: str) -> str:
    """The plainest way to do it, for the few spellings that stand here."""
    parts = text.split(kept) if kept else [text]
    return kept.join(part.replace(name, MASK).replace("　".join(name), MASK) for part in parts)


def found(top: Path) -> dict[str, Files]:
    """What a reader finds; a page that says why its edition is gone counts as the reason on it."""
    if not top.exists():
        return {}
    folders = [one for one in top.iterdir() if one.is_dir() and not one.name.startswith((".", "current."))]
    return {one.name: files(one) for one in folders}


def files(folder: Path) -> Files:
    told = {}
    for file in folder.rglob("*") if not folder.is_symlink() else folder.resolve().rglob("*"):
        if file.is_file() and file.name not in (SUMS, PROVENANCE):
            text = file.read_text(encoding="utf-8")
            path = file.relative_to(folder.resolve() if folder.is_symlink() else folder).as_posix()
            told[path] = WHY if WHY in text else text
    return told


@cache
def foreign() -> str:
    """A head of another shelf."""
    with in_memory() as name:
        return stocked(Path(name) / "shelf", ["2030"])[0].hash


class OnAFolder(RuleBasedStateMachine):
    """A shelf, and beside it what is known of it."""

    def __init__(self) -> None:
        super().__init__()
        self.memory = in_memory()
        self.room = Path(self.memory.name)
        self.patch = pytest.MonkeyPatch()
        (self.room / "temporary").mkdir()
        self.patch.setattr("tempfile.tempdir", str(self.room / "temporary"))
        self.place = Place(self.lies())
        self.stands = Stands()
        self.former: list[Stands] = []
        """What an unfinished deed has not replaced everywhere yet."""
        self.count = 0
        self.known: list[str] = []
        """Heads that somebody wrote down."""

    def lies(self) -> Target:
        return self.room / "shelf"

    def teardown(self) -> None:
        self.patch.undo()
        self.memory.cleanup()

    @property
    def is_unfinished(self) -> bool:
        top = self.place.to
        return isinstance(top, Path) and any((top / name).exists() for name in (UNFINISHED, UNPLACED))

    def stopping(self, changes: tuple[str, ...], number: int, act: Callable[[], None]) -> None:
        at(number, self.room / "shelf", act, changes)

    def settled(self) -> tuple[dict[str, Files], tuple[str, ...]]:
        """What the next deed would begin with, and the heads; what a reader finds now is old or new either way."""
        copy = self.room / "copy"
        shutil.copytree(self.room / "shelf", copy, symlinks=True)
        with locked(Shelf(copy), 0):
            Shelf(copy).recover()
        told = found(copy), tuple(head.hash for head in Shelf(copy).ledger())
        shutil.rmtree(copy)
        return told

    def look(self) -> tuple[dict[str, Files], tuple[str, ...], tuple[tuple[str, str], ...]]:
        top = self.place.seen()
        ledger = heads((top / LEDGER).read_bytes()) if (top / LEDGER).exists() else ()
        return found(top), tuple(one.hash for one in ledger), tuple((one.action, one.edition) for one in ledger)

    def do(self, deed: Callable[[], object], stop: Stop, then: Stands, *also: Stands) -> None:
        """It is done, or stopped and then done or not done, and the model knows which.

        `also`: what may stand there instead where a disk fails while it is read.
        """
        if stop is None:
            deed()
            self.stands, self.former = then, []
            assert not self.is_unfinished
            private.sweep()
            assert list((self.room / "temporary").iterdir()) == []
            return
        was_whole, before = not self.is_unfinished, bytes_of(self.place.seen()) if self.place.exists else {}

        def stopped() -> None:
            self.stopping(*stop)
            deed()

        end = in_child(stopped)
        assert end in (0, REFUSED, -signal.SIGKILL)
        if self.place.exists:
            self.nothing_is_missed(then, *also)
        if end == REFUSED and was_whole:
            assert (bytes_of(self.place.seen()) if self.place.exists else {}) == before
        stands = self.settled() if self.place.exists else ({}, ())
        possible = {0: (then, *also), REFUSED: (self.stands,)}.get(end, (self.stands, then, *also))
        fitting = [one for one in possible if (one.seen, len(one.told)) == (stands[0], len(stands[1]))]
        assert fitting, stands
        assert list(stands[1][: len(self.known)]) == self.known
        self.former = [*self.former, self.stands] if self.is_unfinished else []
        self.stands = fitting[0]

    def nothing_is_missed(self, *then: Stands) -> None:
        """At this moment each address answers with its old bytes or its new ones."""
        now, ever = found(self.place.seen()), [one.seen for one in (*self.former, self.stands, *then)]
        for where in {place for one in (*ever, now) for place in one}:
            answers = [one.get(where, {}) for one in ever]
            for path in {path for one in (*answers, now.get(where, {})) for path in one}:
                assert now.get(where, {}).get(path) in [one.get(path) for one in answers], (where, path)

    @rule(texts=st.lists(TEXTS, min_size=len(PAGES), max_size=len(PAGES)), stop=STOPS)
    def publish(self, texts: list[str], stop: Stop) -> None:
        self.put(dict(zip(PAGES, texts, strict=True)), stop)

    @precondition(lambda self: self.stands.standing)
    @rule(path=st.sampled_from(PAGES), text=TEXTS, stop=STOPS)
    def correct(self, path: str, text: str, stop: Stop) -> None:
        """The next edition differs from the one before it in one page."""
        former = self.stands.editions[self.stands.standing[-1]]
        self.put({**{path: text for path, text in former.items() if path in PAGES}, path: text}, stop)

    def put(self, pages: Files, stop: Stop) -> None:
        self.count += 1
        name = f"e{self.count}"
        pages = {**pages, f"assets/{name}.js": name}
        one = built(self.room / "sites", name, pages)
        self.do(lambda: put(self.place.to, one), stop, self.stands.published(name, pages))

    @rule(texts=st.lists(TEXTS, min_size=2, max_size=2), stop=STOPS)
    def current(self, texts: list[str], stop: Stop) -> None:
        self.count += 1
        pages = {**dict(zip(PAGES, texts, strict=False)), f"assets/w{self.count}.js": "w"}
        site = built(self.room / "sites", f"w{self.count}", pages).site
        then = self.stands.refreshed(pages)
        self.do(lambda: turned_to(self.place.to, site), stop, then, replace(then, carried={}))

    def deed(self, name: str) -> Deed:
        return Deed(to=self.place.to, edition=name, reason=WHY, now=NOW, patience=5)

    @precondition(lambda self: {*self.stands.standing} > {self.stands.turned} - {""})
    @rule(which=st.integers(0, 99), stop=STOPS)
    def withdraw(self, which: int, stop: Stop) -> None:
        names = [name for name in self.stands.standing if name != self.stands.turned]
        name = names[which % len(names)]
        self.do(lambda: withdraw(self.deed(name)), stop, self.stands.without(name))

    @precondition(lambda self: {*self.stands.standing} > {self.stands.turned} - {""})
    @rule(which=st.integers(0, 99), stop=STOPS)
    def roll_back(self, which: int, stop: Stop) -> None:
        names = [name for name in self.stands.standing if name != self.stands.turned]
        name = names[which % len(names)]
        self.do(lambda: rollback(self.deed(name)), stop, self.stands.turned_back(name))

    @precondition(lambda self: self.stands.editions and not self.is_unfinished)
    @rule(person=st.sampled_from([("张三", ""), ("张三", "张三丰"), ("李四", "")]), stop=STOPS)
    def redact(self, person: tuple[str, str], stop: Stop) -> None:
        keep = (person[1],) if person[1] else ()
        order = Redaction(to=self.place.to, wanted=wanted(person[0], keep), reason="本人申请", now=NOW, patience=5)
        survey, code = proposed(order)
        then = self.stands.masked(*person)
        if not any(one.hits for one in survey.files):
            assert then == self.stands, "a name that no list shows stands nowhere"
            with pytest.raises(RefusedError, match="没有可以隐去的内容"):
                redact(order, code)
        else:
            self.do(lambda: redact(order, code), stop, then)

    @precondition(lambda self: self.stands.withdrawn or self.stands.turned)
    @rule()
    def refuse(self) -> None:
        """What is withdrawn is not withdrawn again, nor turned back to; what 现状 shows is not withdrawn."""
        before = None if self.is_unfinished else bytes_of(self.place.seen())
        for name in self.stands.withdrawn:
            with pytest.raises(RefusedError, match="撤回，是第"):
                rollback(self.deed(name))
        for name in (*self.stands.withdrawn, *([self.stands.turned] if self.stands.turned else ())):
            with pytest.raises(RefusedError, match=r"撤回，是第|请先用 gongkai publish --current"):
                withdraw(self.deed(name))
        assert before in (None, bytes_of(self.place.seen()))

    @precondition(lambda self: self.known)
    @rule(which=st.integers(0, 99))
    def verify(self, which: int) -> None:
        """With a head that was written down some time ago, and with another shelf's."""
        said = wrong(self.place.to, self.known[which % len(self.known)])
        assert any("没有做完" in one for one in said) if self.is_unfinished else said == []
        assert "没有您记下的杂凑值" in wrong(self.place.to, foreign())[-1]

    @invariant()
    def what_must_stand_stands(self) -> None:
        """And nothing else does; the ledger only grows."""
        if not self.is_unfinished and self.place.exists:
            seen, ledger, told = self.look()
            assert (seen, told) == (self.stands.seen, self.stands.told)
            assert list(ledger[: len(self.known)]) == self.known
            self.known = [*ledger]


class OnABranch(OnAFolder):
    """The same on a branch of git, where only a kill before a question to git is tried."""

    def lies(self) -> Target:
        return bare(self.room / "shelf.git")

    def stopping(self, changes: tuple[str, ...], number: int, act: Callable[[], None]) -> None:
        left = [number // 3]

        def watch(event: str, told: tuple[object, ...]) -> None:
            if event == "subprocess.Popen" and told:
                left[0] -= 1
                if left[0] == -1:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)

    def settled(self) -> tuple[dict[str, Files], tuple[str, ...]]:
        return self.look()[:2]


def test_lives_of_a_folder() -> None:
    """Publish, correct, refresh, withdraw, turn back, redact, verify, with kills and failures anywhere: after each step
    every edition holds what it must, every head that was ever written down is still accepted, and no rest is left.
    """
    run_state_machine_as_test(OnAFolder, settings=FEW)


@pytest.mark.soak
def test_lives_of_a_branch() -> None:
    """The same on a branch of git."""
    run_state_machine_as_test(OnABranch, settings=settings(FEW, max_examples=FEW.max_examples // 10))
