"""The inputs that the programs of a comparison read."""
import json
import os
import random


def write(path, text):
    """Writes a file, and returns its path."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    return path


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
    return write(path, "\n".join(lines) + "\n")


def distinct_variables(path, count):
    """Values with variables of different names."""
    lines = ["global:", "  host: https://wandb.example.com", "  extraEnv:"]
    lines += [f"    ACME_OPTION_{number:06}: \"value {number}\"" for number in range(count)]
    return write(path, "\n".join(lines) + "\n")


def env_file(path, size):
    """An env file of distinct names, whose values every program reads alike."""
    lines, total = ["HOST=https://wandb.example.com"], 0
    while total < size:
        number = len(lines)
        lines.append(f"ACME_OPTION_{number:06}=value-{number}")
        total += len(lines[-1]) + 1
    return write(path, "\n".join(lines) + "\n")


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


def aws_folder(folder):
    """A root module that calls module aws, with a stub of that module in place of the download."""
    write(f"{folder}/stub/main.tf", stub("7.18.2"))
    write(f"{folder}/root/main.tf", MAIN)
    write(f"{folder}/root/terraform.tfvars", VALUES)
    write(f"{folder}/root/.terraform/modules/modules.json", json.dumps({"Modules": [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "wandb_infra", "Source": "registry.terraform.io/wandb/wandb/aws",
         "Version": "7.18.2", "Dir": "../stub"}]}))
    return f"{folder}/root"


def nodes_folder(folder, size):
    """A directory with one list of objects, and values of `size` bytes for it."""
    write(f"{folder}/main.tf", 'variable "nodes" { type = list(any) }\n')
    lines = []
    while 68 * len(lines) < size:
        number = len(lines)
        lines.append(
            f'  {{ name = "node-{number:05}", size = {number % 9}, tags = ["a", "b{number % 7}"], '
            "on = true },\n")
    write(f"{folder}/terraform.tfvars", "nodes = [\n" + "".join(lines) + "]\n")
    return folder


def declared_folder(folder, count):
    """A directory with many variables, and a value for each."""
    write(f"{folder}/main.tf", "".join(
        f'variable "option_{number}" {{ type = string }}\n' for number in range(count)))
    write(f"{folder}/terraform.tfvars", "".join(
        f'option_{number} = "value {number}"\n' for number in range(count)))
    return folder


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


def deployments(folder, example):
    """The paths of 1,000 directories with a deployment each; a fifth of them has mistakes."""
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
    return names
