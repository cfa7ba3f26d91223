"""The sample branch's history as commits to be: the files that each step changes, in which role, in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from courses import Course, OfBranch, OfRecord, form_step
from dated import Dated, Slot, Step, dated
from gongkai.load.approval import Approval
from gongkai.load.record import Disclosure
from gongkai.load.register import Register, attachment_file
from sample import ROOT
from told import BRANCH, Told

NOT_OF_A_BRANCH: Final = ("# 本示例在软件的仓库里", "  since: 2100-")
"""Lines of branch.yaml that only the sample in the software's own repository needs."""

VERBS: Final = {
    "withdrawn": "撤回",
    "attachments": "补充附件",
    "corrections": "更正",
    "deviations": "情况说明",
    "outcome": "公示结果",
    "judged": "年底评定",
    "unfulfilled": "未兑现说明",
    "moved": "延期",
    "progress": "践诺进展",
    "ratings": "半年评议",
    "poll": "年底测评",
    "consent": "上级同意",
    "made_up": "补课情况",
    "actions": "落实情况",
    "rectifications": "整改完成",
    "ballots": "选举结果",
    "confirmed": "选举结果批复",
    "division": "委员分工",
    "answered": "答复",
    "feedback": "评价",
    "handled": "办理情况",
    "answer": "答复",
    "objections": "收到异议",
    "told_on": "告知本人",
    "posted": "张贴情况",
    "comment": "讲评",
    "carried": "决定落实",
    "fed_back": "检查反馈",
    "problems": "整改完成",
    "returned_on": "退回归档",
}
"""The word for a step, by the first of these fields that it wrote."""

OF_THE_BRANCH: Final = {
    "amended": "基本情况：办公室搬家，改受理地址",
    "deviations": "基本情况：情况说明",
    "committee": "基本情况：支部委员会变动",
    "members": "基本情况：党员人数变动",
}
"""The words for a change of branch.yaml, in the same way."""


@dataclass(frozen=True)
class Commit:
    """One commit to be: what changes, and None for a file that goes."""

    step: Step
    role: str
    message: str
    files: Mapping[str, bytes | None]


@dataclass
class Written:
    """What each step changes, as it is gathered file by file."""

    told: Told
    files: dict[Step, dict[str, bytes | None]] = field(default_factory=lambda: defaultdict(dict))
    keys: dict[Step, set[str]] = field(default_factory=lambda: defaultdict(set))

    def whole(self, path: str, step: Step) -> None:
        """A file that came as it is."""
        self.files[step][path] = (ROOT / path).read_bytes()

    def reworded(self, path: str) -> None:
        """A file of which a few words changed."""
        content = (ROOT / path).read_bytes()
        changes = [one for one in self.told.reworded if one.file == path]
        for one in sorted(changes, key=lambda one: one.until, reverse=True):
            self.files[Step(one.until, Slot.BASE, BRANCH)][path] = content
            content = content.replace(one.now.encode(), one.was.encode())
        self.files[Step(self.told.began, Slot.BASE, BRANCH)][path] = content

    def grown(self, path: str, past: Dated) -> None:
        """A file that grew; where it was renamed, under its name of the day."""
        was, until = self.told.renamed.get(_address(path), ("", date.min))
        renamed = Step(until, Slot.LATER, _address(path))
        before = None
        for step in sorted({*past.steps, *([renamed] if was else [])}):
            now = past.at(step).encode()
            name = f"data/{was}.yaml" if was and step < renamed else path
            if now != before or step == renamed:
                self.files[step][name] = now
            if was and step == renamed:
                self.files[step][f"data/{was}.yaml"] = None
            before = now
        for step, keys in past.keys.items():
            self.keys[step] |= keys


def written(register: Register, told: Told) -> Iterator[Commit]:
    """Every commit, in order."""
    courses = {record.address: _course(record, register) for record in register.records}
    gathered = Written(told)
    began = Step(told.began, Slot.BASE, BRANCH)
    for path in _from_the_start():
        gathered.reworded(path)
    gathered.files[began][".gitignore"] = b"site/\n"
    branch = "".join(line for line in _text("data/branch.yaml") if not line.startswith(NOT_OF_A_BRANCH))
    gathered.grown("data/branch.yaml", dated(branch, OfBranch(told.began), told.former.get(BRANCH, ())))
    for address, (day, _) in told.arrived.items():
        gathered.whole(f"data/{address}.yaml", Step(day, Slot.BASE, address))
    for form in register.approvals:
        gathered.whole(form.file, form_step(form))
    named = {address: course.drafted for address, course in courses.items()}
    named |= {one.record.index: one.submitted for one in courses.values() if one.record.index and one.submitted}
    for course in courses.values():
        _record(course, named, gathered)
    spoken = _Spoken(register, courses, told, gathered.keys)
    yield from _merged(told, [Commit(step, *spoken.of(step), gathered.files[step]) for step in sorted(gathered.files)])


def _record(course: Course, named: Mapping[str, Step], gathered: Written) -> None:
    record = course.record
    former = gathered.told.former.get(record.address, ())
    birth = OfRecord(course, named, gathered.told)
    past = dated("".join(_text(record.file)), birth, former)
    last = past.steps[-1]
    for line in past.lines:
        # The remark at the head of a file speaks of all that happened to it.
        if not line.at(last).startswith("#"):
            break
        line.versions = [(last, line.at(last))]
    gathered.grown(record.file, past)
    for attached in record.attachments:
        day = gathered.told.attached.get((record.address, attached.file))
        gathered.whole(attachment_file(record, attached.file), birth.on(day) if day else course.drafted)


def _merged(told: Told, commits: list[Commit]) -> Iterator[Commit]:
    """With a merge on the evening of the day on which one drafted on a branch of her own."""
    side = next(one for one in commits if one.step.whose == told.aside and one.step.slot is Slot.DRAFT)
    message = f"合并{side.role}的分支：{side.message.partition('：')[2]}"
    merge = Commit(side.step._replace(slot=Slot.MERGED), "书记", message, side.files)
    yield from sorted([*commits, merge], key=lambda one: one.step)


@dataclass(frozen=True)
class _Spoken:
    """Role and message of each step."""

    register: Register
    courses: Mapping[str, Course]
    told: Told
    keys: Mapping[Step, set[str]]

    def of(self, step: Step) -> tuple[str, str]:
        if step.slot is Slot.BASE:
            return "组织委员", self._of_base(step)
        if step.slot is Slot.LINKED:
            return "宣传委员", "补上相关事项的链接"
        if form := next((one for one in self.register.approvals if one.address == step.whose), None):
            return self._of_form(form, step)
        course = self.courses[step.whose]
        if step.slot is Slot.DRAFT:
            return course.drafter, f"起草：{course.record.title}"
        was, until = self.told.renamed.get(step.whose, ("", date.min))
        if was and until == step.day:
            return "宣传委员", f"文件改名：{was} 改为 {step.whose}"
        verb = next((word for key, word in VERBS.items() if key in self.keys[step]), "补充")
        if verb == "更正" and course.approved and step < course.approved:
            verb = "按审核意见修改"
        return course.drafter, f"{verb}：{course.record.title}"

    def _of_form(self, form: Approval, step: Step) -> tuple[str, str]:
        titles = "、".join(self.register.by_name[name].title for name in form.records)
        if step.slot is Slot.SUBMITTED:
            return form.proposed.by, f"送审：{titles}"
        if not form.is_decided:
            return "纪检委员", f"审核没有通过，退回修改：{titles}"
        first = any(
            self.courses[self.register.by_name[name].address].approved == form_step(form) for name in form.records
        )
        by_another = form.proposed.by == "书记" and self.told.two_hands_since <= step.day
        return "纪检委员" if by_another else "书记", f"{'公开' if first else '更正审批'}：{titles}"

    def _of_base(self, step: Step) -> str:
        if step.day == self.told.began:
            return "建立党务公开：基本情况和公开目录"
        if step.whose in self.told.arrived:
            return f"补充：{self.told.arrived[step.whose][1]}"
        return next((words for key, words in OF_THE_BRANCH.items() if key in self.keys[step]), "公开目录重新审定")


def _course(record: Disclosure, register: Register) -> Course:
    forms = register.approvals_of.get(record.address, ())
    return Course(record, tuple(sorted(forms, key=form_step)))


def _from_the_start() -> Iterable[str]:
    """The site's own files, the catalogue and the pages written by hand."""
    pages = sorted(file.relative_to(ROOT).as_posix() for file in (ROOT / "content").rglob("*") if file.is_file())
    return ("mkdocs.yml", "hooks/disclosure.py", "data/catalogue.yaml", *pages)


def _text(path: str) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8").splitlines(keepends=True)


def _address(path: str) -> str:
    return str(Path(path).relative_to("data").with_suffix("").as_posix())
