"""What was published stays as it was, or says why not: texts held against git, which forgets nothing (design §5.9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from gongkai.derive.head import Facts, World
from gongkai.findings import Finding, Place
from gongkai.history.versions import Difference, Timeline
from gongkai.history.words import summary
from gongkai.load.approval import Approval
from gongkai.load.notice import Notice
from gongkai.load.part import field_at, widest
from gongkai.load.record import Disclosure

_WIDEST_FIRST: Final = ("社会", "本单位职工", "本单位党员", "特定对象", "本支部党员")


def silent_edit(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公开以后改动内容，要写明原因。 What is shown was changed after publication, and nothing says why.

    为什么：读者和检查的人要能看到每一处改动和原因；期满后补写结果、进展、整改等不算改动。
    处理：改错了就改回去；确需改动的，在 corrections 里写明日期和原因，内容变了的重新审批；
    只改错别字的，那一条里再写 spelling: 是
    """
    for record, timeline in _traced(world):
        if timeline.undeclared:
            words = summary(timeline.undeclared, type(record))
            yield record.fault(_at(record, timeline.undeclared), f"公开以后有改动，没有写明原因：{words}")


def changed_after_approval(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批以后改动内容，要重新审批；只改错别字的写明是勘误。 Changed after approval, with no new form.

    为什么：审批的是当时的内容。
    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：补办审批，新增一张审批表；只改了错别字、没有改数字和人名的，在 corrections 那一条里写 spelling: 是；
    确实没有重新审批的，页面会如实显示
    """
    for record, timeline in _traced(world):
        if timeline.approved and timeline.unapproved and not timeline.undeclared:
            words = f"{timeline.approved.day} 审批以后有改动，没有重新审批"
            found = record.lapse("", words, found="没有新的审批表", expected="重新审批")
            yield replace(found, audiences=(_readers(record, timeline.unapproved),))


def published_before_approval(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """先审批，后公开。 The form was committed after the day of publication.

    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：公开日期写错的，改正并写明原因；先公开后补审批的，页面会如实显示，可在 deviations 写明情况
    """
    since = world.register.branch.history.since
    for record, timeline in _traced(world):
        day, form = record.published_on, timeline.approved
        if day is None or form is None or record.recorded_late or world.history.is_shallow:
            continue
        if day < form.day and form.is_made and (since is None or since <= form.day):
            words = f"公开日期是 {day}，审批表 {form.day} 才提交"
            yield record.lapse("published_on", words, found=str(day), expected=f"{form.day} 或以后")


def approved_by_author(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批表不由起草事项的人提交（branch.yaml 里要求了才检查）。 Text and form come from one hand.

    处理：由审批人或另一位委员提交审批表；人手不够的，可在 deviations 写明情况
    """
    if world.register.branch.history.two_persons:
        for record, timeline in _traced(world):
            if timeline.own_approval:
                yield record.lapse("", "事项和审批表由同一人提交", found="同一人", expected="两个人")


def attachment_replaced(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公开以后更换附件，要写明原因。 An attachment became another file of the same name after publication.

    为什么：文件名没有变，读者以前下载的和现在看到的却不是同一个文件，页面上的校验值也变了。
    处理：换错了就换回原来的文件并提交；确需更换的，在 corrections 里写明日期和原因，内容变了的重新审批
    """
    for (address, file), commit in world.history.replaced.items():
        record = world.register.by_name[address]
        at = next(number for number, attached in enumerate(record.attachments) if attached.file == file)
        words = f"附件“{file}”公开以后被换成另一个文件（{commit.day}），没有写明原因"
        found = record.fault(f"attachments.{at}.file", words, found=file, expected="原来的文件，或更正记录")
        yield replace(found, words=words)  # the field's name would only say once more that it is an attachment


def vanished(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公开过的事项不能删除，只能撤回。 The file of a published record is gone.

    为什么：索引号和网址还在别人手里，读者要能看到它撤回了、为什么撤回。
    处理：从 git 找回这个文件，写上 withdrawn（日期和原因）；标题也不宜公开的，写 hide_title: 是
    """
    for one in world.history.vanished:
        when = f"{one.commit.day} " if one.commit.is_made else ""
        words = f"{one.index}“{one.title}”已经公开，文件{when}被删除，没有写撤回"
        yield Finding(place=Place(one.path), words=words, found="没有文件", expected="withdrawn")


def approval_gone(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公开过的事项，审批表不能收回。 What was public, and no form approves it any more: its page would be gone.

    为什么：审批表删掉、改成别的事项、改成没有批准，页面就不见了，读者只看到网址打不开。
    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：从 git 找回审批表，或改回去；不再公开的，在事项里写 withdrawn（日期和原因），审批表留着
    """
    for address, commit in world.history.released.items():
        when = f" {commit.day} 起" if commit.is_made else ""
        words = f"已经公开，审批表{when}不再包括它（删除、改成别的事项，或者改成没有批准）"
        yield world.register.by_name[address].fault("", words, found="没有审批表", expected="审批表或 withdrawn")


def form_rewritten(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批表批准以后，提出、审核、审批各栏不再改动。 Somebody altered who approved when, after it was decided.

    为什么：页面上的审批日期、审批人就是从这里来的，改了没有人看得出来。
    依据：《中国共产党党务公开条例（试行）》第十五条
    处理：改错了就改回去；原来写错、现在与纸质表一致的，页面会如实显示，可在 branch.yaml 的 deviations 写明情况
    """
    forms = {form.address: form for form in world.register.approvals}
    for one in world.history.rewritten:
        form = forms[one.address]
        steps = "、".join(Approval.model_fields[name].title or name for name in one.fields)
        when = f"{one.commit.day} " if one.commit.is_made else ""
        yield form.lapse("", f"批准以后，{when}改动了{steps}", found="与批准时不同", expected="与批准时相同")


def form_of_another(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """审批表写网址的，只对当时在那里的事项有效。 The form names an address at which another record lay then.

    为什么：文件挪走以后换上另一个事项，原来的审批不能算它的。
    处理：给这个事项另补审批表，写索引号；原来的审批表也改写成原事项的索引号
    """
    for record, timeline in _traced(world):
        forms = facts[record.address].head.approvals
        if forms and timeline.approved is None:
            words = f"审批表 {forms[-1].file} 写的是网址，当时在那里的是另一个事项，这个事项没有审批"
            yield record.fault("", words, found="没有审批表", expected="另补审批表")


def number_reused(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """用过的索引号不再给别的事项。 The number once belonged to another record.

    为什么：别处引用的索引号，永远指同一个事项；用过的号即使空着，也不再用。
    处理：换用新号，运行 gongkai fix 自动编号；其实是同一个事项的，把原来的文件名改回来
    """
    for address, reused in world.history.reused.items():
        record = world.register.by_name[address]
        words = f"“{reused.index}”曾是 {reused.path} 的索引号，不能再用"
        yield record.fault("index", words, found=reused.index, expected="没有用过的号")


def address_taken(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """公开过的网址不再给别的事项。 The file lies where another public record lay, which was moved or removed.

    为什么：二维码、张贴的公告和别人保存的网址还指着这里，打开看到的却是另一件事。
    处理：还没有公开的，把文件改成没有用过的名字，原来的网址会说明原事项去了哪里；已经公开的，页面会如实显示
    """
    taken = {one.address: one for one in world.history.formers if one.now != one.address}
    for record in world.register.records:
        if former := taken.get(record.address):
            words = f"这个网址以前是 {former.index}，现在是另一个事项"
            found = record.lapse("", words, found=record.index or "另一个事项", expected="没有用过的文件名")
            yield replace(found, audiences=tuple(sorted(former.audiences)))


def rewritten(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """提交记录只增加，不改写。 An edition's commit is not in the present history.

    为什么：存档版所在的提交不见了，说明提交记录被改写过，之前的变更记录不再可信。
    处理：请管理仓库的人查明原因，找回原来的提交记录；确有必要改写的，在 branch.yaml 的 deviations 写明情况
    """
    for edition in world.history.editions if not world.history.is_shallow else ():
        if edition.place is None:
            words = f"存档版 {edition.name}（{edition.day}）的提交不在现在的提交记录里"
            yield world.register.branch.lapse("", words, found="找不到", expected=edition.commit[:12])


def since_after_edition(facts: Mapping[str, Facts], world: World) -> Iterator[Finding]:
    """履历的起始日期不晚于存档版。 What was committed before `since` is not looked at, editions included.

    为什么：起始日期以前的改动不检查；写得比存档版还晚，存档以后的改动就没有人看得到了。
    处理：在 branch.yaml 的 history 里，把 since 改回不晚于第一个存档版的日期，或删去这一行
    """
    since = world.register.branch.history.since
    passed = [one for one in world.history.editions if one.place is not None and since and one.day < since]
    if passed:
        first = min(passed, key=lambda one: one.day)
        words = f"写的是 {since}，晚于存档版 {first.name}（{first.day}），之间的改动就不检查了"
        yield world.register.branch.fault("history.since", words, found=str(since), expected=f"{first.day} 或以前")


def _traced(world: World) -> Iterator[tuple[Disclosure, Timeline]]:
    """Every record whose history is known."""
    timelines = world.history.timelines
    return ((one, timelines[one.address]) for one in world.register.records if one.address in timelines)


def _readers(record: Disclosure, found: tuple[Difference, ...]) -> str:
    """The widest audience that sees one of the differences: nobody else is told that there are any."""
    if isinstance(record, Notice) and record.is_reserved:
        return "本单位党员"
    return min((_audience(record, one) for one in found), key=_WIDEST_FIRST.index)


def _audience(record: Disclosure, one: Difference) -> str:
    """Who may see the field that differs, by its own mark, that of one above it, or a word that stands in it."""
    fields = (field_at(type(record), one.fields[: length + 1]) for length in range(len(one.fields)))
    named = [widest(field) for field in fields if field]
    if one.fields and (within := record.WITHIN.get(one.fields[0])):
        beside = str((one.before, one.after, record.document.values.get(one.fields[0])))
        if any(word in beside for word in within[1]):
            named.append(within[0])
    return max(named, key=_WIDEST_FIRST.index, default="社会")


def _at(record: Disclosure, found: tuple[Difference, ...]) -> str:
    """The first field that differs, if it is still there to be pointed at."""
    return next((one.path[0] for one in found if one.path and getattr(record, one.path[0], None)), "")


RULES = (
    silent_edit,
    changed_after_approval,
    published_before_approval,
    approved_by_author,
    attachment_replaced,
    vanished,
    approval_gone,
    form_rewritten,
    form_of_another,
    number_reused,
    address_taken,
    rewritten,
    since_after_edition,
)
