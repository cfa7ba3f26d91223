"""What a file may not be or contain, one function per thing that can happen; its name follows `yaml.` in the code."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.findings import Finding, Place
from gongkai.load import miswritten
from gongkai.load.fault import fault, number, shown


def rules() -> tuple[Callable[..., Finding], ...]:
    """Every fault of reading, for `explain` and the page of rules."""
    own = (too_large, not_utf8, utf16, control_character, line_separator, direction_character, invisible_character)
    limits = (private_character, noncharacter, too_long, too_many_values, too_deep, empty_document, not_a_mapping)
    refused = (anchor, alias, merge_key, tag, several_documents, directive, complex_key)
    return (*own, *limits, *refused, *miswritten.rules())


def too_large(place: Place) -> Finding:
    """一个文件不超过 1 MiB。 A file is too large.

    处理：一个文件只写一件事项；长材料请作为附件。
    """
    return fault(too_large, place, ("文件太大", "不超过 1 MiB（1048576 字节）"))


def not_utf8(place: Place, is_gbk: bool) -> Finding:
    """文件要用 UTF-8 编码保存。 Not UTF-8.

    为什么：其他编码会变成乱码，或悄悄变成别的字。
    处理：用记事本或 VS Code 打开，另存为 UTF-8 编码。
    """
    if is_gbk:
        cure = "像是 GBK，请另存为 UTF-8：用记事本打开，选“另存为”，编码选 UTF-8"
        return fault(not_utf8, place, ("文件像是 GBK 编码", "是 UTF-8 编码"), cure)
    return fault(not_utf8, place, ("这里有不是 UTF-8 编码的字节", "整个文件都是 UTF-8 编码"))


def utf16(place: Place, name: str) -> Finding:
    """文件要用 UTF-8 编码保存，不用 UTF-16 或 UTF-32。 UTF-16 or UTF-32.

    处理：另存为 UTF-8 编码；记事本里的“Unicode”就是 UTF-16，不要选它。
    """
    return fault(utf16, place, (f"文件是 {name} 编码", "是 UTF-8 编码"))


def control_character(place: Place, character: str) -> Finding:
    """文件里不能有控制字符。 A control character.

    为什么：控制字符看不见，会弄坏页面和打印。
    处理：删去这个字符；从别处粘贴时选“只保留文本”。
    """
    return fault(control_character, place, (f"这里有控制字符 {number(character)}", "只有看得见的文字"))


def line_separator(place: Place, character: str) -> Finding:
    """换行只用回车键，不用特殊的分行符。 A Unicode line or paragraph separator.

    处理：删去这个字符，用回车键换行。
    """
    return fault(line_separator, place, (f"这里有特殊分行符 {number(character)}", "用回车键换行"))


def direction_character(place: Place, character: str) -> Finding:
    """文件里不能有改变文字方向的字符。 A bidirectional control.

    为什么：它让人看到的文字和实际的文字不同。
    处理：删去这个字符，再核对这一行的内容。
    """
    return fault(direction_character, place, (f"这里有改变文字方向的字符 {number(character)}", "没有这种看不见的字符"))


def invisible_character(place: Place, character: str) -> Finding:
    """文件里不能有看不见的零宽字符。 A zero-width character or soft hyphen.

    为什么：看上去相同的两个词会变成不同的词，搜索也找不到。
    处理：删去这个字符；从网页或微信粘贴时选“只保留文本”。
    """
    return fault(invisible_character, place, (f"这里有看不见的字符 {number(character)}", "没有这种字符"))


def private_character(place: Place, character: str) -> Finding:
    """不用各家自造的字（私用区字符）。 A private use character.

    为什么：别的电脑和手机上会显示成方框或另一个字。
    处理：改用标准字；人名里的生僻字请用新版输入法重新输入。
    """
    return fault(private_character, place, (f"这里有自造字 {number(character)}", "用标准汉字"))


def noncharacter(place: Place, character: str) -> Finding:
    """文件里不能有不是字符的编码。 A noncharacter, a lone surrogate or U+FFFD.

    处理：这里多半是乱码，请对照原件重新输入。
    """
    return fault(noncharacter, place, (f"这里有乱码 {number(character)}", "是正常的文字"))


def too_long(place: Place) -> Finding:
    """一项内容不超过 64 KiB。 A value is too long.

    处理：写成摘要；全文请作为附件。
    """
    return fault(too_long, place, ("这一项内容太长", "不超过 64 KiB（约两万字）"))


def too_many_values(place: Place, limit: int) -> Finding:
    """一个文件里的项目不能太多。 More values than a record can need.

    处理：一个文件只写一件事项；大表请作为附件。
    """
    return fault(too_many_values, place, (f"读到这里已超过 {limit} 项", f"不超过 {limit} 项"))


def too_deep(place: Place, limit: int) -> Finding:
    """内容的层级不能太深。 Nested too deeply.

    处理：检查缩进和括号；公开事项一般不超过四层。
    """
    return fault(too_deep, place, (f"这里的层级超过 {limit} 层", f"不超过 {limit} 层"))


def empty_document(place: Place) -> Finding:
    """文件不能是空的。 Nothing in the file.

    处理：写上内容，或删去这个文件；可用 gongkai new 得到样稿。
    """
    return fault(empty_document, place, ("文件里没有内容", "写一件公开事项"))


def not_a_mapping(place: Place, is_list: bool) -> Finding:
    """文件的最外层要是“项目名: 内容”。 The top level is no mapping.

    处理：每行写成“项目名: 内容”，冒号用英文半角，后面空一格。
    """
    found = "文件最外层是一个列表" if is_list else "整个文件只是一段文字"
    return fault(not_a_mapping, place, (found, "由“项目名: 内容”组成"))


def anchor(place: Place, written: str) -> Finding:
    """不使用 & 开头的锚点。 An anchor.

    处理：删去它；如 & 本来就是文字，请给整项内容加引号。
    """
    return fault(anchor, place, (f"这里有锚点{shown('&' + written)}", "直接写内容"))


def alias(place: Place, written: str) -> Finding:
    """不使用 * 开头的引用。 An alias.

    为什么：引用会把一处内容悄悄复制到别处。
    处理：把内容原样再写一遍；如 * 本来就是文字，请给整项内容加引号。
    """
    return fault(alias, place, (f"这里有引用{shown('*' + written)}", "直接写内容"))


def merge_key(place: Place) -> Finding:
    """不使用合并键 <<。 A merge key.

    处理：把要合并的各项直接写出来。
    """
    return fault(merge_key, place, ("这里有合并键“<<”", "把各项直接写出来"))


def tag(place: Place, written: str) -> Finding:
    """不使用 ! 开头的类型标记。 A tag.

    处理：删去这个标记；如 ! 本来就是文字，请给整项内容加引号。
    """
    return fault(tag, place, (f"这里有类型标记{shown(written)}", "直接写内容"))


def several_documents(place: Place) -> Finding:
    """一个文件里只写一份内容。 Several documents in one file.

    处理：删去第二个“---”，或把后面的内容另存为一个文件。
    """
    return fault(several_documents, place, ("这里用“---”开始了第二份内容", "一个文件只有一份内容"))


def directive(place: Place) -> Finding:
    """不使用 % 开头的指令。 A directive.

    处理：删去 % 开头的这一行；如 % 本来就是文字，请给整项内容加引号。
    """
    return fault(directive, place, ("这里有 % 开头的指令", "直接写内容"))


def complex_key(place: Place) -> Finding:
    """项目名要是一个词。 A key that is no plain word.

    处理：写成“项目名: 内容”；如方括号、花括号、问号本来就是文字，请加引号。
    """
    return fault(complex_key, place, ("这里的项目名不是一个词", "写成“项目名: 内容”"))
