"""Translators' own programs read, edit and return what is exported, and exactly the edited text changes.

translate-toolkit (a library of Weblate's and of many tools) runs as a program of its own, OmegaT without its window.
OmegaT 3 shows the target of a text, so its memory has the old translation as source. Okapi is in none of the
registries that developers reach.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.diagnostics import Collector
from reportgen.exchange.merge import merge
from reportgen.exchange.rows import rows_of
from reportgen.exchange.tables import read_glossary
from reportgen.exchange.tbx import write_tbx
from reportgen.exchange.tbx_reader import read_tbx
from reportgen.exchange.translations import changed_files
from reportgen.exchange.xliff.writer import XLIFF_VERSIONS
from reportgen.project.load import Project, load_project
from tests.exchange.trips import bring_back, send
from tests.project.sample import write_project

needs_toolkit = pytest.mark.skipif(not importlib.util.find_spec("translate"), reason="no translate-toolkit")
needs_omegat = pytest.mark.skipif(not shutil.which("omegat"), reason="OmegaT is not installed")

OLD, NEW = "兩地青年互相學習", "兩地青年一起學習"

TOOLKIT = """
import sys
from translate.storage import tbx, xliff, xliff2
kind, path, old, new = sys.argv[1:]
store = {"1.2": xliff.xlifffile, "2.1": xliff2.Xliff2File, "tbx": tbx.tbxfile}[kind].parsefile(path)
(unit,) = [unit for unit in store.units if str(unit.target) == old]
unit.target = new
store.savefile(path)
"""

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><source_dir_excludes/>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>ZH-HANT</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
"""

MEMORY = f"""<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
 creationtoolversion="3" segtype="paragraph" srclang="EN"/><body><tu><tuv lang="EN"><seg>{OLD}</seg></tuv>
<tuv lang="ZH-HANT"><seg>{NEW}</seg></tuv></tu></body></tmx>
"""


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project of one screen, whose file begins with a comment and has every kind of code in one text."""
    root = write_project(tmp_path / "p")
    path = root / "content/sectors/youth.yaml"
    codes = "summary: {en: '**Word** [[council]] [a](https://b.org)', zh-Hant: '**字**[[council]][甲](https://b.org)'}"
    text = path.read_text(encoding="utf-8").replace("summary: {en: Word, zh-Hant: 字}", codes)
    path.write_text(f"# a comment\n{text}", encoding="utf-8")
    return load_project(root)


def _assert_one_change(data: bytes, project: Project) -> None:
    """The edited text is the only one that changes, and the only line of the file."""
    outcome, codes = bring_back(data, project)
    assert ([change.new for change in outcome.changes], codes) == ([NEW], [])
    assert outcome.counts["untouched"] == 23
    before = (project.root / "content/sectors/youth.yaml").read_bytes()
    after = before.replace(OLD.encode(), NEW.encode())
    assert changed_files(project, outcome.changes) == {"content/sectors/youth.yaml": after}


def _edit_with_toolkit(kind: str, path: Path, old: str, new: str) -> bytes:
    subprocess.run([sys.executable, "-c", TOOLKIT, kind, path, old, new], check=True, timeout=60)
    return path.read_bytes()


@needs_toolkit
@pytest.mark.parametrize("version", ["1.2", "2.1"])
def test_translate_toolkit_edits_a_text(small: Project, tmp_path: Path, version: str) -> None:
    """2.2 is not known to it yet."""
    path = tmp_path / "y.xlf"
    path.write_bytes(send(small, "zh-Hant", "youth", version=version))
    _assert_one_change(_edit_with_toolkit(version, path, OLD, NEW), small)


@needs_toolkit
def test_translate_toolkit_edits_a_name(tmp_path: Path) -> None:
    """In the edition of 2008, the one that it reads."""
    files = read_glossary(write_project(tmp_path / "p"))
    path = tmp_path / "names.tbx"
    path.write_bytes(write_tbx(rows_of(files.terms(), files.languages), tuple(files.languages), "2008"))
    data = _edit_with_toolkit("tbx", path, "青年議會", "青年會議")
    problems = Collector()
    outcome = merge(read_tbx(data, "x.tbx", problems, files.languages), files.glossary, problems)
    assert [(change.id, change.values) for change in outcome.changes] == [("council", {"zh-Hant": "青年會議"})]
    assert problems.diagnostics == []


@needs_omegat
@pytest.mark.parametrize("version", XLIFF_VERSIONS)
def test_omegat_edits_a_text(small: Project, tmp_path: Path, version: str) -> None:
    """All three versions, with their codes."""
    folder = tmp_path / "omegat"
    for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT, encoding="utf-8")
    (folder / "omegat/project_save.tmx").write_text(MEMORY, encoding="utf-8")
    (folder / "source/y.xlf").write_bytes(send(small, "zh-Hant", "youth", version=version))
    command = ["omegat", folder, "--mode=console-translate", "--quiet", f"--config-dir={tmp_path / 'config'}"]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    _assert_one_change((folder / "target/y.xlf").read_bytes(), small)
