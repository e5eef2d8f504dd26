#!/usr/bin/env python3
"""Reads resources of Azure's templates with the models of Microsoft's own clients.

Standard input is a JSON array of base64 texts, each a template; standard output has one line of JSON
for each: {"ok": true, "json": {}} or {"ok": false, "error": "…"}. What a model does not know, and what
it requires and misses, is an error; the API's version must be one that the client has.
"""
import base64
import json
import sys

from azure.mgmt.authorization.v2022_04_01 import models as roles
from azure.mgmt.eventgrid import models as events

# The version is that of the client, whose models these are.
MODELS = {
    "Microsoft.Authorization/roleAssignments": (
        "2022-04-01", roles.RoleAssignmentCreateParameters),
    "Microsoft.EventGrid/eventSubscriptions": ("2022-06-15", events.EventSubscription),
}  # fmt: skip
MEMBERS = {"type", "apiVersion", "scope", "name", "properties"}


def differences(sent, kept, path):
    """What the model dropped or changed."""
    if isinstance(sent, dict) and isinstance(kept, dict):
        for name, value in sent.items():
            if name in kept:
                yield from differences(value, kept[name], f"{path}.{name}")
            else:
                yield f"{path}.{name} is unknown"
    elif sent != kept:
        yield f"{path} is {kept!r}"


def missing(model, path):
    """What the model requires and has not; only one of the two clients would say it by itself."""
    for member, rules in model._validation.items():
        if rules.get("required") and getattr(model, member) is None:
            yield f"{path}.{member} is missing"
    for member in model._attribute_map:
        value = getattr(model, member)
        if hasattr(value, "_attribute_map"):
            yield from missing(value, f"{path}.{member}")


def complaints(resource):
    kind = resource["type"]
    version, Model = MODELS[kind]
    yield from (f"{name} is no member" for name in resource if name not in MEMBERS)
    yield from (f"{name} is missing" for name in MEMBERS if name not in resource)
    if resource["apiVersion"] != version:
        yield f"version {resource['apiVersion']}"
    sent = {"properties": resource["properties"]}
    model = Model.from_dict(sent)
    yield from missing(model, kind)
    yield from differences(sent, model.serialize(), kind)


for encoded in json.load(sys.stdin):
    try:
        template = json.loads(base64.b64decode(encoded))
        found = [text for resource in template["resources"] for text in complaints(resource)]
    except Exception as error:
        found = [f"{type(error).__name__}: {error}"]
    if found:
        print(json.dumps({"ok": False, "error": "; ".join(found)}))
    else:
        print(json.dumps({"ok": True, "json": {}}))
