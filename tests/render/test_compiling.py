"""Our compiled templates print what plain Jinja prints, and a compiled form that cannot be kept costs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from gongkai.render.compiling import Templates, kept


@dataclass(frozen=True)
class Thing:
    """Something to print."""

    name: str = "<b>"
    number: int = 7

    @property
    def html(self) -> Markup:
        return Markup("<b>")

    @property
    def inner(self) -> Thing:
        return Thing()


@pytest.mark.parametrize(
    "text",
    [
        "{{ thing.name }}{{ thing.html }}{{ thing.name }}",
        "{{ thing.html }}{{ thing.name }}",
        "{{ thing.number }}{{ thing.inner.inner.name | upper }}",
        "{% for one in [thing, thing] %}{{ loop.index }}{{ loop.last }}{{ one.name ~ one.html }}{% endfor %}",
        "{% if thing.name and not thing.number == 8 %}{{ '<' }}{% endif %}{{ (thing.name, 1).count(1) }}",
        "{{ thing.name if thing.number is defined }}{{ {'a': 1}['b'] is defined }}",
    ],
)
def test_the_same_as_plain_jinja(text: str) -> None:
    """Markup stays markup, text is escaped, although both are equal as strings."""
    ours, plain = (made(autoescape=True, undefined=StrictUndefined) for made in (Templates, Environment))
    assert ours.from_string(text).render(thing=Thing()) == plain.from_string(text).render(thing=Thing())


def test_an_included_template_sees_what_is_around_it() -> None:
    """Loop variables and assignments, those of templates further out, and nothing that it sets itself gets out."""
    texts = {
        "page": "{% set a = 1 %}{% for one in [5, 6] %}{% include 'part' %}{% endfor %}{{ a }}{% include 'inner' %}",
        "part": "{{ loop is defined }}{{ one }}{{ a }}{% set a = 9 %}{{ a }}{% include 'inner' %}",
        "inner": "[{{ a }}{{ one is defined }}{{ range(1) | length }}]",
    }
    ours, plain = (made(loader=jinja2.DictLoader(texts), autoescape=True) for made in (Templates, Environment))
    assert ours.get_template("page").render() == plain.get_template("page").render()


@pytest.mark.parametrize("text", ["{{ thing.nam }}", "{{ thin.name }}", "{{ thing.inner.nam.e }}"])
def test_an_unknown_name_is_a_mistake_of_the_template(text: str) -> None:
    """The same error as plain Jinja gives."""
    with pytest.raises(UndefinedError):
        Templates(autoescape=True, undefined=StrictUndefined).from_string(text).render(thing=Thing())


def test_compiled_templates_are_kept_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once compiled, never again until the text changes."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    cache = kept()
    assert isinstance(cache, jinja2.FileSystemBytecodeCache)
    cache.directory = str(tmp_path)
    texts = {"a": "{{ 1 }}"}
    loader = jinja2.DictLoader(texts)
    assert Templates(loader=loader, bytecode_cache=cache).get_template("a").render() == "1"
    (file,) = tmp_path.iterdir()
    first = file.read_bytes()
    assert Templates(loader=loader, bytecode_cache=cache).get_template("a").render() == "1"
    assert file.read_bytes() == first
    texts["a"] = "{{ 2 }}"
    assert Templates(loader=loader, bytecode_cache=cache).get_template("a").render() == "2"
    assert file.read_bytes() != first


@pytest.mark.parametrize("kept_of_it", [0, 4, 40, 60, 90])
def test_what_was_cut_short_is_compiled_anew(kept_of_it: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that was full must not cost the next build."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    cache = kept()
    assert isinstance(cache, jinja2.FileSystemBytecodeCache)
    cache.directory = str(tmp_path)
    loader = jinja2.DictLoader({"a": "{{ 1 }}"})
    Templates(loader=loader, bytecode_cache=cache).get_template("a")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:kept_of_it])
    assert Templates(loader=loader, bytecode_cache=cache).get_template("a").render() == "1"
    assert len(file.read_bytes()) == len(whole)


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one that may not be written: installed by an administrator, used by a clerk."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    cache = kept()
    assert isinstance(cache, jinja2.FileSystemBytecodeCache)
    cache.directory = str(tmp_path / "none")
    loader = jinja2.DictLoader({"a": "{{ 1 }}"})
    assert Templates(loader=loader, bytecode_cache=cache).get_template("a").render() == "1"
    assert list(tmp_path.iterdir()) == []
