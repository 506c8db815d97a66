"""Whatever people write into content: a file that Office opens, or problems with their places, and nothing else.

A sample project is changed at random places and made by every shipped template, as a library and by the command. By
hand, `REPORTGEN_FUZZ=10000 pytest tests/faults/test_contents.py` tries as many contents.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from reportgen.build.render import Renderer
from reportgen.build.targets import ALL, checked_targets
from reportgen.cli.main import app
from reportgen.diagnostics import ProblemsFound
from reportgen.project.load import load_project
from tests.faults.test_faults import LINE
from tests.faults.test_fuzz import often
from tests.support.invariants import check_package

FILES = ("content/meeting.yaml", "content/sectors/education.yaml", "content/sectors/transport.yaml")
Places = list[tuple[Any, Any]]

_ODD = (
    *("", " ", "\u3000", "\n", "\t", " a  b ", "a\nb\n\nc", "x" * 5_000, "字" * 3_000, "word " * 800, "-", "–" * 90),
    *("{{ x }}", "{% for %}", "{#", "}}", "{{ 7*7 }}", "{%p if", "[[nobody]]", "[[", "[[keep:x]]", "[[zh-Hans:a|b]]"),
    *("**a", "**a**", "[x](https://a.b/c?d=e&f)", "[x](javascript:a)", "&amp;", "<b>", "]]>", "<!--", "?>", 'x" y="'),
    *(
        "\u202eabc",
        "\u2066a",
        "\u200b",
        "\u200d",
        "a" + "\u0301" * 60,
        "👩‍👩‍👧‍👦🇭🇰",
        "𠮷𨋢𪚥",
        "\u2028",
        "\u00ad",
        "\ufeff",
    ),
    *("\x00", "\x07", "\x0f1\x10", "\x1b", "\x7f", "\ufdd0", "\ufdd4", "\ufffe", "\ufffd", "\U0001fffe", "\ue000"),
    *("=1+1", "@a", "%s %(a)s {0}", "\\", "C:\\x", "..\\..", "../../x", "null", "~", "NO", "1.10", "0x41", "1e400"),
    *("2024-02-30", "before 0001", "9999-12-31", "winter-9999", "12:30", "http://[", "ﷺ" * 20, "مرحبا", "ก็" * 40),
)
_TEXTS = st.one_of(st.sampled_from(_ODD), st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
_VALUES = st.one_of(
    _TEXTS, _TEXTS, st.none(), st.booleans(), st.integers(), st.floats(), st.just([]), st.just({}),
    st.lists(_TEXTS, max_size=3), st.fixed_dictionaries({"en": _TEXTS}),
)  # fmt: skip


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of the maps and lists in a value, with what holds it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield value, key
        yield from _places(inner)


def _change(data: st.DataObject, content: Any) -> None:
    """Put something odd into a few places; mostly other words where words are."""
    places = list(_places(content))
    words = [(holder, key) for holder, key in places if isinstance(holder[key], str)]
    for _ in range(data.draw(st.integers(1, 5))):
        how = data.draw(st.sampled_from(["words", "words", "words", "words", "value", "twice", "away"]))
        holder, key = data.draw(st.sampled_from(words if how == "words" else places))
        if key not in (holder if isinstance(holder, dict) else range(len(holder))):
            continue  # it went with another
        if how == "words":
            holder[key] = data.draw(_TEXTS)
        elif how == "value":
            holder[key] = data.draw(_VALUES)
        elif how == "away":
            del holder[key]
        elif isinstance(holder, list):
            holder *= data.draw(st.integers(2, 9))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project in all languages and side by side, which makes all kinds of documents."""
    root = tmp_path_factory.mktemp("sample") / "project"
    words = "--lang en --lang zh-Hant --lang zh-Hans --sector education --sector transport --yes --quiet"
    done = CliRunner().invoke(app, ["new", "project", str(root), *words.split()])
    assert done.exit_code == 0, done.stderr
    with (root / FILES[0]).open("a", encoding="utf-8") as file:
        file.write("editions: [en+zh-Hant, en+zh-Hans]\n")
    return root


def _write(root: Path, sample: Path, data: st.DataObject) -> None:
    for name in FILES:
        shutil.copyfile(sample / name, root / name)
    name = data.draw(st.sampled_from(FILES))
    content = yaml.safe_load((sample / name).read_text(encoding="utf-8"))
    _change(data, content)
    (root / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _made_or_told(root: Path, data: st.DataObject) -> list[str]:
    """What Office would repair in a file of the project; of problems, those without a place or with a long message."""
    try:
        project = load_project(root)
        target = data.draw(st.sampled_from(list(checked_targets(project.catalogue, [ALL]))))
        made = Renderer(project).render(target).data
    except ProblemsFound as found:
        return [str(one) for one in found.diagnostics if not one.location.path or not 0 < len(one.message) < 2_000]
    return check_package(made, tags_as_data=True)


@pytest.mark.tags_as_data
def test_any_content_gives_files_or_located_faults(sample: Path, tmp_path: Path) -> None:
    """As a library: what is loaded is rendered by one template after another, in all languages."""
    root = shutil.copytree(sample, tmp_path / "project")

    @often
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        _write(root, sample, data)
        assert _made_or_told(root, data) == []

    holds()


@pytest.mark.tags_as_data
def test_any_content_is_built_or_told(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the command: status 0 or 1, a line for each problem, and no file that Office would repair."""
    root = shutil.copytree(sample, tmp_path / "project")
    monkeypatch.chdir(root)

    @often
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        _write(root, sample, data)
        shutil.rmtree(root / "out", ignore_errors=True)
        kind = data.draw(st.sampled_from(["deck", "summary", "brief", "lines", "terms"]))
        tag = data.draw(st.sampled_from(["en", "zh-Hant", "zh-Hans", "en+zh-Hant"]))
        done = CliRunner().invoke(app, ["build", "--quiet", "-j", "1", "--kind", kind, "--lang", tag])
        assert done.exit_code in (0, 1, 2), done.stderr
        assert "Traceback" not in done.stderr
        assert [line for line in done.stderr.splitlines() if not LINE.match(line)] == []
        assert bool(done.stderr) == bool(done.exit_code) or "warning" in done.stderr
        for path in root.glob("out/*/*"):
            if path.suffix in (".docx", ".pptx"):
                assert check_package(path.read_bytes(), tags_as_data=True) == [], path.name

    holds()
