"""Random small stories against a slow and simple oracle: the tree of each commit, as git itself lists it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.history import History
from gongkai.history.folder import Folder
from gongkai.history.git import files, repository
from gongkai.history.kept import is_ours
from gongkai.history.trees import altered
from history.stories import AS_OF, Story, draft, git, meeting, register_at, steps
from laying import form

Where = dict[int, tuple[str, str]]
"""Number of each record → where it lies and what it is called."""
SLOTS = 4
FORMS = {"approvals/2026/form": form(*(f"JG1/2026-{number:04}" for number in range(1, SLOTS + 1)))}
ACTS = st.tuples(
    st.sampled_from(["write", "write", "move", "swap", "remove"]), st.integers(1, SLOTS), st.integers(1, 6)
)
LINES = st.tuples(st.sampled_from(["main", "side", "merge", "ours"]), ACTS)
FEW = settings(max_examples=settings().max_examples // 10, suppress_health_check=[HealthCheck.too_slow])


def path_of(place: int) -> str:
    return f"meetings/2026/m{place}"


def seen(tree: dict[str, bytes]) -> Where:
    """What stands in a tree."""
    found: Where = {}
    for path, text in sorted(tree.items()):
        if named := re.search(r"^index: JG1/2026-(\d+)\ntitle: (.*)$", text.decode(), re.MULTILINE):
            found[int(named[1])] = (path, named[2])
    return found


def act(story: Story, day: str, line: str, what: tuple[str, int, int]) -> None:
    """One commit, as far as the act makes sense; else it is about something else."""
    verb, number, other = what
    there = {
        one: path.removeprefix("data/").removesuffix(".yaml") for one, (path, _) in seen(story.lines[line].tree).items()
    }
    own, target = there.get(number), path_of(other)
    if verb == "write":
        free = next(
            path_of(place) for place in (*range(other, 7), *range(1, 7)) if path_of(place) not in there.values()
        )
        story.commit(day, {own or free: meeting(number, f"title: 第{day}稿")}, line=line)
    elif verb == "move" and own and target not in there.values():
        story.move(day, {own: target}, {target: meeting(number, "title: 搬家")} if other % 2 else None, line=line)
    elif verb == "swap" and own and other in there and other != number:
        story.move(day, {own: there[other], there[other]: own}, line=line)
    elif verb == "remove" and own:
        story.commit(day, {own: None}, line=line)
    else:
        story.commit(day, {"/readme": day}, line=line)


class Told(NamedTuple):
    """One commit as git lists it."""

    day: str
    where: Where
    parent: Where | None
    """None of a merge."""


def commits(story: Story) -> list[Told]:
    """The oldest first, asked of git one by one."""
    found: dict[str, Told] = {}
    for line in git(story.root, "log", "--reverse", "--topo-order", "--format=%cs %H %P").decode().splitlines():
        day, commit, *parents = line.split()
        names = git(story.root, "ls-tree", "-r", "--name-only", commit, "data/meetings").decode().split()
        where = seen({name: git(story.root, "show", f"{commit}:{name}") for name in names})
        found[commit] = Told(day, where, found[parents[0]].where if len(parents) == 1 else None)
    return [*found.values()]


def expected(told: list[Told], number: int) -> list[tuple[str, ...]]:
    """The steps of a record, by comparing each commit with the one before."""
    found: list[tuple[str, ...]] = []
    last: tuple[str, str] | None = None
    is_there = False
    for day, where, _ in told:
        now = where.get(number)
        if now and last:
            words = [f"title: {last[1]} → {now[1]}"] if last[1] != now[1] else []
            words += [f"from {last[0]}"] if last[0] != now[0] else []
            found += [(day, *words)] if words or not is_there else []
        elif is_there:
            found += [(day, "removed")]
        last, is_there = now or last, bool(now)
    return found


def retitled(told: Told, number: int) -> Iterator[str]:
    """What a commit that is no merge wrote over."""
    if told.parent and number in told.parent and number in told.where:
        before, after = told.parent[number][1], told.where[number][1]
        if before != after:
            yield f"title: {before} → {after}"


def gone(told: History) -> set[int]:
    return {int(one.index[-4:]) for one in told.vanished}


def in_a_story(tell: Callable[[Story], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        story.commit("2026-01-09", FORMS)
        tell(story)


@FEW
@given(st.lists(ACTS, max_size=12))
def test_one_line(acts: list[tuple[str, int, int]]) -> None:
    """Added, edited, moved, swapped, removed and restored: every step of every record, and what is gone."""

    def tell(story: Story) -> None:
        for place, one in enumerate(acts):
            act(story, f"2026-02-{place + 1:02}", "main", one)
        told, known = story.told(), commits(story)
        head = known[-1].where
        for number, (path, _) in head.items():
            address = path.removeprefix("data/").removesuffix(".yaml")
            assert steps(told.timelines[address]) == expected(known, number)
        assert len(told.timelines) == len(head)
        assert gone(told) == {number for one in known for number in one.where} - head.keys()
        assert told.reused == {}

    in_a_story(tell)


@FEW
@given(st.lists(LINES, max_size=14))
def test_two_lines(acts: list[tuple[str, tuple[str, int, int]]]) -> None:
    """Merged again and again, wholly or not: the last step leads to what stands, and nothing is lost or invented."""

    def tell(story: Story) -> None:
        story.fork("side")
        for place, (line, one) in enumerate([*acts, ("merge", acts[0][1])] if acts else []):
            day = f"2026-02-{place + 1:02}"
            if line in ("main", "side"):
                act(story, day, line, one)
            else:
                merge(story, day, ours=line == "ours")
        told, known = story.told(), commits(story)
        head = known[-1].where
        for number, (path, title) in head.items():
            timeline = told.timelines[path.removeprefix("data/").removesuffix(".yaml")]
            titles = [one.after for step in timeline.steps for one in step.differences if one.path == ("title",)]
            assert titles[-1:] in ([], [title])
            own = {(day, words) for day, *rest in steps(timeline) for words in rest}
            assert {(one.day, words) for one in known for words in retitled(one, number)} <= own
        assert len(told.timelines) == len(head)
        assert gone(told) == {number for one in known for number in one.where} - head.keys()
        assert told.reused == {}
        told_by_the_log(story)

    in_a_story(tell)


def told_by_the_log(story: Story) -> None:
    """What lies where in each commit, one line after the other, is what git itself lists."""
    folder = Folder(register_at(story.make().root), AS_OF, repository(story.root))
    tree: dict[str, str] = {}
    for commit, those in altered(folder.kept.entries, folder.commits, is_ours).items():
        tree |= those
        listed = {path: blob for path, blob in files(story.root, commit).items() if is_ours(path)}
        assert {path: blob for path, blob in tree.items() if blob} == listed


def merge(story: Story, day: str, *, ours: bool) -> None:
    """Side into main, each record in one place only; the side goes on from there."""
    story.merge(day, ["side"], ours=ours)
    tree, stays = story.lines["main"].tree, {path for path, _ in seen(story.lines["main"].tree).values()}
    twice = {f"/{path}": None for path in tree if path.startswith("data/meetings") and path not in stays}
    if twice:
        story.commit(day, twice)
    story.fork("side")


TEXTS = st.one_of(
    st.builds(lambda number, title: meeting(number, f"title: {title}"), st.integers(1, 3), st.sampled_from("甲乙")),
    st.sampled_from([draft("title: 甲"), draft("title: 乙"), meeting(1).encode("gbk"), None]),
    st.sampled_from([meeting(2).replace("\n", "\r\n"), "\ufeff" + meeting(3), form("JG1/2026-0001"), "title： 坏"]),
)
PATHS = st.sampled_from(
    ["meetings/2026/m1", "meetings/2026/m2", "meetings/2025/m1", "huiyi/2026/m1", "approvals/2026/a"]
)
WRITTEN = st.dictionaries(PATHS, TEXTS, max_size=3)
ANYTHING = st.tuples(st.sampled_from(["main", "side", "other", "merge", "octopus"]), WRITTEN)


@FEW
@given(st.lists(ANYTHING, max_size=10), WRITTEN)
def test_anything(
    acts: list[tuple[str, dict[str, str | bytes | None]]], uncommitted: dict[str, str | bytes | None]
) -> None:
    """Copies, drafts, numbers changed, broken texts, merges of three: read without an error, and no number is lost."""

    def tell(story: Story) -> None:
        story.fork("side")
        story.fork("other")
        for place, (line, texts) in enumerate(acts):
            day = f"2026-02-{place + 1:02}"
            if line in story.lines:
                story.commit(day, texts, line=line)
            else:
                story.merge(day, ["side"] if line == "merge" else ["side", "other"], texts)
                story.fork("side")
        there = story.lines["main"].tree
        story.write({path: text for path, text in uncommitted.items() if text or f"data/{path}.yaml" in there})
        told = story.told()
        blobs = git(story.root, "log", "-m", "--format=", "--root", "-p", "main", "--", "data/meetings", "data/huiyi")
        bare = {
            one.decode() for one in re.findall(rb"^[+ -](?:\xef\xbb\xbf)?index: (JG1/\d+-\d+)", blobs, re.MULTILINE)
        }
        assert bare <= told.numbers
        for timeline in told.timelines.values():
            assert [step.commit.place for step in timeline.steps] == sorted(
                step.commit.place for step in timeline.steps
            )
        told_by_the_log(story)

    in_a_story(tell)
