"""Measures what the ways of linking the program cost at start.

usage: startup.py BUILD PROGRAM INPUT FOLDER

BUILD is SwiftPM's description of the release build, from which the linker's options are taken.
Each way is linked into FOLDER, stripped, and run with `validate INPUT` in interleaved rounds. The
instructions are those that callgrind counts in the process; processor time is also that of the kernel,
which links and answers page faults.
"""
import json
import os
import re
import statistics
import subprocess
import sys

from timing import instructions

ROUNDS = 101
# Options in place of `-static-executable`; lld replaces gold, which can't link a static PIE.
WAYS = {
    "static, fixed address": ["-static-executable"],
    "static PIE": [
        "-static-executable", "-use-ld=lld", "-Xclang-linker", "-static-pie",
        "-Xlinker", "--pack-dyn-relocs=relr"],
    "static, fixed address, lld": ["-static-executable", "-use-ld=lld"],
    "dynamic, fixed address": ["-static-stdlib", "-Xclang-linker", "-no-pie"],
    "dynamic PIE": ["-static-stdlib", "-Xclang-linker", "-pie"],
}
ENVIRONMENT = {"SWIFT_DETERMINISTIC_HASHING": "1", "PATH": os.environ["PATH"]}


def link_command(build, program):
    """The words with which SwiftPM links the program."""
    with open(build, encoding="utf-8") as file:
        rule = re.search(rf'^  "C\.{program}-(?:x86_64|aarch64)[^"]*\.exe":\n(.*?)^  "', file.read(), re.M | re.S)[1]
    return json.loads(re.search(r"^ *args: (\[.*\])$", rule, re.M)[1])


def link(words, way, folder):
    output = os.path.join(folder, re.sub(r"\W+", "-", way))
    # `make dist` also asks for a map of the program, which must stay that of its own link.
    words = [
        word for word, following in zip(words, words[1:] + [""])
        if word not in ("-static-stdlib", "-static-executable")
        and "-Map=" not in word and "-Map=" not in following]
    words[words.index("-o") + 1] = output
    if "-use-ld=lld" in WAYS[way]:
        # lld has names of functions in its file, and gold those of sections.
        for index, word in enumerate(words):
            if word.startswith("--section-ordering-file="):
                with open(word.split("=", 1)[1], encoding="utf-8") as file:
                    names = file.read().replace(".text.", "")
                with open(f"{folder}/order", "w", encoding="utf-8") as file:
                    file.write(names)
                words[index:index + 1] = [
                    f"--symbol-ordering-file={folder}/order", "-Xlinker", "--no-warn-symbol-ordering"]
    subprocess.run(words + WAYS[way], check=True, capture_output=True)
    subprocess.run(["strip", output], check=True)
    return output


def run(words):
    """Milliseconds of processor time, the kernel's included, and page faults of one run."""
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(words[0], words, ENVIRONMENT, file_actions=silent)
    usage = os.wait4(child, 0)[2]
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_minflt


def main(arguments):
    if len(arguments) != 4:
        sys.exit(__doc__.split("\n\n")[1])
    build, program, document, folder = arguments
    os.makedirs(folder, exist_ok=True)
    words = link_command(build, program)
    commands = {way: [link(words, way, folder), "validate", document] for way in WAYS}
    figures = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, command in commands.items():
            figures[way].append(run(command))
    print(f"{'':28}{'instructions':>14}{'page faults':>13}{'processor time':>17}")
    best = None
    for way, command in commands.items():
        milliseconds, faults = (statistics.median(column) for column in zip(*figures[way]))
        best = best or milliseconds
        print(f"{way:28}{instructions(command, env=ENVIRONMENT):14,}{faults:13.0f}{milliseconds:14.2f} ms"
              f"  {100 * (milliseconds / best - 1):+.0f} %")


main(sys.argv[1:])
