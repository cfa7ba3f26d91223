"""Who promises: a person, the branch, or another body. What is rated of a body is rated of nobody."""

from __future__ import annotations

from typing import Final

from gongkai.kinds.commitments.model import THE_BRANCH, Promise
from gongkai.load.branch import Branch

BODIES: Final = ("支部", "总支", "党委", "委员会", "支委会", "小组", "班组", "班子", "队")
"""How the name of a body ends; no person is called so. A body taken for a person would hide four persons as five."""


def is_person(promise: Promise, branch: Branch) -> bool:
    """Whether a person promises; all that branch.yaml names as branch or group is none, however it is called."""
    who = folded(promise.by)
    return not (who.endswith(BODIES) or who in _branch_names(branch) or who in map(folded, _groups(branch)))


def identity(promise: Promise, branch: Branch) -> tuple[str, str]:
    """Two entries with the same identity are the same promiser; the branch is one by whichever of its names."""
    who = folded(promise.by)
    return ("支部", "") if who in _branch_names(branch) else (who, promise.distinguish or "")


def folded(name: str) -> str:
    """`李 思源` and `李思源` are the same name, as in `Named.identity`."""
    return "".join(name.split())


def _branch_names(branch: Branch) -> frozenset[str]:
    return THE_BRANCH | {folded(branch.name), folded(branch.short_name)}


def _groups(branch: Branch) -> tuple[str, ...]:
    return tuple(group.name for group in branch.groups)
