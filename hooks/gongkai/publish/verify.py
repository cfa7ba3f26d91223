"""Does this shelf hold what its ledger says, whole and unaltered? Python 3.9 and its standard library are enough.

python3 verify.py SHELF [--head H, written down earlier] [--signers FILE, as ssh-keygen's allowed signers]
It opens only plain files that it found itself; no link is followed, no name in a file is trusted. Whatever the bytes,
it ends in sentences: exit 0 where all is well, 1 where not. The forms are those of docs/decisions/0024 and 0025.
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SUMS, LEDGER, VERSIONS, LIST, VERIFY = "SHA256SUMS", "ledger.txt", "versions.json", "index.html", "verify.py"
UNFINISHED, UNPLACED, CURRENT, WHEELS = ".ready", ".publish", "current", "wheels"
ACTIONS: Mapping[str, str] = {"publish": "发布", "withdraw": "撤回", "rollback": "现状退回", "redact": "隐去"}
_HASH, _DAY, NOTHING = "[0-9a-f]{64}", "([0-9]{4}-[0-9]{2}-[0-9]{2})", "0" * 64
_BLOCK = re.compile(
    rf"(gongkai-ledger-v1 [0-9A-Za-z-]{{1,64}})\n([1-9][0-9]{{0,8}})\n({_HASH})\naction ({'|'.join(ACTIONS)})\n"
    rf"edition ([0-9A-Za-z-]{{1,64}})\ndigest ({_HASH})\ncommit ([0-9a-f]{{40,64}})\nlist ({_HASH})\nverify ({_HASH})\n"
    rf"as-of {_DAY}\nday {_DAY}\n((?:masked {_HASH} {_HASH} [^\n]{{1,1500}}\n)*)note ([^\n]{{0,400}})\n"
)
_SUM = re.compile(rf"(?P<digest>{_HASH})  (?P<name>[^/]{{1,1500}}|.{{1,1500}}/{SUMS})")


class Head(NamedTuple):
    """One block of the ledger, chained to the one before: what was done, and what the edition holds from then on."""

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
    day: str  # the day on which it was done
    masked: str = ""  # of a redaction: lines "masked OLD NEW PATH", a file's hash before and after
    note: str = ""  # of a publication the title, else the reason

    @property
    def text(self) -> str:
        named = (f"{name.replace('_', '-')} {getattr(self, name)}\n" for name in self._fields[3:-2])
        return f"{self.origin}\n{self.number}\n{self.previous}\n{''.join(named)}{self.masked}note {self.note}\n"

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class BrokenError(Exception):
    """What cannot be so, in Chinese."""


def heads(raw: bytes) -> tuple[Head, ...]:
    """The ledger's blocks, each with a blank line after it. BrokenError where one does not follow from those before."""
    *blocks, rest = raw.decode("utf-8", "replace").split("\n\n")
    if rest or b"".join(f"{block}\n\n".encode() for block in blocks) != raw:
        raise BrokenError("已被改动：末尾不完整")
    read: list[Head] = []
    newest: dict[str, Head] = {}
    for number, block in enumerate(blocks, 1):
        where, found = f"第 {number} 条", _BLOCK.fullmatch(block + "\n")
        if found is None:
            raise BrokenError(f"{where}已被改动，或者要用更新的核对程序：不合格式")
        head = Head(found[1], int(found[2]), *found.groups()[2:])
        last = (read[-1].hash, read[0].origin) if read else (NOTHING, head.origin)
        if (head.number, head.previous, head.origin) != (number, *last):
            raise BrokenError(f"{where}与前面的登记接不上：有登记被改动、删去、调换或混入")
        before = newest.get(head.edition, head._replace(action="", digest=""))
        same = (head.digest == before.digest, head.commit == before.commit, head.as_of == before.as_of)
        is_so = (before.action == "withdraw", before.action == "", head.masked != "", *same)
        if is_so != (False, head.action == "publish", head.action == "redact", head.action == "rollback", True, True):
            raise BrokenError(f"{where}与前面的登记矛盾：存档版 {head.edition} 已有、没有发布过、已撤回，或内容对不上")
        newest[head.edition] = head
        read.append(head)
    return tuple(read)


def versions(told: Sequence[Head]) -> bytes:
    """versions.json as mike writes it, newest first. A withdrawn edition stays in it, for its addresses stay."""
    titles = {head.edition: head.note or head.edition for head in told if head.action == "publish"}
    titles.update({head.edition: f"{titles[head.edition]}（已撤回）" for head in told if head.action == "withdraw"})
    listed = [{"version": name, "title": title, "aliases": []} for name, title in titles.items()]
    return (json.dumps(listed[::-1], ensure_ascii=False, indent=1) + "\n").encode()


def sums(raw: bytes) -> dict[str, str]:
    """Name → hash, of a SHA256SUMS. BrokenError unless every line is one, and the names ascend."""
    lines = raw.decode("utf-8", "replace").split("\n")
    found = [_SUM.fullmatch(line) for line in lines[:-1]]
    read = {line["name"]: line["digest"] for line in found if line}
    if lines[-1] or len(read) != len(found) or list(read) != sorted(read):
        raise BrokenError("不合格式")
    return read


def retraced(lists: dict[str, dict[str, str]], blocks: Sequence[Head]) -> None:
    """From an edition's lists each redaction, taken back, leads to the digest before. BrokenError if more changed."""
    for head, before in zip(blocks[:0:-1], blocks[-2::-1]):  # noqa: B905  # 3.9 has no strict=
        for old, new, path in re.findall(rf"masked ({_HASH}) ({_HASH}) (.+)", head.masked):
            folder, _, name = path.rpartition("/")
            if lists.get(folder, {}).get(name) != new or old == new:
                raise BrokenError(f"第 {head.number} 条登记为隐去的 {shown(path)} 与现在的不符")
            lists[folder][name] = old
        for folder in sorted(lists, reverse=True):  # the top, which holds the hashes of all others, comes last
            lines = "".join(f"{told}  {name}\n" for name, told in lists[folder].items())
            told = hashlib.sha256(lines.encode()).hexdigest()
            lists[""].update({f"{folder}/{SUMS}": told} if folder else {})
        if told != before.digest:
            raise BrokenError(f"第 {head.number} 条登记为隐去的文件与实际改动的不符")


def parts(path: Path) -> Iterator[bytes]:
    """Of a plain file. OSError for anything else: no link is followed, no pipe waited for."""
    flags = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))
    with os.fdopen(os.open(path, os.O_RDONLY | flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("不是普通文件")
        yield from iter(lambda: file.read(1 << 20), b"")


def hashed(path: Path) -> str:
    """Of a file of any size."""
    told = hashlib.sha256()
    for part in parts(path):
        told.update(part)
    return told.hexdigest()


def content(path: Path) -> bytes:
    """Of a file that ought to be small. OSError where it cannot be read, BrokenError where it is not small."""
    if path.lstat().st_size > 64 << 20:
        raise BrokenError("大得不合情理")
    return b"".join(parts(path))


def entries(top: Path) -> Iterator[tuple[str, str]]:
    """Path from the top and what stands there; only files and folders have a place on a shelf."""
    for folder, below, others in os.walk(top):
        for path in (Path(folder, name) for name in below + others):
            plain = "文件夹" if path.is_dir() else "文件" if path.is_file() else "特殊文件"
            yield path.relative_to(top).as_posix(), "链接" if path.is_symlink() else plain


class Look:
    """One look at a shelf; what is wrong is gathered as sentences."""

    def __init__(self, top: str) -> None:
        self.top, self.files = Path(os.path.realpath(top)), 0
        self.wrong: list[str] = []
        self.heads: tuple[Head, ...] = ()

    def whole(self, known: str, signers: str) -> None:
        """Everything; where the ledger tells nothing any more, only that."""
        with self.noting(f"发布登记簿 {LEDGER} "):
            self.heads = heads(content(self.top / LEDGER))
            self.signatures(signers)
        with self.noting("发布区"):
            self.surroundings(sorted(entry.name for entry in os.scandir(self.top)))
        for name, told in itertools.groupby(sorted(self.heads, key=lambda one: one.edition), lambda one: one.edition):
            blocks = [*told]  # the first is its publication, the last says what it holds
            lists = self.edition(f"存档版 {name}：", blocks[-1].digest, self.top / name)
            with self.noting(f"存档版 {name}："):
                retraced(lists, blocks if lists and blocks[-1].action != "withdraw" else ())
        if known and known not in [head.hash for head in self.heads]:
            self.wrong.append("发布登记簿里没有您记下的杂凑值：那以前的登记被改动或删去，或者这不是同一个发布区")

    @contextmanager
    def noting(self, where: str) -> Iterator[None]:
        try:
            yield
        except (BrokenError, OSError) as problem:
            why = f"无法读取（{problem.strerror or problem}）" if isinstance(problem, OSError) else problem
            self.wrong.append(f"{where}{'缺失' if isinstance(problem, FileNotFoundError) else why}")

    def surroundings(self, found: Sequence[str]) -> None:
        """What stands beside the editions: 现状, nothing that the ledger does not know, and what follows from it."""
        own = {LEDGER, VERSIONS, LIST, VERIFY, CURRENT, *(head.edition for head in self.heads)}
        own.update(f"{LEDGER}.{head.number}.sig" for head in self.heads)
        for name in found:
            if name in (UNFINISHED, UNPLACED):
                self.wrong.append(f"有一次发布没有做完（{name}）：再运行一次 gongkai publish 即会补齐或清除")
            elif name.startswith((f"{CURRENT}.", f"{WHEELS}.")):  # in no ledger: named by its digest
                sort = "现状" if name.startswith(CURRENT) else "软件包"
                self.edition(f"{sort} {name[:16]}：", name.partition(".")[2], self.top / name)
            elif name not in own and self.heads:
                self.wrong.append(f"发布区里多出未登记的 {shown(name)}")
        shows = {name for name in found if name.startswith(f"{CURRENT}.")}
        shows.update([head.edition for head in self.heads if head.action == "rollback"][-1:])
        shows -= {head.edition for head in self.heads if head.action == "withdraw"}
        if CURRENT in found and not ((link := self.top / CURRENT).is_symlink() and str(link.readlink()) in shows):
            self.wrong.append("发布区的 current（现状）被改动，或改指到别处")
        for name in (VERSIONS, VERIFY, LIST) if self.heads else ():
            with self.noting(f"发布区的 {name} "):
                if not self.follows(name, content(self.top / name)):
                    raise BrokenError("与发布登记簿不符，已被改动")

    def follows(self, name: str, raw: bytes) -> bool:
        """From the ledger. The list of editions shows the newest block's hash; that block seals it with zeros there."""
        newest, zeros = self.heads[-1], NOTHING.encode()
        if name != LIST:
            return raw == versions(self.heads) if name == VERSIONS else hashlib.sha256(raw).hexdigest() == newest.verify
        blank = raw.replace(newest.hash.encode(), zeros)
        every = all(raw.count(f'href="{head.edition}/index.html"'.encode()) == 1 for head in self.heads)
        once = raw.count(newest.hash.encode()) == blank.count(zeros) == 1
        return every and once and hashlib.sha256(blank).hexdigest() == newest.list

    def edition(self, where: str, digest: str, top: Path) -> dict[str, dict[str, str]]:
        """Each file against its folder's list, those against the one at the top, that against its hash. The lists."""
        lists: dict[str, dict[str, str]] = {}
        if top.is_symlink() or not top.is_dir():
            self.wrong.append(f"{where}已登记，发布区里却没有这个文件夹（被删去，或换成了链接）")
            return lists
        with self.noting(f"{where}封印 {SUMS} "):
            found = dict(entries(top))
            if hashed(top / SUMS) != digest:
                self.wrong.append(f"{where}封印 {SUMS} 已被改动，或换成了另一版的，与登记簿不符")
            lists[""] = sums(content(top / SUMS))
            for folder in [path.rpartition("/")[0] for path in lists[""] if "/" in path]:
                with self.noting(f"{where}封印 {shown(folder)}/{SUMS} "):
                    lists.update({folder: sums(content(top / folder / SUMS))} if found.get(folder) == "文件夹" else {})
            seal = {f"{at}/{name}".lstrip("/"): told for at, held in lists.items() for name, told in held.items()}
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
        return lists

    def signatures(self, signers: str) -> None:
        """Each covers the ledger up to its number, so the newest block's answers for all. ssh-keygen is asked."""
        for head in self.heads if signers else ():
            name = f"{LEDGER}.{head.number}.sig"
            if os.path.lexists(self.top / name) or head is self.heads[-1]:  # the newest must be signed
                with self.noting(f"签名 {name} "):
                    content(self.top / name)
                    about = ("-s", str(self.top / name), "-f", signers)
                    who = asked("find-principals", *about).decode(errors="replace").partition("\n")[0]
                    told = "".join(f"{one.text}\n" for one in self.heads[: head.number])
                    asked("verify", *about, "-I", who, "-n", "gongkai-ledger", told=told.encode())


def asked(what: str, *words: str, told: bytes = b"") -> bytes:
    """What ssh-keygen answers. BrokenError unless it agrees."""
    try:
        return subprocess.run(["ssh-keygen", "-Y", what, *words], input=told, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as problem:
        missing, bad = "无法核对：这台机器没有 ssh-keygen", "不对：签名人不在名单上，或者登记簿、签名已被改动"
        raise BrokenError(missing if isinstance(problem, OSError) else bad) from None


def shown(name: str) -> str:
    """A name as a terminal may print it."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in name)


def verdict(top: str, known: str = "", signers: str = "", found: Iterable[str] = ()) -> tuple[int, str]:
    """The exit and what is printed; `found` is wrong already."""
    look = Look(top)
    look.whole("".join(known.lower().split()), signers)
    if wrong := [*found, *look.wrong] or ([] if look.heads else ["发布登记簿是空的，没有可核对的存档版"]):
        return 1, "\n".join([*wrong, f"核对不通过：{len(wrong)} 处。"])
    deeds = [head for head in look.heads if head.action != "publish"]
    told = [shown(f"第 {one.number} 条（{one.day}）：{ACTIONS[one.action]} {one.edition}；{one.note}") for one in deeds]
    counted = f"核对无误：存档版 {len({head.edition for head in look.heads})} 个，文件 {look.files} 个。"
    newest = f"最新登记的杂凑值：{look.heads[-1].hash}\n请与会议记录里记下的比较；以前记下的用 --head 核对。"
    return 0, "\n".join([counted, *told, newest])


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
