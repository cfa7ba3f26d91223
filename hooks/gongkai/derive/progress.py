"""How far things came by what is written of them: since when they are reached, what proves it, how many are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, Self

from gongkai.derive.head import World
from gongkai.derive.shares import percent
from gongkai.load.fields import number
from gongkai.load.progress import Measure, Progress, is_reference
from gongkai.load.record import Disclosure


@dataclass(frozen=True, kw_only=True)
class Proofs:
    """The evidence of one entry, by where it lies."""

    references: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def any(self) -> bool:
        return bool(self.references or self.files)

    @classmethod
    def of(cls, evidence: Sequence[str]) -> Self:
        """Records apart from attached files."""
        return cls(
            references=tuple(name for name in evidence if is_reference(name)),
            files=tuple(name for name in evidence if not is_reference(name)),
        )


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """One entry of progress."""

    words: str
    """`累计 4 次`; empty where no value is given."""
    proofs: Proofs


class Counted(Protocol):
    """A promise, a target: how it stands."""

    @property
    def reached(self) -> bool: ...
    @property
    def stretched(self) -> bool: ...
    @property
    def overdue(self) -> bool: ...
    @property
    def unproven(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Count:
    """Promises or targets in counts."""

    total: int
    reached: int
    """With evidence, in time or late."""
    stretched: int
    overdue: int
    unproven: int
    """Reached, but without evidence."""

    @property
    def words(self) -> str:
        """`8/12`."""
        return f"{self.reached}/{self.total}"

    @property
    def percent(self) -> str:
        """Each counted as one."""
        return percent(self.reached, self.total) or "0.0%"

    @classmethod
    def of(cls, those: Sequence[Counted]) -> Self:
        """These in counts."""
        return cls(
            total=len(those),
            reached=sum(one.reached for one in those),
            stretched=sum(one.stretched for one in those),
            overdue=sum(one.overdue for one in those),
            unproven=sum(one.unproven for one in those),
        )


def entry_facts(entry: Progress, measure: Measure | None, lead: str = "累计 ") -> EntryFacts:
    """What a page shows of the entry beside its day and note; `lead` stands before the value."""
    unit = f" {measure.unit}" if measure else ""
    words = "" if entry.value is None else f"{lead}{entry.value}{unit}"
    return EntryFacts(words=words, proofs=Proofs.of(entry.evidence))


def hidden_evidence(record: Disclosure, world: World) -> frozenset[str]:
    """What is cited but not public on the as-of date: nobody can look there, so it proves nothing."""
    cited = {name: world.register.by_name.get(name) for _, name in record.cited()}
    return frozenset(name for name, other in cited.items() if other and world.heads[other.address].state != "公开")


def visible(evidence: Iterable[str], hidden: frozenset[str]) -> tuple[str, ...]:
    """Such evidence only as the readers of a record might look at."""
    return tuple(name for name in evidence if name not in hidden)


def without(progress: Iterable[Progress], hidden: frozenset[str]) -> tuple[Progress, ...]:
    """The entries with such evidence only."""
    return tuple(one.model_copy(update={"evidence": visible(one.evidence, hidden)}) for one in progress)


def by_then(progress: Iterable[Progress], as_of: date) -> list[Progress]:
    """The entries that count on the day, in the order of days."""
    return sorted((one for one in progress if one.on <= as_of), key=lambda one: one.on)


def reached(known: Sequence[Progress], measure: Measure | None, wanted: str = "") -> tuple[date | None, bool]:
    """Since when the value wanted is reached, or it is said to be done, and whether it is proven from then on.

    Entries in the order of days. One that says nothing of it may still prove it.
    """
    if measure is None:
        return _since(known, lambda one: True if one.done else None)
    return _since(known, lambda one: None if one.value is None else measure.meets(one.value, wanted))


def _since(known: Sequence[Progress], meets: Callable[[Progress], bool | None]) -> tuple[date | None, bool]:
    """The first day after which no entry says otherwise."""
    since: date | None = None
    for one in known:
        answer = meets(one)
        if answer is not None:
            since = (since or one.on) if answer else None
    return since, since is not None and any(one.evidence for one in known if one.on >= since)


def fallen(progress: Sequence[Progress]) -> Iterator[tuple[int, str, Decimal]]:
    """Entries whose cumulative value is below the one before, without a word why: place, value, the one before."""
    valued = [(place, one, one.value) for place, one in enumerate(progress) if one.value is not None]
    before: Decimal | None = None
    for place, entry, written in sorted(valued, key=lambda one: one[1].on):
        value = number(written)
        if before is not None and value < before and not entry.note:
            yield place, written, before
        before = value


def unattached(record: Disclosure, evidence: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Evidence that is neither a reference nor one of the record's files; each with its path."""
    files = {attached.file for attached in record.attachments}
    yield from ((at, name) for at, name in evidence if not is_reference(name) and name not in files)
