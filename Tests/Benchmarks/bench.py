#!/usr/bin/env python3
"""Measures wandb-cfg against other programs on the same work, all in one run.

usage: bench.py BUILD FOLDER EXAMPLE [--publish]

BUILD has wandb-cfg, bench-twin and bench-fields; FOLDER has hello and events, a `venv` with the programs
of peers.txt, and gets the inputs. Prints the table of the README; `--publish` also writes the plot into
`.github`. A row that falls short of its goal is marked; nothing fails, because times depend on the
machine: `make gate` compares instructions.
"""
import os
import shutil
import subprocess
import sys

import inputs
import plot
from timing import Timings, peak_memory

BUILD, FOLDER, EXAMPLE = sys.argv[1:4]
PROJECT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
TOOL = os.path.join(BUILD, "wandb-cfg")
MB = 1_000_000


class Row:
    """One comparison: our figure, theirs, and the goal for the ratio of the two."""

    def __init__(self, work, ours, peer, theirs, ratio, goal, unit="ms"):
        self.work, self.ours, self.peer, self.theirs = work, ours, peer, theirs
        self.ratio, self.goal, self.unit = ratio, goal, unit
        # What the plot calls the work, where a row above says what is the same.
        self.subject = work

    @classmethod
    def timed(cls, work, peer, timings, goal, ours=1, theirs=0):
        return cls(work, timings.figure(ours), peer, timings.figure(theirs),
                   timings.ratio(ours, theirs), goal)

    def amount(self, value):
        return f"{value:.1f} {self.unit}" if value < 100 else f"{value:,.0f} {self.unit}"

    def factor(self, ratio):
        comparative = "faster" if self.unit == "ms" else "less"
        return f"{ratio:.2f} times" if ratio > 0.8 else f"{1 / ratio:.1f} times {comparative}"

    def __str__(self):
        cells = [self.work, self.amount(self.ours), self.peer, self.amount(self.theirs),
                 self.factor(self.ratio), self.factor(self.goal)]
        if self.ratio > self.goal:
            cells[4] = f"**{cells[4]}**"
        return f"| {' | '.join(cells)} |"


def program(name):
    """A peer of peers.txt; None where it could not be installed."""
    path = os.path.join(FOLDER, "venv/bin", name)
    return path if os.path.exists(path) else None


def rendered(target):
    """A folder with the complete example, rendered for a target."""
    folder = os.path.join(FOLDER, target)
    subprocess.run(
        [TOOL, "render", EXAMPLE, "--target", target, "-o", folder, "--secrets", "literal", "--force"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def example_rows():
    """The complete example, cold: mostly the start of a program."""
    ours = [TOOL, "validate", EXAMPLE]
    start = Timings([[os.path.join(FOLDER, "hello")], [os.path.join(BUILD, "bench-twin"), "validate", EXAMPLE], ours], 30)
    yield Row.timed("`validate` of the complete example", "the same program with an empty `run`", start, 1.3, 2, 1)
    yield Row.timed("the same", "a static hello world in Swift", start, 3.5, 2, 0)
    if path := program("check-jsonschema"):
        schema = os.path.join(PROJECT, "schemas/resource.schema.json")
        yield Row.timed("the same", "check-jsonschema", Timings([[path, "--schemafile", schema, EXAMPLE], ours], 3), 1 / 50)
    if path := program("yamllint"):
        yield Row.timed("the same", "yamllint", Timings([[path, EXAMPLE], ours], 5), 1 / 20)
    if path := program("docker-compose"):
        compose = rendered("compose")
        yield Row.timed("`validate` of a compose file", "`docker compose config`", Timings(
            [[path, "-f", f"{compose}/compose.yaml", "config"], [TOOL, "validate", f"{compose}/compose.yaml"]], 10), 1 / 8)
    if path := program("python"):
        chart = os.path.join(PROJECT, "Tests/ConformanceTests/Oracles/stand-in-chart")
        values = os.path.join(rendered("helm"), "values.yaml")
        helm = [path, os.path.join(PROJECT, "Tests/Benchmarks/helm_peer.py"), chart, values]
        yield Row.timed("`validate` of Helm values", "Helm's engine through its SDK for Python",
                        Timings([helm, [TOOL, "validate", values]], 5), 1 / 15)


def terraform_rows():
    terraform = shutil.which("terraform")
    if terraform is None:
        return print("terraform is not installed: its rows are left out", file=sys.stderr)
    os.environ.update(TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1")
    aws = inputs.aws_folder(f"{FOLDER}/terraform/aws")
    yield Row.timed("`validate` of an AWS directory", "`terraform validate`, module stubbed",
                    Timings([[terraform, f"-chdir={aws}", "validate"], [TOOL, "validate", aws]], 5), 1 / 6)
    for work, folder, goal in [
        ("`validate` of 750 KB of tfvars", inputs.nodes_folder(f"{FOLDER}/terraform/nodes", 750_000), 1 / 150),
        ("`validate` of 3,000 declared variables", inputs.declared_folder(f"{FOLDER}/terraform/declared", 3000), 1 / 50),
    ]:
        plan = [terraform, f"-chdir={folder}", "plan", "-refresh=false", "-input=false"]
        yield Row.timed(work, "`terraform plan`", Timings([plan, [TOOL, "validate", folder]], 1, rounds=3), goal)


def large_rows():
    events = os.path.join(FOLDER, "events")
    values = inputs.chart_like_values(f"{FOLDER}/values.yaml", 5 * MB)
    names = inputs.distinct_variables(f"{FOLDER}/names.yaml", 110_000)
    for work, path, goal in [("`validate` of 5 MB of values with components", values, 2),
                             ("`validate` of 110,000 distinct names in `extraEnv`", names, 3)]:
        yield Row.timed(work, "a C program that only pulls libyaml's events",
                        Timings([[events, path], [TOOL, "validate", path]], 5), goal)
    env = inputs.env_file(f"{FOLDER}/large.env", 5 * MB)
    ours = [TOOL, "validate", env]
    if path := program("python"):
        dotenv = os.path.join(PROJECT, "Tests/Benchmarks/dotenv_peer.py")
        yield Row.timed("`validate` of 5 MB of distinct names in an env file", "python-dotenv",
                        Timings([[path, dotenv, env], ours], 1, rounds=3), 1 / 50)
    count = inputs.write(f"{FOLDER}/count.awk", "{ n[$1]++ }\n")
    yield Row.timed("the same", "`awk -F= '{n[$1]++}'`", Timings([["awk", "-F=", "-f", count, env], ours], 5), 2)
    for work, path in [("the 5 MB of values", values), ("the 110,000 names", names), ("the env file", env)]:
        size = os.path.getsize(path)
        memory, allowed = peak_memory([TOOL, "validate", path]), 14 * MB + 10 * size
        yield Row(f"peak memory of {work}", memory / MB, f"14 MB + 10 × {size / MB:.1f} MB", allowed / MB,
                  memory / allowed, 1, "MB")


def deployment_rows():
    example = open(EXAMPLE).read()
    folders = inputs.deployments(f"{FOLDER}/deployments", example)
    command = [TOOL, "validate", "--each", *folders]
    pair = Timings([["taskset", "-c", cores] + command for cores in ("0", "0,1")], 3)
    yield Row.timed("`validate --each` of 1,000 directories on 2 cores", "itself on one core", pair, 1 / 1.7)


def table_size_rows():
    fields = os.path.join(BUILD, "bench-fields")
    counts = Timings([[fields, str(count), EXAMPLE] for count in (50, 150, 300)], 30)
    for number, count in enumerate((150, 300), start=1):
        yield Row.timed(f"a compilation with {count} settings in the table", "one with 50", counts, 1.05, number, 0)


rows = []
subject = ""
print("| work | wandb-cfg | against | | ratio | goal |\n|---|---|---|---|---|---|")
for group in (example_rows, terraform_rows, large_rows, deployment_rows, table_size_rows):
    for row in group():
        subject = subject if row.work == "the same" else row.work
        row.subject = subject
        rows.append(row)
        print(row, flush=True)
if "--publish" in sys.argv:
    peers = [row for row in rows if row.unit == "ms" and row.goal < 0.5]
    inputs.write(os.path.join(PROJECT, ".github/speed.svg"), plot.bars(peers))
