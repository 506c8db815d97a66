"""A build on a cluster beside one on this computer: files a second, and what the cluster adds.

    python benchmarks/cluster.py FILES [PROJECT]

Makes about so many files of a project that has copies of this project's sectors (or of the PROJECT that is named) in
one process, in two, and with two workers of a Dask scheduler on this computer, whose files come back or are written by
them. Prints the seconds of each, those of all processors together, which other programs hardly change, and whether its
files are those of the first. The sectors' own packs are made, not the overview. Needs the extra `cluster`.
"""

from __future__ import annotations

import filecmp
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from distributed import Client, LocalCluster

from reportgen.build.build import Options, build
from reportgen.build.bundle import bundle_of, opened
from reportgen.build.cluster import cluster_at
from reportgen.build.outcome import Outcome
from reportgen.build.state import ProjectState
from reportgen.build.targets import select_targets
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project, load_project
from reportgen.project.places import GLOSSARY_FOLDER, SECTORS_FOLDER, TEMPLATES_FOLDER

ROOT = Path(__file__).parent.parent


def copies(root: Path, folder: Path, number: int) -> Path:
    """A project with so many sectors: copies of those of the project at `root`, under ids of their own."""
    for name in (GLOSSARY_FOLDER, TEMPLATES_FOLDER, "content"):
        shutil.copytree(root / name, folder / name)
    meeting = folder / "content" / "meeting.yaml"
    lines = meeting.read_text(encoding="utf-8").splitlines()
    first = lines.index("sectors:") + 1
    ids = [line.split("-", 1)[1].split("#")[0].strip() for line in lines[first : lines.index("", first)]]
    given = [f"{ids[each % len(ids)]}-{each}" for each in range(number)]
    lines[first : first + len(ids)] = [f"  - {one}" for one in given]
    meeting.write_text("\n".join(lines), encoding="utf-8")
    for name in ids:
        source = folder / SECTORS_FOLDER / f"{name}.yaml"
        text = source.read_text(encoding="utf-8")
        for one in given:
            if one.rpartition("-")[0] == name:
                copy = text.replace(f"\nid: {name}\n", f"\nid: {one}\n")
                source.with_name(f"{one}.yaml").write_text(copy, encoding="utf-8")
        source.unlink()
    return folder


def main() -> None:
    """Measure and print."""
    files = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = Path(sys.argv[2]) if len(sys.argv) > 2 else copies(ROOT, folder / "project", -(-files // 6))
        begun = time.perf_counter()
        project = load_project(root)
        opened_in = time.perf_counter() - begun
        chosen = select_targets(project.catalogue)
        targets = [target for target in chosen if target.sector != OVERVIEW][:files]
        state = ProjectState(root)
        bundle = bundle_of(root, state.record)
        size = sum(map(len, bundle.values())) / 1e6
        print(f"{len(targets)} files; a project of {size:.1f} MB, read in {opened_in:.1f} s")
        begun = time.perf_counter()
        with opened(bundle, state.state):
            print(f"a worker opens it in {time.perf_counter() - begun:.1f} s")
        out = folder / "out"
        _measure("one process", project, targets, out / "first", Options())
        _measure("two processes", project, targets, out / "two", Options(jobs=2))
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1") as local:
            for shared, words in ((False, "cluster, files come back"), (True, "cluster, workers write")):
                with cluster_at(local.scheduler_address) as cluster, Client(local.scheduler_address) as client:
                    options = Options(executor=cluster, shared=shared)
                    _measure(words, project, targets, out / words[-5:], options, client)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"this process, with the scheduler in it, took {used:.0f} MB at the most")


def _measure(
    words: str, project: Project, targets: list[Target], out: Path, options: Options, client: Client | None = None
) -> None:
    begun, spent = time.perf_counter(), _spent(client)
    results = build(project, targets, out, options)
    seconds, spent = time.perf_counter() - begun, _spent(client) - spent
    assert {result.outcome for result in results} == {Outcome.WRITTEN}
    paths = [str(target.path) for target in targets]
    same, *_ = filecmp.cmpfiles(out.parent / "first", out, paths, shallow=False)
    equal = "the same files" if len(same) == len(paths) else f"{len(paths) - len(same)} OTHER FILES"
    each = spent / len(paths) * 1000
    print(f"{words:<26}{seconds:8.1f} s {spent:8.1f} s of processors, {each:5.1f} ms a file   {equal}", flush=True)
    if out.name != "first":
        shutil.rmtree(out)


def _spent(client: Client | None) -> float:
    """The seconds of processors that this process, those it has started and waited for, and workers have taken."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    here = time.process_time() + ended.ru_utime + ended.ru_stime
    return here + sum(client.run(time.process_time).values()) if client else here


if __name__ == "__main__":
    main()
