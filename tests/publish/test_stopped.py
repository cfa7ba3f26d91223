"""A publication that is killed, or meets a failing disk, at any point: the shelf is as before, or as after."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongkai.publish.entry import Built
from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.shelf import Shelf, locked
from gongkai.publish.verify import LEDGER, UNFINISHED, UNPLACED, heads
from publish.shelving import built, bytes_of, put, stocked, wrong

REFUSED = 3
CHANGES = ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.truncate", "shutil.copyfile")


def in_memory() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is one: hundreds of publications, each of them put on the disk for sure."""
    memory = Path("/dev") / "shm"
    return tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)


@pytest.fixture
def fast() -> Iterator[Path]:
    """Such a folder for one test."""
    with in_memory() as name:
        yield Path(name)


def in_child(deed: Callable[[], object]) -> int:
    """How a process of its own ends that does this: 0, REFUSED, or less than nothing for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(begun(deed), 0)[1])


def begun(deed: Callable[[], object]) -> int:
    """The number of a process that does this."""
    child = os.fork()
    if not child:
        code = 1
        try:
            with spoken():
                deed()
            code = 0
        except RefusedError:
            code = REFUSED
        finally:
            os._exit(code)
    return child


def at(number: int, top: Path, act: Callable[[], object], changes: tuple[str, ...] = CHANGES) -> None:
    """From now on count what this process does below the folder, and act before the deed with this number."""
    left = [number]

    def watch(event: str, told: tuple[object, ...]) -> None:
        if event in changes and str(told[0]).startswith(str(top)):
            left[0] -= 1
            if left[0] == -1:
                act()

    sys.addaudithook(watch)


def stopped(number: int, top: Path, act: Callable[[], None], new: Built) -> int:
    """How a publication ends to which this happens before the change with this number."""

    def deed() -> None:
        at(number, top, act)
        put(top, new)

    return in_child(deed)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise OSError(errno.EIO, "fails")


def shown(top: Path) -> dict[str, str]:
    """What a web server shows: not what is still in preparation."""
    return {name: told for name, told in bytes_of(top).items() if not name.startswith((UNFINISHED, UNPLACED))}


@pytest.mark.parametrize("act", [kill, fail])
def test_old_or_new_at_every_point(act: Callable[[], None], fast: Path) -> None:
    """Each single change of a publication is not done any more, or fails: nothing is lost, the next one mends it.

    What is killed leaves for every address the old bytes or the new ones. What fails leaves every byte as it was, or
    has happened all the same. Then somebody publishes again: the shelf is whole and holds no rest.
    """
    stocked(fast / "before", ["2024"])
    shutil.copytree(fast / "before", fast / "after")
    new = built(fast / "sites", "2025")
    put(fast / "after", new)
    old_bytes, new_bytes = bytes_of(fast / "before"), bytes_of(fast / "after")
    ends: list[int] = []
    while not ends or ends[-1] or act is fail:
        top = fast / "shelf"
        shutil.copytree(fast / "before", top)
        ends.append(stopped(len(ends), top, act, new))
        seen = shown(top)
        for name, told in old_bytes.items():
            assert seen[name] in (told, new_bytes[name]), (len(ends), name)
        assert {
            name: told for name, told in seen.items() if told not in (old_bytes.get(name), new_bytes.get(name))
        } == {}
        if ends[-1] == REFUSED:
            assert bytes_of(top) == old_bytes, len(ends)
        with locked(Shelf(top), 5):
            Shelf(top).recover()
        assert bytes_of(top) in (old_bytes, new_bytes), len(ends)
        assert wrong(top) == []
        shutil.rmtree(top)
        if ends[-8:] == [0] * 8:
            break  # a link that fails is a copy and no failure: a few of them stand in a row
    assert len(ends) > 60
    assert set(ends) == ({-signal.SIGKILL, 0} if act is kill else {REFUSED, 0})


def test_the_first_publication_stopped_among_its_renames_goes_on(fast: Path) -> None:
    """The edition stands there and its ledger does not yet: that is no folder with other people's files."""
    new, later, ends, began = built(fast / "sites", "2025"), built(fast / "sites", "2026"), list[int](), 0

    def deed(top: Path) -> None:
        at(len(ends), top, kill, ("os.rename",))
        put(top, new)

    while not ends or ends[-1]:
        top = fast / f"shelf-{len(ends)}"
        ends.append(in_child(lambda top=top: deed(top)))  # type: ignore[misc]  # bound
        began += (top / "2025").exists() and not (top / LEDGER).exists()
        put(top, later)
        editions = [head.edition for head in heads((top / LEDGER).read_bytes())]
        assert editions == (["2026"] if len(ends) == 1 else ["2025", "2026"])
        assert wrong(top) == []
    assert (len(ends) > 5, began) == (True, 1)


def broken_from(number: int, top: Path) -> None:
    """From the rename with this number on the disk takes none any more."""
    left = [number]

    def watch(event: str, told: tuple[object, ...]) -> None:
        if event == "os.rename" and str(told[0]).startswith(str(top)):
            left[0] -= 1
            if left[0] < 0:
                fail()

    sys.addaudithook(watch)


def test_a_disk_that_breaks_for_good_is_told(fast: Path) -> None:
    """What can neither be done nor taken back is never called unchanged; the next one completes it."""
    stocked(fast / "before", ["2024"])
    new, old_bytes = built(fast / "sites", "2025"), bytes_of(fast / "before")
    said: list[str] = []

    def deed() -> None:
        broken_from(len(said), fast / "shelf")
        try:
            with spoken():
                put(fast / "shelf", new)
        except RefusedError as problem:
            (fast / "said").write_text(str(problem), encoding="utf-8")
            raise

    shutil.copytree(fast / "before", fast / "shelf")
    while in_child(deed) == REFUSED:
        said.append((fast / "said").read_text(encoding="utf-8"))
        is_same = bytes_of(fast / "shelf") == old_bytes
        assert ("发布区未改动" in said[-1], "做到一半，发布区已有改动" in said[-1]) == (is_same, not is_same)
        put(fast / "shelf", built(fast / "later", "2026"))
        editions = [head.edition for head in heads((fast / "shelf" / LEDGER).read_bytes())]
        assert editions == ["2024", *([] if is_same else ["2025"]), "2026"]
        assert wrong(fast / "shelf") == []
        shutil.rmtree(fast / "shelf")
        shutil.copytree(fast / "before", fast / "shelf")
    assert [one[:4] for one in said[:2]] == ["没有做成", "做到一半"]


def test_the_next_publication_goes_on_by_itself(fast: Path) -> None:
    """Between the renames nothing need be done by hand: both editions are there."""
    stocked(fast / "shelf", ["2024"])
    new = built(fast / "sites", "2025")
    for number in range(200):
        shutil.copytree(fast / "shelf", fast / "copy")
        stopped(number, fast / "copy", kill, new)
        if (fast / "copy" / UNFINISHED / LEDGER).exists():
            break
        shutil.rmtree(fast / "copy")
    assert any("没有做完" in one for one in wrong(fast / "copy"))
    put(fast / "copy", built(fast / "sites", "2026"))
    assert [head.edition for head in heads((fast / "copy" / LEDGER).read_bytes())] == ["2024", "2025", "2026"]
    assert wrong(fast / "copy") == []


def test_many_publishers_at_once(fast: Path) -> None:
    """Each waits for the others: all editions are there, each with the digest it has alone, in one line."""
    top, names = fast / "shelf", [f"e{number}" for number in range(6)]
    alone = {name: stocked(fast / f"alone-{name}", [name])[0].digest for name in names}
    stocked(top, ["2024"])
    ready = [built(fast / "sites", name) for name in names]
    children = []
    for one in ready:
        child = os.fork()
        if not child:
            code = 1
            try:
                put(top, one)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert {os.waitpid(child, 0)[1] for child in children} == {0}
    told = heads((top / LEDGER).read_bytes())
    assert {head.edition: head.digest for head in told[1:]} == alone
    assert wrong(top) == []


def test_who_waits_too_long_is_told(fast: Path) -> None:
    """In one sentence; and a lock whose holder was killed is no lock."""
    stocked(fast / "shelf", ["2024"])
    with locked(Shelf(fast / "shelf"), 0):
        held = in_child(lambda: put_at_once(fast / "shelf"))
    assert held == REFUSED
    assert in_child(lambda: killed_at_work(fast / "shelf")) == -signal.SIGKILL
    assert in_child(lambda: put_at_once(fast / "shelf")) == 0


def put_at_once(top: Path) -> None:
    with locked(Shelf(top), 0):
        pass


def killed_at_work(top: Path) -> None:
    with locked(Shelf(top), 0):
        kill()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte and 200 files."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k,nr_inodes=200", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("what", ["bytes", "files", "read-only"])
def test_a_full_disk_costs_nothing(what: str, small: Path, tmp_path: Path) -> None:
    """However little is left, until it is enough: one sentence, every byte as before, and then it goes on."""
    stocked(small / "shelf", ["2024"])
    new, before = built(tmp_path / "sites", "2025"), bytes_of(small / "shelf")
    if what == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        with pytest.raises(RefusedError, match="只读"), spoken():
            put(small / "shelf", new)
        subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)
    said: list[str] = []
    for left in range(40):
        fill(small, what, left)
        try:
            with spoken():
                put(small / "shelf", new)
            break
        except RefusedError as problem:
            said.append(str(problem))
            assert bytes_of(small / "shelf") == before
        finally:
            shutil.rmtree(small / "filler", ignore_errors=True)
    assert all("已满" in one for one in said)
    assert len(said) > 5 or what == "read-only"
    assert wrong(small / "shelf") == []
    assert len(heads((small / "shelf" / LEDGER).read_bytes())) == 2


def fill(disk: Path, what: str, left: int) -> None:
    """So many pages of bytes, or files, are left."""
    (disk / "filler").mkdir()
    free = os.statvfs(disk)
    if what == "bytes":
        (disk / "filler" / "x").write_bytes(b"x" * 4096 * max(0, free.f_bavail - left))
    elif what == "files":
        for number in range(max(0, free.f_ffree - left)):
            (disk / "filler" / str(number)).touch()


def test_a_file_that_may_not_grow_costs_nothing(fast: Path) -> None:
    """The same where the system limits the size of a file."""
    import resource

    stocked(fast / "shelf", ["2024"])
    before, new = bytes_of(fast / "shelf"), built(fast / "sites", "2025")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
        put(fast / "shelf", new)

    assert in_child(limited) == REFUSED
    assert bytes_of(fast / "shelf") == before


def merged(top: Path, number: int = -1, act: Callable[[], None] = kill) -> None:
    """In an edition that stands one file is replaced, one added in a new folder, a folder and a file go."""

    def prepare(stage: Path) -> list[str]:
        for path in ("2024/index.html", "2024/new/deep/a.html"):
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_text("新", encoding="utf-8")
        return ["2024/meetings/2026", "2024/about.html"]

    at(number, top, act)
    with locked(Shelf(top), 5):
        Shelf(top).recover()
        Shelf(top).put(prepare, lambda: None)


@pytest.mark.parametrize("act", [kill, fail])
def test_files_inside_what_stands_are_old_or_new(act: Callable[[], None], fast: Path) -> None:
    """Replaced, added and taken away inside a folder that stands: all or nothing, and at any moment old or new."""
    stocked(fast / "before", ["2024", "2025"])
    shutil.copytree(fast / "before", fast / "after")
    in_child(lambda: merged(fast / "after"))
    old, new = bytes_of(fast / "before"), bytes_of(fast / "after")
    assert {*new} - {*old} == {"2024/new", "2024/new/deep", "2024/new/deep/a.html"}
    assert {*old} - {*new} == {name for name in old if name.startswith(("2024/meetings/2026", "2024/about.html"))}
    assert {name for name in old if new.get(name, old[name]) != old[name]} == {"2024/index.html"}
    ends: list[int] = []
    while not ends or ends[-1] or len(ends) < 60:
        top = fast / "shelf"
        shutil.copytree(fast / "before", top)
        ends.append(in_child(lambda top=top: merged(top, len(ends), act)))  # type: ignore[misc]  # bound
        seen = shown(top)
        assert {name for name in {*old, *new} if seen.get(name) not in (old.get(name), new.get(name))} == set()
        assert {*seen} <= {*old, *new}
        assert ends[-1] != REFUSED or bytes_of(top) == old, len(ends)
        with locked(Shelf(top), 5):
            Shelf(top).recover()
        assert bytes_of(top) in (old, new), len(ends)
        shutil.rmtree(top)
    assert set(ends) == ({-signal.SIGKILL, 0} if act is kill else {REFUSED, 0})
