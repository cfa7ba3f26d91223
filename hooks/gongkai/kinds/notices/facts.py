"""What follows from another notice: nothing beyond what follows from every notice."""

from __future__ import annotations

from gongkai.derive.head import HeadFacts, World
from gongkai.derive.notice import NoticeFacts, notice_facts
from gongkai.kinds.notices.model import PublicNotice


def facts(record: PublicNotice, head: HeadFacts, world: World) -> NoticeFacts:
    """Called by its subject."""
    return notice_facts(record, head, world, record.subject)
