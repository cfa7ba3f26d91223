"""What one site is made from, and what of it its readers may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from gongkai.derive.head import Facts, World, may_see
from gongkai.findings import Finding, lapses
from gongkai.load.part import path_of
from gongkai.load.record import Disclosure
from gongkai.render import audience
from gongkai.render.audience import Sees


@dataclass(frozen=True, kw_only=True)
class Brief:
    """Everything read and worked out, and for whom the site is."""

    world: World
    facts: Mapping[str, Facts]
    findings: tuple[Finding, ...]
    audience: tuple[str, ...]
    site_url: str
    preview: bool

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
    def lapses(self) -> tuple[Finding, ...]:
        """Those about what these readers may see."""
        return tuple(lapse for lapse in lapses(self.findings) if self._may_tell(lapse))

    def _may_tell(self, lapse: Finding) -> bool:
        if not lapse.record:
            return True
        record = self.shown.get(lapse.record)
        at = path_of(lapse.at)
        return record is not None and not audience.hides(type(record), at, self.sees)

    @cached_property
    def lapses_of(self) -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, list[Finding]] = {}
        for lapse in self.lapses:
            found.setdefault(lapse.record, []).append(lapse)
        return {address: tuple(those) for address, those in found.items()}

    def of_kind(self, kind: str) -> tuple[Disclosure, ...]:
        """Newest first."""
        those = [record for record in self.shown.values() if record.kind == kind]
        return tuple(sorted(those, key=lambda one: (one.made_on, one.address), reverse=True))


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
