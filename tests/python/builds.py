"""A process that starts builds to be killed: `python builds.py FOLDER OPTIONS`, in the folder of a dbt project.

It parses the project once. Each line that it reads, a JSON object of environment variables, forks a build, and is answered
by the build's process id and, when that has ended, by its exit code: 0 where it succeeded.
"""

import json
import multiprocessing
import os
import sys
from typing import Any

from dbt.cli.main import dbtRunner



def build(manifest: Any, options: list[str], environment: dict[str, str]) -> None:
    os.environ.update(environment)
    raise SystemExit(not dbtRunner(manifest=manifest).invoke(["--quiet", "run", *options]).success)


def main(options: list[str]) -> None:
    parsed = dbtRunner().invoke(["--quiet", "parse", *options])
    print(parsed.success, flush=True)
    for line in sys.stdin:
        process = multiprocessing.get_context("fork").Process(
            target=build, args=(parsed.result, options, json.loads(line))
        )
        process.start()
        print(process.pid, flush=True)
        process.join()
        print(process.exitcode, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
