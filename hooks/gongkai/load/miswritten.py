"""What a hand easily gets wrong when writing YAML, one function each; its name follows `yaml.` in the code."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.findings import Finding, Place
from gongkai.load.fault import fault, number, shown


def rules() -> tuple[Callable[..., Finding], ...]:
    """Every fault of this module."""
    layout = (tab, wide_space, wide_colon, missing_space, dash_without_space, folded_line, swallowed_comment)
    keys = (duplicate_key, unnormalised_key, key_without_colon, empty_item)
    marks = (unclosed_quote, unclosed_bracket, text_after_value, reserved_start, colon_in_text, list_beside_key)
    return (*layout, *keys, *marks, bad_escape, surrogate_escape, block_header, bad_indentation, not_yaml)


def tab(place: Place) -> Finding:
    """缩进和冒号后面用空格，不用 Tab 键。 A tab in the indentation or after a colon.

    为什么：Tab 在各个编辑器里宽度不同，层级会看错。
    处理：删去 Tab，改用空格。
    """
    return fault(tab, place, ("这里有 Tab 键打出的空白", "用空格"))


def wide_space(place: Place, character: str) -> Finding:
    """行首和项目名两边用半角空格。 A full-width or no-break space where only a space counts.

    处理：切换到英文输入法，把这个空格删去重打。
    """
    name = "全角空格" if character == "\u3000" else f"特殊空格 {number(character)}"
    return fault(wide_space, place, (f"这里有{name}", "用半角空格"))


def wide_colon(place: Place, key: str) -> Finding:
    """项目名后面用英文半角冒号。 A full-width colon after a key.

    为什么：中文冒号不起作用，后面的内容会和项目名连成一段文字。
    处理：把“：”改成英文冒号加一个空格；如整句本来就是文字，请加引号。
    """
    return fault(wide_colon, place, (f"项目名{shown(key)}后面是中文冒号“：”", "是英文冒号“:”加一个空格"))


def missing_space(place: Place, key: str) -> Finding:
    """冒号后面要空一格。 No space after the colon.

    处理：在冒号后面加一个空格；如整句本来就是文字，请加引号。
    """
    return fault(missing_space, place, (f"项目名{shown(key)}的冒号后面没有空格", "空一格再写内容"))


def dash_without_space(place: Place) -> Finding:
    """列表的短横线后面要空一格。 No space after the dash of a list.

    处理：在“-”后面加一个空格；如“-”本来就是文字，请加引号。
    """
    return fault(dash_without_space, place, ("这一行的“-”后面没有空格", "空一格再写内容"))


def folded_line(place: Place) -> Finding:
    """列表的各行要左对齐。 A list item that is taken as the continuation of the text above.

    处理：让各行的“-”左对齐；如“-”本来就是文字，请给整段文字加引号。
    """
    return fault(folded_line, place, ("这一行的“-”没有对齐，会连到上一行的文字里", "和同一列表的其他“-”左对齐"))


def swallowed_comment(place: Place, lost: str) -> Finding:
    """没加引号的文字后面不能有 #。 Text cut off by a comment.

    为什么：空格加 # 之后的内容都不会公开，例如“第 #1号”只剩下“第”。
    处理：加引号，或把说明单独写一行以 # 开头。
    """
    return fault(swallowed_comment, place, (f"{shown(lost)}会被当作说明而丢掉", "加引号，或把说明单独写一行"))


def duplicate_key(place: Place, key: str, first: int) -> Finding:
    """同一层里项目名不能重复。 A key twice.

    处理：只保留正确的一行。
    """
    found = f"第 {place.line} 行的{shown(key)}在第 {first} 行已经写过"
    return fault(duplicate_key, place, (found, "只写一次"))


def unnormalised_key(place: Place, key: str) -> Finding:
    """项目名要用标准写法的字。 A key that is not in normal form NFC.

    处理：删去项目名，用键盘重新输入。
    """
    return fault(unnormalised_key, place, (f"项目名{shown(key)}里有拆开存放的字", "用键盘重新输入"))


def key_without_colon(place: Place, key: str) -> Finding:
    """花括号里要写“项目名: 内容”。 A word in braces without a colon.

    处理：补上冒号和内容；几个并列的词请用方括号，如 [张三, 李四]。
    """
    return fault(key_without_colon, place, (f"花括号里的{shown(key)}没有冒号和内容", "写成“项目名: 内容”"))


def empty_item(place: Place) -> Finding:
    """列表里不能有空的一项。 A list item with nothing behind its dash.

    处理：补上内容，或删去这一行。
    """
    return fault(empty_item, place, ("这一项后面没有内容", "写上内容或删去"))


def unclosed_quote(place: Place) -> Finding:
    """引号要成对。 A quotation mark that is not closed.

    处理：在内容末尾补上同样的引号；文字里的引号请用中文引号“”。
    """
    return fault(unclosed_quote, place, ("从这里开始的引号没有配对", "前后各有一个同样的英文引号"))


def unclosed_bracket(place: Place) -> Finding:
    """括号要成对，各项之间用英文逗号。 A bracket that is not closed.

    处理：补上另一半括号，逗号用英文半角；如括号本来就是文字，请加引号，或改用〔〕。
    """
    return fault(unclosed_bracket, place, ("从这里开始的括号没有正确配对", "前后成对，各项用英文逗号隔开"))


def text_after_value(place: Place) -> Finding:
    """引号或括号后面不能再接文字。 Text after a closing quotation mark or bracket.

    处理：给整项内容加一对引号；里面的引号改用中文引号“”，年份括号改用〔〕。
    """
    return fault(text_after_value, place, ("引号或括号结束后又接了文字", "给整项内容加引号"))


def reserved_start(place: Place, character: str) -> Finding:
    """内容不能以 @、`、%、* 等符号开头。 A value that begins with a reserved mark.

    处理：请给整项内容加引号。
    """
    return fault(reserved_start, place, (f"这里以符号{shown(character)}开头", "加引号"))


def colon_in_text(place: Place) -> Finding:
    """没加引号的文字里不能有“: ”。 A colon and a space inside unquoted text, or a line indented too far.

    处理：给整项内容加引号，或改用中文冒号；如这是一个新的项目，请和上面的项目左对齐。
    """
    return fault(colon_in_text, place, ("文字中间又出现了英文冒号加空格", "加引号，或另起一行写成新的项目"))


def list_beside_key(place: Place) -> Finding:
    """列表要从项目名的下一行开始。 A list that begins on the line of its key.

    处理：“- ”另起一行；如“-”本来就是文字，请加引号。
    """
    return fault(list_beside_key, place, ("冒号后面直接写了“- ”", "另起一行写列表，或加引号"))


def bad_escape(place: Place) -> Finding:
    r"""双引号里的 \ 有特殊作用。 An unknown escape.

    处理：改用单引号，或把 \ 写成 \\。
    """
    return fault(bad_escape, place, ("双引号里的“\\”后面写法不对", "改用单引号"))


def surrogate_escape(place: Place, character: str) -> Finding:
    r"""生僻字和表情直接写，不用两个 \u 代码。 A JSON surrogate escape.

    处理：删去 \u 代码，直接输入这个字。
    """
    if character:
        return fault(surrogate_escape, place, (f"这里用两个 \\u 代码写了“{character}”", f"直接写“{character}”"))
    return fault(surrogate_escape, place, ("这里的 \\u 代码只有半个字", "直接写这个字"))


def block_header(place: Place) -> Finding:
    """“|”或“>”后面要换行。 A block of text whose first line is wrong.

    处理：在“|”后面直接换行，文字写在下一行并缩进；如“|”“>”本来就是文字，请加引号。
    """
    return fault(block_header, place, ("“|”或“>”后面写法不对", "直接换行，文字写在下一行"))


def bad_indentation(place: Place) -> Finding:
    """同一层的各行要左对齐。 Indentation that fits nothing above.

    处理：让这一行和同层的其他行左对齐，缩进用空格。
    """
    return fault(
        bad_indentation, place, ("这一行的缩进和上面对不上，或缺少冒号", "和同层的项目左对齐，写成“项目名: 内容”")
    )


def not_yaml(place: Place) -> Finding:
    """文件要符合 YAML 的写法。 Anything else that YAML refuses.

    处理：检查这一行的冒号、引号、括号和缩进；内容里有特殊符号时请加引号。
    """
    return fault(not_yaml, place, ("从这里开始读不懂", "写成“项目名: 内容”，特殊内容加引号"))
