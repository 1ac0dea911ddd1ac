"""Do tasks in several threads and get their results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Holds the result of a task in a list, or the error with which it ended.
Answer: TypeAlias = "SimpleQueue[list[R] | BaseException]"

MOST_WORKERS = 4


def in_order(work: Callable[[T], R], tasks: Iterator[T]) -> Iterator[R]:
    """Yield the results of tasks in their order; few of them are under way at any time.

    The standard library's pool of threads does the same, but loading it takes as long as checking
    a small package.

    Examples
    --------
    >>> list(in_order(abs, iter([-1, -2, -3])))
    [1, 2, 3]
    """
    first = next(tasks, None)
    if first is None:
        return
    second = next(tasks, None)
    if second is None:
        yield work(first)
        return
    pool = _Pool(work, min(MOST_WORKERS, os.cpu_count() or 1))
    try:
        pending = deque([pool.begin(first), pool.begin(second)])
        try:
            for task in tasks:
                pending.append(pool.begin(task))
                if len(pending) > pool.size + 1:
                    yield _result(pending.popleft())
        except Exception:
            # What was begun before the error is still worth having.
            while pending:
                yield _result(pending.popleft())
            raise
        while pending:
            yield _result(pending.popleft())
    finally:
        pool.end()


class _Pool(Generic[T, R]):
    """Threads that do one kind of work; each task has a queue for its one result, or its error."""

    def __init__(self, work: Callable[[T], R], size: int) -> None:
        self.size = size
        self._work = work
        self._tasks: SimpleQueue[tuple[T, Answer[R]] | None] = SimpleQueue()
        self._threads = [Thread(target=self._run, daemon=True) for _ in range(size)]
        for thread in self._threads:
            thread.start()

    def begin(self, task: T) -> Answer[R]:
        """Give a task to the next thread that is free; return where its result will be."""
        answer: Answer[R] = SimpleQueue()
        self._tasks.put((task, answer))
        return answer

    def end(self) -> None:
        """Let the threads end when all tasks are done."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while (given := self._tasks.get()) is not None:
            task, answer = given
            try:
                answer.put([self._work(task)])
            except BaseException as error:
                answer.put(error)


def _result(answer: Answer[R]) -> R:
    found = answer.get()
    if isinstance(found, BaseException):
        raise found
    return found[0]
