"""`data/branch.yaml` and `data/holidays/<year>.yaml`: who publishes, and which days are worked."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import Field

from gongkai.load.afterwards import Deviation
from gongkai.load.fields import (
    MEMBERS,
    Amount,
    AudienceName,
    BaseFile,
    Code,
    Count,
    Day,
    Email,
    Flag,
    Line,
    Person,
    Phone,
    Postcode,
    Text,
)
from gongkai.load.part import Part
from gongkai.load.record import Record

BranchType = Literal["企业", "机关", "高校", "学校", "医院", "村", "社区", "社会组织", "其他"]


class Contact(Part):
    """Where one may ask or object; the default of every notice."""

    office: Line = Field(title="受理部门", description="受理意见的部门或岗位，如 支部组织委员。")
    phone: Phone = Field(title="受理电话", description="办公室固定电话，带区号；不写个人手机号。")
    address: Line = Field(title="受理地址", description="信函或当面反映的地址。")
    postcode: Postcode | None = Field(None, title="邮政编码", description="六位数字。")
    email: Email | None = Field(None, title="电子邮箱", description="工作邮箱。")
    hours: Line = Field(title="受理时间", description="办公时间，如 工作日 8:30—12:00、13:30—17:30。")


class Seat(Part):
    """One person's post on the committee."""

    post: Line = Field(title="职务", description="如 书记、组织委员。")
    name: Person = Field(title="姓名", description="姓名。")


class Term(Part):
    """A term of the committee."""

    since: Day = Field(title="任期开始", description="选举产生的日期。")
    until: Day | None = Field(None, title="任期届满", description="届满日期。")
    abolished_on: Day | None = Field(None, title="撤销日期", description="不再设支委会的日期；仍设就不写。")
    seats: tuple[Seat, ...] = Field(
        (), title="委员", description="每位委员的职务和姓名；只向党员公开。", json_schema_extra=MEMBERS
    )


class Group(Part):
    """A party group (党小组) and since when it exists."""

    name: Line = Field(title="党小组名称", description="如 第一党小组。")
    leader: Person | None = Field(None, title="组长", description="组长姓名；只向党员公开。", json_schema_extra=MEMBERS)
    since: Day = Field(title="成立日期", description="哪天成立。")
    until: Day | None = Field(None, title="撤销日期", description="哪天撤销；仍在就不写。")


class Strength(Part):
    """How many members from a day on."""

    since: Day = Field(title="起始日期", description="从哪天起。")
    full: Count = Field(title="正式党员人数", description="有表决权的正式党员。")
    probationary: Count = Field(0, title="预备党员人数", description="没有表决权的预备党员。")


class Board(Part):
    """A notice board."""

    name: Line = Field(title="公开栏名称", description="如 一楼大厅公开栏。")
    place: Line = Field(title="公开栏位置", description="具体位置。")


class Audience(Part):
    """A set of readers and the larger sets it lies in."""

    name: AudienceName = Field(title="公开范围", description="读者范围的名称。")
    within: tuple[AudienceName, ...] = Field((), title="同时属于", description="这些读者也属于哪些更大的范围。")
    note: Line | None = Field(None, title="说明", description="这个范围具体指谁。")


class LocalFloor(Part):
    """A least length of notices that the branch's own superior has set; it may only add to the national one."""

    node: Line = Field(title="公示环节", description="如 接收预备党员。")
    length: Count = Field(title="最少天数", description="不少于几天。")
    unit: Literal["工作日", "日"] = Field("工作日", title="天数单位", description="工作日 或 日。")
    since: Day = Field(title="起始日期", description="从哪天起适用。")
    basis: Line = Field(title="依据", description="哪份文件，写全称和文号。")


class LocalFigure(Part):
    """A number of ours that this branch's superior has set otherwise."""

    name: Line = Field(title="要求名称", description="网站“检查规则”一页“数量要求”里的名称，如 党员年度学时。")
    value: Amount = Field(title="要求的数", description="只写数字，单位与“数量要求”里的相同，如 40。")
    since: Day = Field(title="起始日期", description="从哪天起适用。")
    basis: Line = Field(title="依据", description="哪份文件或承诺，写全称和文号。")


class ProjectLevel(Part):
    """What a project of one level is granted, as the branch's own superior has set it."""

    level: Line = Field(title="项目等级", description="如 重点、一般。")
    least: Amount = Field(title="经费下限（元）", description="这一等级最少多少，如 1000。")
    most: Amount = Field(title="经费上限（元）", description="最多多少，如 2000。")
    since: Day = Field(title="起始日期", description="从哪天评定的项目起适用。")
    basis: Line = Field(title="依据", description="哪份文件，写全称和文号。")


class RuleOff(Part):
    """A rule this branch does not apply, and why."""

    rule: Line = Field(title="规则代码", description="如 meetings.not_held。")
    about: Line | None = Field(
        None, title="针对什么", description="只关闭其中一部分时，写检查结果里那一部分独有的词，如 党课。"
    )
    reason: Text = Field(title="原因", description="为什么不适用，依据上级哪份文件。")


class Role(Part):
    """Whose commits count as whose: pages show the role, never a name or an address from git."""

    email: Email = Field(title="提交邮箱", description="git 提交用的邮箱，不在网站上显示。")
    role: Line = Field(title="岗位", description="页面上显示的岗位，如 组织委员。")
    until: Day | None = Field(None, title="截止日期", description="换人后写原来的人做到哪天；仍在岗就不写。")


class Tracking(Part):
    """履历: how git's history is read."""

    since: Day | None = Field(
        None, title="起始日期", description="从哪天起以提交记录为准，之前的提交不算；不写则全部都算。"
    )
    roles: tuple[Role, ...] = Field(
        (), title="提交人岗位", description="每个提交邮箱对应的岗位；没有写的显示“岗位未登记”。"
    )
    two_persons: Flag = Field(False, title="起草审批分人提交", description="要求审批表不由起草事项的人提交时，写 是。")

    def role_of(self, email: str, day: date) -> str:
        """Of whoever committed with that address on that day."""
        roles = (one for one in self.roles if one.email.lower() == email and (one.until is None or day <= one.until))
        return next((one.role for one in roles), "岗位未登记")


class Amended(Part):
    """Why the branch's data, a holiday table or a scheme was changed, though published matters rest on it."""

    on: Day = Field(title="更正日期", description="哪天改的。")
    file: BaseFile = Field(title="改动的文件", description="data/ 下的文件，如 branch.yaml、holidays/2026.yaml。")
    note: Text = Field(
        title="更正说明", description="改了什么、为什么改，对已公开的事项有什么影响；“变更”页上各类读者都看得到。"
    )


class Branch(Record):
    """支部: who publishes."""

    format: Literal["1"] = Field(title="数据格式", description="数据格式的编号，现在是 1。")
    name: Line = Field(title="支部全称", description="与印章一致的全称。")
    short_name: Line = Field(title="支部简称", description="页面上常用的简称。")
    superior: Line = Field(title="上级党组织", description="上级党组织全称。")
    code: Code = Field(title="支部代码", description="索引号斜杠前的字母或数字，定了不再变。")
    type: BranchType = Field(title="支部类型", description="单位类型。")
    since: Day = Field(title="数据起始日期", description="从哪天起的事项在这里公开；频次检查从这天算起。")
    members: tuple[Strength, ...] = Field(
        min_length=1, title="党员人数", description="各时期的正式党员和预备党员人数。"
    )
    committee: tuple[Term, ...] = Field((), title="支部委员会", description="各届委员会；不设委员会就不写。")
    groups: tuple[Group, ...] = Field((), title="党小组", description="各党小组；不设党小组就不写。")
    contact: Contact = Field(title="联系方式", description="受理意见的方式，是各公示的默认值。")
    boards: tuple[Board, ...] = Field((), title="公开栏", description="本支部的公开栏。")
    audiences: tuple[Audience, ...] = Field((), title="公开范围设置", description="各范围之间的包含关系；不写用默认。")
    floors: tuple[LocalFloor, ...] = Field((), title="公示天数要求", description="上级对各环节公示天数的要求。")
    figures: tuple[LocalFigure, ...] = Field(
        (), title="数量要求", description="上级规定或支部承诺的数与通用的不同时，写明名称、数和依据；不写就用通用的。"
    )
    project_levels: tuple[ProjectLevel, ...] = Field(
        (), title="创新立项等级", description="上级对各等级项目经费的规定；不写就不检查。"
    )
    rules_off: tuple[RuleOff, ...] = Field((), title="不适用的规则", description="关闭哪些规则和原因。")
    history: Tracking = Field(default_factory=Tracking, title="履历", description="怎样使用 git 提交记录；不写用默认。")
    amended: tuple[Amended, ...] = Field(
        (), title="基础数据更正", description="改动会影响已公开事项时，写明日期、文件和原因。"
    )
    deviations: tuple[Deviation, ...] = Field(
        (), title="情况说明", description="对没有对应事项的偏差（如某季度未召开会议）的说明。"
    )

    def strength_on(self, day: date) -> Strength | None:
        """The membership on that day; None before the first entry."""
        return max((one for one in self.members if one.since <= day), key=lambda one: one.since, default=None)

    def committee_on(self, day: date) -> Term | None:
        """The committee in office; a term that has run out without election still stands, an abolished one does not."""
        term = max((term for term in self.committee if term.since <= day), key=lambda term: term.since, default=None)
        return None if term and term.abolished_on and term.abolished_on <= day else term

    def groups_on(self, day: date) -> tuple[Group, ...]:
        return tuple(one for one in self.groups if one.since <= day and (one.until is None or day <= one.until))

    def within(self, audience: str) -> frozenset[str]:
        """The audiences in which these readers lie, their own among them."""
        own: dict[str, tuple[str, ...]] = {one.name: one.within for one in self.audiences}
        return frozenset({audience, *own.get(audience, _WITHIN[audience])})


_WITHIN: Final[dict[str, tuple[str, ...]]] = {
    "本支部党员": ("本单位党员", "本单位职工", "社会"),
    "本单位党员": ("本单位职工", "社会"),
    "本单位职工": ("社会",),
    "社会": (),
    "特定对象": ("社会",),
}
"""Unless branch.yaml says otherwise. Sets, not a ladder: 特定对象 lies only in 社会."""


class Holidays(Record):
    """The State Council's arrangement for one year, as far as it differs from Monday to Friday."""

    source: Line = Field(title="依据文号", description="国务院办公厅关于节假日安排的通知文号。")
    off: tuple[Day, ...] = Field((), title="放假日", description="放假的日期（周末不必写）。")
    worked: tuple[Day, ...] = Field((), title="调休上班日", description="上班的周末日期。")
