"""The deed: masked files are renamed in, in every edition that has them and in 现状, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from gongkai.days import chinese_date
from gongkai.publish.deeds import done, must_be, reasoned, shows, upon
from gongkai.publish.entry import beijing
from gongkai.publish.redaction.finding import Survey, survey
from gongkai.publish.redaction.masking import Wanted, sort, without
from gongkai.publish.redaction.notes import KINDS, note
from gongkai.publish.refusal import RefusedError, spoken
from gongkai.publish.seal import lead, share
from gongkai.publish.shelf import Shelf
from gongkai.publish.target import Target, looked_at
from gongkai.publish.verify import CURRENT, SUMS, UNFINISHED, UNPLACED, Head


@dataclass(frozen=True, kw_only=True)
class Redaction:
    """Whose name is to go, and which files as a whole."""

    to: Target
    """The shelf."""
    wanted: Wanted
    files: tuple[str, ...] = ()
    """Paths as they are in the editions; one stands for that file in each of them."""
    reason: str
    now: datetime
    patience: float = 60
    """Seconds to wait for another publication."""
    key: Path | None = None
    """Who signs the ledger, if anybody."""


def wanted(name: str, keep: tuple[str, ...]) -> Wanted:
    """RefusedError for what is no name, and for a word to keep that does not hold it."""
    said = " ".join(name.split())
    if len(said) < 2 or len(said) > 40 or not said.isprintable():
        raise RefusedError("姓名应当有两个字以上")
    for word in keep:
        if said not in word or word == said:
            raise RefusedError(f"--keep 写要留下的、含有“{said}”的更长的词，现在是“{word}”")
    return Wanted(said, keep)


def proposed(deed: Redaction) -> tuple[Survey, str]:
    """What would be done, and the code that stands for it; nothing is changed, not even what is unfinished."""
    with spoken(), looked_at(deed.to) as (top, _):
        one = Shelf(top)
        must_be(one, deed.to)
        if any((top / name).exists() for name in (UNFINISHED, UNPLACED)):
            raise RefusedError("有一次发布没有做完：请先再运行一次 gongkai publish")
        found = survey(one, deed.wanted)
        _allowed(deed, found)
        return found, _code(deed, found)


def redact(deed: Redaction, code: str) -> tuple[Head, ...]:
    """The new heads, one for each edition that had hits. RefusedError, and nothing changed, where it cannot be."""
    return upon(deed, lambda one: _redacted(one, deed, code), ("",))


def _redacted(one: Shelf, deed: Redaction, code: str) -> tuple[Head, ...]:
    found = survey(one, deed.wanted)
    _allowed(deed, found)
    if found.in_the_way:
        raise RefusedError(
            f"文件名里有这个姓名（{found.in_the_way[0].path}）：这样的存档版只能撤回，现状要改名后重新发布，然后再隐去"
        )
    if code != _code(deed, found):
        raise RefusedError("没有隐去，发布区未改动：现在查到的与确认过的不同，请重新查看清单，用新的确认码")
    changes = _changes(one, deed, found)
    if not changes and not found.named_so:
        raise RefusedError("没有隐去，发布区未改动：没有可以隐去的内容")
    return done(one, lambda stage: _Work(one, deed, found, stage).all(changes), deed.key)


def _allowed(deed: Redaction, found: Survey) -> None:
    reason = reasoned(deed.reason)
    if deed.wanted.is_in(reason):
        raise RefusedError("原因里不要写这个姓名：原因会公开，登记簿也不能再改")
    every = {path for lists in found.lists.values() for path in _paths(lists)}
    for path in deed.files:
        if path not in every:
            raise RefusedError(f"没有存档版有这个文件：{path}")
        if sort(path) not in KINDS:
            raise RefusedError(f"只有这些文件能整份换成说明：{'、'.join(KINDS)}；{path} 不是")


def _code(deed: Redaction, found: Survey) -> str:
    told = "\n".join([found.code, *sorted(deed.files)])
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def _changes(one: Shelf, deed: Redaction, found: Survey) -> dict[tuple[str, str], bytes]:
    """Path and hash → what will stand there."""
    day = chinese_date(date.fromisoformat(beijing(deed.now)))
    lines = (f"本文件的内容已于{day}隐去。", f"原因：{reasoned(deed.reason)}", "登记见发布区的发布登记簿。")
    changes = {
        (path, told): note(sort(path), lines)
        for lists in found.lists.values()
        for path, told in _paths(lists).items()
        if path in deed.files
    }
    for file in found.files:
        if file.is_text and file.hits:
            raw = (one.top / file.folders[0] / file.path).read_bytes()
            changes[file.path, file.digest] = without(raw, file.path, deed.wanted.expression)
    return {key: raw for key, raw in changes.items() if hashlib.sha256(raw).hexdigest() != key[1]}


def _paths(lists: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Path → hash, without the lists themselves."""
    every = {f"{below}/{name}".lstrip("/"): told for below, names in lists.items() for name, told in names.items()}
    return {path: told for path, told in every.items() if path.rpartition("/")[2] != SUMS}


@dataclass(frozen=True)
class _Work:
    """One redaction while it is prepared."""

    one: Shelf
    deed: Redaction
    found: Survey
    stage: Path
    written: dict[str, Path] = field(default_factory=dict)
    """Hash → where it stands in the stage: what several editions share they share again."""

    def all(self, changes: Mapping[tuple[str, str], bytes]) -> tuple[list[Head], list[str]]:
        """Blocks of the editions, and generations that go: the one shown gives way to one without hits."""
        newest = {head.edition: head for head in self.one.ledger()}
        blocks, going = [], []
        for folder, lists in self.found.lists.items():
            own = {path: changes[path, told] for path, told in _paths(lists).items() if (path, told) in changes}
            if own and folder in newest:
                digest, lines = self.rewritten(folder, own)
                head = newest[folder]._replace(action="redact", digest=digest, masked=lines)
                blocks.append(head._replace(day=beijing(self.deed.now), note=reasoned(self.deed.reason)))
            elif own or any(folder in file.folders for file in self.found.named_so):
                going.append(folder)
                if folder == shows(self.one):
                    self.renewed(folder, own)
        return blocks, going

    def rewritten(self, folder: str, own: Mapping[str, bytes]) -> tuple[str, str]:
        """The changed files and the lists that hold them; the new digest, and the lines for the ledger."""
        lists = {below: dict(names) for below, names in self.found.lists[folder].items()}
        lines = []
        for path, raw in sorted(own.items()):
            below, _, name = path.rpartition("/")
            new = self._write(folder, path, raw)
            lines.append(f"masked {lists[below][name]} {new} {path}\n")
            lists[below][name] = new
        for below in sorted({path.rpartition("/")[0] for path in own} | {""}, reverse=True):
            raw = "".join(f"{told}  {name}\n" for name, told in lists[below].items()).encode()
            digest = self._write(folder, f"{below}/{SUMS}".lstrip("/"), raw)
            lists[""].update({f"{below}/{SUMS}": digest} if below else {})
        return digest, "".join(lines)

    def renewed(self, folder: str, own: Mapping[str, bytes]) -> None:
        """A generation is named by its digest, so it comes whole: what is not changed is the same file."""
        digest, _ = self.rewritten(folder, own)
        new = self.stage / f"{CURRENT}.{digest}"
        (self.stage / folder).rename(new)  # generations come last: nothing is shared with this one any more
        for path in self.found.lists[folder][""].keys() | _paths(self.found.lists[folder]).keys():
            if not (new / path).exists():
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                share(self.one.top / folder / path, new / path)
        lead(self.stage / CURRENT, new.name)

    def _write(self, folder: str, path: str, raw: bytes) -> str:
        """Its hash."""
        digest, target = hashlib.sha256(raw).hexdigest(), self.stage / folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if digest in self.written:
            share(self.written[digest], target)
        else:
            target.write_bytes(raw)
            self.written[digest] = target
        return digest
