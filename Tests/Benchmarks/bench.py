#!/usr/bin/env python3
"""Measures wandb-cfg against a do-nothing twin, a static hello world and bare libyaml.

usage: bench.py TOOL TWIN HELLO EVENTS WORKDIR EXAMPLE [--gate]

A program `bench-fields` beside TWIN compiles EXAMPLE with 50, 150 and 300 settings in the table: start-up
must not grow with them.
Each group is timed by hyperfine in rounds, its commands one after the other. Figures are medians over
the rounds, ratios medians of each round's ratio, so that a busy moment of the machine weighs on both
sides. With --gate, exits 1 when a bound of the README is broken.
"""
import json
import os
import random
import shutil
import subprocess
import sys

TOOL, TWIN, HELLO, EVENTS, WORK, EXAMPLE = sys.argv[1:7]
GATE = "--gate" in sys.argv


def chart_like_values(path, size, faulty=False):
    """Values as charts have them: comments, nested sections, images, resources, variables.

    Faulty ones have an error in each container: it requests more memory than its limit.
    """
    generator = random.Random(2026)
    lines = ["global:", "  host: https://wandb.example.com", "  mysql:", "    host: db.example.com"]
    total = 0
    component = 0
    names = ["app", "api", "console", "executor", "parquet", "weave", "filestream", "glue"]
    while total < size:
        name = "app:" if component == 0 else None
        start = len(lines)
        memory = generator.randrange(1, 64)
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
            f"          memory: {memory + (1 if faulty else 0)}Gi",
            "        limits:",
            f"          cpu: {generator.randrange(4, 16)}",
            f"          memory: {memory}Gi",
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


def middle(values):
    return sorted(values)[len(values) // 2]


def rounds(commands, runs, count=7):
    """The median milliseconds of each command, a list for each round."""
    out = os.path.join(WORK, "times.json")
    result = []
    for _ in range(count):
        subprocess.run(
            ["hyperfine", "-N", "-i", "--warmup", "1" if count < 7 else "3", "--runs", str(runs),
             "--export-json", out]
            + [" ".join(command) for command in commands],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        result.append([middle(r["times"]) * 1000 for r in json.load(open(out))["results"]])
    return result


def figure(measured, command):
    return middle([times[command] for times in measured])


def ratio(measured, command, base):
    return middle([times[command] / times[base] for times in measured])


def peak_memory(command):
    """Peak resident memory in bytes."""
    pid = os.posix_spawn(
        command[0], command, os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    return os.wait4(pid, 0)[2].ru_maxrss * 1024


big = os.path.join(WORK, "big.yaml")
size = chart_like_values(big, 5_000_000)
faulty = os.path.join(WORK, "faulty.yaml")
chart_like_values(faulty, 5_000_000, faulty=True)
small = rounds([[HELLO], [TWIN, "validate", EXAMPLE], [TOOL, "validate", EXAMPLE]], 30)
large = rounds([[EVENTS, big], [TOOL, "validate", big], [TOOL, "validate", faulty]], 5)
memory = max(peak_memory([TOOL, "validate", big]) for _ in range(3))
allowed = 14e6 + 12 * size

fields = os.path.join(os.path.dirname(TWIN), "bench-fields")
counts = rounds([[fields, str(count), EXAMPLE] for count in (50, 150, 300)], 30)

MAIN = """variable "namespace" { type = string }
variable "domain_name" { type = string }
variable "subdomain" { type = string }
variable "zone_id" { type = string }
variable "license" {
  type      = string
  sensitive = true
}
variable "allowed_inbound_cidr" { type = list(string) }
variable "allowed_inbound_ipv6_cidr" { type = list(string) }

module "wandb_infra" {
  source  = "wandb/wandb/aws"
  version = "~> 7.0"

  namespace                 = var.namespace
  license                   = var.license
  domain_name               = var.domain_name
  subdomain                 = var.subdomain
  zone_id                   = var.zone_id
  eks_cluster_version       = "1.33"
  allowed_inbound_cidr      = var.allowed_inbound_cidr
  allowed_inbound_ipv6_cidr = var.allowed_inbound_ipv6_cidr
}

output "url" {
  value = module.wandb_infra.url
}
"""
VALUES = """namespace                 = "wandb"
license                   = "eyJhbGciOiJSUzI1NiJ9.eyJ1Ijo1fQ.c2ln"
subdomain                 = "wandb"
domain_name               = "example.com"
zone_id                   = "Z032246913CW32RVRY0WU"
allowed_inbound_cidr      = ["10.0.0.0/8"]
allowed_inbound_ipv6_cidr = ["fd00::/8"]
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def nodes_file(folder, size):
    """A directory with one list of objects, and values of `size` bytes for it."""
    write(f"{folder}/main.tf", 'variable "nodes" { type = list(any) }\n')
    lines = []
    while 68 * len(lines) < size:
        number = len(lines)
        lines.append(
            f'  {{ name = "node-{number:05}", size = {number % 9}, tags = ["a", "b{number % 7}"], '
            "on = true },\n")
    write(f"{folder}/terraform.tfvars", "nodes = [\n" + "".join(lines) + "]\n")


def stub(version):
    """The variables and outputs of a release of module aws, from the catalogue."""
    order = [int(part) for part in version.split(".")]
    path = os.path.join(os.path.dirname(__file__), "../../Sources/CFacts/terraform-modules.txt")
    item, found, module = None, {}, None
    for line in open(path):
        columns = line.rstrip("\n").split("\t")
        if columns[0] == "module":
            module = columns[1]
        elif module != "aws" or line.startswith("#"):
            continue
        elif columns[0] in (" variable", " output"):
            item = (columns[0].strip(), columns[1])
        elif not line.startswith("  "):
            item = None
        elif item and columns[0].strip()[:1].isdigit():
            if [int(part) for part in columns[0].strip().split(".")] <= order:
                found[item] = columns[1:]
    text = ""
    for (kind, name), state in found.items():
        if state[:1] == ["removed"]:
            continue
        if kind == "output":
            text += f'output "{name}" {{ value = "x" }}\n'
        else:
            default = "" if state[1] == "required" else f"  default = {state[1]}\n"
            text += f'variable "{name}" {{\n  type    = {state[0]}\n{default}}}\n'
    return text


def terraform_rows():
    """`terraform` and this program on the same directories, and the growth of our own time."""
    aws = f"{WORK}/terraform/aws"
    write(f"{WORK}/terraform/stub/main.tf", stub("7.18.2"))
    write(f"{aws}/main.tf", MAIN)
    write(f"{aws}/terraform.tfvars", VALUES)
    write(f"{aws}/.terraform/modules/modules.json", json.dumps({"Modules": [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "wandb_infra", "Source": "registry.terraform.io/wandb/wandb/aws",
         "Version": "7.18.2", "Dir": "../stub"}]}))
    small, large = f"{WORK}/terraform/values", f"{WORK}/terraform/values-4"
    nodes_file(small, 750_000)
    nodes_file(large, 3_000_000)
    rows = []
    pair = rounds([[TOOL, "validate", small], [TOOL, "validate", large]], 5)
    grown = ("validate of 3 MB of tfvars", f"{figure(pair, 1):.1f} ms", ratio(pair, 1, 0),
             f"x 750 KB ({figure(pair, 0):.1f} ms)", 5)
    program = shutil.which("terraform")
    if program is None:
        print("terraform is not installed: its two rows are left out")
    else:
        os.environ.update(TF_CLI_CONFIG_FILE="/dev/null", CHECKPOINT_DISABLE="1")
        pair = rounds(
            [[program, f"-chdir={aws}", "validate"], [TOOL, "validate", aws]], 5)
        values = rounds(
            [[program, f"-chdir={small}", "plan", "-refresh=false", "-input=false"],
             [TOOL, "validate", small]], 1)
        rows += [
            ("validate of an AWS directory", f"{figure(pair, 1):.2f} ms", ratio(pair, 1, 0),
             f"x terraform validate ({figure(pair, 0):.0f} ms)", 1 / 6),
            ("validate of 750 KB of tfvars", f"{figure(values, 1):.1f} ms", ratio(values, 1, 0),
             f"x terraform plan ({figure(values, 0):.0f} ms)", 1 / 100),
        ]
    return rows + [grown]


def deployment_rows():
    """1,000 directories checked with --each, on one core and on two; a fifth of them has mistakes."""
    folder = f"{WORK}/deployments"
    example = open(EXAMPLE).read()
    names = []
    for number in range(1000):
        name = f"{folder}/d{number:03}"
        names.append(name)
        broken = number % 20 < 4
        if number % 4 == 0:
            write(f"{name}/main.tf", MAIN)
            write(f"{name}/terraform.tfvars",
                  VALUES.replace("10.0.0.0/8", "10.0.0.0/99") if broken else VALUES)
        elif number % 4 == 1:
            write(f"{name}/wandb.yaml", example.replace("port:", "prot:") if broken else example)
        elif number % 4 == 2:
            write(f"{name}/values.yaml",
                  f"global:\n  host: {'' if broken else 'https://'}w{number}.example.com\n"
                  "  mysql: {host: db, user: wandb, database: wandb}\n"
                  f"  bucket: {{provider: s3, name: files-{number}, region: us-east-1}}\n")
        else:
            write(f"{name}/wandb.env",
                  f"HOST={'' if broken else 'https://'}w{number}.example.com\n"
                  f"MYSQL=mysql://wandb:p@db/wandb\nBUCKET=s3://files-{number}\n"
                  "AWS_REGION=us-east-1\n")
    command = [TOOL, "validate", "--each"] + names
    pair = rounds([["taskset", "-c", cores] + command for cores in ("0", "0,1")], 3)
    return [
        ("validate --each of 1,000 directories", f"{figure(pair, 1):.0f} ms",
         figure(pair, 1) / 1000, "s on 2 cores", 2.5),
        ("", "", ratio(pair, 1, 0), f"x 1 core ({figure(pair, 0):.0f} ms)", 1 / 1.6),
    ]


rows = [
    ("validate of the complete example", f"{figure(small, 2):.2f} ms", ratio(small, 2, 1), f"x do-nothing twin ({figure(small, 1):.2f} ms)", 1.5),
    ("", "", ratio(small, 2, 0), f"x static hello world ({figure(small, 0):.2f} ms)", 4),
    (f"validate of {size / 1e6:.1f} MB of chart-like values", f"{figure(large, 1):.0f} ms", ratio(large, 1, 0), f"x libyaml's events ({figure(large, 0):.0f} ms)", 2.5),
    ("the same with an error in each of 5,700 containers", f"{figure(large, 2):.0f} ms", ratio(large, 2, 0), "x libyaml's events", 4),
    ("the example with 150 settings in the table", f"{figure(counts, 1):.2f} ms", ratio(counts, 1, 0), f"x 50 settings ({figure(counts, 0):.2f} ms)", 1.05),
    ("and with 300", f"{figure(counts, 2):.2f} ms", ratio(counts, 2, 0), "x 50 settings", 1.05),
    ("its peak memory", f"{memory / 1e6:.0f} MB", memory / allowed, f"of the {allowed / 1e6:.0f} MB allowed (14 MB + 12 x input)", 1),
]
rows += terraform_rows()
rows += deployment_rows()
failed = False
for what, shown, value, base, bound in rows:
    failed |= value > bound
    print(f"{what:48} {shown:>8}  {value:.3g} {base}, bound {bound:.3g}{'  BROKEN' if value > bound else ''}")
sys.exit(1 if GATE and failed else 0)
