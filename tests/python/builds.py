"""A process that starts builds to be killed: `python builds.py MODELS OPTIONS`, in the folder of a dbt project.

It imports once what Python models need, parses the project once and compiles its macros once. Each line that it reads,
a JSON object of environment variables and of models to `exclude`, forks a build of the models, and is answered by the
build's process id and, when that has ended, by its exit code: 0 where it succeeded.
"""

import gc
import importlib
import json
import multiprocessing
import os
import pkgutil
import sys
from typing import Any

from dbt.cli.main import dbtRunner
from dbt_common.clients.jinja import get_environment
from quick import be_quick

import ltv.warehouse


def build(manifest: Any, models: str, options: list[str], environment: dict[str, str]) -> None:
    excluded = environment.pop("exclude").split()
    os.environ.update(environment)
    os.dup2(2, 1)  # what dbt has to say is no answer
    result = dbtRunner(manifest=manifest).invoke(
        ["--quiet", "run", "--select", models, *(["--exclude", *excluded] if excluded else []), *options]
    )
    raise SystemExit(not result.success)


def main(models: str, *options: str) -> None:
    be_quick()
    parsed = dbtRunner().invoke(["--quiet", "parse", *options])
    for macro in parsed.result.macros.values():
        get_environment().compile(macro.macro_sql)
    for module in pkgutil.iter_modules(ltv.warehouse.__path__, "ltv.warehouse."):
        importlib.import_module(module.name)
    gc.freeze()  # what is shared with the forks is not looked through, and so not copied either
    print(parsed.success, flush=True)
    for line in sys.stdin:
        arguments = (parsed.result, models, [*options], json.loads(line))
        process = multiprocessing.get_context("fork").Process(target=build, args=arguments)
        process.start()
        print(process.pid, flush=True)
        process.join()
        print(process.exitcode, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
