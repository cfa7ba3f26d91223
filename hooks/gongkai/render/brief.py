"""What one site is made from, and what of it its readers may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from gongkai.derive.head import Facts, World, may_see
from gongkai.findings import Finding, lapses
from gongkai.history.comparing import Change
from gongkai.load.notice import Notice
from gongkai.load.part import PathOf, Sees, path_of, value_at
from gongkai.load.record import Disclosure
from gongkai.render import audience
from gongkai.render.happenings import Happening, happenings
from gongkai.render.untold import BRANCH, Readers, Teller


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Everything read and worked out, and for whom the site is."""

    world: World
    facts: Mapping[str, Facts]
    findings: tuple[Finding, ...]
    audience: tuple[str, ...]
    site_url: str
    preview: bool
    editions: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """Name of an edition → what became different since the one before it."""

    @cached_property
    def sees(self) -> Sees:
        return audience.sees(self.world.register.branch, self.audience)

    @cached_property
    def shown(self) -> Mapping[str, Disclosure]:
        """Address → record as these readers may see it; in a preview drafts and pending matters too."""
        return {
            record.address: audience.as_seen(record, self.sees)
            for record in self.world.register.records
            if self._is_shown(record)
        }

    def _is_shown(self, record: Disclosure) -> bool:
        head = self.facts[record.address].head
        ready = self.preview or head.state in ("公开", "已撤回")
        return ready and may_see(self.world.register.branch, self.audience, head.audiences)

    @cached_property
    def happenings(self) -> Mapping[str, tuple[Happening, ...]]:
        """Address → what happened to it since it was published; nothing where there is no history."""
        timelines = self.world.history.timelines
        return {
            address: happenings(self.teller(address), timelines[address])
            for address in self.shown
            if address in timelines and self.facts[address].head.state in ("公开", "已撤回")
        }

    def teller(self, address: str) -> Teller:
        """Of the past of a record, to these readers."""
        steps = self.world.history.timelines[address].steps
        is_withdrawn = self.facts[address].head.state == "已撤回"
        return Teller(self.world.register.by_name[address], steps, self.readers, is_withdrawn)

    @cached_property
    def readers(self) -> Readers:
        return Readers(self.sees, self._knows, self._explains, self.world.register.branch.history)

    def _knows(self, name: str) -> bool:
        """Whether a record may be named; who bore a name that is nobody's now, only the branch can tell."""
        target = self.world.register.by_name.get(name)
        return target.address in self.shown if target else self.sees(BRANCH)

    def _explains(self, note: str) -> bool:
        """Whether the note explains a lapse of which these readers are told."""
        return any(note.strip() in lapse.explained for lapse in self.lapses)

    @cached_property
    def referrers(self) -> Mapping[str, tuple[str, ...]]:
        """Address → the records that, as these readers see them, refer to it."""
        found: dict[str, list[str]] = {}
        for record in self.shown.values():
            for target in self.cited(record):
                found.setdefault(target.address, []).append(record.address)
        return {address: tuple(those) for address, those in found.items()}

    def cited(self, record: Disclosure) -> tuple[Disclosure, ...]:
        """What a record, as these readers see it, refers to: a hidden record leaves no trace."""
        return self._cited[record.address]

    @cached_property
    def _cited(self) -> Mapping[str, tuple[Disclosure, ...]]:
        return {address: self._targets(record) for address, record in self.shown.items()}

    def _targets(self, record: Disclosure) -> tuple[Disclosure, ...]:
        named = (self.world.register.by_name.get(name) for _, name in record.cited())
        addresses = dict.fromkeys(one.address for one in named if one)
        return tuple(self.shown[address] for address in addresses if address in self.shown)

    @cached_property
    def lapses(self) -> tuple[Finding, ...]:
        """Those about what these readers may see."""
        return tuple(self._told(lapse) for lapse in lapses(self.findings) if self._may_tell(lapse))

    def _may_tell(self, lapse: Finding) -> bool:
        if not may_see(self.world.register.branch, self.audience, frozenset(lapse.audiences)):
            return False
        if not all(address in self.shown for address in lapse.speaks_of):
            return False
        if lapse.record in self._forms:
            return any(address in self.shown for address in self._forms[lapse.record])
        record = self.shown.get(lapse.record)
        return not lapse.record or (record is not None and self._shows(record, path_of(lapse.at)))

    def _shows(self, record: Disclosure, path: PathOf) -> bool:
        """Whether these readers see the field at the path as it was written."""
        written = value_at(self.world.register.by_name[record.address], path)
        return value_at(record, path) == written and not audience.hides(type(record), path, self.sees)

    def gaps(self, record: Disclosure) -> tuple[str, ...]:
        """What is missing in the record's thread, unless that would tell of a result that is not for these readers."""
        whole = self.world.register.by_name[record.address]
        silenced = isinstance(whole, Notice) and whole.is_reserved and not self.sees("本单位党员")
        return () if silenced else self.facts[record.address].gaps

    def _told(self, lapse: Finding) -> Finding:
        """Without the explanation where these readers may not see it in the record."""
        record = self.shown.get(lapse.record)
        return replace(lapse, explained="") if record is not None and not record.deviations else lapse

    @cached_property
    def _forms(self) -> Mapping[str, tuple[str, ...]]:
        """Address of an approval → what it covers."""
        by_name = self.world.register.by_name
        return {
            form.address: tuple(by_name[name].address for name in form.records if name in by_name)
            for form in self.world.register.approvals
        }

    @cached_property
    def lapses_of(self) -> Mapping[str, tuple[Finding, ...]]:
        """Address → its lapses, those of its approval among them."""
        found: dict[str, list[Finding]] = {}
        for lapse in self.lapses:
            for address in self._forms.get(lapse.record, (lapse.record,)):
                found.setdefault(address, []).append(lapse)
        return {address: tuple(those) for address, those in found.items()}

    def has_item(self, kind: str) -> bool:
        """Whether the catalogue asks for anything of this kind at all."""
        return any(kind in item.kinds for item in self.world.register.catalogue.whole)

    def is_meant(self, kind: str) -> bool:
        """Whether what the catalogue asks for of this kind is, in part at least, for these readers."""
        branch, items = self.world.register.branch, self.world.register.catalogue.whole
        return any(kind in one.kinds and may_see(branch, self.audience, frozenset(one.audiences)) for one in items)

    @cached_property
    def lapses_by(self) -> Mapping[str, tuple[Finding, ...]]:
        """The first word of their codes, the name of a kind or a room → lapses."""
        found: dict[str, list[Finding]] = {}
        for lapse in self.lapses:
            found.setdefault(lapse.code.partition(".")[0], []).append(lapse)
        return {name: tuple(those) for name, those in found.items()}

    def of_kind(self, kind: str) -> tuple[Disclosure, ...]:
        """Newest first."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Disclosure, ...]]:
        found: dict[str, list[Disclosure]] = {}
        for record in sorted(self.shown.values(), key=lambda one: (one.made_on, one.address), reverse=True):
            found.setdefault(record.kind, []).append(record)
        return {kind: tuple(those) for kind, those in found.items()}


def left_out(brief: Brief) -> tuple[str, ...]:
    """A sentence for each draft and pending matter that a build leaves out."""
    if brief.preview:
        return ()
    states = {"草稿": "未审批，未公开", "待公开": "待公开，公开日期未到"}
    return tuple(
        f"{record.file}：{states[brief.facts[record.address].head.state]}"
        for record in brief.world.register.records
        if brief.facts[record.address].head.state in states
    )
