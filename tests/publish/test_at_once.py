"""Several people publish at the same moment, each by the command in a process of their own: nothing is lost."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

from gongkai.publish.verify import LEDGER, heads
from history.stories import Story, git
from publish.shelving import Place, bare, wrong
from publish.test_publishing import gongkai, machine, story, tag

__all__ = ["machine", "story"]


def at_once(deeds: list[Callable[[], object]]) -> list[int]:
    """Each in a process of its own, all at the same time; how they ended."""
    children = []
    for deed in deeds:
        child = os.fork()
        if not child:
            code = 1
            try:
                deed()
                code = 0
            finally:
                if code:
                    traceback.print_exc()  # the last that is heard of it
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def publish(root: Path, name: str, to: str) -> None:
    result = gongkai("publish", name, "-C", root, "--to", to)
    assert result.exit_code == 0, result.output


def alone(root: Path, name: str, beside: Path) -> str:
    """The digest of this edition on a shelf of its own."""
    publish(root, name, str(beside / f"alone-{name}"))
    return heads((beside / f"alone-{name}" / LEDGER).read_bytes())[0].digest


def test_eight_publish_to_one_folder(story: Story, tmp_path: Path) -> None:
    """Four take their tags, four make them: all editions are there, in one line, and each is as it is alone."""
    shelf, names = Place(tmp_path / "shelf"), [f"e{number}" for number in range(8)]
    for name in names[:4]:
        tag(story, name, "2026-02-03")
    root = story.make().root
    assert at_once([lambda name=name: publish(root, name, shelf.words) for name in names]) == [0] * 8  # type: ignore[misc]  # bound
    known = heads((shelf.seen() / LEDGER).read_bytes())
    assert {head.edition for head in known} == {*names}
    assert {head.edition: head.digest for head in known} == {name: alone(root, name, tmp_path) for name in names}
    assert wrong(shelf.to) == []


def test_two_clones_push_to_one_repository(story: Story, tmp_path: Path) -> None:
    """Each from its own clone, neither knows of the other: both editions are there, each as it is alone."""
    shelf, names = Place(bare(tmp_path / "shelf.git")), ["2026-a", "2026-b"]
    for name in names:
        tag(story, name, "2026-02-03")
        git(tmp_path, "clone", "--quiet", str(story.make().top), name)
    assert at_once([lambda name=name: publish(tmp_path / name, name, shelf.words) for name in names]) == [0, 0]  # type: ignore[misc]  # bound
    known = heads((shelf.seen() / LEDGER).read_bytes())
    assert {head.edition: head.digest for head in known} == {n: alone(story.root, n, tmp_path) for n in names}
    assert wrong(shelf.to) == []
