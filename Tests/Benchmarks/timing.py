"""Times, instructions and peak memory of commands."""
import json
import os
import re
import subprocess
import sys
import tempfile


def middle(values):
    return sorted(values)[len(values) // 2]


class Timings:
    """The milliseconds of commands that ran in turns, so that a busy moment weighs on all of them."""

    def __init__(self, commands, runs, rounds=7):
        """Each command runs `runs` times in each of `rounds`; a round's figure is the median."""
        self.rounds = [measured(commands, runs, warmup=1 if runs < 5 else 3) for _ in range(rounds)]

    def figure(self, command):
        return middle([times[command] for times in self.rounds])

    def ratio(self, command, reference):
        """The median of each round's ratio."""
        return middle([times[command] / times[reference] for times in self.rounds])


def measured(commands, runs, warmup):
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run(
            ["hyperfine", "-N", "-i", "--warmup", str(warmup), "--runs", str(runs),
             "--export-json", out.name, *(" ".join(command) for command in commands)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [middle(result["times"]) * 1000 for result in json.load(out)["results"]]


def peak_memory(command):
    """Peak resident memory in bytes, the largest of three runs."""
    def once():
        process = os.posix_spawn(
            command[0], command, os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
        return os.wait4(process, 0)[2].ru_maxrss * 1024
    return max(once() for _ in range(3))


def instructions(command, **options):
    """How many instructions a command needs, as valgrind counts them.

    The program has to be stripped: valgrind does not read the debugging information of one as large as
    wandb-cfg.
    """
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)
    found = re.search(r"Collected : (\d+)", result.stderr)
    if found is None:
        sys.exit(f"valgrind counted nothing:\n{result.stderr}")
    return int(found[1])
