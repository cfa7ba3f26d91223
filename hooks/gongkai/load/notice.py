"""公示: the period, the ways to object and the outcome, written alike in every kind of public notice."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final, Literal, Self

from pydantic import Field

from gongkai.load.fields import LATER, MEMBERS, Count, Day, Email, Line, Person, Phone, Postcode, Reference, Text
from gongkai.load.part import Part, Sees
from gongkai.load.record import Disclosure

MEMBERS_ONLY: Final = frozenset({"暂缓", "终止公示"})
"""Results that are shown by name to members only."""
Result = Literal["无异议", "查实", "查不属实", "暂缓", "补充公示", "终止公示"]


class Period(Part):
    """公示期: the printed dates count; the calendar only checks them."""

    first: Day = Field(title="公示开始", description="公示第一天，以张贴的公示为准。")
    last: Day = Field(title="公示结束", description="公示最后一天，以张贴的公示为准。")
    length: Count | None = Field(None, title="公示天数", description="公示里写明的天数；没写明就不写。")
    unit: Literal["工作日", "日"] = Field("工作日", title="天数单位", description="工作日 或 日。")
    first_day: Literal["计入", "不计入"] = Field("计入", title="首日是否计入", description="公示当天算不算第一天。")


class Recipient(Part):
    """A further office that takes objections, such as the superior's organisation department."""

    office: Line = Field(title="受理部门", description="部门名称。")
    phone: Phone | None = Field(None, title="受理电话", description="办公室固定电话。")
    address: Line | None = Field(None, title="受理地址", description="信函寄送或当面反映的地址。")
    email: Email | None = Field(None, title="电子邮箱", description="工作邮箱。")


class Objections(Part):
    """Whom to tell, and how; what is not written comes from branch.yaml."""

    office: Line | None = Field(None, title="受理部门", description="谁受理意见。")
    phone: Phone | None = Field(None, title="受理电话", description="办公室固定电话。")
    address: Line | None = Field(None, title="受理地址", description="信函寄送或当面反映的地址。")
    postcode: Postcode | None = Field(None, title="邮政编码", description="六位数字。")
    email: Email | None = Field(None, title="电子邮箱", description="工作邮箱。")
    hours: Line | None = Field(None, title="受理时间", description="办公时间。")
    also: tuple[Recipient, ...] = Field((), max_length=3, title="其他受理部门", description="如上级党委组织部。")
    signed: Literal["须署真实姓名", "提倡署真实姓名", "可以匿名"] = Field(
        "提倡署真实姓名", title="署名要求", description="反映意见要不要署名。"
    )
    postmark: Literal["以寄出邮戳为准", "以收到日期为准"] | None = Field(
        None, title="信函日期", description="信函按寄出邮戳还是收到日期计算。"
    )
    closes: Literal["受理时间结束", "24时"] | None = Field(
        None, title="截止时刻", description="最后一天收到什么时候为止：受理时间结束 或 24时；公示没有写的不写。"
    )


class Received(Part):
    """What came in, in counts only."""

    signed: Count = Field(title="署名意见件数", description="收到几件署名意见；没有写 0。")
    anonymous: Count = Field(title="匿名意见件数", description="收到几件匿名意见；没有写 0。")
    handled_by: Line = Field(title="核查人", description="由谁核查处理，写部门或职务。")


class Outcome(Part):
    """公示结果 for one person or unit, or for the matter itself where nobody is named."""

    result: Result = Field(title="公示结果", description="无异议、查实、查不属实、暂缓、补充公示 或 终止公示。")
    on: Day = Field(title="结果日期", description="哪天作出的结论。")
    next: Line | None = Field(None, title="下一步", description="接下来怎么办，如 提交支部党员大会讨论。")
    note: Text | None = Field(
        None, json_schema_extra=MEMBERS, title="核查说明", description="有意见的，写核查到什么；只向党员公开。"
    )


class Named(Part):
    """Somebody on a notice. Two entries are the same person if name and `distinguish` agree (design §5.8).

    A kind that also names units gives `name` its own field.
    """

    name: Person = Field(title="姓名", description="姓名，一字不差。")
    distinguish: Line | None = Field(None, title="区分", description="同名的人用它区分，如所在部门。")
    told_on: Day | None = Field(None, title="告知本人日期", description="哪天把结果告知本人。", json_schema_extra=LATER)
    outcome: Outcome | None = Field(None, title="公示结果", description="公示期满后的结果。", json_schema_extra=LATER)

    @property
    def identity(self) -> tuple[str, str]:
        return "".join(self.name.split()), self.distinguish or ""

    @property
    def entry(self) -> tuple[str, ...]:
        """What may stand only once on a notice; a kind that lists people under several headings adds these."""
        return self.identity


class Notice(Disclosure):
    """公示: what every kind of notice adds to the head."""

    PEOPLE: ClassVar[str] = "persons"
    """The field with everybody it names; empty for a kind that names nobody."""

    period: Period | None = Field(None, title="公示期", description="起止日期、天数和算法；只是公布决定的不写。")
    objections: Objections = Field(
        default_factory=Objections, title="意见受理", description="不写就用 branch.yaml 里的联系方式。"
    )
    received: Received | None = Field(
        None, title="收到意见", description="期满后写收到几件、谁核查。", json_schema_extra=LATER
    )

    follow_up: Reference | None = Field(
        None,
        title="后续会议或决定",
        description="之后的会议或决定的索引号，或“类别/年份/文件名”。",
        json_schema_extra=LATER,
    )

    def citing(self) -> tuple[tuple[str, str], ...]:
        """The head's references, and what followed."""
        return (*super().citing(), *((("follow_up", self.follow_up),) if self.follow_up else ()))

    @property
    def people(self) -> tuple[Named, ...]:
        """Everybody the notice names."""
        named: tuple[Named, ...] = getattr(self, self.PEOPLE) if self.PEOPLE else ()
        return named

    def outcomes(self) -> tuple[tuple[str, Outcome | None], ...]:
        """The outcome of everybody named, with its field; a kind whose notices name nobody gives the matter's own."""
        return tuple((f"{self.PEOPLE}.{number}.outcome", one.outcome) for number, one in enumerate(self.people))

    @property
    def leads_on(self) -> bool:
        """Whether a meeting or a decision should follow; kinds say where none does."""
        return True

    @property
    def concluded(self) -> bool:
        """Whether any outcome is written."""
        return any(outcome for _, outcome in self.outcomes())

    @property
    def is_reserved(self) -> bool:
        """Somebody's result is for members only, and so all that would point at it."""
        return any(one and one.result in MEMBERS_ONLY for _, one in self.outcomes())

    def for_readers(self, sees: Sees) -> Self:
        """暂缓 and 终止公示 are for members only. A single gap would point at the person, so all that follows goes."""
        whole = super().for_readers(sees)
        if sees("本单位党员") or not self.is_reserved:
            return whole
        silent = tuple(one.model_copy(update={"outcome": None, "told_on": None}) for one in self.people)
        later: dict[str, object] = {self.PEOPLE: silent} if self.PEOPLE else {}
        later |= {"outcome": None} if "outcome" in type(self).model_fields else {}
        later |= {"received": None, "follow_up": None, "references": (), "corrections": (), "deviations": ()}
        return whole.model_copy(update=later)

    def changed_on(self) -> tuple[date, ...]:
        """The head's days, and those of outcomes."""
        return (*super().changed_on(), *(outcome.on for _, outcome in self.outcomes() if outcome))


class MatterNotice(Notice):
    """A notice of a matter: it need not name anybody, and has one outcome of its own where it does not."""

    period: Period | None = Field(
        None, title="公示期", description="起止日期、天数和算法；只公布、不征求意见的可以不写。"
    )
    body: Text = Field(title="公示内容", description="公示的正文，说清是什么事、依据什么。")
    basis: tuple[Line, ...] = Field((), max_length=10, title="公示依据", description="文件全称和文号。")
    outcome: Outcome | None = Field(
        None, title="公示结果", description="不涉及到人的公示，期满后的结果写在这里。", json_schema_extra=LATER
    )

    @property
    def leads_on(self) -> bool:
        """Accounts, help and points are only looked at."""
        return False

    def outcomes(self) -> tuple[tuple[str, Outcome | None], ...]:
        """Everybody's; the matter's own where nobody is named."""
        return super().outcomes() or (("outcome", self.outcome),)
