"""Reads cells and tables of workbooks with openpyxl: the values that were saved, as the sheet shows them."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries

from reportgen.diagnostics import Message, did_you_mean
from reportgen.model.cells import Cell, Sheet

_MAX_UNPACKED = 512 * 1024 * 1024
"""The most bytes that a workbook may hold unpacked."""
_MAX_CELLS = 200_000
"""The most cells of a table."""
_WITHOUT_WORDS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What in a number format is no digit: words, a character that stands for itself, a colour or currency, a space."""
_DECIMALS = re.compile(r"[0#?](?:\.(?P<decimals>[0#?]+))?(?P<thousands>,*)\s*%?\s*$")


@dataclass
class Book:
    """An open workbook; `data` are the bytes of its file, `path` is how messages call it."""

    path: str
    data: bytes = field(repr=False)
    values: Any = field(repr=False)

    def cell(self, sheet: str, name: str) -> Cell:
        """A cell, by its name; one of merged cells has what they show. Raises `ValueError`."""
        page = self._page(sheet)
        found = page[name]
        if isinstance(found, MergedCell):
            area = next(one for one in page.merged_cells.ranges if name in one)
            found = page.cell(area.min_row, area.min_col)
        return self._read(sheet, found)

    def table(self, sheet: str, cells: str) -> Sheet:
        """The cells of a range, or all that a sheet has, as a table; the first row names the columns.

        Raises `ValueError`.
        """
        page = self._page(sheet)
        place = Message("{path}, sheet '{sheet}'", path=self.path, sheet=sheet)
        if cells:
            place = Message("{place}, cells {cells}", place=place, cells=cells)
        left, top, right, bottom = (int(side or 1) for side in range_boundaries(cells or page.calculate_dimension()))
        if (right - left + 1) * (bottom - top + 1) > _MAX_CELLS:
            raise ValueError(
                Message(
                    "{place}: the table has more than {limit} cells; name those that are needed",
                    place=place,
                    limit=_MAX_CELLS,
                )
            )
        for area in page.merged_cells.ranges:
            if not (area.max_col < left or area.min_col > right or area.max_row < top or area.min_row > bottom):
                hint = Message("unmerge them, and write the value into each row")
                raise ValueError(
                    Message(
                        "{path}, sheet '{sheet}', cells {coord} are merged; {hint}",
                        path=self.path,
                        sheet=sheet,
                        coord=area.coord,
                        hint=hint,
                    )
                )
        rows = [
            [self._read(sheet, cell) for cell in row]
            for row in page.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right)
        ]
        headings = ["" if cell.is_empty else cell.typed("text") for cell in rows[0]] if rows else []
        twice = next((word for word in headings if word and headings.count(word) > 1), None)
        if twice:
            raise ValueError(
                Message("{place} has two columns '{twice}'; give one of them another name", place=place, twice=twice)
            )
        filled = (row for row in rows[1:] if not all(cell.is_empty for cell in row))
        named = tuple({word: cell for word, cell in zip(headings, row, strict=True) if word} for row in filled)
        return Sheet(place, frozenset(filter(None, headings)), named)

    def _page(self, sheet: str) -> Any:
        names = [page.title for page in self.values.worksheets]
        if sheet not in names:
            hint = did_you_mean(sheet, names) or Message("it has {names}", names=[*names])
            raise ValueError(Message("{path} has no sheet '{sheet}'; {hint}", path=self.path, sheet=sheet, hint=hint))
        return self.values[sheet]

    @cached_property
    def _formulas(self) -> Any:
        """The same workbook with formulas in place of their results."""
        return _load(self.data, self.path, data_only=False)

    def _read(self, sheet: str, cell: Any) -> Cell:
        place = Message(
            "{path}, sheet '{sheet}', cell {coordinate}", path=self.path, sheet=sheet, coordinate=cell.coordinate
        )
        value = cell.value
        if value is None:
            if self._formulas[sheet][cell.coordinate].data_type == "f":
                fault = Message(
                    "has a formula whose result is not saved; open the file in Excel or LibreOffice, and save it"
                )
                return Cell(place, None, fault=fault)
            return Cell(place, None)
        if cell.data_type == "e":
            return Cell(
                place, None, fault=Message("shows the error {value}; mend the formula, and save the file", value=value)
            )
        decimals, percent = _format(cell.number_format)
        return Cell(place, value.strip() if isinstance(value, str) else value, decimals, percent)


def _format(number_format: str) -> tuple[int | None, bool]:
    """How many decimals a number format shows, and whether it shows a percentage (ECMA-376 part 1, 18.8.31)."""
    first = _WITHOUT_WORDS.sub("", number_format.split(";")[0])
    found, percent = _DECIMALS.search(first.strip()), "%" in first
    if not found or found["thousands"]:
        return None, percent
    return len(found["decimals"] or ""), percent


def open_book(data: bytes, path: str) -> Book:
    """Open the bytes of a workbook; raises `ValueError`."""
    return Book(path, data, _load(data, path, data_only=True))


def _load(data: bytes, path: str, data_only: bool) -> Any:
    reason = Message("it is damaged")
    with contextlib.suppress(Exception):  # openpyxl raises whatever it trips over in a faulty workbook
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked <= _MAX_UNPACKED:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it does not keep
                return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only, keep_links=False)
        reason = Message("it is too large")
    raise ValueError(
        Message("{path} cannot be read as a workbook ({reason}); save it again as .xlsx", path=path, reason=reason)
    )
