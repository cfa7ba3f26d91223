"""The part of a report that its type asks for: the figures and dates by which the work can be judged."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gongkai.load.fields import LATER, MEMBERS, Amount, Count, Day, Line, Person, Reference, Text
from gongkai.load.part import Part

Trainee = Literal["党员", "书记和委员", "书记", "发展对象", "入党积极分子", "党务工作者"]
PostSort = Literal["党员责任区", "党员示范岗", "设岗定责", "联系点", "指导员"]
To = Literal["支部党员大会", "上级党组织", "职工群众"]


class Trained(Part):
    """One group of people, in numbers."""

    who: Trainee = Field(title="培训对象", description="党员、书记和委员、书记、发展对象、入党积极分子 或 党务工作者。")
    expected: Count = Field(title="应参加人数", description="这一对象应参加几人。")
    trained: Count = Field(title="实参加人数", description="其中参加了几人。")
    hours: Amount | None = Field(
        None, title="人均学时", description="按应参加的人平均，每人多少学时；统计口径为 全年 的写全年合计。"
    )
    days: Amount | None = Field(None, title="人均天数", description="按天计的培训，每人几天；与学时不互相折算。")
    reached: Count | None = Field(
        None, title="达到规定的人数", description="统计口径为 全年 的写：多少人达到规定的学时或天数。"
    )


class Training(Part):
    """教育培训: one course, or all that was done in a year."""

    sort: Literal["单次", "全年"] = Field(
        "单次", title="统计口径", description="单次（一次培训）或 全年（全年合计，含三会一课等集中学习）。"
    )
    first: Day | None = Field(None, title="培训开始日期", description="单次的写哪天开始。")
    last: Day | None = Field(None, title="培训结束日期", description="哪天结束；只有一天的不写。")
    by: Line | None = Field(None, title="培训机构", description="由谁举办，如 公司党校。")
    groups: tuple[Trained, ...] = Field(min_length=1, max_length=10, title="各类对象", description="每类对象一条。")


class Activity(Part):
    """主题活动."""

    on: Day = Field(title="活动日期", description="哪天开展。")
    until: Day | None = Field(None, title="活动结束日期", description="连续几天的，写最后一天。")
    place: Line | None = Field(None, title="活动地点", description="在哪里开展。")
    took_part: Count = Field(title="参加人数", description="一共几人参加。")
    members: Count | None = Field(None, title="其中党员人数", description="参加的人里有几名党员。")


class Post(Part):
    """One 责任区, 示范岗, 联系点 …: what it is for, and how many hold it; who does is for members."""

    name: Line = Field(title="岗位名称", description="责任区、岗位或联系点的名称。")
    sort: PostSort = Field(title="岗位类型", description="党员责任区、党员示范岗、设岗定责、联系点 或 指导员。")
    duty: Line = Field(title="岗位职责", description="负责什么，一句话，不写人名。")
    count: Count = Field(title="岗位人数", description="由几人负责。")
    who: tuple[Person, ...] = Field(
        (), max_length=30, title="岗位人员", description="负责的人；只向党员公开。", json_schema_extra=MEMBERS
    )


class Regulation(Part):
    """制度文件: since when it is in force, and what it takes the place of."""

    number: Line | None = Field(None, title="文号", description="有文号的照写。")
    by: Line = Field(title="制定机构", description="由谁通过，如 支部党员大会。")
    adopted_on: Day = Field(title="文件通过日期", description="哪天通过。")
    meeting: Reference | None = Field(None, title="通过文件的会议", description="会议的索引号，或“类别/年份/文件名”。")
    since: Day = Field(title="施行日期", description="从哪天起施行。")
    until: Day | None = Field(
        None, title="失效日期", description="施行到哪天为止；仍在施行的不写。", json_schema_extra=LATER
    )
    replaces: tuple[Reference, ...] = Field(
        (), max_length=10, title="替代的文件", description="替代本网站上的哪几份，写索引号。"
    )


class Carried(Part):
    """One step in which a decision was carried out."""

    on: Day = Field(title="落实日期", description="哪天做的。")
    what: Line = Field(title="落实情况", description="做了什么，一句话。")


class Decision(Part):
    """重大事项决策: what was decided, and that it was decided together. Who is meant for a post has no place here."""

    matter: Literal[
        "发展规划",
        "年度计划和总结",
        "预算和决算",
        "改革方案",
        "规章制度",
        "经费使用",
        "评优推荐",
        "涉及群众切身利益",
        "其他重大事项",
    ] = Field(
        title="决策事项",
        description="发展规划、年度计划和总结、预算和决算、改革方案、规章制度、经费使用、评优推荐、涉及群众切身利益 "
        "或 其他重大事项；人事安排的意向不写。",
    )
    role: Literal["支部决定", "参与决策"] = Field(
        "支部决定", title="支部的作用", description="支部决定，或 参与决策（由单位决定，支部提出意见）。"
    )
    on: Day = Field(title="讨论日期", description="哪天集体讨论。")
    by: Literal["支部党员大会", "支部委员会", "党政联席会议", "其他会议"] = Field(
        title="讨论形式", description="支部党员大会、支部委员会、党政联席会议 或 其他会议。"
    )
    meeting: Reference | None = Field(
        None, title="讨论的会议", description="会议记录的索引号；表决人数写在会议记录里，这里不重写。"
    )
    result: Literal["通过", "原则通过", "不通过", "暂缓"] = Field(
        title="讨论结果", description="通过、原则通过、不通过 或 暂缓。"
    )
    carried: tuple[Carried, ...] = Field(
        (), max_length=50, title="决定的落实", description="每一步一条。", json_schema_extra=LATER
    )


class Comment(Part):
    """讲评: what whoever was reported to said of it."""

    on: Day = Field(title="讲评日期", description="哪天讲评。")
    by: Line = Field(title="讲评机构", description="谁讲评，如 公司党委。")
    text: Text = Field(title="讲评意见", description="讲评说了什么，照原意写。")


class Volume(Part):
    """One line of a list of files."""

    name: Line = Field(title="材料名称", description="如 工作计划和总结。")
    count: Count = Field(title="件数", description="归档几件。")
    missing: Line | None = Field(None, title="缺少的材料", description="缺什么、什么时候补；齐全的不写。")


class WorkReport(Part):
    """工作报告, and what is handed in with it: the workbook of the year, the list of its files."""

    sort: Literal["工作报告", "专项报告", "工作手册", "档案目录"] = Field(
        "工作报告", title="报告种类", description="工作报告、专项报告、工作手册（上交）或 档案目录。"
    )
    on: Day = Field(title="报告日期", description="哪天报告；工作手册写上交的日期，档案目录写归档的日期。")
    by: Line = Field(title="报告人", description="写职务或机构，如 支部书记、支部委员会。")
    to: To = Field(title="向谁报告", description="支部党员大会、上级党组织 或 职工群众。")
    meeting: Reference | None = Field(None, title="报告的会议", description="在会议上报告的，写会议的索引号。")
    volumes: tuple[Volume, ...] = Field((), max_length=50, title="归档材料", description="档案目录写，每类一条。")
    comment: Comment | None = Field(None, title="讲评", description="听报告的一方怎样讲评。", json_schema_extra=LATER)
    returned_on: Day | None = Field(
        None, title="退回归档日期", description="工作手册检查后哪天退回归档。", json_schema_extra=LATER
    )


class Problem(Part):
    """One thing that a check found; no person is named."""

    what: Line = Field(title="检查发现的问题", description="一句话，不写人名。")
    post: Line | None = Field(None, title="整改责任", description="由哪个岗位或党小组整改。")
    due: Day | None = Field(None, title="整改时限", description="哪天以前改好。")
    done: Day | None = Field(None, title="整改完成日期", description="哪天改好。", json_schema_extra=LATER)


class FedBack(Part):
    """反馈: those who were checked are told."""

    on: Day = Field(title="反馈日期", description="哪天反馈。")
    to: Line = Field(title="反馈对象", description="向谁反馈，如 各党小组。")
    way: Line | None = Field(None, title="反馈方式", description="怎样反馈，如 支部党员大会通报。")


class Check(Part):
    """检查反馈: a check by the branch or of the branch."""

    on: Day = Field(title="检查日期", description="哪天检查。")
    by: Line = Field(title="检查机构", description="谁检查，如 支部纪检委员。")
    about: Line = Field(title="检查内容", description="检查什么，如 廉政承诺、制度执行。")
    problems: tuple[Problem, ...] = Field(
        (), max_length=50, title="发现的问题", description="每个问题一条；没有发现问题的不写。"
    )
    fed_back: FedBack | None = Field(None, title="检查反馈", description="检查结果怎样反馈。", json_schema_extra=LATER)


class Service(Part):
    """联系服务, in numbers only."""

    on: Day = Field(title="服务日期", description="哪天，或最后一天。")
    sort: Literal["走访慰问", "帮扶解困", "志愿服务", "调查研究", "接待群众"] = Field(
        title="服务形式", description="走访慰问、帮扶解困、志愿服务、调查研究 或 接待群众。"
    )
    members: Count = Field(title="参加党员人数", description="几名党员参加。")
    served: Count | None = Field(None, title="服务人次", description="服务了多少人次，不写是谁。")
    raised: Count | None = Field(None, title="反映问题件数", description="群众反映了几件事。")
    solved: Count | None = Field(None, title="解决问题件数", description="其中解决了几件。", json_schema_extra=LATER)
