"""With which commits the forms came that approve one record, the later ones among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from gongkai.history.git import Repository, repository
from gongkai.history.kept import Kept
from gongkai.history.lives import ordered
from gongkai.history.log import Entry
from gongkai.history.texts import read_text
from gongkai.history.versions import Commit
from gongkai.load.approval import Approval
from gongkai.load.record import Disclosure
from gongkai.load.register import Register


def came(register: Register, record: Disclosure) -> tuple[Commit, ...]:
    """Oldest first, each once; what is not committed comes last. UnavailableError without git."""
    asked = _Asked(repository(register.root), {record.address, record.index or record.address})
    forms = (form for form in register.approvals_of.get(record.address, ()) if form.is_decided)
    return tuple(sorted({asked.came(form) for form in forms}, key=lambda commit: commit.place))


@dataclass
class _Asked:
    """What has been read so far; lives only inside `came`."""

    repo: Repository
    names: Set[str]
    """What the record is called."""

    @cached_property
    def entries(self) -> Sequence[Entry]:
        return Kept.of(self.repo).entries

    @cached_property
    def commits(self) -> Mapping[str, Commit]:
        return ordered(self.entries)

    def came(self, form: Approval) -> Commit:
        """The first commit with a text of the form that is decided and names the record, wherever it lay then."""
        texts = {touch.after for one in self.entries for touch in one.touches if touch.path == form.file} - {""}
        approving = {blob for blob in texts if self._approves(blob, form.file)}
        places = [
            self.commits[one.id] for one in self.entries if any(touch.after in approving for touch in one.touches)
        ]
        return min(places, key=lambda commit: commit.place, default=Commit("", len(self.commits), 0, ""))

    def _approves(self, blob: str, file: str) -> bool:
        (source,) = self.repo.blobs([blob])
        tree = read_text(source, file).tree
        covered = tree.get("records")
        return bool(tree.get("approved")) and isinstance(covered, list) and bool(self.names & {*map(str, covered)})
