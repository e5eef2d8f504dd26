#!/usr/bin/env python3
"""Counts the instructions of typical runs, and compares them with instructions.txt.

usage: instructions.py TOOL FOLDER [--update]

Counts do not depend on what else the machine does. Exits 1 if one is more than 5 % above its bound; says
so if one is more than 5 % below, so that the bound is lowered with `--update`.
"""
import os
import subprocess
import sys

import inputs
from timing import instructions

TOOL, FOLDER = (os.path.abspath(path) for path in sys.argv[1:3])
HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "../..")
BOUNDS = os.path.join(HERE, "instructions.txt")
MARGIN = 0.05


def runs():
    """The name of each run, and its arguments."""
    example = os.path.join(PROJECT, "fixtures/scenarios/complete-example/input/wandb.yaml")
    values = inputs.chart_like_values(f"{FOLDER}/count/values.yaml", 400_000)
    names = inputs.distinct_variables(f"{FOLDER}/count/names.yaml", 8_000)
    env = inputs.env_file(f"{FOLDER}/count/large.env", 300_000)
    nodes = inputs.nodes_folder(f"{FOLDER}/count/nodes", 60_000)
    declared = inputs.declared_folder(f"{FOLDER}/count/declared", 300)
    yield "validate-example", ["validate", example]
    yield "render-example", ["render", example, "--target", "helm", "--secrets", "literal"]
    yield "explain-code", ["explain", "WB3004"]
    yield "validate-values", ["validate", values]
    yield "validate-names", ["validate", names]
    yield "validate-env", ["validate", env]
    yield "validate-list-of-objects", ["validate", nodes]
    yield "validate-declared-variables", ["validate", declared]


# The same hash seed and the same environment each time.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "SWIFT_DETERMINISTIC_HASHING": "1"}


def bounds():
    if not os.path.exists(BOUNDS):
        return {}
    lines = [line.split() for line in open(BOUNDS) if line.strip() and not line.startswith("#")]
    return {name: int(number) for name, number in lines}


def main():
    program = os.path.join(FOLDER, "counted")
    subprocess.run(["strip", "-o", program, TOOL], check=True)
    known, counted, failed = bounds(), {}, False
    for name, arguments in runs():
        counted[name] = instructions([program, *arguments], env=ENVIRONMENT, cwd=FOLDER)
        bound = known.get(name)
        share = counted[name] / bound - 1 if bound else 0
        note = "no bound" if bound is None else f"{share:+.1%}"
        if abs(share) > MARGIN:
            note += ", above the bound" if share > 0 else ", lower the bound with `make gate UPDATE=--update`"
        print(f"{name:30} {counted[name]:>14,} instructions  {note}", flush=True)
        failed |= bound is None or share > MARGIN
    if "--update" in sys.argv:
        with open(BOUNDS, "w") as file:
            file.write("# Instructions of each run, as `make gate` counts them.\n")
            file.writelines(f"{name} {number}\n" for name, number in counted.items())
        return 0
    return 1 if failed else 0


sys.exit(main())
