"""A build on a Dask cluster: the files of a local build, whatever happens to workers; else one clear sentence."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from typer.testing import CliRunner

import reportgen.build.build
import reportgen.build.cluster
from reportgen.build import crew
from reportgen.build.build import Options, build
from reportgen.build.cluster import Cluster, cluster_at
from reportgen.build.outcome import Outcome, Result
from reportgen.build.work import Batch, Made, make_all
from reportgen.cli.main import app
from reportgen.diagnostics import ProblemsFound
from reportgen.project.load import Project
from reportgen.records import program_key
from tests.golden.small import SMALL, files_below
from tests.support.projects import all_targets

DEADLY = "youth-deck.en.pptx"


def _start(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1", silence_logs=50
    )


@pytest.fixture
def _handed_out_as_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only four targets are handed out at a time, so half-way is half-way."""
    monkeypatch.setattr(reportgen.build.cluster, "_WINDOW", 4)
    monkeypatch.setattr(reportgen.build.cluster, "_WINDOW_PER_THREAD", 1)


@pytest.fixture(scope="module")
def two() -> Iterator[LocalCluster]:
    """A scheduler here and two workers, each a process that is started again when it is lost."""
    with _start(2) as cluster:
        yield cluster


@pytest.fixture
def own() -> Iterator[LocalCluster]:
    """The same for one test, which may end workers: a scheduler would try for half a minute to reach one that ended."""
    with _start(2) as cluster, dask.config.set({"distributed.comm.timeouts.connect": "2s"}):
        yield cluster


def _pretend(version: str) -> None:
    """Say that this process has a version of the program."""
    program_key.__version__ = version  # type: ignore[attr-defined]
    program_key.program_key.cache_clear()


def _codes(raised: pytest.ExceptionInfo[ProblemsFound]) -> list[str]:
    return [fault.code for fault in raised.value.diagnostics]


@pytest.mark.parametrize("shared", [[], ["--shared"]])
def test_a_cluster_makes_the_files_of_a_local_build(
    two: LocalCluster, local: dict[str, bytes], tmp_path: Path, shared: list[str]
) -> None:
    """By the command line: files come back, or are written by the workers, the same bytes and the same record."""
    arguments = ["build", "--cluster", two.scheduler_address, *shared, "--project", str(SMALL), "--out", str(tmp_path)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert files_below(tmp_path) == local


@pytest.mark.usefixtures("_handed_out_as_they_are_made")
@pytest.mark.parametrize("allowed", [0, 3])
def test_a_worker_that_is_killed_half_way_costs_no_file(
    own: LocalCluster, small: Project, local: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    allowed: int,
) -> None:  # fmt: skip
    """What the scheduler does not try again of itself, because its worker was lost too often, the build does."""
    monkeypatch.setattr(own.scheduler, "allowed_failures", allowed)
    with Client(own.scheduler_address, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
    made: list[Result] = []

    def kill_one(result: Result) -> None:
        made.append(result)
        if len(made) == 4:
            os.kill(victim, signal.SIGKILL)

    with cluster_at(own.scheduler_address) as cluster:
        results = build(small, all_targets(small), tmp_path, Options(executor=cluster), kill_one)
    assert {result.outcome for result in results} == {Outcome.WRITTEN}
    assert files_below(tmp_path) == local


def _deadly(state: str, batch: Batch, bundle: Any = None) -> list[Made] | None:
    if any(target.path.name == DEADLY for target in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return make_all(state, batch, bundle)


def test_a_target_that_ends_its_worker_fails_by_name_and_no_other_with_it(
    own: LocalCluster, small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that was assigned to the lost workers is made in the end."""
    monkeypatch.setattr(own.scheduler, "allowed_failures", 0)
    monkeypatch.setattr(crew, "make_all", _deadly)
    with cluster_at(own.scheduler_address) as cluster:
        results = build(small, all_targets(small), tmp_path, Options(executor=cluster))
    failed = {result.path.name: result.diagnostics[0].code for result in results if result.outcome is Outcome.FAILED}
    assert failed == {DEADLY: "worker-lost"}


def test_a_project_that_was_lost_with_its_workers_is_sent_again() -> None:
    """The scheduler gave it up with the workers that it was assigned to: nothing could be made any more."""

    def lost() -> None:
        raise OSError

    with _start(1) as one, Client(one.scheduler_address, set_as_default=False) as client:
        cluster = Cluster(client)
        cluster._shared["project"] = given_up = client.submit(lost, pure=False)
        assert given_up.exception() is not None
        sent = cluster.share("project", lambda: {"a": b"b"})
        assert sent.result() == {"a": b"b"}
        assert cluster.share("project", dict) is sent


def test_the_project_is_read_and_sent_once(
    own: LocalCluster, small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many workers ask for it: they hand it to one another."""
    read = []
    bundle_of = reportgen.build.build.bundle_of
    monkeypatch.setattr(reportgen.build.build, "bundle_of", lambda *given: read.append(given) or bundle_of(*given))
    with cluster_at(own.scheduler_address) as cluster:
        build(small, all_targets(small), tmp_path, Options(executor=cluster))
    assert len(read) == 1


def test_a_worker_with_another_program_is_refused_before_the_first_target(own: LocalCluster) -> None:
    """By its address, and with what it has."""
    with Client(own.scheduler_address, set_as_default=False) as client:
        worker = sorted(client.nthreads())[0]
        client.run(_pretend, "0.0.1", workers=[worker])
    with pytest.raises(ProblemsFound) as raised, cluster_at(own.scheduler_address):
        pass
    [fault] = raised.value.diagnostics
    assert (fault.code, fault.location.path) == ("other-program", worker)
    assert "reportgen 0.0.1" in fault.message


def test_a_worker_with_another_program_that_comes_later_ends_the_build(
    own: LocalCluster, small: Project, tmp_path: Path
) -> None:
    """It finds that the project is in another state by its program, and makes nothing."""
    with cluster_at(own.scheduler_address) as cluster:
        with Client(own.scheduler_address, set_as_default=False) as client:
            client.run(_pretend, "0.0.1")
        with pytest.raises(ProblemsFound) as raised:
            build(small, all_targets(small), tmp_path, Options(executor=cluster))
    assert _codes(raised) == ["other-program"]


def test_a_worker_without_the_program_is_refused(two: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot even be asked; one that comes later cannot read the first target."""
    told = reportgen.build.cluster._told(ModuleNotFoundError("No module named 'reportgen'"))
    assert isinstance(told, ProblemsFound)
    assert told.diagnostics[0].code == "other-program"
    fault = ModuleNotFoundError("No module named 'reportgen'")
    monkeypatch.setattr(Client, "run", lambda *given, **named: {"tcp://here:1": fault})
    with pytest.raises(ProblemsFound) as raised, cluster_at(two.scheduler_address):
        pass
    assert _codes(raised) == ["other-program"]


def test_workers_that_do_not_see_the_output_folder_are_refused(
    two: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files would be lost in folders of their own; nothing is left of the question."""
    monkeypatch.setattr(reportgen.build.cluster, "write_atomically", lambda path, data: None)
    with pytest.raises(ProblemsFound) as raised, cluster_at(two.scheduler_address, tmp_path):
        pass
    assert _codes(raised) == ["not-shared"]
    monkeypatch.undo()
    with cluster_at(two.scheduler_address, tmp_path) as cluster:
        assert isinstance(cluster, Executor)
    assert list(tmp_path.iterdir()) == []


def test_no_scheduler_no_workers_and_no_dask_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has its own code and its own way out."""
    monkeypatch.setattr(reportgen.build.cluster, "_SECONDS", 0.3)
    with pytest.raises(ProblemsFound) as raised, cluster_at("tcp://127.0.0.1:9"):
        pass
    assert _codes(raised) == ["no-cluster"]
    with _start(0) as empty, pytest.raises(ProblemsFound) as raised, cluster_at(empty.scheduler_address):
        pass
    assert _codes(raised) == ["no-workers"]
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = CliRunner().invoke(app, ["build", "--cluster", "tcp://127.0.0.1:9", "--force", "--project", str(SMALL)])
    assert done.exit_code == 1
    assert "[no-dask]" in done.output


@pytest.mark.usefixtures("_handed_out_as_they_are_made")
def test_a_scheduler_that_ends_half_way_ends_the_build(small: Project, tmp_path: Path) -> None:
    """What was made by then is there, and up to date in the next build."""
    made: list[Result] = []
    with _start(1) as cluster:

        def stop(result: Result) -> None:
            made.append(result)
            if len(made) == 4:
                cluster.close()

        with cluster_at(cluster.scheduler_address) as executor, pytest.raises(ProblemsFound) as raised:
            build(small, all_targets(small), tmp_path, Options(executor=executor), stop)
    assert _codes(raised) == ["cluster-lost"]
    outcomes = [result.outcome for result in build(small, all_targets(small), tmp_path)]
    assert outcomes.count(Outcome.UNCHANGED) == len(made)


def test_shared_folders_belong_to_clusters() -> None:
    """`--shared` alone is a mistake of whoever types it."""
    done = CliRunner().invoke(app, ["build", "--shared", "--project", str(SMALL)])
    assert done.exit_code == 2
    assert "--cluster" in done.output
