"""A moment of a branch's history, as people name it: an edition, a date, a commit, or now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gongkai.days import chinese_date, parse_date
from gongkai.history.git import Repository, files
from gongkai.history.lives import ordered
from gongkai.history.log import entries
from gongkai.history.versions import Commit, day_of

NOW = "现在"


class UnknownError(Exception):
    """No moment is called so; the message says what may be written."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A state of the branch's folder and the day by which it is judged."""

    words: str
    day: date
    commit: str | None
    """None for the folder as it stands."""


def moment(repo: Repository, asked: str, as_of: date) -> Moment:
    """The moment that is meant. UnknownError where there is none."""
    if asked in (NOW, "now"):
        return Moment(words=f"{NOW}（{chinese_date(as_of)}）", day=as_of, commit=None)
    name = asked.removeprefix("edition/")
    for tag in repo.tags():
        if tag.name == name:
            return Moment(
                words=f"存档版 {name}（{chinese_date(day_of(tag.at))}）", day=day_of(tag.at), commit=tag.commit
            )
    try:
        return _on(repo, parse_date(asked))
    except ValueError:
        commit = repo.commit(asked)
    if commit is None:
        raise UnknownError(f"没有“{asked}”：请写存档版的名称、日期（如 2026-06-30）、提交号，或“{NOW}”")
    made = _commits(repo, commit)[commit]
    return Moment(words=f"提交 {commit[:12]}（{chinese_date(made.day)}）", day=made.day, commit=commit)


def _on(repo: Repository, day: date) -> Moment:
    """The last commit up to the end of that day."""
    past = [commit for commit in _commits(repo, repo.head).values() if commit.day <= day]
    if not past:
        raise UnknownError(f"{chinese_date(day)}以前还没有提交")
    return Moment(words=chinese_date(day), day=day, commit=past[-1].id)


def _commits(repo: Repository, tip: str) -> dict[str, Commit]:
    """All that lead to a commit."""
    return ordered(entries(replace(repo, head=tip).log())[::-1])


def unpack(repo: Repository, commit: str, target: Path) -> None:
    """Write `data/` as it was into an empty folder."""
    held = files(repo.root, commit)
    for path, content in zip(held, repo.blobs(held.values()), strict=True):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
