"""Editions in git: the tag is looked up or made, and the whole folder at its commit stands in a clone of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from gongkai.history.git import Repository, UnavailableError, answer
from gongkai.history.versions import day_of

_PREFIX: Final = "refs/tags/edition/"
_PLAIN: Final = (
    *("-c", "core.hooksPath=/dev/null", "-c", "core.autocrlf=false", "-c", "core.fsmonitor=false"),
    *("-c", "advice.detachedHead=false", "-c", "core.eol=lf"),
)
"""No habit of the user changes a byte or starts a program."""


class NotReadyError(Exception):
    """The repository is not in the state from which an edition is made; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The annotated tag of an edition."""

    name: str
    title: str
    object: str
    commit: str
    day: date
    """By the tagger's clock, in Beijing: the day by which the edition is judged."""
    is_new: bool = False
    """Made, but not yet known to the repository by its name."""


def taken(repo: Repository, name: str) -> Sealed | None:
    """The edition's tag as it is; None where there is none. NotReadyError for a tag without day and title."""
    tag = next((one for one in repo.tags() if one.name == name), None)
    if tag is None:
        return None
    if _told(repo, "cat-file", "-t", _PREFIX + name) != "tag":
        raise NotReadyError(f"标签 edition/{name} 没有附注（日期和标题）；请用 git tag -d edition/{name} 删去再发布")
    made = _told(repo, "rev-parse", _PREFIX + name)
    return Sealed(name=name, title=tag.title, object=made, commit=tag.commit, day=day_of(tag.at))


def made(repo: Repository, name: str, title: str, now: datetime) -> Sealed:
    """A tag of what is committed, not yet known by its name. NotReadyError where something is not committed."""
    changed = answer(repo.root, *_PLAIN, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".")
    if changed.returncode:
        raise UnavailableError("git 仓库已损坏，读不出工作区的状态")
    if first := next(_uncommitted(repo, changed.stdout), ""):
        raise NotReadyError(f"有改动还没有提交（{first}）；存档版只从已提交的内容制作，请先提交")
    ident = answer(repo.root, "var", "GIT_COMMITTER_IDENT")
    who = ident.stdout.decode("utf-8", "replace").rpartition(">")[0]
    if ident.returncode or not who:
        raise NotReadyError("git 还不知道制作人的姓名和邮箱；请用 git config 设置 user.name 和 user.email")
    text = (
        f"object {repo.head}\ntype commit\ntag edition/{name}\ntagger {who}> {int(now.timestamp())} +0800\n\n{title}\n"
    )
    told = answer(repo.root, "mktag", stdin=text.encode())
    if told.returncode:
        raise UnavailableError("git 无法写入标签，请检查仓库的权限")
    return Sealed(
        name=name,
        title=title,
        object=told.stdout.decode().strip(),
        commit=repo.head,
        day=day_of(int(now.timestamp())),
        is_new=True,
    )


def _uncommitted(repo: Repository, told: bytes) -> Iterator[str]:
    """What would be missing; files that git does not know count only where the site is made from."""
    for line in told.split(b"\0")[:-1]:
        path = line[3:].decode("utf-8", "replace")
        if not line.startswith(b"??") or path.startswith((f"{repo.prefix}data/", f"{repo.prefix}content/")):
            yield path


def named(repo: Repository, tag: Sealed) -> None:
    """From now on the repository knows the tag by its name. NotReadyError where somebody was faster."""
    never = "0" * len(tag.object)  # only while it is not there
    if tag.is_new and answer(repo.root, "update-ref", _PREFIX + tag.name, tag.object, never).returncode:
        raise NotReadyError(f"标签 edition/{tag.name} 刚被别人做出，或仓库不可写；请再运行一次")


def forgotten(repo: Repository, tag: Sealed) -> None:
    """The name is taken back: what it was made for did not come to be."""
    if tag.is_new:
        answer(repo.root, "update-ref", "-d", _PREFIX + tag.name, tag.object)


def checked_out(repo: Repository, tag: Sealed, target: Path) -> Path:
    """The branch's folder at the tag, in a clone with the history up to it that shares the objects.

    Tags that came later are not there: the edition is the same, however often and however late it is made.
    """
    names = [one.name for one in repo.tags()]
    later = names[names.index(tag.name) + 1 :] if tag.name in names else []
    refs = "".join([f"update {_PREFIX}{tag.name} {tag.object}\n", *(f"delete {_PREFIX}{name}\n" for name in later)])
    steps = (
        (repo.root, ("clone", "--quiet", "--shared", "--no-checkout", "--template=", str(repo.folder), str(target))),
        (target, ("update-ref", "--stdin")),
        (target, ("checkout", "--quiet", "--detach", tag.commit)),
    )
    for where, words in steps:
        stdin = refs.encode() if "--stdin" in words else b""
        done: subprocess.CompletedProcess[bytes] = answer(where, *_PLAIN, *words, stdin=stdin)
        if done.returncode:
            raise UnavailableError("git 无法取出标签处的文件，仓库可能已损坏，或磁盘已满")
    return target / repo.prefix


def follows(repo: Repository, older: str, tag: Sealed) -> bool:
    """Whether the edition contains the older commit. NotReadyError where this repository does not know it."""
    if repo.commit(older) is None:
        raise NotReadyError("发布区最新的存档版所依据的提交不在这个仓库里：仓库不对，或者提交记录被改写")
    return replace(repo, head=tag.commit).leads_to(older, tag.commit)


def _told(repo: Repository, *words: str) -> str:
    return answer(repo.root, *words).stdout.decode("utf-8", "replace").strip()
