"""How the tests look at finished pages: which elements there are, where addresses lead, what a reader sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

ALLOWED = frozenset(
    (
        *("a", "article", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4"),
        *(
            "label",
            "li",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "small",
            "span",
            "strong",
            "summary",
            "table",
            "tbody",
            "td",
        ),
        *("tfoot", "th", "thead", "time", "tr", "ul", "svg", "path"),
        *("button", "option", "select"),  # lists
    )
)
"""What our templates may print into an article; none of it runs or loads without one of the attributes below."""
CONTROLS = frozenset(("input", "kbd"))
"""What the search page has besides."""
ADDRESSES = frozenset(("href", "src", "action", "formaction", "xlink:href", "srcset", "poster", "data", "background"))
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


@dataclass
class Look(HTMLParser):
    """One page, as an independent parser sees it."""

    html: str
    outline: list[str] = field(default_factory=list)
    """Every element with the names of its attributes, those of the article left out."""
    inside: set[str] = field(default_factory=set)
    """Elements of the article."""
    wrong: list[str] = field(default_factory=list)
    """Attributes that run something, addresses that lead elsewhere."""
    said: list[str] = field(default_factory=list)
    heading: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "article" in self._open:
            self.inside.add(tag)
        else:
            self.outline.append(" ".join((tag, *sorted(name for name, _ in attrs))))
        for name, value in attrs:
            leads = name in ADDRESSES and _leads_elsewhere(value or "")
            if name.startswith("on") or name in ("srcdoc", "style") or leads:
                self.wrong.append(f"<{tag} {name}={value!r}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "article" in self._open:
            self.said.append(data)
            self.heading += data if "h1" in self._open else ""
        elif self._open[-2:] == ["head", "title"]:
            self.title += data


def _leads_elsewhere(address: str) -> bool:
    scheme, colon, _ = address.partition(":")
    is_ours = not colon or "/" in scheme or scheme in ("tel", "mailto")
    return address.startswith("//") or not is_ours


def folded(text: str) -> str:
    """Without white space, and without the dashes of a list, which become its marks."""
    lines = (line[2:] if line.startswith("- ") else line for line in text.splitlines())
    return "".join("".join(lines).split())
