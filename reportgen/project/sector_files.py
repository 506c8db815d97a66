"""The sectors of a project, read when they are asked for, so that thousands take no more memory than a few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reportgen.model.content import Sector
from reportgen.project.model_files import ModelFile
from reportgen.project.yaml_reader import YamlDocument
from reportgen.records.memory import Memory

_MOST_IN_MEMORY = 64
"""Sectors that stay in memory; most projects have fewer."""


class SectorFiles(Mapping[str, Sector]):
    """The sectors by id, in the meeting's order.

    `read` reads one again; it raises `ProblemsFound` where its file has changed since and has faults now.
    """

    def __init__(self, read: Callable[[str], ModelFile]) -> None:
        self._read = read
        self._ids: dict[str, None] = {}
        self._in_memory: Memory[ModelFile] = Memory(_MOST_IN_MEMORY)

    def add(self, sector_id: str, file: ModelFile | None = None) -> None:
        """Add a sector; without its file it is read when it is asked for."""
        self._ids[sector_id] = None
        if file is not None:
            self._in_memory.put(sector_id, file)

    def __getitem__(self, sector_id: str) -> Sector:
        sector: Sector = self._file(sector_id).model
        return sector

    def document(self, sector_id: str) -> YamlDocument:
        """The values of a sector's file with their lines."""
        return self._file(sector_id).document

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, sector_id: object) -> bool:
        return sector_id in self._ids

    def __repr__(self) -> str:
        return f"SectorFiles({list(self._ids)})"

    def _file(self, sector_id: str) -> ModelFile:
        if sector_id not in self._ids:
            raise KeyError(sector_id)
        file = self._in_memory.get(sector_id)
        if file is None:
            file = self._read(sector_id)
            self._in_memory.put(sector_id, file)
        return file


class Documents(Mapping[str, YamlDocument]):
    """The YAML files of a project by key: some that are in memory, and those of the sectors."""

    def __init__(self, others: Mapping[str, YamlDocument], sectors: SectorFiles) -> None:
        self._others = others
        self._sectors = sectors

    def __getitem__(self, key: str) -> YamlDocument:
        return self._others[key] if key in self._others else self._sectors.document(key)

    def __iter__(self) -> Iterator[str]:
        yield from self._others
        yield from self._sectors

    def __len__(self) -> int:
        return len(self._others) + len(self._sectors)
