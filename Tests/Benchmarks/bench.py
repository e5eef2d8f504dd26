#!/usr/bin/env python3
"""Measures wandb-cfg against a do-nothing twin, a static hello world and bare libyaml.

usage: bench.py TOOL TWIN HELLO EVENTS WORKDIR EXAMPLE [--gate]
Each group is timed in one hyperfine run, its commands one after the other in several rounds; the
figures are medians. With --gate, exits 1 when a bound of the README is broken.
"""
import json
import os
import random
import subprocess
import sys

TOOL, TWIN, HELLO, EVENTS, WORK, EXAMPLE = sys.argv[1:7]
GATE = "--gate" in sys.argv


def chart_like_values(path, size):
    """Values as charts have them: comments, nested sections, images, resources, variables."""
    generator = random.Random(2026)
    lines = ["global:", "  host: https://wandb.example.com", "  mysql:", "    host: db.example.com"]
    total = 0
    component = 0
    names = ["app", "api", "console", "executor", "parquet", "weave", "filestream", "glue"]
    while total < size:
        name = "app:" if component == 0 else None
        start = len(lines)
        if name:
            lines.append(name)
            lines.append("  containers:")
        lines += [
            "    # -- One container of the component; see the chart's own documentation.",
            f"    {names[component % 8]}-{component}:",
            "      image:",
            f"        repository: registry.example.com/wandb/{names[component % 8]}",
            f'        tag: "0.{generator.randrange(90)}.{generator.randrange(20)}"',
            "        pullPolicy: IfNotPresent",
            "      # Requests and limits of the container.",
            "      resources:",
            "        requests:",
            f"          cpu: {generator.randrange(1, 32)}00m",
            f"          memory: {generator.randrange(1, 64)}Gi",
            "        limits:",
            f"          cpu: {generator.randrange(1, 16)}",
            f"          memory: {generator.randrange(1, 64)}Gi",
            f"      replicas: {generator.randrange(1, 9)}",
            "      enabled: true",
            "      env:",
        ]
        for number in range(8):
            lines.append(f"        WANDB_OPTION_{number}: \"value {generator.randrange(10**6)} of it\"")
        lines += ["      tolerations:", "        - key: dedicated", "          operator: Exists"]
        total += sum(len(line) + 1 for line in lines[start:])
        component += 1
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
    return os.path.getsize(path)


def medians(commands, runs):
    """The median of each command in milliseconds; rounds are interleaved against drift."""
    out = os.path.join(WORK, "times.json")
    times = [[] for _ in commands]
    for _ in range(5):
        subprocess.run(
            ["hyperfine", "-N", "-i", "--warmup", "3", "--runs", str(runs), "--export-json", out]
            + [" ".join(command) for command in commands],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for index, result in enumerate(json.load(open(out))["results"]):
            times[index] += result["times"]
    return [sorted(t)[len(t) // 2] * 1000 for t in times]


def peak_memory(command):
    """Peak resident memory in bytes."""
    pid = os.posix_spawn(
        command[0], command, os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    return os.wait4(pid, 0)[2].ru_maxrss * 1024


big = os.path.join(WORK, "big.yaml")
size = chart_like_values(big, 5_000_000)
hello, twin, small = medians([[HELLO], [TWIN, "validate", EXAMPLE], [TOOL, "validate", EXAMPLE]], 40)
events, large = medians([[EVENTS, big], [TOOL, "validate", big]], 7)
memory = max(peak_memory([TOOL, "validate", big]) for _ in range(3))
allowed = 14e6 + 12 * size

rows = [
    ("validate of the complete example", f"{small:.2f} ms", f"{small / twin:.2f} x do-nothing twin ({twin:.2f} ms)", small / twin, 1.5),
    ("", "", f"{small / hello:.2f} x static hello world ({hello:.2f} ms)", small / hello, 4),
    (f"validate of {size / 1e6:.1f} MB of chart-like values", f"{large:.0f} ms", f"{large / events:.2f} x libyaml's events ({events:.0f} ms)", large / events, 2.5),
    ("its peak memory", f"{memory / 1e6:.0f} MB", f"of {allowed / 1e6:.0f} MB allowed (14 MB + 12 x input)", memory / allowed, 1),
]
failed = False
for what, figure, ratio, value, bound in rows:
    broken = value > bound
    failed |= broken
    print(f"{what:48} {figure:>9}  {ratio}, bound {bound}{'  BROKEN' if broken else ''}")
sys.exit(1 if GATE and failed else 0)
