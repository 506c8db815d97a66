"""For every test: whatever Office file it writes is checked, and both programs are at hand."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import reportgen.files
import reportgen.fonts.find as find
import reportgen.office.opc.package
from reportgen.records.cache import unusable_folders
from tests.support.invariants import check_package
from tests.support.office import POWERPOINT, WORD, Office

# The same examples on every machine: a change turns a test red, not a lucky draw. No deadline: machines are busy.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


pytest_plugins = ["tests.support.projects"]


class UnsoundFile(AssertionError):
    """The program wrote a file that Office would repair or refuse."""


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of this file, and keep what tests keep away from the user's own cache."""
    if "PYTEST_XDIST_WORKER" not in os.environ:  # its workers share what the first process has set
        os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="reportgen-tests-")
        os.environ["REPORTGEN_LANG"] = "en"  # whatever language the developer's screen speaks
    config.addinivalue_line("markers", "tags_as_data: prints text that looks like a template's tag")


@pytest.fixture(autouse=True)
def _no_test_hears_of_the_caches_of_others() -> Iterator[None]:
    """What one test could not keep is not told by the next, which runs in the same process."""
    yield
    unusable_folders()


@pytest.fixture(autouse=True)
def _every_file_is_sound(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check every file at the two doors through which one leaves the program."""
    tags_as_data = request.node.get_closest_marker("tags_as_data") is not None

    def check(data: bytes) -> bytes:
        faults = _faults(data, tags_as_data)
        if faults:
            raise UnsoundFile("\n".join(["the program wrote a file that is not sound:", *faults]))
        return data

    write_package = reportgen.office.opc.package.write_package
    write_atomically = reportgen.files.write_atomically

    def checked_package(*arguments: Any, **named: Any) -> bytes:
        return check(write_package(*arguments, **named))

    def checked_whole(path: Path, data: bytes) -> None:
        if path.suffix in (".docx", ".pptx"):
            check(data)
        write_atomically(path, data)

    for original, checked in ((write_package, checked_package), (write_atomically, checked_whole)):
        for module, name in _users(original):
            monkeypatch.setattr(module, name, checked)


@pytest.fixture(autouse=True)
def _no_fonts_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed where the tests run changes nothing, and their cache is nobody's."""
    monkeypatch.setattr(find, "_installed_fonts", lambda: find.FontFolders(()))


@lru_cache(maxsize=512)
def _faults(data: bytes, tags_as_data: bool) -> tuple[str, ...]:
    """The faults of a file; it leaves by both doors, and many tests write the same one."""
    return tuple(check_package(data, tags_as_data))


def _users(function: Callable[..., Any]) -> Iterator[tuple[Any, str]]:
    """Every module of the program that calls the function by a name of its own."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("reportgen"):
            for name, value in list(vars(module).items()):
                if value is function:
                    yield module, name


@pytest.fixture(scope="session", params=[WORD, POWERPOINT], ids=str)
def office(request: pytest.FixtureRequest) -> Office:
    """Word, then PowerPoint: for behaviour that is the same in both."""
    office: Office = request.param
    return office
