"""History in words for a terminal: the versions of one record, and what happened between two moments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from gongkai.findings import visible
from gongkai.history.versions import Commit, History, Step
from gongkai.history.words import called, lines, reason, told_apart
from gongkai.load.branch import Tracking
from gongkai.load.record import Disclosure
from gongkai.pipeline import Compared


def versions(record: Disclosure, history: History, tracking: Tracking) -> str:
    """Every version of a record, oldest first, drafts among them: this is for those who write it."""
    if history.missing:
        return f"无历史：{history.missing}。"
    timeline = history.timelines[record.address]
    told: list[tuple[Commit, str, list[str]]] = [
        (timeline.first, "首次提交" if timeline.first.is_made else "新文件", [])
    ]
    told += [(step.commit, _what(step, record), [*_details(step, record)]) for step in timeline.steps]
    if timeline.approved:
        later = [form for form in dict.fromkeys(timeline.forms) if form.place > timeline.approved.place]
        told += [(timeline.approved, "审批表提交", []), *((form, "重新审批", []) for form in later)]
    said = [f"{record.index or '还没有索引号'} {record.title}", record.file]
    for commit, what, details in sorted(told, key=lambda one: one[0].place):
        said += [f"{_when(commit)}  {_who(commit, tracking)}  {what}", *(f"    {line}" for line in details)]
    if history.is_shallow:
        said.append("仓库不完整（浅克隆），更早的历史这里没有。")
    return "\n".join(visible(line) for line in said)


def _when(commit: Commit) -> str:
    return commit.day.isoformat() if commit.is_made else "尚未提交"


def _who(commit: Commit, tracking: Tracking) -> str:
    return tracking.role_of(commit.email, commit.day) if commit.is_made else "（在本机）"


def _what(step: Step, record: Disclosure) -> str:
    if step.is_removal:
        return "文件删除"
    if step.is_faulty and step.differences:
        return "当时的文件有差错，按文字列出"
    if step.differences:
        return called(*told_apart(step.differences), type(record))
    return "文件改名" if step.moved_from else "文件恢复"


def _details(step: Step, record: Disclosure) -> Iterator[str]:
    """A text that is no readable record is shown as the text it was."""
    if step.moved_from:
        yield f"{step.moved_from} → {step.path}"
    said, rest = told_apart(step.differences)
    for line in lines(rest, type(record)):
        if step.is_faulty:
            yield from ("改前：", *line.before.splitlines(), "改后：", *line.after.splitlines())
        else:
            yield " ".join(str(line).split())
    yield from (f"更正说明：{reason(one)}" for one in said)


def compared(found: Compared, titles: dict[str, str]) -> str:
    """By kind: each record with what happened to it; then what they all rest on."""
    before, after = found.moments
    said = [f"{before.words} → {after.words}：{len(found.changes)} 个事项有变化"]
    for kind, those in groupby(found.changes, key=lambda one: one.kind):
        said += ["", titles[kind]]
        for one in those:
            said += [f"  {one.WORD}  {one.index or one.address}  {one.title}"]
            said += _indented(one.sentences)
    said += ["", "基础数据"] if found.altered else []
    for base in found.altered:
        said += [f"  {base.word}  {base.file}", *_indented(map(str, base.lines))]
    return "\n".join(visible(line) for line in said)


def _indented(sentences: Iterable[str]) -> list[str]:
    return [f"      {' '.join(sentence.split())}" for sentence in sentences]


def compared_as_json(found: Compared, titles: dict[str, str]) -> str:
    """For programs: both moments, what happened to records, and to what they all rest on. Fields stay what they are:

    `before` and `after`, each with `words`, `day`, and `commit`, null for the folder as it stands; `changes`, each with
    `change`, `kind`, `kind_title`, `index`, `title`, `address`, and by what happened 改动 `lines` (each with `where`,
    `before`, `after` and the `path` of the field), `reasons`, `moved_from`, `standing` (公示中 → 已期满, or empty);
    状态变化 `before`, `after`; 撤回 and 撤回并隐去标题 `reason`; `bases`, each with `file`, `change` (增加, 改动, 删去)
    and `lines` like those of 改动, none where the file came or went.
    """
    ends = {
        name: {"words": one.words, "day": one.day.isoformat(), "commit": one.commit}
        for name, one in zip(("before", "after"), found.moments, strict=True)
    }
    told = [{**one.fields(), "kind_title": titles[one.kind]} for one in found.changes]
    bases = [one.fields() for one in found.altered]
    said = json.dumps({**ends, "changes": told, "bases": bases}, ensure_ascii=False, indent=1)
    return "".join(sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in said)
