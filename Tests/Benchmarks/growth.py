#!/usr/bin/env python3
"""Checks that the time of each shape of input grows as the input does, and costs little.

usage: growth.py TOOL WORKDIR [--only TEXT] [--show | --memory] [--scale FACTOR] [--runs COUNT]

Each shape is measured at n, 4 n and 16 n pieces: processor time, without that of one piece; the least of
a few runs, and of more where a bound is exceeded; such a shape is measured anew at the end. The exponent is
the slope of the line through the three in a plot of logarithms. That of one step may be larger where the
data outgrows a cache of the processor; growth that begins late has a steep last step, so steps have a bound
too. A table of the areas follows.
With --only, only shapes whose area or name contains the text; with --show, what the command prints for
three pieces; with --memory, the shapes whose peak memory is the largest in proportion to the input, the
worst first; with --scale and --runs, other sizes and fewer runs. Exits 1 when a bound is exceeded.
"""
import argparse
import math
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys

from shapes import SHAPES
from timing import peak_memory

EXPONENT, STEP, SECONDS = 1.15, 1.3, 1.0
# Below this many seconds, a time says nothing about growth.
NOISE = 0.008


def numbered(piece, number):
    return piece.replace("№", str(number)).replace("¤", str(number - 1))


def repeated(text, count):
    """The text with its pieces `count` times."""
    def pieces(match):
        piece = match[1]
        if "№" not in piece and "¤" not in piece:
            return piece * count
        return "".join(numbered(piece, number) for number in range(1, count + 1))
    return re.sub("«(.*?)»", pieces, text, flags=re.S)


def arguments(command, count):
    words = []
    for word in shlex.split(repeated(command, count)):
        words += [numbered(word, number) for number in range(1, count + 1)] if "№" in word else [word]
    return words


def files(shape, count):
    for name, text in shape.files.items():
        if "№" in name:
            for number in range(1, count + 1):
                yield numbered(name, number), numbered(text, number)
        else:
            yield name, repeated(text, count)


class Input:
    """The files of a shape with so many pieces, in a folder of their own."""

    def __init__(self, tool, shape, count, work):
        self.folder, self.count = os.path.join(work, str(count)), count
        self.files = {name: text.encode() for name, text in files(shape, count)}
        self.command = [tool] + arguments(shape.command, count)
        words = sum(map(len, self.command)) if re.search("[«№]", shape.command) else 0
        self.size = sum(map(len, self.files.values())) + words
        self.write()
        for command in shape.before:
            subprocess.run([tool] + shlex.split(command), cwd=self.folder, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)

    def write(self):
        for name, text in self.files.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text)

    def seconds(self):
        """User and system time of one run."""
        if self.command[1] == "fix":
            self.write()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        status = subprocess.run(
            self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=60).returncode
        if status not in (0, 1):
            raise ChildProcessError(f"exit status {status}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Growth:
    """The times of a shape's three inputs."""

    def __init__(self, tool, shape, work, scale):
        few, many = (sum(len(text) for _, text in files(shape, count)) + len(
            repeated(shape.command, count)) for count in (100, 200))
        count = max(1, int(shape.size * scale) * 100 // max(100, many - few) // 16)
        self.inputs = [Input(tool, shape, 1, work)]
        self.inputs += [Input(tool, shape, count * factor, work) for factor in (1, 4, 16)]
        self.times = [math.inf] * 4

    def measure(self, runs):
        for _ in range(runs):
            self.times = [min(time, one.seconds()) for time, one in zip(self.times, self.inputs)]

    @property
    def net(self):
        return [max(time - self.times[0], 1e-6) for time in self.times[1:]]

    @property
    def steps(self):
        """The exponents of both steps, without those whose larger input takes too little time to measure."""
        return [math.log(more / max(less, NOISE), 4) for less, more in zip(self.net, self.net[1:])
                if more > 3 * NOISE]

    @property
    def exponent(self):
        """That of all three times, whose middle does not change the slope, or of those that can be measured."""
        few, middle, many = self.net
        if many <= 3 * NOISE:
            return None
        return math.log(many / few, 16) if few > NOISE else math.log(many / max(middle, NOISE), 4)

    @property
    def seconds_per_megabyte(self):
        return self.net[2] / (self.inputs[3].size / 1e6)

    @property
    def is_exceeded(self):
        return (self.exponent or 0) > EXPONENT or max(self.steps, default=0) > STEP \
            or self.seconds_per_megabyte > SECONDS


def show(tool, shape, work):
    example = Input(tool, shape, 3, work)
    result = subprocess.run(example.command, cwd=example.folder, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(f"== {shape.area}: {shape.name}: status {result.returncode}")
    print("\n".join(result.stdout.decode().split("\n")[:12]))


def print_areas(measured):
    """For each area the worst figures, as Markdown."""
    print("\n| area | shapes | largest exponent | steepest step | most seconds per MB |\n|---|---|---|---|---|")
    for area in dict.fromkeys(shape.area for shape, _ in measured):
        own = [(shape.name, growth) for shape, growth in measured if shape.area == area]
        name, steepest = max(own, key=lambda pair: pair[1].exponent or 0)
        step = max(max(growth.steps, default=0) for _, growth in own)
        slow, slowest = max(own, key=lambda pair: pair[1].seconds_per_megabyte)
        print(f"| {area} | {len(own)} | {steepest.exponent or 0:.2f} ({name}) | {step:.2f} | "
              f"{slowest.seconds_per_megabyte:.2f} ({slow}) |")


def measure(tool, shape, work, options):
    """The growth of a shape, which is printed."""
    shutil.rmtree(work, ignore_errors=True)
    growth = Growth(tool, shape, work, options.scale)
    growth.measure(options.runs)
    for _ in range(3):
        if growth.is_exceeded and growth.times[3] < 5:
            growth.measure(2)
    exponent = "         "
    if growth.exponent is not None:
        exponent = f"{growth.exponent:4.2f} {max(growth.steps):4.2f}"
    net = " ".join(f"{1000 * time:7.1f}" for time in growth.net)
    print(f"{shape.area + ': ' + shape.name:60} {growth.inputs[3].size / 1e6:5.2f} MB {net} ms  "
          f"{exponent}  {growth.seconds_per_megabyte:6.3f} s/MB{'  GATE' if growth.is_exceeded else ''}",
          flush=True)
    for one in growth.inputs:
        one.files = {}
    return growth


def print_memory(tool, work, shapes, scale):
    """The twenty shapes that take the most memory beyond 14 MB for each byte of the input."""
    found = []
    for shape in shapes:
        shutil.rmtree(work, ignore_errors=True)
        largest = Growth(tool, shape, work, scale).inputs[3]
        os.chdir(largest.folder)
        memory = peak_memory(largest.command)
        os.chdir(work)
        found.append(((memory - 14e6) / largest.size, memory, largest.size, f"{shape.area}: {shape.name}"))
    for share, memory, size, name in sorted(found, reverse=True)[:20]:
        print(f"{name:60} {memory / 1e6:6.1f} MB for {size / 1e6:4.2f} MB: 14 MB + {share:5.1f} times")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("work")
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    tool, work = os.path.abspath(options.tool), os.path.abspath(options.work)
    failed, measured = 0, {}
    shapes = [shape for shape in SHAPES if options.only in f"{shape.area}: {shape.name}"]
    if options.memory:
        return print_memory(tool, work, shapes, options.scale)
    for shape in shapes:
        if options.show:
            shutil.rmtree(work, ignore_errors=True)
            show(tool, shape, work)
            continue
        try:
            measured[shape] = measure(tool, shape, work, options)
        except (ChildProcessError, subprocess.TimeoutExpired) as error:
            print(f"{shape.area}: {shape.name}: {str(error)[-40:]}  GATE", flush=True)
            failed += 1
    # The machine may have been busy with something else for a while, so the better of two measurements counts.
    for shape, growth in measured.items():
        if growth.is_exceeded:
            again = measure(tool, shape, work, options)
            measured[shape] = growth if again.is_exceeded else again
    if measured:
        print_areas(measured.items())
    exceeded = failed + sum(growth.is_exceeded for growth in measured.values())
    print(f"\n{len(measured)} shapes, {exceeded} beyond a bound: exponent {EXPONENT}, a step {STEP}, "
          f"{SECONDS} s per MB")
    sys.exit(1 if exceeded else 0)


main()
