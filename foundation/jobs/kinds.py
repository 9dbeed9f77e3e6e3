"""Which function does which kind of job."""

from collections.abc import Callable

from foundation.jobs.running import RunningJob

JobFunction = Callable[[RunningJob], None]
functions: dict[str, JobFunction] = {}


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Declare the function that does jobs of this kind. It ends by `running.finish(...)`."""

    def declare(function: JobFunction) -> JobFunction:
        functions[kind] = function
        return function

    return declare
