#!/usr/bin/env python3
"""Answers what the real Helm makes of values, with the SDK of Helm 4 and without a cluster.

Standard input is a JSON list of base64 texts, each the JSON of one case:
{"step": "values", "files": [YAML, ...]}                the values of `helm -f FILE -f FILE`
{"step": "set", "text": TEXT}                           what module wandb/wandb/helm makes of `spec`
{"step": "objects", "chart": FOLDER, "files": [...]}    the rendered objects, by kind and name
{"step": "stable", "chart": FOLDER, "files": [...]}     the same, with `RANDOM` for what changes
                                                        when they are rendered again
{"step": "containers", "chart": FOLDER, "files": [...]} the variables of each container
Objects are checked with kubernetes-validate; one that Kubernetes refuses is an error. Standard output
has one line of JSON for each: {"ok": true, "json": VALUE} or {"ok": false, "error": "..."}.
"""
import base64
import functools
import json
import os
import re
import sys
import tempfile

import helm_python as helm
from kubernetes_validate import utils

KUBERNETES = "1.31"
# A chart that shows what reaches a chart, and one that passes `spec` on as W&B's chart of the custom
# resource does.
CHARTS = {
    "values": "{{ .Values | toJson }}\n",
    "set": "spec:{{ .Values.spec | nindent 2 }}\n",
}
utils.schema_contents = functools.lru_cache(maxsize=None)(utils.schema_contents)


class Refused(Exception):
    """Helm or Kubernetes does not take the case."""


def written(top):
    """The folders of `CHARTS`, written below `top`."""
    folders = {}
    for name, template in CHARTS.items():
        folders[name] = os.path.join(top, name)
        os.makedirs(os.path.join(folders[name], "templates"))
        with open(os.path.join(folders[name], "Chart.yaml"), "w", encoding="utf-8") as file:
            file.write("apiVersion: v2\nname: %s\nversion: 0.1.0\n" % name)
        with open(os.path.join(folders[name], "templates/all.yaml"), "w", encoding="utf-8") as file:
            file.write(template)
    return folders


def merge(base, over):
    """`loader.MergeMaps`: what `helm` does with several `-f`, in front of the chart's defaults."""
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(result.get(key), dict):
            value = merge(result[key], value)
        result[key] = value
    return result


def values(case):
    return functools.reduce(merge, map(helm.values_from_yaml, case["files"]), {})


def render(folder, given):
    # Rendering removes subcharts that are turned off from the loaded chart, so it is loaded anew.
    return helm.Chart.load(folder).render(given, name="wandb", namespace="default")


def kubernetes(text):
    """Every object of a manifest, as `kubectl` reads it."""
    for part in re.split(r"(?m)^---\s*$", text):
        if part.strip() and (item := helm.values_from_yaml(part)):
            yield item


@functools.lru_cache(maxsize=None)
def refusal(text):
    item = json.loads(text)
    try:
        utils.validate(item, KUBERNETES, strict=True)
    except utils.SchemaNotFoundError:
        return None
    except utils.ValidationError as error:
        place = ".".join(map(str, error.absolute_path))
        return "%s/%s %s: %s" % (item["kind"], item["metadata"]["name"], place, error.message[:200])
    return None


def objects(case):
    found = {}
    for name, text in sorted(render(case["chart"], values(case)).items()):
        if name.endswith("NOTES.txt"):
            continue
        for item in kubernetes(text):
            why = refusal(json.dumps(item, sort_keys=True))
            if why:
                raise Refused(why)
            found["%s/%s" % (item["kind"], item["metadata"]["name"])] = item
    return found


def stable(one, other):
    """A tree, with a word for every text that is another one in the other tree."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: stable(value, other.get(key)) for key, value in one.items()}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [stable(*pair) for pair in zip(one, other)]
    return one if one == other else "RANDOM"


def containers(found):
    """The variables of every container; one that only the cluster knows is an object."""
    data = {name: stored(item) for name, item in found.items()}
    result = {}
    for name, item in found.items():
        for kind in "containers", "initContainers":
            for container in pod(item).get(kind) or []:
                place = "%s/%s" % (name, container["name"])
                result[place] = environment(container, data)
    return result


def pod(item):
    spec = item.get("spec") or {}
    if item["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    return spec.get("template", {}).get("spec", {}) if item["kind"] != "Pod" else spec


def stored(item):
    texts = dict(item.get("data") or {})
    if item["kind"] == "Secret":
        # Kubernetes takes null for an empty text.
        texts = {
            key: base64.b64decode(text or "").decode(errors="replace") for key, text in texts.items()
        }
    return {**texts, **(item.get("stringData") or {})}


def environment(container, data):
    """`env` wins over `envFrom`, the last of a name wins, and `$(X)` is what came before it."""
    result = {}
    for source in container.get("envFrom") or []:
        for kind, key in ("ConfigMap", "configMapRef"), ("Secret", "secretRef"):
            if key in source:
                for name, text in data.get("%s/%s" % (kind, source[key]["name"]), {}).items():
                    result[source.get("prefix", "") + name] = text
    for variable in container.get("env") or []:
        known = referred(variable["valueFrom"], data) if "valueFrom" in variable else None
        text = expanded(variable.get("value", ""), result) if known is None else known
        result[variable["name"]] = text
    return result


def referred(source, data):
    for kind, key in ("Secret", "secretKeyRef"), ("ConfigMap", "configMapKeyRef"):
        if key in source:
            reference = source[key]
            texts = data.get("%s/%s" % (kind, reference["name"]), {})
            return texts.get(reference["key"], source)
    return source


def expanded(text, known):
    """`$(X)` as the kubelet expands it; `$$` is a dollar sign, and an unknown name stays."""
    def replace(match):
        if match[0] == "$$":
            return "$"
        value = known.get(match[1])
        return value if isinstance(value, str) else match[0]
    return re.sub(r"\$\$|\$\(([^)]*)\)", replace, text)


def answer(case, folders):
    if case["step"] == "values":
        return json.loads(render(folders["values"], values(case))["values/templates/all.yaml"])
    if case["step"] == "set":
        given = helm.parse_set_string_values("spec=" + case["text"])
        text = render(folders["set"], given)["set/templates/all.yaml"]
        return helm.values_from_yaml(text)["spec"]
    found = objects(case)
    if case["step"] == "stable":
        return stable(found, objects(case))
    return found if case["step"] == "objects" else containers(found)


def main():
    cases = [json.loads(base64.b64decode(text)) for text in json.load(sys.stdin)]
    with tempfile.TemporaryDirectory() as top:
        folders = written(top)
        for case in cases:
            try:
                line = {"ok": True, "json": answer(case, folders)}
            except (helm.HelmError, Refused) as error:
                line = {"ok": False, "error": str(error)[:500]}
            print(json.dumps(line))


main()
