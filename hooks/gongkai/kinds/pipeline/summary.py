"""How many stand at each stage by the newest counts, for home; every span one after the other, for the kind's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.derive.head import World
from gongkai.kinds.pipeline.facts import PipelineFacts
from gongkai.kinds.pipeline.model import Pipeline


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Public counts, that of the latest span first."""

    rows: tuple[tuple[Pipeline, PipelineFacts], ...]


def summary(records: Sequence[tuple[Pipeline, PipelineFacts]], world: World) -> Spans:
    """From what the readers of the site may see."""
    public = (row for row in records if row[1].head.state == "公开")
    return Spans(rows=tuple(sorted(public, key=lambda row: (row[0].covers.last, row[0].made_on), reverse=True)))
