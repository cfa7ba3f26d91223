"""What was read last time: git's log and the timelines, kept in git's own folder. Only ever a convenience."""

from __future__ import annotations

import hashlib
import marshal
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from gongkai.history.git import Repository
from gongkai.history.log import Entry, entries
from gongkai.history.versions import Commit, Difference, Step, Timeline, Version
from gongkai.load.fields import BASE_FILE
from gongkai.load.register import SUFFIX

_PACKAGE = Path(__file__).parents[1]
BRANCH: Final = "data/branch.yaml"
CATALOGUE: Final = "data/catalogue.yaml"


_Read = tuple[str, bytes, dict[str, str], dict[str, list[tuple[str, str]]], dict[tuple[str, ...], Any]]
"""Head, log, numbers, words of amendment, timelines."""


@dataclass
class Kept:
    """The file that is read before git is asked and written after; a broken or foreign one counts as none."""

    file: Path
    log: bytes = b""
    """What git told of every commit of the head, children first: it is read again each time."""
    indices: dict[str, str] = field(default_factory=dict)
    """Blob → index number."""
    amended: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Blob of a branch.yaml → file and day of what it says was amended."""
    timelines: dict[tuple[str, ...], Any] = field(default_factory=dict)
    is_new: bool = True
    """Something is in it that the file has not."""
    is_lasting: bool = True
    """Not in a shallow clone: when it is deepened, its commits get parents that they had not."""
    asked: dict[tuple[str, ...], Any] = field(default_factory=dict)
    """The timelines of this run: no others are worth keeping."""

    @classmethod
    def of(cls, repo: Repository) -> Kept:
        """What is known of this head: that of last time, and the commits since."""
        name = hashlib.sha256(f"{repo.prefix}\0{marshal.version}{_sources()}".encode()).hexdigest()[:16]
        kept = cls(repo.folder / f"gongkai-{name}.bin")
        kept.is_lasting = not repo.is_shallow
        head, log, kept.indices, kept.amended, kept.timelines = kept._read() if kept.is_lasting else _nothing()
        if head == repo.head:
            kept.log, kept.is_new = log, False
        elif head and repo.leads_to(head, repo.head):
            kept.log = repo.log(head) + b"\0" + log
        else:
            kept.log = repo.log()
        return kept

    @cached_property
    def entries(self) -> list[Entry]:
        """Every commit of the head, parents first, with what it touched of records, forms, attachments and bases."""
        return entries(self.log, _is_asked)[::-1]

    def timeline(
        self, versions: Sequence[Version], forms: Sequence[Commit], commits: Mapping[str, Commit]
    ) -> Timeline | None:
        """The one that was worked out for the same versions and forms."""
        if not self.timelines or not versions[-1].commit.is_made:
            return None
        name = _name(versions, forms)
        plain = self.timelines.get(name)
        if plain is None:
            return None
        self.asked[name] = plain
        steps, undeclared, unapproved, own = plain
        return Timeline(
            first=versions[0].commit,
            steps=tuple(
                Step(commits[commit], path, _differences(found), *rest) for commit, path, found, *rest in steps
            ),
            forms=tuple(forms),
            undeclared=_differences(undeclared),
            unapproved=_differences(unapproved),
            own_approval=own,
        )

    def remember(self, versions: Sequence[Version], forms: Sequence[Commit], found: Timeline) -> None:
        """Unless something in it is not committed."""
        if not versions[-1].commit.is_made or not all(form.is_made for form in forms):
            return
        steps = [(step.commit.id, step.path, [*map(tuple, step.differences)], *step[3:]) for step in found.steps]
        differences = ([*map(tuple, found.undeclared)], [*map(tuple, found.unapproved)])
        self.asked[_name(versions, forms)] = (steps, *differences, found.own_approval)
        self.is_new = True

    def save(self) -> None:
        """Whole or not at all; a folder that may not be written to costs time and nothing else."""
        if not self.is_new or not self.is_lasting:
            return
        content = marshal.dumps((self.entries[-1].id, self.log, self.indices, self.amended, self.asked))
        try:
            with tempfile.NamedTemporaryFile(dir=self.file.parent, prefix=self.file.stem, delete=False) as file:
                file.write(hashlib.sha256(content).digest() + content)
        except OSError:
            return
        try:
            Path(file.name).replace(self.file)
        except OSError:
            Path(file.name).unlink(missing_ok=True)

    def _read(self) -> _Read:
        try:
            whole = self.file.read_bytes()
            digest, content = whole[:32], whole[32:]
            if hashlib.sha256(content).digest() == digest:
                head, log, indices, amended, timelines = marshal.loads(content)
                if isinstance(log, bytes):
                    return head, log, indices, amended, timelines
        except (OSError, EOFError, LookupError, TypeError, ValueError):  # what marshal and a foreign shape raise
            pass
        return _nothing()


def _nothing() -> _Read:
    return "", b"", {}, {}, {}


def _differences(plain: Iterable[Any]) -> tuple[Difference, ...]:
    return tuple(map(Difference._make, plain))


def is_ours(path: str) -> bool:
    """A record or a form, also of a kind that has another name now."""
    return path.count("/") == 3 and path.startswith("data/") and path.endswith(SUFFIX)


def is_base(path: str) -> bool:
    """What all matters rest on."""
    return path.startswith("data/") and BASE_FILE.fullmatch(path, 5) is not None


def is_attachment(path: str) -> bool:
    """What lies beside records: `data/meetings/2026/files/plan.pdf`."""
    return path.startswith("data/") and path.count("/") == 4 and "/files/" in path


def _is_asked(path: str) -> bool:
    return is_ours(path) or is_base(path) or is_attachment(path)


def _name(versions: Sequence[Version], forms: Sequence[Commit]) -> tuple[str, ...]:
    """Everything that a timeline is made from, but the texts, which their blobs name."""
    said = [one for version in versions for one in (version.commit.id, *version[1:])]
    return (*said, "forms", *[form.id for form in forms])


@cache
def _sources() -> str:
    """The modules that say what a timeline holds: with other ones it is made anew."""
    files = sorted(file for those in ("history/*.py", "load/*.py", "kinds/*/model.py") for file in _PACKAGE.glob(those))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
