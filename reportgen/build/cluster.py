"""A Dask cluster as an executor: workers on other computers, which are given plain data and hand it on themselves."""

from __future__ import annotations

import contextlib
import itertools
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.build.bundle import Bundle, other_program
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import write_atomically
from reportgen.records.program_key import program_parts

if TYPE_CHECKING:
    from distributed import Client

_SECONDS = 10
"""How long a scheduler, and its first worker, have to answer."""
_WINDOW = 256
"""The tasks that are handed out at a time, at the least;"""
_WINDOW_PER_THREAD = 8
"""and for each thread that works."""

_GONE = ("error", "lost", "cancelled")
"""The states of a Dask task that has no result and will have none."""

T = TypeVar("T")


class Cluster(Executor):
    """The workers of a Dask scheduler: `threads` that work; `window` is the number of tasks that keep all of them busy.

    A task that takes its worker down with it, as often as the scheduler allows, fails with `BrokenExecutor`. What no
    further task can succeed after is a `ProblemsFound`.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._name = uuid.uuid4().hex  # results are asked for once: no build is to meet those of another one
        self._numbers = itertools.count()
        self._shared: dict[str, Any] = {}
        self.threads = sum(client.nthreads().values())
        self.window = max(_WINDOW, self.threads * _WINDOW_PER_THREAD)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a function called; it and its arguments are pickled."""
        if self._client.status != "running":
            raise _cluster_lost(self._client)
        given: Future[T] = Future()
        task = self._executor.submit(fn, *args, **kwargs, key=self._key(fn.__name__))
        task.add_done_callback(partial(self._pass_on, given))
        given.add_done_callback(lambda future: task.cancel() if future.cancelled() else None)
        return given

    def share(self, name: str, bundle: Callable[[], Bundle]) -> Any:
        """A bundle that is sent to the scheduler once; an argument of a task that stands for it takes no room.

        It is a task itself, so a worker that needs it gets it from another one, and it comes back when all are lost.
        Where it was assigned to workers that were lost too often, it is sent again.
        """
        if name not in self._shared or self._shared[name].status in _GONE:
            import dask

            with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TB"}):
                self._shared[name] = self._client.submit(dict, bundle(), key=self._key("project"), pure=False)
        return self._shared[name]

    def _key(self, name: str) -> tuple[str, int]:
        """A key that no other task has; the scheduler takes tasks with the same first part for equals."""
        return f"{name}-{self._name}", next(self._numbers)

    def _pass_on(self, given: Future[T], task: Future[T]) -> None:
        """Give the answer of a task, or the fault, to the one who waits for it."""
        if not given.set_running_or_notify_cancel():
            return
        fault = _cluster_lost(self._client) if task.cancelled() else task.exception()
        if fault is None:
            given.set_result(task.result())
        else:
            given.set_exception(_told(fault))


@contextlib.contextmanager
def cluster_at(address: str, shared: Path | None = None) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, all of which have this program and see the `shared` folder.

    Raises `ProblemsFound` with codes of `faults.BUILD_FAULTS`.
    """
    with _connected(address) as client:
        _see_program(client)
        if shared is not None:
            _see_folder(client, shared)
        yield Cluster(client)


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A connection to a scheduler that has a worker."""
    try:
        from distributed import Client
    except ImportError:
        message = Message("builds on a cluster need Dask, which is not installed")
        raise _problem("no-dask", message, address, Message("pip install 'reportgen[cluster]'")) from None
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError):
        message = Message("no scheduler answers")
        raise _problem(
            "no-cluster", message, address, Message("start one with 'dask scheduler'; it prints its address")
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError:
            hint = Message("start workers with 'dask worker {address} --nthreads 1'", address=address)
            raise _problem("no-workers", Message("the scheduler has no workers"), address, hint) from None
        yield client


def _see_program(client: Client) -> None:
    """Refuse workers that have another program, before one of them makes a file."""
    here = program_parts()
    others = {}
    for worker, there in client.run(program_parts, on_error="return").items():
        if isinstance(there, Exception):
            others[worker] = [str(there)]
        elif there != here:
            others[worker] = [part for part in there if part not in here] or [Message("fewer libraries")]
    if others:
        raise ProblemsFound(other_program(worker, parts) for worker, parts in sorted(others.items()))


def _see_folder(client: Client, folder: Path) -> None:
    """Refuse workers that do not find in a folder what was put there now."""
    probe = folder.absolute() / f".{uuid.uuid4().hex}.probe"
    write_atomically(probe, b"")
    try:
        found = client.run(probe.is_file, on_error="return")
    finally:
        probe.unlink(missing_ok=True)
    blind = sorted(worker for worker, seen in found.items() if seen is not True)
    if blind:
        message = Message("{blind} cannot see the folder", blind=[*blind])
        hint = Message("name one that all computers have under this path, or leave out --shared")
        raise _problem("not-shared", message, str(folder), hint)


def _told(fault: BaseException) -> BaseException:
    """A fault of a task in the words of an executor."""
    from distributed.scheduler import KilledWorker

    if isinstance(fault, KilledWorker):
        return BrokenExecutor(str(fault))
    if isinstance(fault, ImportError):  # a worker that came later and cannot even read the task
        return ProblemsFound([other_program(Message("a worker that came later"), [str(fault)])])
    return fault


def _cluster_lost(client: Client) -> ProblemsFound:
    message = Message("the connection to the scheduler is lost")
    address = str(client.scheduler.address) if client.scheduler else Message("the cluster")
    return _problem("cluster-lost", message, address, Message("build again: what is made stays"))


def _problem(code: str, message: str, place: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Diagnostic(code, message, Location(place), hint)])
