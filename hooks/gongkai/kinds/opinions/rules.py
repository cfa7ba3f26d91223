"""Rules of opinions: in time, in order, and without who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.findings import Finding
from gongkai.kinds.opinions.facts import OpinionFacts
from gongkai.kinds.opinions.model import Opinion
from gongkai.load.register import Register

_SAYER: Final = re.compile(
    r"(?:(?:反映|提意见|提建议|提出|来信|来电|来访|写信|举报|投诉)人|署名|落款)[是为：:][ ]?"
    r"(?P<who>(?!匿名|不详|没有|未|职工|员工|党员|群众|居民|村民|学生|教师)[\u3400-\u9fff]{2,4})(?=[，。；、,;（(\s]|$)",
    re.MULTILINE,
)
"""`反映人：张三`: how the forms on which opinions are taken down name whoever came."""


def sayer_named(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """不公开是谁提的意见。 The text says who spoke up.

    为什么：名字一公开就收不回来，以后也没有人敢说话了。
    依据：《中华人民共和国个人信息保护法》第六条；《中国共产党党务公开条例（试行）》
    处理：删去姓名，只写意见本身；已经提交到 git 的，历史里还有，请告诉管理员
    """
    texts = [("title", record.title), ("text", record.text)]
    texts += [(f"handled.{number}.what", one.what) for number, one in enumerate(record.handled)]
    texts += [("answered.text", record.answered.text)] if record.answered else []
    for at, text in texts:
        if said := _SAYER.search(text):
            shown = f"{said[0].removesuffix(said['who'])}{said['who'][0]}某"
            yield record.fault(at, f"写了是谁提的：“{shown}”", found=shown, expected="不写人名")


def dated_before_received(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """转办、办理、答复不能早于收到意见。 Nothing can follow an opinion before it came in.

    处理：对照意见建议登记簿，改正写错的日期
    """
    for at, day in record.dated():
        if day < record.received_on:
            words = f"{day} 早于收到日期 {record.received_on}"
            yield record.fault(at, words, found=str(day), expected=f"{record.received_on} 或以后")


def feedback_without_answer(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """先答复，后评价。 Somebody was content with an answer that was not given yet.

    处理：补写 answered（答复），或核对评价日期
    """
    said, answered = record.feedback, record.answered
    if said and (answered is None or said.on < answered.on):
        before = f"答复日期 {answered.on}" if answered else "答复"
        words = f"{said.on} 已有评价，{'早于' if answered else '还没有写'}{before}"
        yield record.fault("feedback.on", words, found=str(said.on), expected="答复以后")


def anonymous_answered_alone(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """没有署名的意见只能公开答复。 Answered face to face or by letter, though nobody is known to answer.

    为什么：没有署名又能当面答复，读者会以为支部在打听是谁提的。
    处理：署了名的写 signed: 是；没有署名的，答复方式写 公开答复；如属实，可在 deviations 写明情况
    """
    answered = record.answered
    spoken = record.channel in ("电话", "当面", "座谈会")
    if answered and answered.way != "公开答复" and not (record.signed or spoken):
        words = f"写的是“{answered.way}”，但意见没有署名"
        yield record.lapse("answered.way", words, found=answered.way, expected="公开答复")


def extended_backwards(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """延期以后的日期不能早于同意的日期。 A new due date that had passed when it was agreed.

    处理：核对延期答复日期和同意延期日期
    """
    extended = record.extended
    if extended and extended.to < extended.on:
        words = f"{extended.to} 早于同意延期的日期 {extended.on}"
        yield record.fault("extended.to", words, found=str(extended.to), expected=f"{extended.on} 或以后")


def forwarded_late(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """收到意见要及时转办。 It was not passed on within the limit.

    为什么：没有全国统一的时限，所以上级有规定的支部才检查。
    依据：有的企业党务公开意见收集处理制度规定一个工作日内转办；上级有这项规定的，写在 branch.yaml 的 figures
    数量：意见转办
    处理：日期写错请改正；如属实，页面会如实显示，可在 deviations 写明情况
    """
    if facts.forward and facts.forwarded_late:
        said = f"{record.forwarded.on} 才转办" if record.forwarded else "还没有转办"
        words = f"应在 {facts.forward.words}内（{facts.forward_due} 前）转办，{said}（{facts.forward.source}）"
        at = "forwarded.on" if record.forwarded else "received_on"
        yield record.lapse(at, words, found=said, expected=f"{facts.forward_due} 前")


def answered_late(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """意见要按时答复。 The answer came after the limit.

    为什么：意见要答复，是对各支部的要求；几天以内，没有全国统一的数。
    依据：有的省直机关党务公开办法规定受理后十五个工作日内答复
    数量：意见答复
    处理：日期写错请改正；同意过延期的补写 extended；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    if facts.answered_late and record.answered:
        words = f"{record.answered.on} 才答复，应在 {facts.answer_due} 前（{_why(record, facts)}）"
        yield record.lapse("answered.on", words, found=str(record.answered.on), expected=f"{facts.answer_due} 前")


def answer_overdue(record: Opinion, facts: OpinionFacts, register: Register) -> Iterator[Finding]:
    """过了时限要有答复。 There is no answer, and the limit is over.

    为什么：意见要答复，是对各支部的要求；几天以内，没有全国统一的数。
    依据：有的省直机关党务公开办法规定受理后十五个工作日内答复
    数量：意见答复
    处理：已答复的补写 answered；同意延期的写 extended；如属实，页面会如实显示，可在 deviations 写明情况和补救
    """
    if facts.overdue:
        words = f"应在 {facts.answer_due} 前答复，还没有答复（{_why(record, facts)}）"
        yield record.lapse("received_on", words, found="没有答复", expected=f"{facts.answer_due} 前")


def _why(record: Opinion, facts: OpinionFacts) -> str:
    """What the last day rests on."""
    return f"{record.extended.by}同意延期" if record.extended else f"{facts.answer.words}内：{facts.answer.source}"


RULES: Final = (
    sayer_named,
    dated_before_received,
    feedback_without_answer,
    anonymous_answered_alone,
    extended_backwards,
    forwarded_late,
    answered_late,
    answer_overdue,
)
