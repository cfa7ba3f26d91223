"""Small shelves without MkDocs: made-up sites, sealed and put on by the real thing, in a folder or on a branch."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongkai.history.shelving import GitBranch
from gongkai.history.tagging import Sealed
from gongkai.publish import entry, verify
from gongkai.publish.entry import Built
from gongkai.publish.target import Target, looked_at, opened, patiently
from gongkai.publish.verify import Head
from history.stories import git

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
PAGES = {
    "index.html": "首页 {0}",
    "about.html": "关于",
    "meetings/2026/a.html": "会议 {0}",
    "meetings/2026/files/名单 1.pdf": "%PDF",
    "assets/edition.css": ":root {{ {0} }}",
}


def built(folder: Path, name: str, pages: Mapping[str, str] = PAGES) -> Built:
    """An edition that was built from nothing."""
    for path, text in pages.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_text(text.format(name), encoding="utf-8")
    tag = Sealed(name=name, title=f"{name}年", object="b" * 40, commit="a" * 40, day=date(2026, 1, 1))
    return Built(
        site=folder / name,
        tag=tag,
        title="某支部",
        origin="gongkai-ledger-v1 JG1",
        made_from=f"edition: {name}\n".encode(),
    )


def put(to: Target, one: Built, agree: Callable[[], None] = lambda: None) -> Head:
    """As `publish` does after the build."""
    with opened(to, NOW) as shelf:
        return patiently(shelf, 60, lambda: entry.put(shelf, one, NOW, agree))


def stocked(to: Target, names: Iterable[str] = ("2024", "2025", "2026")) -> list[Head]:
    """A shelf with these editions; their heads."""
    return [put(to, built(beside(to) / "sites", name)) for name in names]


def beside(to: Target) -> Path:
    """The folder in which the shelf's own folder or repository lies."""
    return (to if isinstance(to, Path) else Path(to.repo.removeprefix("file://"))).parent


def bytes_of(top: Path) -> dict[str, str]:
    """Everything that stands there: files by the hash of their bytes, folders and links by what they are."""
    found = {}
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if path.is_symlink() or not path.is_file():
            found[name] = f"→ {path.readlink()}" if path.is_symlink() else "/"
        else:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def wrong(to: Target, head: str = "", signers: Path | str = "") -> list[str]:
    """What verify says, without its count; nothing where all is well."""
    with looked_at(to) as (top, found):
        code, words = verify.verdict(str(top), head, str(signers), found)
    lines = words.split("\n")
    assert code == (not lines[0].startswith("核对无误"))
    return lines[:-1] if code else []


@dataclass(frozen=True)
class Place:
    """Where a shelf is, and how it looks to who knows nothing of us."""

    to: Target

    @property
    def words(self) -> str:
        """As on the command line."""
        return str(self.to) if isinstance(self.to, Path) else f"git:{self.to.repo}#{self.to.name}"

    @property
    def exists(self) -> bool:
        return self.to.exists() if isinstance(self.to, Path) else bool(git(Path(self.to.repo), "for-each-ref"))

    def seen(self) -> Path:
        """A folder with what stands there; of a branch written out anew, byte by byte, by git's plainest means."""
        if isinstance(self.to, Path):
            return self.to
        top, target = Path(self.to.repo), Path(tempfile.mkdtemp(dir=Path(self.to.repo).parent, prefix="seen-"))
        lines = git(top, "ls-tree", "-r", "-z", self.to.name).decode().split("\0")[:-1] if self.exists else []
        told = io.BytesIO(
            git(top, "cat-file", "--batch", feed="".join(f"{one.split()[2]}\n" for one in lines).encode())
        )
        for about, _, path in (line.partition("\t") for line in lines):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            content = told.read(int(told.readline().split()[2]) + 1)[:-1]
            if about.startswith("120000"):
                (target / path).symlink_to(content.decode())
            else:
                (target / path).write_bytes(content)
        return target

    def change(self, deed: Callable[[Path], object]) -> None:
        """Somebody does this to what stands there, and commits it if it is a branch."""
        folder = self.seen()
        deed(folder)
        if isinstance(self.to, GitBranch):
            committed(self.to, folder)


def committed(to: GitBranch, folder: Path) -> None:
    """One commit more, by hand, after which this is what stands there."""
    who = ("-c", "user.name=某人", "-c", "user.email=x@x.example", "-c", "core.bare=false")
    at = (f"--git-dir={to.repo}", f"--work-tree={folder}")
    git(folder, *at, "symbolic-ref", "HEAD", to.ref)
    git(folder, *at, *who, "add", "--all", "--force", ".")
    git(folder, *at, *who, "commit", "--quiet", "--message=手工改动")


def bare(folder: Path, name: str = "publish") -> GitBranch:
    """A branch that does not exist yet, of a repository that does."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--bare")
    return GitBranch(str(folder), name)


@pytest.fixture(params=["folder", "branch"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty shelf of either sort."""
    return Place(tmp_path / "shelf" if request.param == "folder" else bare(tmp_path / "shelf.git"))
