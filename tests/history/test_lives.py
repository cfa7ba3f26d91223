"""Whose versions are whose, from literal changes: `a` is a path, `1x` a text with index number 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.history.lines import Lines
from gongkai.history.lives import Change, Life, lives, numbers, ordered
from gongkai.history.log import Entry
from gongkai.history.versions import GONE, Commit, Touch

Tree = dict[str, str]


def index_of(blob: str) -> str:
    """`1x` bears number 1, `x` none."""
    return blob[0] if blob[:1].isdigit() else ""


def through(*trees: Tree) -> tuple[Life, ...]:
    """The records of commits with these trees, path → text."""
    return lives(
        [
            Change(
                Commit(f"c{place}", place, place, ""),
                tuple(
                    Touch(path, was.get(path, GONE), now.get(path, GONE))
                    for path in sorted({**was, **now})
                    if was.get(path) != now.get(path)
                ),
                (f"c{place - 1}",) if place else (),
            )
            for place, (was, now) in enumerate(zip([{}, *trees], trees, strict=False))
        ],
        index_of,
    )


def told(life: Life) -> str:
    """Path and text of each version, `-` where it was gone."""
    return " ".join(f"{version.path}:{version.blob or '-'}" for version in life.versions)


@pytest.mark.parametrize(
    ("trees", "expected"),
    [
        pytest.param([{"a": "1x"}, {"a": "1y"}], ["a:1x a:1y"], id="edited"),
        pytest.param([{"a": "1x"}, {"b": "1y"}, {"c": "1z"}], ["a:1x b:1y c:1z"], id="renamed twice and edited"),
        pytest.param([{"a": "1x", "b": "2y"}, {"a": "2y", "b": "1x"}], ["a:1x b:1x", "b:2y a:2y"], id="swapped"),
        pytest.param(
            [{"a": "1x", "b": "2y", "c": "3z"}, {"a": "2u", "b": "3v", "c": "1w"}],
            ["a:1x c:1w", "b:2y a:2u", "c:3z b:3v"],
            id="in a ring, all edited",
        ),
        pytest.param([{"a": "x"}, {"a": "y"}, {"a": "1y"}], ["a:x a:y a:1y"], id="a draft gets its number"),
        pytest.param([{"a": "x"}, {"b": "x"}, {"b": "1x"}], ["a:x b:x b:1x"], id="a draft renamed"),
        pytest.param([{"a": "x"}, {"b": "y"}], ["a:x a:-", "b:y"], id="a draft renamed and edited is another"),
        pytest.param(
            [{"a": "1x"}, {"a": "1x", "b": "1x"}, {"a": "1x", "b": "2x"}], ["a:1x", "b:1x b:2x"], id="a template"
        ),
        pytest.param(
            [{"b": "1x"}, {"a": "1x", "b": "1y"}, {"a": "2x", "b": "1y"}, {"a": "2x", "c": "1z"}],
            ["b:1x b:1y c:1z", "a:1x a:2x"],
            id="a template whose original is edited and renamed",
        ),
        pytest.param(
            [{"a": "1x"}, {"b": "1y", "c": "1x"}], ["a:1x b:1y", "c:1x"], id="two with the number of one that went"
        ),
        pytest.param(
            [{"a": "1x"}, {"a": "1x", "b": "1x"}, {"b": "1x"}], ["a:1x b:1x", "b:1x b:-"], id="renamed in two commits"
        ),
        pytest.param([{"a": "1x"}, {}, {"b": "1x"}], ["a:1x a:- b:1x"], id="removed, then elsewhere"),
        pytest.param([{"a": "1x"}, {}, {"a": "1x"}, {"a": "1y"}], ["a:1x a:- a:1x a:1y"], id="removed and restored"),
        pytest.param([{"a": "x"}, {}, {"a": "x"}], ["a:x a:-", "a:x"], id="a draft removed comes as another"),
        pytest.param([{"a": "1x"}, {"a": "2x"}], ["a:1x a:2x"], id="number changed"),
        pytest.param([{"a": "1x"}, {"a": "2x"}, {"a": "2x", "b": "1y"}], ["a:1x a:2x", "b:1y"], id="number used again"),
        pytest.param([{"a": "1x"}, {"a": "2y", "b": "1x"}], ["a:1x b:1x", "a:2y"], id="another in its place"),
        pytest.param([{"a": "1x", "b": "2y"}, {"a": "2y"}], ["a:1x a:-", "b:2y a:2y"], id="one over another"),
        pytest.param(
            [{"a": "1x", "b": "2y"}, {"a": "2x", "b": "1y"}], ["a:1x b:1y", "b:2y a:2x"], id="numbers swapped"
        ),
        pytest.param([{"a": "1x"}, {"a": "x"}, {"a": "1x"}], ["a:1x a:x a:1x"], id="number lost and found"),
        pytest.param([{}, {}], [], id="nothing"),
    ],
)
def test_identity(trees: list[Tree], expected: list[str]) -> None:
    """The index number tells, wherever the file lies; without one, the path, or the same bytes elsewhere."""
    assert [told(life) for life in through(*trees)] == expected


def test_what_a_version_was_made_from() -> None:
    """Of two that swap their places, each from its own text; a file restored, from none."""
    first, second = through({"a": "1x", "b": "2y"}, {"a": "2z", "b": "1w"}, {"a": "2z"}, {"a": "2z", "b": "1w"})
    assert [version.before for version in first.versions] == [GONE, "1x", "1w", GONE]
    assert [version.before for version in second.versions] == [GONE, "2y"]


def test_who_bore_a_number() -> None:
    """In order, those that are gone among them."""
    found = through({"a": "1x"}, {"a": "2x"}, {"a": "2x", "b": "1y"})
    assert {index: [told(life) for life in those] for index, those in numbers(found, index_of).items()} == {
        "1": ["a:1x a:2x", "b:1y"],
        "2": ["a:1x a:2x"],
    }


TREES = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["1x", "1y", "2x", "2y", "3x", "x", "y"])), max_size=6
)


@given(TREES)
def test_every_version_belongs_to_one_record(trees: list[Tree]) -> None:
    """However they are renamed: what stands in the end is where each life says, and no two share a number's life."""
    found = through(*trees)
    last = trees[-1] if trees else {}
    assert {life.path: life.versions[-1].blob for life in found if life.path} == last
    for life in found:
        places = [version.commit.place for version in life.versions]
        assert places == sorted(set(places))
        assert bool(life.versions[-1].blob) is bool(life.path)


@dataclass
class Two:
    """Two lines of commits, each with a tree of its own, of which one is merged into the other."""

    changes: list[Change] = field(default_factory=list)
    trees: dict[str, Tree] = field(default_factory=dict)
    main: str = ""
    side: str = ""
    fork: str = ""

    def commit(self, tree: Tree, *parents: str) -> str:
        """As git's log tells it: of a merge everything that is not as in each of its parents."""
        place, touched = len(self.changes), dict[str, Touch]()
        for was in [self.trees[parent] for parent in parents] or [{}]:
            for path in sorted({**was, **tree}):
                if was.get(path) != tree.get(path):
                    touched.setdefault(path, Touch(path, was.get(path, GONE), tree.get(path, GONE)))
        name = f"c{place}"
        self.changes.append(Change(Commit(name, place, place, ""), tuple(touched.values()), parents))
        self.trees[name] = tree
        return name

    def act(self, line: str, verb: str, number: str, path: str) -> None:
        """On one line: written anew, moved or removed; as far as it makes sense."""
        here = self.main if line == "main" else self.side
        tree = dict(self.trees[here])
        own = next((path for path, text in tree.items() if text[0] == number), None)
        text = tree.pop(own) if own else ""
        if verb == "write":
            tree[own or min({*"abcd"} - {*tree})] = f"{number}{len(self.changes)}"
        elif verb == "move" and text and path not in tree:
            tree[path] = text
        done = self.commit(tree, here)
        self.main, self.side = (done, self.side) if line == "main" else (self.main, done)

    def merge(self, *, ours: bool) -> None:
        """Side into main, each number once; the side goes on from there."""
        tree, side, fork = dict(self.trees[self.main]), self.trees[self.side], self.trees[self.fork]
        for path in () if ours else {**side, **fork}:
            if side.get(path) != fork.get(path):
                tree |= {path: side.get(path, "")}
        once = {text[0]: path for path, text in sorted(tree.items()) if text}
        self.main = self.commit({path: tree[path] for path in sorted(once.values())}, self.main, self.side)
        self.side = self.fork = self.main


TWO_LINES = st.lists(
    st.tuples(
        st.sampled_from(["main", "side", "merge", "ours"]),
        st.sampled_from(["write", "move", "remove"]),
        st.sampled_from("12"),
        st.sampled_from("abcd"),
    ),
    max_size=12,
)


@given(TWO_LINES)
def test_the_last_word_is_what_stands(acts: list[tuple[str, str, str, str]]) -> None:
    """However two lines are merged: a text that a merge left is told as left, on the day of the merge."""
    two = Two()
    two.main = two.side = two.fork = two.commit({})
    for line, *what in [*acts, ("merge", "", "", "")]:
        if line in ("main", "side"):
            two.act(line, *what)
        else:
            two.merge(ours=line == "ours")
    found = lives([*two.changes, Change(Commit("", len(two.changes), 0, ""), (), (two.main,))], index_of)
    standing = {life.path: life for life in found if life.path}
    assert standing.keys() == two.trees[two.main].keys()
    for path, text in two.trees[two.main].items():
        versions = standing[path].versions
        known = {version.blob for version in versions if version.blob}
        told = [
            version.blob
            for last, version in pairwise(versions)
            if version.blob and version.blob != (version.before if version.before in known else last.blob)
        ]
        assert (told[-1:] or [text]) == [text]


def entry(name: str, at: int, *parents: str) -> Entry:
    return Entry(name, parents, at, "", ())


def test_order_is_that_of_parents_then_of_time() -> None:
    """A clock that ran backwards does not put a commit before its parent; of one time, the number decides."""
    told = [entry("r", 100), entry("b", 50, "r"), entry("c", 120, "r"), entry("a", 100, "b"), entry("m", 10, "c", "a")]
    commits = ordered(told)
    assert list(commits) == ["r", "b", "a", "c", "m"]
    assert [commit.at for commit in commits.values()] == [100, 100, 100, 120, 120]
    assert [commit.place for commit in commits.values()] == [0, 1, 2, 3, 4]
    assert ordered([told[0], told[2], told[1], told[3], told[4]]) == commits


def test_what_led_to_what() -> None:
    """Two lines that meet: none led to the other, both led to where they met and to all that came of it."""
    told = [
        entry("r", 1),
        entry("a", 2, "r"),
        entry("b", 3, "r"),
        entry("c", 4, "a"),
        entry("m", 5, "c", "b"),
        entry("e", 6, "m"),
    ]
    commits = ordered(told)
    lines = Lines.of(told, commits)
    found = {name: "".join(one for one in commits if lines.leads_to(commits[one], commits[name])) for name in commits}
    assert found == {"r": "r", "a": "ra", "b": "rb", "c": "rac", "m": "rabcm", "e": "rabcme"}
    assert lines.leads_to(commits["b"], Commit("", 9, 9, ""))
    behind = lines.behind([*commits.values()])
    assert ["".join(one.id for one in those) for those in behind] == ["", "r", "r", "a", "cb", "m"]
    without = lines.behind([commits[name] for name in "rbm"])
    assert [[one.id for one in those] for those in without] == [[], ["r"], ["r", "b"]]
