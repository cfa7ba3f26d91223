"""What follows from the counts of a span: whether they add up, which limits held, how many kept to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.days import Span
from gongkai.derive.head import Facts, HeadFacts, World
from gongkai.derive.limits import ISSUED, REVISED
from gongkai.derive.requirements import legend
from gongkai.kinds.pipeline.lengths import Held, held
from gongkai.kinds.pipeline.model import Pipeline, Stage
from gongkai.kinds.pipeline.requirements import BY_NAME, EXTENSION, Interval
from gongkai.load.branch import Branch
from gongkai.load.fields import PartName, part_name
from gongkai.load.scheme import SourceGrade


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    """One stage: a row of the table, a part of the drawing."""

    name: str
    """The field: `activists`."""
    label: str
    stage: Stage
    gone_on: int
    """To the next stage; of probationary members, those who became full ones."""

    @property
    def worked_out(self) -> int:
        """What is left at the end, by the rest of the row."""
        return self.stage.opening + self.stage.entered + self.stage.joined - self.gone_on - self.stage.left

    @property
    def value(self) -> Decimal:
        return Decimal(self.stage.closing)

    @property
    def under(self) -> str:
        """The drawing has no second line."""
        return ""

    @property
    def words(self) -> str:
        return f"{self.stage.closing} 人"


@dataclass(frozen=True, kw_only=True)
class LimitFacts:
    """An interval with what held in the span, one after the other."""

    interval: Interval
    rules: tuple[Held, ...]
    sources: tuple[str, ...]
    """`全国：2026年修订第七条（来源 B）`; what the superior set, as a local rule by its name."""
    grades: tuple[SourceGrade, ...]
    """Of the texts among the sources."""
    spread: str
    """The shortest to the longest: `9 到 38 天`; a dash where neither is written."""

    @property
    def is_limited(self) -> bool:
        return any(rule.is_limited for rule in self.rules)

    @property
    def words(self) -> tuple[str, ...]:
        """Each limit once; what was not limited says so."""
        unlimited = "全国没有规定，上级没有定" if self.interval.is_local else "没有查到当时的期限"
        return tuple(dict.fromkeys(rule.words or unlimited for rule in self.rules))


@dataclass(frozen=True, kw_only=True)
class PipelineFacts(Facts):
    """What a page of the counts shows that nobody wrote."""

    stages: tuple[StageFacts, ...]
    intervals: tuple[LimitFacts, ...]
    """One for each interval of the record, in its order."""
    extension: LimitFacts
    version_words: str
    """Which text of the rule held."""
    legend: str
    """What the grades of the sources mean; empty where no source has one."""
    aim: PartName | None
    late: int
    """How many kept to no limit, where one is known."""


def facts(record: Pipeline, head: HeadFacts, world: World) -> PipelineFacts:
    """What follows from the counts of a span."""
    branch = world.register.branch
    limits = tuple(
        _limit(BY_NAME[kept.interval], record.covers, branch, (kept.shortest, kept.longest))
        for kept in record.intervals
    )
    own = record.reserved
    target = record.quota.target if record.quota else None
    return PipelineFacts(
        head=head,
        short=record.covers.text,
        stages=tuple(
            StageFacts(name=name, label=label_of(name), stage=stage, gone_on=gone_on)
            for name, stage, gone_on in record.stages()
        ),
        intervals=limits,
        extension=_limit(EXTENSION, record.covers, branch, (own.shortest, own.longest) if own else (None, None)),
        version_words=_version(record.covers),
        legend=legend(grade for own in limits for grade in own.grades),
        aim=part_name(target) if target else None,
        gaps=tuple(_gaps(record)),
        late=sum(kept.late for kept, own in zip(record.intervals, limits, strict=True) if own.is_limited),
    )


def label_of(name: str) -> str:
    """`入党积极分子` for `activists`."""
    return str(Pipeline.model_fields[name].title)


def _limit(interval: Interval, span: Span, branch: Branch, lengths: tuple[int | None, int | None]) -> LimitFacts:
    rules = held(interval, span, branch)
    ours = {one.source for one in interval.figures}
    own = dict.fromkeys(one.source for rule in rules for one in rule.figures if one.source not in ours)
    days = [span.first, *(text.since for text in interval.texts if text.since in span)]
    texts = dict.fromkeys(text for day in days if (text := interval.text_on(day)))
    national = (f"全国：{text.short}" for text in texts)
    local = (f"地方规定：{source}" for source in own)
    spread = " 到 ".join(str(length) for length in dict.fromkeys(lengths) if length is not None)
    return LimitFacts(
        interval=interval,
        rules=rules,
        sources=(*national, *local),
        grades=tuple(text.grade for text in texts),
        spread=f"{spread} {interval.written}" if spread else "—",
    )


def _version(span: Span) -> str:
    """What is not known of the change is said."""
    if span.last < ISSUED:
        return "时段在2014年的文本以前，当时的期限没有查到。"
    if span.last < REVISED:
        return "期限按《中国共产党发展党员工作细则》2014年的文本。"
    if span.first >= REVISED:
        return "期限按《中国共产党发展党员工作细则》2026年5月11日修订的文本。"
    return (
        "期限按《中国共产党发展党员工作细则》：2026年5月10日以前是2014年的文本，5月11日起是修订的文本。"
        "跨过这一天的怎样衔接，没有查到规定，两个都列出来。"
    )


def _gaps(record: Pipeline) -> Iterator[str]:
    """Somebody went on, and nothing is said of how long it took."""
    told = {kept.interval for kept in record.intervals}
    for interval, count in (
        ("培养教育", record.candidates.entered),
        ("接收审批", record.probationary.entered),
        ("转正审批", record.converted),
    ):
        if count and interval not in told:
            yield f"“{interval}”用了多长时间：还没有写"
