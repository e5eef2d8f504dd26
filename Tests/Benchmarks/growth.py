"""Inputs that grow, for checking that nothing takes quadratic time.

Each case writes an input of `count` pieces and returns the arguments of `wandb-cfg`. Four times as
many pieces may take little more than four times as long; a quadratic algorithm would take 16 times.
The tests assert what comes out of such inputs, and never look at the clock.
"""
import json
import os


def write(folder, **files):
    os.makedirs(folder, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(folder, name.replace("__", ".")), "w") as file:
            file.write(text)


def lines(count, text):
    return "".join(text.replace("#", str(number)) + "\n" for number in range(count))


def unknown_keys(folder, count):
    write(folder, values__yaml=lines(count, "zebra#: 1"))
    return ["validate", f"{folder}/values.yaml"]


def nulls_replaced_by_a_layer(folder, count):
    head = "global:\n  extraEnv:\n"
    write(folder, a__yaml=head + lines(count, "    A#: null"),
          b__yaml=head + lines(count, "    A#: x"))
    return ["validate", f"{folder}/a.yaml", f"{folder}/b.yaml"]


def findings_on_one_line(folder, count):
    entries = ",".join(f'"k{number}":no' for number in range(count))
    write(folder, values__yaml='{"app":{"resources":{' + entries + "}}}\n")
    return ["validate", f"{folder}/values.yaml", "--max-errors", "1000000"]


def overrides_of_locals(folder, count):
    write(folder, main__tf="locals {\n" + lines(count, "  x# = 1") + "}\n",
          override__tf=lines(count, "locals {\n  x# = 2\n}"))
    return ["validate", folder]


def overrides_of_a_module(folder, count):
    write(folder, main__tf='module "m" {\n  source = "./m"\n}\n',
          override__tf=lines(count, 'module "m" {\n  x# = 2\n}'))
    return ["validate", folder]


def call(name, version, arguments, source="wandb/wandb/aws"):
    return f'module "{name}" {{\n  source = "{source}"\n  version = "{version}"\n{arguments}}}\n'


def unknown_inputs_of_an_upgrade(folder, count):
    write(folder, main__tf=call("wandb", "7.18.2", lines(count, "  x#_of_nothing = 1")))
    return ["validate", folder, "--upgrade-to", "8.0.0"]


def chained_calls(folder, count):
    source = "wandb/wandb/aws//modules/secure_storage_connector"
    calls = [call("b0", "7.18.2", "", source)]
    calls += [
        call(f"b{number}", "7.18.2", f"  namespace = module.b{number - 1}.bucket\n", source)
        for number in range(1, count)]
    write(folder, main__tf="".join(calls))
    return ["validate", folder]


def values_of_terraform(folder, count):
    write(folder, wandb__tfvars=lines(count, "x# = 1"))
    return ["validate", f"{folder}/wandb.tfvars"]


def denied_buckets(folder, count):
    statements = [{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}]
    statements += [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::bucket-{number}"}
        for number in range(count)]
    write(folder, policy__json=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    return ["validate", f"{folder}/policy.json"]


def long_patterns(folder, count):
    pattern = "*a" * count
    statement = {
        "Effect": "Allow", "Action": f"s3:{pattern}", "Resource": f"arn:aws:s3:::{pattern}"}
    write(folder, policy__json=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
          values__yaml="global: {bucket: {provider: s3, name: b}}\n")
    return ["validate", f"{folder}/policy.json", f"{folder}/values.yaml"]


def namespaces_of_xml(folder, count):
    attributes = "".join(f" xmlns:a{number}='u{number}' a{number}:b=''" for number in range(count))
    write(folder, cors__xml=f"<a{attributes}/>\n")
    return ["parse", f"{folder}/cors.xml"]


def nested_text_of_xml(folder, count):
    write(folder, cors__xml="<a>" + "&amp;<b/>x" * count + "</a>\n")
    return ["parse", f"{folder}/cors.xml"]


# The smaller number of pieces: enough that reading them outweighs the start of the program.
CASES = [
    (unknown_keys, 2000), (nulls_replaced_by_a_layer, 5000), (findings_on_one_line, 5000),
    (overrides_of_locals, 5000), (overrides_of_a_module, 5000),
    (unknown_inputs_of_an_upgrade, 5000), (chained_calls, 500), (values_of_terraform, 20000),
    (denied_buckets, 1000), (long_patterns, 50000), (namespaces_of_xml, 10000),
    (nested_text_of_xml, 50000),
]


def commands(tool, work):
    """For each case its name, and the commands for one and for four times as many pieces."""
    for case, count in CASES:
        name = case.__name__.replace("_", " ")
        pair = [[tool] + case(f"{work}/growth/{case.__name__}-{size}", size * count)
                for size in (1, 4)]
        yield name, pair
