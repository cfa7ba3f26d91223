"""Rules of the catalogue, and what by it is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gongkai.derive.coverage import coverage
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.load.catalogue import Item
from gongkai.load.record import Disclosure


def kind_unknown(kinds: frozenset[str], world: World) -> Iterator[Finding]:
    """公开目录里的类别要是已有的类别。 A catalogue item for a kind that does not exist.

    处理：改成已有的类别名；写错一个字母，这一类事项就没有目录
    """
    catalogue, known = world.register.catalogue, "、".join(sorted(kinds))
    for number, item in enumerate(catalogue.items):
        named = [("kind", item.kind)] if item.kind else []
        for at, kind in (*named, *((f"also.{place}", kind) for place, kind in enumerate(item.also))):
            if kind not in kinds:
                words = f"没有“{kind}”这个类别，可用：{known}"
                yield catalogue.fault(f"items.{number}.{at}", words, found=kind, expected=known)


def type_unknown(kinds: Mapping[str, type[Disclosure]], world: World) -> Iterator[Finding]:
    """目录事项包括的类型，要是这一类别已有的类型。 An item counts records of a type that its kinds do not have.

    处理：改成已有的类型；写错一个字，这种类型的记录就不算公开了这一事项
    """
    catalogue = world.register.catalogue
    whole = {item.name: item for item in catalogue.whole}
    for number, item in enumerate(catalogue.items):
        known = [type_ for kind in whole[item.name].kinds if kind in kinds for type_ in kinds[kind].TYPES]
        for place, type_ in enumerate(item.types):
            if type_ not in known:
                words = f"没有“{type_}”这个类型，可用：{'、'.join(known) or '这一类别不分类型'}"
                yield catalogue.fault(f"items.{number}.types.{place}", words, found=type_, expected="、".join(known))


def item_incomplete(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """目录事项要写全。 An item of the branch's own lacks what the standard would have given.

    为什么：与通用目录同名的事项可以只写不同的地方；名称不同的是新事项，类别、依据、范围、周期、责任主体都要写。
    处理：补写缺少的几项；本想在通用目录的事项上改的，把名称改成与它完全相同
    """
    catalogue = world.register.catalogue
    whole = {item.name: item for item in catalogue.whole}
    for number, item in enumerate(catalogue.items):
        if missing := whole[item.name].missing:
            fields = type(item).model_fields
            words = f"“{item.name}”缺少：{'、'.join(f'{fields[name].title}（{name}）' for name in missing)}"
            yield catalogue.fault(f"items.{number}.name", words, found=item.name, expected="、".join(missing))


def item_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """目录事项的名称不重复。 Two items of one name.

    处理：并成一个，或改一个名称
    """
    catalogue = world.register.catalogue
    seen: set[str] = set()
    for number, item in enumerate(catalogue.items):
        if item.name in seen:
            yield catalogue.fault(f"items.{number}.name", f"“{item.name}”写了两次", found=item.name)
        seen.add(item.name)


def kind_without_item(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """有记录的类别，公开目录里要有它的事项。 Records of a kind of which the catalogue knows nothing.

    依据：《中国共产党党务公开条例（试行）》第十四条
    处理：在 catalogue.yaml 里为这一类别加一个事项
    """
    catalogue = world.register.catalogue
    known = {kind for item in catalogue.whole for kind in item.kinds}
    for kind in sorted({record.kind for record in world.register.records} - known):
        words = f"目录里没有“{kind}”类别的事项，但有这一类别的记录"
        yield catalogue.fault("items", words, found="没有", expected=f"kind: {kind}")


def default_twice(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """一个类别、一种类型只有一个默认事项。 Two default items of one kind, or of one of its types.

    处理：只留一个默认事项，其余写 default: 否；一种类型只写在一个事项的 types 里
    """
    catalogue = world.register.catalogue
    written = {item.name: number for number, item in enumerate(catalogue.items)}
    seen: dict[tuple[str, str], str] = {}
    for item in catalogue.whole:
        for kind, type_ in _default_for(item):
            first = seen.setdefault((kind, type_), item.name)
            if first != item.name:
                of_type = f"的“{type_}”" if type_ else ""
                words = f"“{kind}”类别{of_type}已经有一个默认事项（{first}）"
                at = f"items.{max(written.get(name, 0) for name in (item.name, first))}.name"
                yield catalogue.fault(at, words, found=item.name, expected="default: 否，types 不重复")


def _default_for(item: Item) -> Iterator[tuple[str, str]]:
    """Kinds and types whose records belong to it without naming it; no type: all that have no item of their own."""
    if item.is_default and item.kind:
        yield item.kind, ""
    if item.default is not False:
        yield from ((kind, type_) for kind in item.kinds for type_ in item.types)


def not_published(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """目录要求公开的，要按期公开。 By the catalogue something was due in a span and is not there.

    为什么：目录是支部对党员群众的承诺；时段结束、公开时限过了还没有，读者有权知道。
    依据：《中国共产党党务公开条例（试行）》第十四条、第十五条
    数量：没有写时限的公开
    处理：已有内容的请补录并审批公开；确实没有的，页面会如实显示，可在 branch.yaml 的 deviations 写明情况；
    本支部不适用的，在 catalogue.yaml 这一事项的 exempt 写明时段和原因
    """
    for row in coverage(world, facts):
        for cell in row.cells:
            if cell.state == "未公开":
                words = f"{row.item.name}：{cell.title}没有公开，应在 {cell.due} 前公开"
                found = world.register.catalogue.lapse("items", words, found="没有", expected=f"{cell.due}")
                span = "" if cell.year is None else cell.title
                yield replace(found, words=words, record="", covers=span, audiences=row.item.audiences)


RULES = (item_incomplete, item_twice, kind_without_item, default_twice, not_published)
