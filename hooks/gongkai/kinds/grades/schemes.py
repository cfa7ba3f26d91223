"""Rules of the branch's own schemes: each must hold in itself, before anything is measured by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from itertools import pairwise

from gongkai.derive import scores
from gongkai.derive.head import Facts, World
from gongkai.findings import Finding
from gongkai.kinds.grades.index import folded
from gongkai.load.fields import number
from gongkai.load.scheme import Scheme

Across = Callable[[Mapping[str, Facts], World], Iterator[Finding]]


def _each(rule: Callable[[Scheme], Iterator[Finding]]) -> Across:
    """A rule of one scheme as a rule over all that the branch has; shipped ones are held by a test."""

    @wraps(rule)
    def across(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
        for scheme in world.register.own_schemes:
            yield from rule(scheme)

    return across


@_each
def weights_not_hundred(scheme: Scheme) -> Iterator[Finding]:
    """各来源的权重合计是 100。 The weights of the sources do not make the whole.

    处理：对照原文件核对每个来源的权重
    """
    total = sum((number(source.weight) for source in scheme.sources), scores.ZERO)
    if scheme.sources and total != 100:
        yield scheme.fault("sources", f"权重合计 {scores.words(total)}", found=scores.words(total), expected="100")


@_each
def items_without_source(scheme: Scheme) -> Iterator[Finding]:
    """既有考核项目又有几个来源的，要写明哪个来源由项目得出。 Items and sources, but not which source the items make.

    处理：在由考核项目得出的那个来源里写 items: 是，只写一个；没有考核项目的不写
    """
    count = sum(source.items for source in scheme.sources)
    wanted = 1 if scheme.categories else 0
    if scheme.sources and count != wanted:
        words = f"由考核项目得出的来源有 {count} 个，应有 {wanted} 个"
        yield scheme.fault("sources", words, found=str(count), expected=str(wanted))


@_each
def levels_not_descending(scheme: Scheme) -> Iterator[Finding]:
    """等次从高到低写最低分，最低的等次不写。 Lower bounds that do not fall, or a lowest level with a bound.

    为什么：只看最低分，任何一个总分都正好属于一个等次，不会落在两档之间。
    处理：从高到低排列；最后一个等次不写 at_least，其余的都写
    """
    *upper, lowest = scheme.levels
    for place, one in enumerate(upper):
        if one.at_least is None:
            yield scheme.fault(f"levels.{place}", f"“{one.name}”没有写最低分", found="没有写", expected="最低分")
    if lowest.at_least is not None:
        at = f"levels.{len(upper)}"
        yield scheme.fault(at, f"最低的等次“{lowest.name}”不写最低分", found=lowest.at_least, expected="不写")
    bounds = [(place, one.at_least) for place, one in enumerate(upper) if one.at_least is not None]
    for (_, above), (place, below) in pairwise(bounds):
        if number(below) >= number(above):
            words = f"最低分 {below} 不低于上一等次的 {above}"
            yield scheme.fault(f"levels.{place}", words, found=below, expected=f"低于 {above}")


@_each
def number_twice(scheme: Scheme) -> Iterator[Finding]:
    """编号和名称不重复。 One number or name stands for two things.

    为什么：记录里用编号指明项目，重复就不知道是哪一项。
    处理：改成不同的编号或名称；考核项目和加分项的编号也不能相同
    """
    items = [
        (f"categories.{place}.items.{one}", item.id)
        for place, category in enumerate(scheme.categories)
        for one, item in enumerate(category.items)
    ]
    items += [(f"bonus.{place}", bonus.id) for place, bonus in enumerate(scheme.bonus)]
    yield from _twice(scheme, items)
    yield from _twice(scheme, ((f"vetoes.{place}", one.id) for place, one in enumerate(scheme.vetoes)))
    yield from _twice(scheme, ((f"levels.{place}", one.name) for place, one in enumerate(scheme.levels)))
    yield from _twice(scheme, ((f"sources.{place}", one.name) for place, one in enumerate(scheme.sources)))
    units = scheme.ranked.units if scheme.ranked else ()
    yield from _twice(scheme, ((f"ranked.units.{place}", folded(one.name)) for place, one in enumerate(units)))


def _twice(scheme: Scheme, named: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, name in named:
        if name in seen:
            yield scheme.fault(at, f"“{name}”写了两次", found=name, expected="只有一个")
        seen.add(name)


@_each
def marks_not_full(scheme: Scheme) -> Iterator[Finding]:
    """各项目的满分之和是总满分。 The marks of the items do not make the stated full marks.

    处理：对照原文件核对每项的满分；总满分不是 100 的写 full
    """
    total = sum((number(category.marks) for category in scheme.categories), scores.ZERO)
    if scheme.categories and total != number(scheme.full):
        words = f"各项目合计 {scores.words(total)} 分，总满分是 {scheme.full} 分"
        yield scheme.fault("categories", words, found=scores.words(total), expected=scheme.full)


@_each
def level_not_listed(scheme: Scheme) -> Iterator[Finding]:
    """否决、零分、名额和结果运用里说的等次要是列出的等次。 A level that is not listed, or a veto without effect.

    处理：改成 levels 里的名称；一票否决写 to（定为）或 not_above（不高于），只写一个
    """
    known = [one.name for one in scheme.levels]
    named = [(f"vetoes.{place}", name) for place, one in enumerate(scheme.vetoes) for name in (one.to, one.not_above)]
    named += [("category_zero", scheme.category_zero)]
    named += [(f"quota.{place}", one.level) for place, one in enumerate(scheme.quota)]
    named += [(f"consequences.{place}", one.level) for place, one in enumerate(scheme.consequences)]
    for at, name in named:
        if name is not None and name not in known:
            yield scheme.fault(at, f"没有“{name}”这个等次", found=name, expected="、".join(known))
    for place, one in enumerate(scheme.vetoes):
        if (one.to is None) == (one.not_above is None):
            words = f"“{one.id}”要写定为或不高于哪一等次，只写一个"
            yield scheme.fault(f"vetoes.{place}", words, found=one.id, expected="to 或 not_above")


@_each
def consequence_unclear(scheme: Scheme) -> Iterator[Finding]:
    """结果运用的每一条写一个条件：等次、全年平均或最后一名次数。 A consequence without its one condition.

    为什么：写两个条件，就不知道是都要满足，还是满足一个。
    处理：level（等次）、average（全年平均）、last（最后一名次数）只写一个；有两个条件的分成两条
    """
    for place, one in enumerate(scheme.consequences):
        if len(one.conditions) != 1 or one.last == 0:
            words = f"“{one.text}”写了 {len(one.conditions)} 个条件" if one.last != 0 else "最后一名次数是 0"
            yield scheme.fault(f"consequences.{place}", words, found=words, expected="一个条件")


def quarters_unknown(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """由季度考核得出的来源，要写季度考核的细则。 A source goes by a scheme that there is not, or is not of quarters.

    处理：改成 data/schemes/ 里或自带的、考核周期是季度的细则的文件名，不带 .yaml
    """
    known = world.register.schemes
    names = "、".join(name for name, scheme in known.items() if scheme.cycle == "季度")
    for scheme in world.register.own_schemes:
        for place, one in enumerate(scheme.sources):
            if one.quarters and not (one.quarters in known and known[one.quarters].cycle == "季度"):
                words = f"没有“{one.quarters}”这个季度考核细则，可用：{names}"
                yield scheme.fault(f"sources.{place}.quarters", words, found=one.quarters, expected=names)


RULES = (
    weights_not_hundred,
    items_without_source,
    levels_not_descending,
    number_twice,
    marks_not_full,
    level_not_listed,
    consequence_unclear,
    quarters_unknown,
)
