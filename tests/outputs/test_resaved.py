"""The shipped templates survive other programs: saved once by another, without an edit, they make the same texts."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from reportgen.build.render import Renderer
from reportgen.check.documents import DocumentChecker, review_template
from reportgen.model.target import OVERVIEW, Target
from reportgen.office.opc.package import Package, write_package
from reportgen.office.restore import restore
from reportgen.project.load import Project, load_catalogue, load_project
from tests.outputs.conftest import ROOT
from tests.outputs.reading import OfficeFile, normal
from tests.support.cxml import qn
from tests.support.other_programs import SOFFICE, Files, saved_by_libreoffice, saved_by_python, saved_by_wps

EDITIONS = ("en", "zh-Hant", "zh-Hans", "en+zh-Hant")
TEMPLATES = {path.name: path.read_bytes() for path in sorted((ROOT / "templates").glob("*.*x"))}
COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF")
"""Fields of Word whose stored results differ: every program counts pages as it breaks them."""

FOOTERS = ("ftr", "dt", "sldNum")

Texts = dict[Target, list[str]]


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The templates as LibreOffice saves them."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    return saved_by_libreoffice(TEMPLATES, tmp_path_factory.mktemp("resaved") / "libreoffice")


@pytest.fixture(scope="module")
def texts(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Files], Texts]:
    """Makes one sector and the overview from templates, in every edition, and reads what is in them."""
    return partial(_texts, project, tmp_path_factory)


@pytest.fixture(scope="module")
def expected(texts: Callable[[Files], Texts]) -> Texts:
    """What the templates make as they are."""
    return texts(TEMPLATES)


def _texts(project: Project, folders: pytest.TempPathFactory, templates: Files) -> Texts:
    root = folders.mktemp("project")
    shutil.copytree(ROOT / "templates", root / "templates")
    for name, data in templates.items():
        (root / "templates" / name).write_bytes(data)
    renderer = Renderer(replace(project, root=root))
    targets = [
        Target(sector, kind, edition)
        for sector in (next(iter(project.sectors)), OVERVIEW)
        for kind in load_catalogue(ROOT).kinds
        for edition in EDITIONS
    ]
    found: Texts = {}
    for target in targets:
        if target.is_possible and target.template in templates:
            (root / target.path.name).write_bytes(renderer.render(target).data)
            found[target] = list(_read(OfficeFile(root / target.path.name)))
    return found


def _read(file: OfficeFile) -> Iterator[str]:
    """Each text of a file with where it is: slide by slide with descriptions and notes, or part by part."""
    if "ppt/presentation.xml" in file.data:
        for number, slide in enumerate(file.slides, 1):
            yield from (f"slide {number}: {text}" for text in _slide_paragraphs(file.parts[slide]))
            described = (e.get("descr", "") for e in file.parts[slide].iter(qn("p:cNvPr")))
            yield from (f"slide {number} shows {text}" for text in described if text)
            yield f"slide {number} notes: {file.notes(slide)}"
    else:
        parts = [(name.removesuffix(".xml").rstrip("0123456789"), root) for name, root in file.parts.items()]
        yield from (f"{name}: {text}" for name, root in sorted(parts, key=lambda p: p[0]) for text in _paragraphs(root))
    yield from (f"{name}: {file.property(name)}" for name in ("title", "subject", "language"))


def _slide_paragraphs(slide: etree._Element) -> Iterator[str]:
    """The paragraphs in reading order; footer, date and number, which LibreOffice puts in its own order, come last."""
    shapes = list(slide.find(f"{qn('p:cSld')}/{qn('p:spTree')}"))
    footers = [shape for shape in shapes if any(ph.get("type") in FOOTERS for ph in shape.iter(qn("p:ph")))]
    yield from (text for shape in shapes if shape not in footers for text in _paragraphs(shape))
    yield from sorted(text for shape in footers for text in _paragraphs(shape))


def _paragraphs(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(qn("w:p"), qn("a:p")):
        if text := normal("".join(_pieces(paragraph))):
            yield text


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """The texts and breaks of a paragraph, without what fields count."""
    codes: list[str] = []
    for element in paragraph.iter(
        qn("w:t"), qn("a:t"), qn("w:br"), qn("a:br"), qn("w:tab"), qn("w:fldChar"), qn("w:instrText")
    ):
        if element.get(qn("w:fldCharType")) == "begin":
            codes.append("")
        elif element.get(qn("w:fldCharType")) == "end" and codes:
            codes.pop()
        elif element.tag == qn("w:instrText") and codes:
            codes[-1] += element.text or ""
        elif element.tag in (qn("w:t"), qn("a:t")):
            simple = next((one.get(qn("w:instr"), "") for one in element.iterancestors(qn("w:fldSimple"))), "")
            if not any((code.split() or [""])[0] in COUNTED for code in (*codes, simple)):
                yield element.text or ""
        else:
            yield " "


def _findings(templates: Files) -> dict[str, Counter[str]]:
    """How often each rule finds something in each template."""
    checker = DocumentChecker(load_project(ROOT))
    found = {name: checker.template(review_template(data, name), name) for name, data in templates.items()}
    return {name: Counter(one.code for one in diagnostics) for name, diagnostics in found.items()}


def _restored(name: str, saved: bytes) -> bytes:
    package = Package.read(saved, name)
    restore(package, Package.read(TEMPLATES[name], name))
    return write_package(package.entries, package.defaults, package.overrides)


@pytest.mark.parametrize("save", [saved_by_python, lambda data, _: saved_by_wps(data)], ids=["python", "WPS"])
def test_saved_by_a_program_that_keeps_everything(
    save: Callable[[bytes, str], bytes], texts: Callable[[Files], Texts], expected: Texts
) -> None:
    """python-pptx, python-docx and WPS: the same texts, and the same findings."""
    saved = {name: save(data, Path(name).suffix) for name, data in TEMPLATES.items()}
    assert texts(saved) == expected
    assert _findings(saved) == _findings(TEMPLATES)


def test_documents_saved_by_libreoffice(
    by_libreoffice: Files, texts: Callable[[Files], Texts], expected: Texts
) -> None:
    """The same texts, footnotes too, without anything being put back."""
    documents = {name: data for name, data in by_libreoffice.items() if name.endswith(".docx")}
    assert texts(documents) == {target: expected[target] for target in expected if target.template in documents}


def test_files_saved_by_libreoffice_and_restored(
    by_libreoffice: Files, texts: Callable[[Files], Texts], expected: Texts
) -> None:
    """With what it drops put back from the file before: the same texts, and the same findings."""
    restored = {name: _restored(name, data) for name, data in by_libreoffice.items()}
    assert texts(restored) == expected
    assert _findings(restored) == _findings(TEMPLATES)


def test_what_libreoffice_drops_is_told_once(by_libreoffice: Files) -> None:
    """One message for a file says what is lost, and how to put it back; a document without tables has lost nothing."""
    found = _findings(by_libreoffice)
    told = Counter(["lost-alt-texts"])
    assert {name: codes for name, codes in found.items() if codes != told and (codes or name.endswith(".pptx"))} == {}
