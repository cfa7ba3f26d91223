"""The last touch on what the theme rendered: white space, generator notice, policy. Bodies stay as they are."""

from __future__ import annotations

import base64
import hashlib
import re

_INDENT = re.compile(r"\n\s+")
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>\n?')
_INLINE = re.compile(r'<script(?![^>]*(?: src=|type="application/json"))[^>]*>(.*?)</script>', re.DOTALL)


def finish(output: str, content: str, *, preview: bool) -> str:
    """The theme's `output`, put in order around `content`. ValueError where the theme has altered the content."""
    before, found, after = output.partition(content) if content else (output, "", "")
    if found != content:
        raise ValueError("the theme did not print the page's content as it was given")
    before, after = _tidy(before.lstrip()), _tidy(after)
    return before.replace("<head>", f"<head>\n{_policy(before + after, preview)}", 1) + content + after


def _tidy(shell: str) -> str:
    """Every run of white space that holds a line break becomes that line break: the same to HTML, half the bytes."""
    return _GENERATOR.sub("", _INDENT.sub("\n", shell))


def _policy(shell: str, preview: bool) -> str:
    """Nothing from elsewhere and no script but ours; MkDocs puts a changing one into each page of a preview."""
    scripts = "'unsafe-inline'" if preview else " ".join(map(_hash, dict.fromkeys(_INLINE.findall(shell))))
    rules = (
        "default-src 'none'",
        f"script-src 'self' {scripts}",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        *(("connect-src 'self'",) if preview else ()),
        "base-uri 'none'",
        "form-action 'none'",
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
