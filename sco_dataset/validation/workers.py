"""Do tasks in several threads and get their results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST_WORKERS = 4


def in_order(work: Callable[[T], R], tasks: Iterator[T]) -> Iterator[R]:
    """Yield the results of tasks in their order; few of them are under way at any time.

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
    from concurrent.futures import Future, ThreadPoolExecutor

    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        pending: deque[Future[R]] = deque([pool.submit(work, first), pool.submit(work, second)])
        try:
            for task in tasks:
                pending.append(pool.submit(work, task))
                if len(pending) > workers + 1:
                    yield pending.popleft().result()
        except Exception:
            # What was begun before the error is still worth having.
            while pending:
                yield pending.popleft().result()
            raise
        while pending:
            yield pending.popleft().result()
