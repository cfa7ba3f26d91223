"""Does this shelf hold what its ledger says, whole and unaltered? Python 3.9 and its standard library are enough.

python3 verify.py SHELF [--head H, written down earlier] [--signers FILE, as ssh-keygen's allowed signers]

It opens only plain files that it found itself: no link is followed, no name that stands in a file is trusted. Whatever
the bytes, it ends in sentences: exit 0 where all is well, 1 where not. Forms: docs/decisions/0024-seal-and-ledger.md.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SUMS, LEDGER, VERSIONS, LIST, VERIFY = "SHA256SUMS", "ledger.txt", "versions.json", "index.html", "verify.py"
UNFINISHED, UNPLACED, CURRENT = ".ready", ".publish", "current"
NAMESPACE, NOTHING = "gongkai-ledger", "0" * 64
_HASH, _DAY = "[0-9a-f]{64}", "([0-9]{4}-[0-9]{2}-[0-9]{2})"
_BLOCK = re.compile(
    rf"(gongkai-ledger-v1 [0-9A-Za-z-]{{1,64}})\n([1-9][0-9]{{0,8}})\n({_HASH})\naction ([a-z]{{1,32}})\n"
    rf"edition ([0-9A-Za-z-]{{1,64}})\ndigest ({_HASH})\ncommit ([0-9a-f]{{40,64}})\n"
    rf"list ({_HASH})\nverify ({_HASH})\nas-of {_DAY}\nday {_DAY}\nnote ([^\n]{{0,400}})\n"
)
_SUM = re.compile(rf"(?P<digest>{_HASH})  (?P<name>.{{1,1500}})")


class Head(NamedTuple):
    """One block of the ledger: what was done, chained to the block before it."""

    origin: str
    number: int
    previous: str  # hash of the block before; NOTHING for the first
    action: str
    edition: str
    digest: str  # hash of the edition's own SHA256SUMS, and so of every byte of it
    commit: str
    list: str  # hash of index.html with NOTHING in place of this block's hash, which stands in it
    verify: str  # hash of the program that was put on the shelf with it
    as_of: str  # the day by which the edition was judged
    day: str  # the day on which it was put on the shelf
    note: str

    @property
    def text(self) -> str:
        named = (f"{name.replace('_', '-')} {getattr(self, name)}\n" for name in self._fields[3:])
        return f"{self.origin}\n{self.number}\n{self.previous}\n{''.join(named)}"

    @property
    def hash(self) -> str:
        """What one writes down: it stands for this block and all before it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class BrokenError(Exception):
    """What cannot be so, in Chinese."""


def heads(raw: bytes) -> tuple[Head, ...]:
    """The ledger's blocks, each with a blank line after it. BrokenError where one does not follow from those before."""
    *blocks, rest = raw.decode("utf-8", "replace").split("\n\n")
    if rest or b"".join(f"{block}\n\n".encode() for block in blocks) != raw:
        raise BrokenError("已被改动：末尾不完整")
    read: dict[str, Head] = {}
    last: Head | None = None
    for number, block in enumerate(blocks, 1):
        where, found = f"第 {number} 条", _BLOCK.fullmatch(block + "\n")
        if found is None:
            raise BrokenError(f"{where}已被改动：不合格式")
        head = Head(found[1], int(found[2]), *found.groups()[2:])
        if (head.number, head.previous, head.origin) != (number, last.hash if last else NOTHING, (last or head).origin):
            raise BrokenError(f"{where}与前面的登记接不上：有登记被改动、删去、调换或混入")
        if head.action != "publish":
            raise BrokenError(f"{where}的动作“{head.action}”本程序不认识，请用更新的核对程序")
        if head.edition in read:
            raise BrokenError(f"{where}又登记了已有的存档版 {head.edition}")
        read[head.edition] = last = head
    return tuple(read.values())


def versions(published: Iterable[Head]) -> bytes:
    """versions.json as mike writes it, newest first."""
    listed = [{"version": head.edition, "title": head.note or head.edition, "aliases": []} for head in published]
    return (json.dumps(listed[::-1], ensure_ascii=False, indent=1) + "\n").encode()


def sums(raw: bytes) -> dict[str, str]:
    """Name → hash, of a SHA256SUMS. BrokenError unless every line is one, and the names ascend."""
    lines = raw.decode("utf-8", "replace").split("\n")
    found = [_SUM.fullmatch(line) for line in lines[:-1]]
    read = {line["name"]: line["digest"] for line in found if line}
    if lines[-1] or len(read) != len(found) or list(read) != sorted(read):
        raise BrokenError("不合格式")
    return read


def parts(path: Path) -> Iterator[bytes]:
    """Of a plain file. OSError for anything else: no link is followed, no pipe waited for."""
    flags = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))
    with os.fdopen(os.open(path, os.O_RDONLY | flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("不是普通文件")
        while part := file.read(1 << 20):
            yield part


def hashed(path: Path) -> str:
    """Of a file of any size."""
    told = hashlib.sha256()
    for part in parts(path):
        told.update(part)
    return told.hexdigest()


def content(path: Path) -> bytes:
    """Of a file that ought to be small. OSError where it cannot be read, BrokenError where it is not small."""
    raw = b"".join(itertools.islice(parts(path), 65))
    if len(raw) > 64 << 20:
        raise BrokenError("大得不合情理")
    return raw


def entries(top: Path) -> Iterator[tuple[str, str]]:
    """Path from the top and what stands there; only files and folders have a place on a shelf."""
    waiting = [""]
    for folder in waiting:  # grows meanwhile
        with os.scandir(top / folder) as listed:
            for entry in listed:
                path = f"{folder}/{entry.name}" if folder else entry.name
                is_folder = entry.is_dir(follow_symlinks=False)
                waiting += [path] if is_folder else []
                plain = "文件" if entry.is_file(follow_symlinks=False) else "特殊文件"
                yield path, "文件夹" if is_folder else "链接" if entry.is_symlink() else plain


def sealed(top: Path, folder: str) -> dict[str, str]:
    """Path → hash, of what one SHA256SUMS covers: its own folder; that at the top the other folders' lists, too."""
    read = sums(content(top / folder / SUMS))
    if any("/" in name and (folder or name.rpartition("/")[2] != SUMS) for name in read):
        raise BrokenError("不合格式")
    return {f"{folder}/{name}" if folder else name: told for name, told in read.items()}


class Look:
    """One look at a shelf; what is wrong is gathered as sentences."""

    def __init__(self, top: str) -> None:
        self.top = Path(os.path.realpath(top))
        self.wrong: list[str] = []
        self.heads: tuple[Head, ...] = ()
        self.files = 0

    def whole(self, known: str, signers: str) -> None:
        """Everything; where the ledger tells nothing any more, only that."""
        with self.noting(f"发布登记簿 {LEDGER} "):
            raw = content(self.top / LEDGER)
            self.heads = heads(raw)
            self.signatures(raw, signers)
        with self.noting("发布区"):
            self.surroundings(sorted(entry.name for entry in os.scandir(self.top)))
        for head in self.heads:
            self.edition(f"存档版 {head.edition}：", head.digest, self.top / head.edition)
        if known and known not in [head.hash for head in self.heads]:
            self.wrong.append("发布登记簿里没有您记下的杂凑值：那以前的登记被改动或删去，或者这不是同一个发布区")

    @contextmanager
    def noting(self, where: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            self.wrong.append(f"{where}缺失")
        except (BrokenError, OSError) as problem:
            why = f"无法读取（{problem.strerror or problem}）" if isinstance(problem, OSError) else problem
            self.wrong.append(f"{where}{why}")

    def surroundings(self, listed: list[str]) -> None:
        """What stands beside the editions: nothing that the ledger does not know."""
        own = {LEDGER, VERSIONS, LIST, VERIFY, *(head.edition for head in self.heads)}
        own |= {f"{LEDGER}.{head.number}.sig" for head in self.heads} | self.generations(listed)
        for name in listed:
            if name in (UNFINISHED, UNPLACED):
                self.wrong.append(f"有一次发布没有做完（{name}）：再运行一次 gongkai publish 即会补齐或清除")
            elif name not in own and self.heads:
                self.wrong.append(f"发布区里多出未登记的 {shown(name)}")
        for name in (VERSIONS, VERIFY, LIST) if self.heads else ():
            with self.noting(f"发布区的 {name} "):
                if not self.follows(name, content(self.top / name)):
                    raise BrokenError("与发布登记簿不符，已被改动")

    def generations(self, listed: list[str]) -> set[str]:
        """现状: a link to a folder that is named by its digest, and the folder before it; the ledger knows neither."""
        kept = {name: name[len(CURRENT) + 1 :] for name in listed if name.startswith(f"{CURRENT}.")}
        for name, digest in kept.items():
            self.edition(f"现状 {name[:16]}：", digest, self.top / name)
        if CURRENT in listed and not ((link := self.top / CURRENT).is_symlink() and str(link.readlink()) in kept):
            self.wrong.append("发布区的 current（现状）被改动，或改指到别处")
        return {CURRENT, *kept}

    def follows(self, name: str, raw: bytes) -> bool:
        """From the ledger. The list of editions shows the newest block's hash; that block seals it with zeros there."""
        newest, zeros = self.heads[-1], NOTHING.encode()
        if name != LIST:
            return raw == versions(self.heads) if name == VERSIONS else hashlib.sha256(raw).hexdigest() == newest.verify
        blank = raw.replace(newest.hash.encode(), zeros)
        every = all(raw.count(f'href="{head.edition}/index.html"'.encode()) == 1 for head in self.heads)
        once = raw.count(newest.hash.encode()) == blank.count(zeros) == 1
        return every and once and hashlib.sha256(blank).hexdigest() == newest.list

    def edition(self, where: str, digest: str, top: Path) -> None:
        """Each file against its folder's list, those against the one at the top, that against its hash."""
        if top.is_symlink() or not top.is_dir():
            self.wrong.append(f"{where}已登记，发布区里却没有这个文件夹（被删去，或换成了链接）")
            return
        with self.noting(f"{where}封印 {SUMS} "):
            found = dict(entries(top))
            if hashed(top / SUMS) != digest:
                self.wrong.append(f"{where}封印 {SUMS} 已被改动，或换成了另一版的，与登记簿不符")
            seal = sealed(top, "")
            for path in [path for path in seal if found.get(path.rpartition("/")[0]) == "文件夹"]:
                with self.noting(f"{where}封印 {shown(path)} "):
                    seal.update(sealed(top, path.rpartition("/")[0]))
            self.compare(where, top, found, seal)

    def compare(self, where: str, top: Path, found: Mapping[str, str], seal: Mapping[str, str]) -> None:
        """What stands there with what ought to."""
        holders = {path[:at] for path in seal for at, letter in enumerate(path) if letter == "/"}
        places = {told: path for path, told in seal.items()}
        for path, sort in sorted(found.items()):
            if sort == "文件" and path in seal:
                with self.noting(f"{where}{shown(path)} "):
                    self.files += 1
                    if (told := hashed(top / path)) != seal[path]:
                        same = f"（内容与 {shown(places[told])} 应有的相同，可能被调换）" if told in places else ""
                        raise BrokenError(f"已被改动{same}")
            elif path in seal:
                self.wrong.append(f"{where}{shown(path)} 被换成了{sort}")
            elif path != SUMS and not (sort == "文件夹" and path in holders):
                self.wrong.append(f"{where}多出{sort} {shown(path)}")
        self.wrong += [f"{where}缺少 {shown(path)}" for path in sorted(seal) if path not in found]

    def signatures(self, raw: bytes, signers: str) -> None:
        """Each covers the ledger up to its number, so the newest block's answers for all. ssh-keygen is asked."""
        end = 0
        for head in self.heads if signers else ():
            end += len(head.text.encode()) + 1
            name = f"{LEDGER}.{head.number}.sig"
            if not os.path.lexists(self.top / name) and head is not self.heads[-1]:
                continue  # not every head need be signed, but the newest
            with self.noting(f"签名 {name} "):
                content(self.top / name)
                about = ("-s", str(self.top / name), "-f", signers)
                who = asked("find-principals", *about).decode(errors="replace").partition("\n")[0]
                asked("verify", *about, "-I", who, "-n", NAMESPACE, told=raw[:end])


def asked(what: str, *words: str, told: bytes = b"") -> bytes:
    """What ssh-keygen answers. BrokenError unless it agrees."""
    try:
        answer = subprocess.run(["ssh-keygen", "-Y", what, *words], input=told, capture_output=True, check=False)
    except OSError:
        raise BrokenError("无法核对：这台机器没有 ssh-keygen") from None
    if answer.returncode:
        raise BrokenError("不对：签名人不在名单上，或者登记簿、签名已被改动")
    return answer.stdout


def shown(name: str) -> str:
    """A name as a terminal may print it."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in name)


def verdict(top: str, known: str = "", signers: str = "", found: Iterable[str] = ()) -> tuple[int, str]:
    """The exit and what is printed; `found` is wrong already."""
    look = Look(top)
    look.whole("".join(known.lower().split()), signers)
    if (wrong := [*found, *look.wrong]) or not look.heads:
        wrong = wrong or ["发布登记簿是空的，没有可核对的存档版"]
        return 1, "\n".join([*wrong, f"核对不通过：{len(wrong)} 处。"])
    counted = f"核对无误：存档版 {len(look.heads)} 个，文件 {look.files} 个。\n最新登记的杂凑值：{look.heads[-1].hash}"
    return 0, f"{counted}\n请与会议记录里记下的比较；以前记下的用 --head 核对。"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a text stream
    given = dict(zip(sys.argv[2::2], sys.argv[3::2]))  # noqa: B905  # 3.9 has no strict=
    if len(sys.argv) % 2 or not set(given) <= {"--head", "--signers"}:
        print("用法：verify.py 发布区 [--head 杂凑值] [--signers 签名人名单]", file=sys.stderr)
        sys.exit(2)
    wrong, said = verdict(sys.argv[1], given.get("--head", ""), given.get("--signers", ""))
    print(said)
    sys.exit(wrong)
