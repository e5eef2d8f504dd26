"""Inputs of many shapes: files in which a piece is repeated, and a command that reads them.

In a text, `«…»` is repeated; in it, `№` is the number of the repetition and `¤` the number before. A file
whose name has a `№` is repeated as a whole. A command is repeated in the same way: an argument in `«…»`, or a
name with a `№`.
"""


class Shape:
    def __init__(self, area, name, files, command, before, size):
        self.area, self.name, self.files, self.command = area, name, files, command
        self.before, self.size = before, size


SHAPES = []


def shapes(area, file, command, *rows):
    """Adds shapes: a name, the text of `file` or all files, and, if others, command, commands before, size."""
    for row in rows:
        name, files, command_of_row, before, size = row + (command, (), 1_000_000)[len(row) - 2:]
        files = files if isinstance(files, dict) else {file: files}
        SHAPES.append(Shape(area, name, files, command_of_row, before, size))


def nested(opening, middle, closing, depth):
    return opening * depth + middle + closing * depth


GLOBAL = "global:\n  host: https://w.example.com\n"
VARIABLES = GLOBAL + "  extraEnv:\n"
# As much as a file usually has: most of the time of a short one is spent on the file itself.
VALUES = VARIABLES + "".join(f"    OPTION_{number}: value {number} of it\n" for number in range(60))
ENV_FILE = "HOST=https://w№.example.com\n" + "".join(f"OPTION_{i}=value {i} of it\n" for i in range(60))
DECLARATIONS = "".join(f'variable "v№_{i}" {{\n  default = "x"\n}}\n' for i in range(40))
SECRET_VALUES = GLOBAL + """\
  license: eyJhbGciOiJSUzI1NiJ9.eyJ1IjoxfQ.c2ln
  bucket: {provider: s3, name: acme-files, region: us-east-1, accessKey: AKIA, secretKey: s3cr3t}
  mysql: {host: db.example.com, port: 3306, database: wandb_local, user: wandb, password: pa55}
  redis: {host: cache.example.com, password: r3dis}
"""

RELEASE = """\
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: wandb}
spec:
  chart: {spec: {chart: operator-wandb, version: 0.43.8, sourceRef: {kind: HelmRepository, name: wandb}}}
"""
APPLICATION = """\
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: wandb}
spec:
  source:
    repoURL: https://charts.wandb.ai
    chart: operator-wandb
    targetRevision: 0.43.8
    helm:
"""

shapes(
    "YAML", "values.yaml", "validate values.yaml",
    ("unknown keys", "«zebra№: 1\n»"),
    ("unknown keys of a section", "global:\n«  zebra№: 1\n»"),
    ("unknown keys on one line", "global: {«zebra№: 1, »host: https://w.example.com}\n"),
    ("unknown keys, short, on one line", "global: {«k№: 1,»a: 1}\n"),
    ("unknown keys of JSON", '{«"zebra№": {"a": [1, 2]}, »"global": {}}\n'),
    ("keys almost right", "global:\n  mysql:\n«    pasword№: x\n»"),
    ("sections with a key almost right", "app:\n  containers:\n«    c№:\n      imag: {tag: x}\n»"),
    ("keys in the wrong section", "global:\n  redis:\n«    bucketName№: x\n»"),
    ("former keys in documents", "«---\nglobal: {mysql: {username: w, database: d}}\n»"),
    ("a key again and again", "global:\n«  host: https://w№.example.com\n»"),
    ("a key again on one line", "global: {«host: a, »size: small}\n"),
    ("variables", VARIABLES + "«    VAR_№: value №\n»"),
    ("variables like known ones", VARIABLES + "«    GORILLA_SESSION_LENGHT№: 1\n»"),
    ("variables on one line", "global: {extraEnv: {«VAR_№: a, »B: c}}\n"),
    ("variables as a list", "app:\n  env:\n«    - name: A№\n      value: x\n»"),
    ("variables as objects on one line", "app: {env: [«{name: A№, value: x}, »{name: B, value: c}]}\n"),
    ("variables from Secrets",
     VARIABLES + "«    A№: {valueFrom: {secretKeyRef: {name: s№, key: k}}}\n»"),
    ("variables with URLs", VARIABLES + "«    A№: https://u:p@h№.example.com:99999/x\n»"),
    ("variables with placeholders", VARIABLES + "«    A№: <your value>\n»"),
    ("variables with templates", VARIABLES + "«    A№: '{{ .Values.x№ }}'\n»"),
    ("variables with references", VARIABLES + "    A0: x\n«    A№: $(A¤)\n»"),
    ("variables with null", VARIABLES + "«    A№: null\n»"),
    ("secret names", VARIABLES + "«    X№_PASSWORD: s3cr3t№\n»"),
    ("a long plain scalar", "global:\n  note: «word »\n"),
    ("a long plain scalar in lines", "global:\n  note: «word\n    »\n"),
    ("a long quoted scalar with escapes", 'global:\n  note: "«\\u00e9\\n»"\n'),
    ("a long quoted scalar with continued lines", 'global:\n  note: "«word \\\n    »"\n'),
    ("a long single-quoted scalar", "global:\n  note: '«it''s »'\n"),
    ("a long value of a setting", "global:\n  host: https://«w».example.com\n"),
    ("a long license", "global:\n  license: eyJhbGciOiJSUzI1NiJ9.«abcd».c2ln\n"),
    ("a long URL", "global:\n  extraEnv:\n    MYSQL: mysql://u:p@h/d?«a№=1&»\n"),
    ("URLs in a text", "global:\n  note: «https://u:p@h/ »\n"),
    ("a long key", "? «k»\n: 1\n"),
    ("long keys", "«" + "k" * 900 + "№: 1\n»"),
    ("complex keys", "«? [a№]\n: 1\n»"),
    ("a block of text", "global:\n  customCACerts:\n    - |\n«      line № of it\n»"),
    ("a folded block", "global:\n  note: >\n«    line № of it\n»"),
    ("a folded block with indented lines", "global:\n  note: >\n«    line\n      more\n\n»"),
    ("blocks of text", "«k№: |\n  text №\n»"),
    ("blocks of text in a section", VARIABLES + "«    A№: |-\n      text №\n»"),
    ("certificates", "global:\n  customCACerts:\n«    - |\n      -----BEGIN CERTIFICATE-----\n"
     "      MIIBnDCCAUKgAwIBAgIQ№\n      -----END CERTIFICATE-----\n»"),
    ("certificates in one text", "global:\n  customCACerts:\n    - |\n«      -----BEGIN CERTIFICATE-----\n"
     "      MIIBnDCCAUKgAwIBAgIQ№\n      -----END CERTIFICATE-----\n»"),
    ("certificates of one line", 'global:\n  customCACerts:\n«    - "-----BEGIN CERTIFICATE-----\\nMII№\\n'
     '-----END CERTIFICATE-----"\n»'),
    ("comments", "«# comment №\n»" + GLOBAL),
    ("comments on keys", VARIABLES + "«    A№: b # comment №\n»"),
    ("blank lines", "«\n»" + GLOBAL),
    ("a line of blanks", GLOBAL + "« »\n"),
    ("anchors", "«a№: &x№ {b: 1}\nc№: *x№\n»"),
    ("aliases of one anchor", "a: &x {b: 1}\n«c№: *x\n»"),
    ("an anchor set again", "«a№: &x 1\n»"),
    ("anchors that nothing uses", VARIABLES + "«    A№: &a№ x\n»"),
    ("unknown aliases", "«a№: *x№\n»"),
    ("aliases of a large anchor", "a: &a {«k№: 1, »z: 1}\n«b№: *a\n»"),
    ("merge keys", "base: &b {c: 1}\n«a№: {<<: *b, d: 1}\n»"),
    ("a chain of merge keys", "a0: &a0 {x: 1}\n«a№: &a№ {<<: *a¤, y: 1}\n»"),
    ("one merge of many", "«a№: &a№ {k№: 1}\n»all:\n  <<: [«*a№, »*a1]\n"),
    ("tags", "«a№: !!str x\n»"),
    ("unknown tags", "«a№: !foo№ x\n»"),
    ("%TAG directives", "«%TAG !e№! tag:e№.example.com,2000:\n»---\na: 1\n"),
    ("%TAG directives in documents", "«%TAG !e! tag:e№.example.com,2000:\n---\na: !e!x 1\n...\n»"),
    ("unknown directives", "«%FOO №\n»---\na: 1\n"),
    ("nested lists", "«a№: " + nested("[", "1", "]", 40) + "\n»"),
    ("nested mappings", "«a№: " + nested("{a: ", "1", "}", 40) + "\n»"),
    ("nested blocks", "«a№:\n" + "".join("  " * (i + 1) + "a:\n" for i in range(20)) + "»"),
    ("nested blocks up to the limit",
     "«---\n" + "".join(" " * i + "a:\n" for i in range(500)) + "»", "validate values.yaml", (), 2_100_000),
    ("lists beyond the limit", "a: «[»\n"),
    ("mappings beyond the limit", "«{a: »\n"),
    ("dashes beyond the limit", "«- »1\n"),
    ("documents", "«---\nglobal: {host: https://w№.example.com}\n»"),
    ("empty documents", "«---\n»"),
    ("a wide list", "global:\n  x:\n«  - №\n»"),
    ("a wide list on one line", "global: {x: [«№, »1]}\n"),
    ("lists in a list", "global:\n  x:\n«  - [№, №]\n»"),
    ("open brackets", "«a№: [1\n»"),
    ("open quotes", "«a№: 'x\n»"),
    ("colons too many", "«a№: b: c\n»"),
    ("tabs as indentation", "«\tx№: 1\n»"),
    ("reserved characters", "«a№: @x\n»"),
    ("wrong indentation", "«a№: 1\n  b: 2\n»"),
    ("Windows line ends", VARIABLES.replace("\n", "\r\n") + "«    A№: b\r\n»"),
    ("invisible characters", VARIABLES + "«    A№: x\u200b\n»"),
    ("other scripts", VARIABLES + "«    A№: привет, 世界 😀\n»"),
    ("numbers of YAML 1.1", VARIABLES + "«    A№: 0x1F\n    B№: 1_000\n    C№: 12:30\n»"),
    ("labels", "app:\n  podLabels:\n«    team№: ml\n»"),
    ("labels that Kubernetes refuses", "app:\n  podLabels:\n«    a/team№/x: true\n»"),
    ("tolerations", "app:\n  tolerations:\n«    - {key: k№, operator: Equal, effect: NoSchedul}\n»"),
    ("volume mounts of one path", "app:\n  containers:\n    app:\n      volumeMounts:\n"
     "«        - {name: v№, mountPath: /data}\n»"),
    ("containers", "app:\n  containers:\n«    c№:\n      resources: {requests: {memory: 2Gi}, "
     "limits: {memory: 1Gi}}\n»"),
    ("quantities", 'app: {resources: {«"k№": no, »"memory": 1Gi}}\n'),
    ("hosts of an ingress", "ingress:\n  additionalHosts:\n«  - w№.example.com\n»"),
    ("annotations", "ingress:\n  annotations:\n«    example.com/a№: b\n»"),
    ("layers", {"layer№.yaml": VALUES + "app:\n  env:\n    GORILLA_№: x\n    WANDB_X: z\n"},
     "validate layer№.yaml", (), 2_000_000),
    ("layers that set the same",
     {"layer№.yaml": VALUES + "  mysql: {host: db№, database: w, user: u}\n"},
     "validate layer№.yaml", (), 2_000_000),
    ("layers with component variables",
     {"layer№.yaml": VALUES + "app:\n  env:\n    HOST: https://a№.example.com\n"
      "api:\n  env:\n    MYSQL: mysql://u:p@h№/d\n"},
     "validate layer№.yaml", (), 2_000_000),
    ("two layers", {"a.yaml": VARIABLES + "«    A№: x\n»", "b.yaml": VARIABLES + "«    A№: y\n»"},
     "validate a.yaml b.yaml"),
    ("null in the first of two layers",
     {"a.yaml": VARIABLES + "«    A№: null\n»", "b.yaml": VARIABLES + "«    A№: x\n»"},
     "validate a.yaml b.yaml"),
    ("null in the second of two layers",
     {"a.yaml": VARIABLES + "«    A№: x\n»", "b.yaml": VARIABLES + "«    A№: null\n»"},
     "validate a.yaml b.yaml"),
)

shapes(
    "env files", "w.env", "validate w.env",
    ("variables", "«VAR_№=value №\n»"),
    ("variables like known ones", "«GORILLA_SESSION_LENGHT№=1\n»"),
    ("variables with known beginnings", "«GORILLA_OPTION_№=1\n»"),
    ("a variable again and again", "«HOST=https://w№.example.com\n»"),
    ("comments", "«# A=№\n»HOST=https://w.example.com\n"),
    ("blank lines", "«\n»HOST=https://w.example.com\n"),
    ("quotes", "«A№='x y'\n»"),
    ("quotes and comments", '«A№="x" # y\n»'),
    ("export", "«export A№=x\n»"),
    ("shell", '«export A№="x y"\n»', "validate w.env --env-dialect shell"),
    ("shell, a line", "«A№=x »\n", "validate w.env --env-dialect shell"),
    ("shell, a chain", "A0=x\n«A№=$A¤\n»", "validate w.env --env-dialect shell"),
    ("shell, a growing chain", "A0=x\n«A№=$A¤-\n»", "validate w.env --env-dialect shell"),
    ("shell, a long text", 'A="«x $B \\" »"\n', "validate w.env --env-dialect shell"),
    ("shell, ampersands", "«A№=a&b=c\n»", "validate w.env --env-dialect shell"),
    ("shell, commands", "«A№=$(cat x)\n»", "validate w.env --env-dialect shell"),
    ("shell, nested commands", "A=«$(x »«)»\n", "validate w.env --env-dialect shell"),
    ("compose", '«A№="x y" # z\n»', "validate w.env --env-dialect compose"),
    ("compose, a chain", "A0=x\n«A№=${A¤}\n»", "validate w.env --env-dialect compose"),
    ("compose, a growing chain", "A0=x\n«A№=${A¤}-\n»", "validate w.env --env-dialect compose"),
    ("compose, references in a line", "A=«${B№:-x}»\n", "validate w.env --env-dialect compose"),
    ("compose, nested defaults", "A=«${B:-»x«}»\n", "validate w.env --env-dialect compose"),
    ("compose, an open quote", 'A="«x\n»', "validate w.env --env-dialect compose"),
    ("compose, open quotes", '«A№="x\n»', "validate w.env --env-dialect compose"),
    ("systemd", '«A№="x y"\n»', "validate w.env --env-dialect systemd"),
    ("systemd, a continued line", "A=«x\\\n»y\n", "validate w.env --env-dialect systemd"),
    ("lines without a variable", "«not a variable №\n»"),
    ("names without a value", "«A№\n»"),
    ("a long value", "A=«x»\n"),
    ("a long value of a setting", "HOST=https://«w».example.com\n"),
    ("a long URL", "MYSQL=mysql://u:p@h/d?«a№=1&»\n"),
    # Docker reads no line of 64 KB.
    ("a URL with one parameter again and again", "REDIS=redis://h:1/?«a=b&»c=d\n", "validate w.env", (), 60_000),
    ("a long bucket URL", "BUCKET=s3://k:s@h/b?«a№=1&»\n"),
    ("a long license", "LICENSE=eyJhbGciOiJSUzI1NiJ9.«abcd».c2ln\n"),
    ("URLs", "«X№_URL=mysql://u:p@h№:3306/d\n»"),
    ("secrets", "«X№_PASSWORD=s3cr3t№\n»"),
    ("placeholders", "«A№=<your value>\n»"),
    ("Windows line ends", "«A№=x\r\n»"),
    ("invisible characters", "«A№=x\u200b\n»"),
    ("many files", {"w№.env": ENV_FILE}, "validate w№.env"),
)

MODULE = """module "wandb" {
  source  = "wandb/wandb/aws"
  version = "7.18.2"
"""
LIST = "locals {\n  list = [«№, »0]\n  texts = [«\"t№\", »\"t\"]\n  map = {«k№ = №, »k = 0}\n"


def value_of(expression):
    return LIST + f"  x = {expression}\n}}\n"


shapes(
    "Terraform", "main.tf", "validate .",
    ("variables", {"main.tf": '«variable "v№" {\n  type = string\n}\n»'}),
    ("variables with values", {"main.tf": '«variable "v№" {\n  type = string\n}\n»',
                               "terraform.tfvars": '«v№ = "x"\n»'}),
    ("variables of sensitive values", {"main.tf": '«variable "v№" {\n  sensitive = true\n}\n»',
                                       "terraform.tfvars": '«v№ = "x"\n»'}),
    ("undeclared values", {"main.tf": 'variable "a" {}\n', "terraform.tfvars": "«x№ = 1\n»"}),
    ("undeclared values like declared ones",
     {"main.tf": '«variable "name№" {}\n»', "terraform.tfvars": "«nmae№ = 1\n»"}),
    ("values that a type refuses", {"main.tf": '«variable "v№" {\n  type = number\n}\n»',
                                    "terraform.tfvars": '«v№ = "x"\n»'}),
    ("validated variables", '«variable "v№" {\n  default = "x"\n  validation {\n'
     '    condition     = length(var.v№) > 2\n    error_message = "Too short."\n  }\n}\n»'),
    ("locals", "locals {\n«  x№ = №\n»}\n"),
    ("a chain of locals", "locals {\n  x0 = 1\n«  x№ = local.x¤\n»}\n"),
    ("a chain of sums", "locals {\n  x0 = 1\n«  x№ = local.x¤ + 1\n»}\n"),
    ("a chain of texts", 'locals {\n  x0 = "a"\n«  x№ = "${local.x¤}b"\n»}\n'),
    ("a chain of lists", "locals {\n  x0 = []\n«  x№ = concat(local.x¤, [№])\n»}\n"),
    ("a chain of maps", "locals {\n  x0 = {}\n«  x№ = merge(local.x¤, { k№ = 1 })\n»}\n"),
    ("a chain of nested lists", "locals {\n  x0 = []\n«  x№ = [local.x¤]\n»}\n"),
    ("locals that double", 'locals {\n  x0 = "a"\n«  x№ = "${local.x¤}${local.x¤}"\n»}\n'),
    ("a circle of locals", "locals {\n  x0 = local.x1\n«  x№ = local.x¤\n»}\n"),
    ("references to one local", "locals {\n  a = [1, 2]\n«  x№ = local.a[0]\n»}\n"),
    ("references to a large local", LIST + "}\nlocals {\n«  x№ = local.map\n»}\n"),
    ("indexes of a large local", LIST + "}\nlocals {\n«  x№ = local.list[№]\n»}\n"),
    ("keys of a large local", LIST + "}\nlocals {\n«  x№ = local.map.k№\n»}\n"),
    ("unknown references", "locals {\n«  x№ = local.y№\n»}\n"),
    ("unknown references like known ones", "locals {\n«  name№ = local.nmae№\n»}\n"),
    ("a long list", "locals {\n  x = [«№, »0]\n}\n"),
    ("a long list in lines", "locals {\n  x = [\n«    \"№\",\n»  ]\n}\n"),
    ("a large object", "locals {\n  x = {\n«    k№ = №\n»  }\n}\n"),
    ("a large object with a key twice", "locals {\n  x = {\n«    k = №\n»  }\n}\n"),
    ("a list of objects", {"main.tf": 'variable "nodes" { type = list(any) }\n', "terraform.tfvars":
     'nodes = [\n«  { name = "n№", size = 1, tags = ["a", "b"] },\n»]\n'}),
    ("a list of typed objects",
     {"main.tf": 'variable "nodes" {\n  type = list(object({ name = string, size = optional(number) }))\n}\n',
      "terraform.tfvars": 'nodes = [\n«  { name = "n№", size = "1" },\n»]\n'}),
    ("a map of objects", {"main.tf": 'variable "nodes" { type = map(any) }\n', "terraform.tfvars":
     "nodes = {\n«  n№ = { size = 1 }\n»}\n"}),
    ("a type with many attributes", 'variable "v" {\n  type = object({\n«    a№ = string\n»  })\n}\n'),
    ("nested types", 'variable "v" {\n  type = «list(»string«)»\n}\n'),
    ("for over a list", value_of("[for v in local.list : v]")),
    ("for with a condition", value_of("[for v in local.list : v if v != 3]")),
    ("for over an object", value_of("{ for k, v in local.map : v => k }")),
    ("for with a key twice", value_of('{ for v in local.list : "a" => v }')),
    ("for with groups", value_of('{ for v in local.list : "a" => v... }')),
    ("for with two groups", value_of('{ for v in local.list : v % 2 => v... }')),
    ("for in for", value_of("[for a in local.list : [for b in local.list : a]]")),
    ("for in for in for",
     value_of("[for a in local.list : [for b in local.list : [for c in local.list : a]]]")),
    ("contains in for", value_of("[for v in local.list : v if contains(local.list, v)]")),
    ("index in for", value_of("[for v in local.list : index(local.list, v)]")),
    ("lookup in for", value_of("[for k, v in local.map : lookup(local.map, k, 0)]")),
    ("length in for", value_of("[for v in local.list : length(local.list)]")),
    ("join in for", value_of('[for v in local.list : join(",", local.texts)]')),
    ("for with objects", value_of("[for v in local.list : { a = v, b = [v, v] }]")),
    ("loops", LIST + "}\nlocals {\n«  x№ = [for v in local.list : v]\n»}\n"),
    ("joins", LIST + "}\nlocals {\n«  x№ = join(\",\", local.texts)\n»}\n"),
    ("setproduct", value_of("setproduct(local.list, local.list)")),
    ("concat of many", "locals {\n  x = concat(«[№], »[])\n}\n"),
    ("merge of many", "locals {\n  x = merge(«{ k№ = 1 }, »{})\n}\n"),
    ("nested calls", "locals {\n  x = «concat([№], »[]«)»\n}\n"),
    ("functions of a list", value_of(
        'join(",", distinct(concat(sort(local.texts), reverse(local.texts), compact(local.texts))))')),
    ("sets", value_of("setunion(toset(local.list), toset(local.texts))")),
    ("a set of objects", value_of("toset([for v in local.list : { a = v }])")),
    ("flatten", value_of("flatten([for v in local.list : [v, [v]]])")),
    ("zipmap", value_of("zipmap(local.texts, local.list)")),
    ("keys and values", value_of("[keys(local.map), values(local.map)]")),
    ("jsonencode", value_of("jsondecode(jsonencode(local.map))")),
    ("yamldecode", 'locals {\n  x = yamldecode(<<EOT\n«k№: 1\n»EOT\n  )\n}\n'),
    ("split", 'locals {\n  x = split(",", "«a,»")\n}\n'),
    ("replace", 'locals {\n  x = upper(replace("«a,»", ",", ";"))\n}\n'),
    ("format", 'locals {\n  x = format("«%s »", «№, »0)\n}\n'),
    ("splat", value_of("local.list[*]")),
    ("splat of objects", "locals {\n  l = [«{ a = № }, »{ a = 0 }]\n  x = local.l[*].a\n}\n"),
    ("comparison of lists", value_of("local.list == local.list")),
    ("a chain of operators", "locals {\n  x = 1«+1»\n}\n"),
    ("a chain of comparisons", "locals {\n  x = true«&&true»\n}\n"),
    ("nested conditionals", "locals {\n  x = «true ? № : »0\n}\n"),
    ("conditionals", "locals {\n«  x№ = true ? 1 : 2\n»}\n"),
    ("signs beyond the limit", "locals {\n  x = «!»true\n}\n"),
    ("parentheses beyond the limit", "locals {\n  x = «(»1«)»\n}\n"),
    ("brackets beyond the limit", "locals {\n  x = «[»«]»\n}\n"),
    ("a chain of attributes", "locals {\n  x = var.a«.b»\n}\n"),
    ("a chain of indexes", "locals {\n  x = var.a«[0]»\n}\n"),
    ("a chain of splats", "locals {\n  x = var.a«[*]»\n}\n"),
    ("a long number", "locals {\n  x = «1»\n}\n"),
    ("a product of many", "locals {\n  x = 1«*3»\n}\n"),
    ("a long name", "locals {\n  «x» = 1\n}\n"),
    ("a long text", 'locals {\n  x = "«text »"\n}\n'),
    ("a long text with escapes", 'locals {\n  x = "«\\u00e9\\n»"\n}\n'),
    ("a text of interpolations", 'locals {\n  a = "b"\n  x = "«${local.a}»"\n}\n'),
    ("a text of conditions", 'locals {\n  x = "«%{ if true }a%{ else }b%{ endif }»"\n}\n'),
    ("a text of loops", 'locals {\n  x = "«%{ for v in [1] }${v}%{ endfor }»"\n}\n'),
    ("texts in texts", 'locals {\n  x = «"${»1«}"»\n}\n'),
    ("a here document", "locals {\n  x = <<EOT\n«line №\n»EOT\n}\n"),
    ("an indented here document", "locals {\n  x = <<-EOT\n«    line №\n»  EOT\n}\n"),
    ("here documents", "locals {\n«  x№ = <<-EOT\n    line\n  EOT\n»}\n"),
    ("open here documents", "locals {\n«  x№ = <<EOT\n»}\n"),
    ("comments", "«# comment №\n»locals {}\n"),
    ("comments on attributes", "locals {\n«  x№ = 1 // comment №\n»}\n"),
    ("a long comment", "/*\n«comment №\n»*/\nlocals {}\n"),
    ("comments in expressions", "locals {\n  x = «/* № */ »1\n}\n"),
    ("resources", '«resource "null_resource" "r№" {\n  triggers = {}\n}\n»'),
    ("a resource again and again", '«resource "null_resource" "r" {\n  triggers = {}\n}\n»'),
    ("references between resources",
     '«resource "null_resource" "r№" {\n  triggers = { a = null_resource.r¤.id }\n}\n»'),
    ("outputs", '«output "o№" {\n  value = 1\n}\n»'),
    ("outputs of sensitive values",
     'variable "p" {\n  sensitive = true\n  default = "x"\n}\n«output "o№" {\n  value = var.p\n}\n»'),
    ("a chain of sensitive values", 'variable "p" {\n  sensitive = true\n  default = "x"\n}\nlocals {\n'
     '  x0 = var.p\n«  x№ = local.x¤\n»}\n'),
    ("providers", '«provider "aws" {\n  alias = "a№"\n}\n»'),
    ("nested blocks", "«a№ {\n" + "  b {\n" * 20 + "  }\n" * 20 + "}\n»"),
    ("blocks in a block", 'resource "a" "b" {\n«  c {\n    d = №\n  }\n»}\n'),
    ("blocks beyond the limit", "«a {\n»«}\n»"),
    ("dynamic blocks", LIST + '}\nresource "a" "b" {\n«  dynamic "c" {\n    for_each = [1]\n'
     "    content {\n      d = c.value\n    }\n  }\n»}\n"),
    ("blocks in one line", 'locals { a = 1 }\n«variable "v№" { default = 1 }\n»'),
    ("a call with unknown inputs", MODULE + "«  x№ = 1\n»}\n"),
    ("a call with inputs almost right", MODULE + "«  namespce№ = 1\n»}\n"),
    ("a call with an input again and again", MODULE + '«  namespace = "a№"\n»}\n'),
    ("an upgrade of unknown inputs", MODULE + "«  x№_of_nothing = 1\n»}\n", "validate . --upgrade-to 8.0.0"),
    ("calls", '«module "w№" {\n  source  = "wandb/wandb/aws"\n  version = "7.18.2"\n}\n»',
     "validate .", (), 300_000),
    ("calls of calls",
     '«module "b№" {\n  source    = "wandb/wandb/aws//modules/secure_storage_connector"\n'
     '  version   = "7.18.2"\n  namespace = module.b¤.bucket\n}\n»', "validate .", (), 300_000),
    ("calls of other modules", '«module "m№" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n»'),
    ("calls of a local module", {"main.tf": '«module "m№" {\n  source = "./m"\n  a      = №\n}\n»',
                                 "m/main.tf": 'variable "a" {}\noutput "b" { value = var.a }\n'}),
    ("a chain of a local module",
     {"main.tf": '«module "m№" {\n  source = "./m"\n  a      = module.m¤.b\n}\n»',
      "m/main.tf": 'variable "a" {}\noutput "b" { value = var.a }\n'}),
    ("modules in modules", {"main.tf": '«module "m№" {\n  source = "./m№"\n}\n»', "m0/main.tf": "locals {}\n",
                            "m№/main.tf": DECLARATIONS + 'module "n" {\n  source = "../m¤"\n}\n'}, "validate .", (), 300_000),
    ("overrides of locals", {"main.tf": "locals {\n«  x№ = 1\n»}\n",
                             "override.tf": "«locals {\n  x№ = 2\n}\n»"}),
    ("overrides of a module",
     {"main.tf": 'module "m" {\n  source = "./m"\n}\n', "override.tf": '«module "m" {\n  x№ = 2\n}\n»'}),
    ("overrides of variables", {"main.tf": '«variable "v№" {}\n»',
                                "override.tf": '«variable "v№" {\n  default = 1\n}\n»'}),
    ("files", {"f№.tf": DECLARATIONS}, "validate ."),
    ("values files", {"main.tf": 'variable "v" {}\n', "f№.auto.tfvars": "v = [\n" + '  "text of the list",\n' * 60 + "]\n"},
     "validate ."),
    ("variables of JSON", {"main.tf.json": '{"variable": {«"v№": {"default": 1}, »"v": {}}}\n'}),
    ("locals of JSON", {"main.tf.json": '{"locals": {«"x№": "${local.y}", »"y": 1}}\n'}),
    ("values of JSON", {"main.tf": 'variable "v" {}\n', "terraform.tfvars.json": '{«"x№": 1, »"v": 1}\n'}),
    ("damaged lines", "locals {\n«  x№ = @\n»}\n"),
    ("missing values", "locals {\n«  x№ =\n»}\n"),
    ("open blocks", '«variable "v№" {\n»'),
    ("open quotes", 'locals {\n«  x№ = "a\n»}\n'),
    ("suppressions", MODULE + "«  x№ = 1 # wandb-cfg: ignore WB3101 -- ours\n»}\n"),
    ("values of helm_release", 'resource "helm_release" "w" {\n  name       = "wandb"\n'
     '  repository = "https://charts.wandb.ai"\n  chart      = "operator-wandb"\n«  set {\n'
     '    name  = "global.extraEnv.A№"\n    value = "x"\n  }\n»}\n'),
    ("a spec of module helm", 'module "wandb" {\n  source  = "wandb/wandb/helm"\n  version = "1.2.0"\n'
     "  spec = { values = { global = { extraEnv = {\n«    A№ = \"x\"\n»  } } } }\n}\n"),
    ("a manifest", 'resource "kubernetes_manifest" "w" {\n  manifest = {\n    apiVersion = "apps.wandb.com/v1"\n'
     '    kind = "WeightsAndBiases"\n    metadata = { name = "w" }\n    spec = { values = { global = { extraEnv = {\n'
     '«      A№ = "x"\n»    } } } }\n  }\n}\n'),
    ("inputs of Terragrunt", {"terragrunt.hcl": 'terraform {\n  source = "tfr:///wandb/wandb/aws?version=7.18.2"\n}\n'
                              "inputs = {\n«  x№ = 1\n»}\n"}, "validate terragrunt.hcl"),
    ("a lone values file", {"wandb.tfvars": "«x№ = 1\n»"}, "validate wandb.tfvars"),
    ("a lone values file of a module", {"wandb.tfvars": "«namespce№ = 1\n»"},
     "validate wandb.tfvars --module aws"),
)

RESOURCE = """apiVersion: apps.wandb.com/v1
kind: WeightsAndBiases
metadata: {name: wandb}
spec:
  values:
    global:
      host: https://w.example.com
"""
POD = """apiVersion: apps/v1
kind: Deployment
metadata: {name: wandb}
spec:
  template:
    spec:
      containers:
        - name: wandb
          image: wandb/local:0.70.0
"""
POD_ENV = POD + "          env:\n            - {name: HOST, value: https://w.example.com}\n"
COMPOSE = "services:\n  wandb:\n    image: wandb/local:0.70.0\n"
COMPOSE_ENV = COMPOSE + "    environment:\n      HOST: https://w.example.com\n"

shapes(
    "Kubernetes", "wandb.yaml", "validate wandb.yaml",
    ("variables of a resource", RESOURCE + "      extraEnv:\n«        A№: x\n»"),
    ("unknown fields of a resource", RESOURCE + "«  x№: 1\n»"),
    ("unknown fields of a resource v2", "apiVersion: apps.wandb.com/v2\nkind: WeightsAndBiases\n"
     "metadata: {name: w}\nspec:\n  wandb:\n    hostname: https://w.example.com\n«    hostnam№: 1\n»"),
    ("variables of a resource v2", "apiVersion: apps.wandb.com/v2\nkind: WeightsAndBiases\n"
     "metadata: {name: w}\nspec:\n  wandb:\n    hostname: https://w.example.com\n    legacyOverrides:\n"
     "      global: {env: [«{name: A№, value: x}, »{name: B, value: c}]}\n"),
    ("Secrets beside a resource v2", "apiVersion: apps.wandb.com/v2\nkind: WeightsAndBiases\n"
     "metadata: {name: w}\nspec:\n  wandb:\n    hostname: https://w.example.com\n"
     "«---\napiVersion: v1\nkind: Secret\nmetadata: {name: s№}\nstringData: {a: b}\n»"),
    ("resources", "«---\n" + RESOURCE.replace("wandb}", "w№}") + "»", "validate wandb.yaml", (), 300_000),
    ("variables of a container", POD_ENV + "«            - {name: A№, value: x}\n»"),
    ("a chain of variables of a container", POD_ENV + "            - {name: A0, value: x}\n"
     "«            - {name: A№, value: $(A¤)}\n»"),
    ("a growing chain of variables of a container", POD_ENV + "            - {name: A0, value: x}\n"
     "«            - {name: A№, value: $(A¤)-}\n»"),
    ("a variable of a container again", POD_ENV + "«            - {name: HOST, value: https://w№.example.com}\n»"),
    ("variables from one Secret", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n«  k№: v\n»---\n"
     + POD_ENV + "«            - {name: A№, valueFrom: {secretKeyRef: {name: s, key: k№}}}\n»"),
    ("variables from many Secrets", POD_ENV + "«            - {name: A№, valueFrom: {secretKeyRef: {name: s№, key: k}}}\n»"
     "«---\napiVersion: v1\nkind: Secret\nmetadata: {name: s№}\nstringData: {k: v}\n»"),
    ("ConfigMaps that fill a container", POD_ENV + "          envFrom:\n«            - configMapRef: {name: c№}\n»"
     "«---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c№}\ndata: {A№: v}\n»"),
    ("containers", POD_ENV + "«        - name: c№\n          image: nginx\n»"),
    ("other objects", "«---\napiVersion: v1\nkind: Service\nmetadata: {name: s№}\n»---\n" + POD_ENV),
    ("a list of objects", "apiVersion: v1\nkind: List\nitems:\n«  - {apiVersion: v1, kind: Service, metadata: {name: s№}}\n»"
     "  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: c}\n"),
    ("values in a ConfigMap", {"wandb.yaml": RELEASE + """\
  valuesFrom: [{kind: ConfigMap, name: v}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: v}
data:
  values.yaml: |
    global:
      extraEnv:
«        A№: x
»"""}),
    ("HelmRelease with target paths", RELEASE + """\
  valuesFrom:
«    - {kind: Secret, name: s№, valuesKey: a, targetPath: global.extraEnv.A№}
»"""),
    ("Application with parameters", APPLICATION + """\
      parameters:
«        - {name: global.extraEnv.A№, value: x}
»"""),
    ("Application with escaped parameters", APPLICATION + """\
      parameters:
«        - {name: global.extraEnv.A№, value: 'a\\,b'}
»"""),
    ("Application with a long parameter", APPLICATION + """\
      parameters:
        - {name: global.extraEnv.A, value: '«a\\,№»'}
"""),
    ("data that is not text", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n«  k№: 1\n»---\n" + POD_ENV),
    ("keys of a workload", POD_ENV + "«          k№: x\n»"),
    ("Application with values as text", APPLICATION + """\
      values: |
        global:
          extraEnv:
«            A№: x
»"""),
    ("releases of helmfile", {"helmfile.yaml": "releases:\n«  - name: r№\n    chart: bitnami/redis\n»"
                              "  - {name: w, chart: wandb/operator-wandb, values: [{global: {size: small}}]}\n"},
     "validate helmfile.yaml"),
    ("set of helmfile", {"helmfile.yaml": "releases:\n  - name: w\n    chart: wandb/operator-wandb\n    set:\n"
                         "«      - {name: global.extraEnv.A№, value: x}\n»"}, "validate helmfile.yaml"),
    ("values of an umbrella chart", {"values.yaml": "operator-wandb:\n  global:\n    extraEnv:\n«      A№: x\n»",
                                     "Chart.yaml": "apiVersion: v2\nname: p\nversion: 1.0.0\ndependencies:\n"
                                     "  - {name: operator-wandb, version: 0.43.8, repository: 'https://charts.wandb.ai'}\n"},
     "validate values.yaml"),
    ("dependencies of an umbrella chart", {
        "values.yaml": "operator-wandb: {global: {size: small}}\n«c№: {a: 1}\n»",
        "Chart.yaml": "apiVersion: v2\nname: p\nversion: 1.0.0\ndependencies:\n"
        "«  - {name: c№, version: 1.0.0, repository: 'https://example.com'}\n»"
        "  - {name: operator-wandb, version: 0.43.8, repository: 'https://charts.wandb.ai'}\n"},
     "validate values.yaml"),
    ("values of the operator's chart", "airgapped: true\nextraEnvs:\n«  A№: x\n»"),
    ("values of the former chart", "image: {repository: wandb/local}\nhost: https://w.example.com\n"
     "bucket: gs://a\nextraEnv:\n«  A№: x\n»«x№: 1\n»"),
    ("a section of the former chart", "image: {repository: wandb/local}\nhost: https://w.example.com\n"
     "bucket: gs://a\nldap:\n  enabled: true\n«  x№: 1\n»"),
)

shapes(
    "containers", "compose.yaml", "validate compose.yaml",
    ("variables of a service", COMPOSE_ENV + "«      A№: x\n»"),
    ("variables of a service as a list", COMPOSE + "    environment:\n      - HOST=https://w.example.com\n«      - A№=x\n»"),
    ("interpolations", COMPOSE_ENV + "«      A№: ${B№:-x}\n»"),
    ("ports and volumes", COMPOSE_ENV + "    ports:\n"
     "«      - 8№:8080\n»    volumes:\n«      - v№:/vol\n»"),
    ("labels", COMPOSE_ENV + "    labels:\n«      l№: x\n»"),
    ("services", COMPOSE_ENV + "«  s№: {image: nginx}\n»"),
    ("servers", "services:\n«  s№:\n    image: wandb/local\n    environment: {HOST: https://w№.example.com}\n»"),
    ("services that extend one another", COMPOSE_ENV + "  s0: {image: nginx}\n"
     "«  s№: {extends: {service: s¤}}\n»"),
    ("services that depend on one another", COMPOSE_ENV + "    depends_on: [«s№, »s0]\n  s0: {image: a}\n«  s№: {image: nginx, depends_on: [s¤]}\n»"),
    ("env files", {"compose.yaml": COMPOSE_ENV + "    env_file:\n«      - e№.env\n»", "e№.env": ENV_FILE},
     "validate compose.yaml"),
    ("included files", {"compose.yaml": "include:\n«  - c№.yaml\n»" + COMPOSE_ENV, "c№.yaml":
                        "services:\n" + "".join(f"  s№-{i}: {{image: nginx, environment: {{A: b}}}}\n" for i in range(40))},
     "validate compose.yaml", (), 160_000),
    ("docker run with variables", {"run.sh": "docker run «-e A№=x »-e HOST=https://w.example.com wandb/local\n"},
     "validate run.sh"),
    ("docker run with continued lines",
     {"run.sh": "docker run \\\n«  -e A№='x y' \\\n»  -e HOST=https://w.example.com wandb/local\n"}, "validate run.sh"),
    ("docker run with unknown options", {"run.sh": "docker run «--x№=y »-e HOST=https://w.example.com wandb/local\n"},
     "validate run.sh"),
    ("commands of a script", {"run.sh": "«echo \"$A\" №\n»docker run -e HOST=https://w.example.com wandb/local\n"},
     "validate run.sh"),
    ("variables of a script", {"run.sh": "A0=x\n«A№=$A¤\n»docker run -e HOST=https://w.example.com wandb/local\n"},
     "validate run.sh"),
    ("a here document of a script",
     {"run.sh": "cat <<EOF\n«line №\n»EOF\ndocker run -e HOST=https://w.example.com wandb/local\n"}, "validate run.sh"),
    ("env files that a script writes", {"run.sh": "«cat > e№.env <<'EOF'\nA№=x\nEOF\n»docker run «--env-file e№.env »"
                                        "-e HOST=https://w.example.com wandb/local\n"}, "validate run.sh"),
    ("an env file that a script writes piece by piece",
     {"run.sh": "«cat >> w.env <<'EOF'\nA№=x\nEOF\n»docker run --env-file w.env "
      "-e HOST=https://w.example.com wandb/local\n"}, "validate run.sh"),
    ("variables of Compose alone", {"compose.yaml": COMPOSE_ENV + "      A: ${A1}\n", ".env": "«A№=x\nHOST=y\n»"},
     "validate ."),
    ("docker run again and again", {"run.sh": "«docker run -e HOST=https://w№.example.com wandb/local\n»"},
     "validate run.sh"),
    ("docker inspect with variables", {"w.json": '[{"Id": "1", "State": {}, "HostConfig": {}, "Name": "/w", "Config": {"Image": "wandb/local:0.77.0", "Env": ['
                                       '«"A№=x", »"HOST=https://w.example.com"]}}]\n'}, "validate w.json"),
    ("docker inspect with containers", {"w.json": '[«{"Id": "№", "State": {}, "HostConfig": {}, "Name": "/n№", "Config": {"Image": "nginx", "Env": []}}, »'
                                        '{"Id": "0", "State": {}, "HostConfig": {}, "Name": "/w", "Config": {"Image": "wandb/local", "Env": ["HOST=https://w.example.com"]}}]\n'},
     "validate w.json"),
)

POLICY = '{"Version": "2012-10-17", "Statement": ['
CORS = "<CORSConfiguration>\n"
RULE = ("<CORSRule><AllowedOrigin>https://w№.example.com</AllowedOrigin><AllowedMethod>GET</AllowedMethod>"
        "<AllowedHeader>*</AllowedHeader></CORSRule>\n")

shapes(
    "cloud documents", "policy.json", "validate policy.json",
    ("statements", POLICY + '«{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b№/*"}, »'
     '{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}\n'),
    ("statements with a denial", POLICY + '{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}'
     '«, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b№"}»]}\n'),
    ("denials", POLICY + '{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}'
     '«, {"Effect": "Deny", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b№"}»]}\n'),
    ("actions", POLICY + '{"Effect": "Allow", "Action": [«"s3:GetObject", »"s3:PutObject"], "Resource": "*"}]}\n'),
    ("actions with wildcards",
     POLICY + '{"Effect": "Allow", "Action": [«"s3:Get*№", »"s3:PutObject"], "Resource": "*"}]}\n'),
    ("actions with many wildcards",
     POLICY + '{"Effect": "Allow", "Action": [«"s3:*G*t*O*№*", »"s3:PutObject"], "Resource": "*"}]}\n'),
    ("unknown actions",
     POLICY + '{"Effect": "Allow", "Action": [«"s3:GetObjct№", »"s3:PutObject"], "Resource": "*"}]}\n'),
    ("unknown services", POLICY + '{"Effect": "Allow", "Action": [«"s№:Get", »"s3:PutObject"], "Resource": "*"}]}\n'),
    ("a long pattern", POLICY + '{"Effect": "Allow", "Action": "s3:«*a»", "Resource": "arn:aws:s3:::«*a»"}]}\n'),
    ("resources", POLICY + '{"Effect": "Allow", "Action": "s3:*", "Resource": [«"arn:aws:s3:::b№*", »"*"]}]}\n'),
    ("resources that are mistaken", POLICY + '{"Effect": "Allow", "Action": "s3:*", "Resource": [«"arn:aws:s3::b№", »"*"]}]}\n'),
    ("principals", POLICY + '{"Effect": "Allow", "Principal": {"AWS": [«"arn:aws:iam::123456789012:role/r№", »'
     '"123456789012"]}, "Action": "s3:*", "Resource": "arn:aws:s3:::b"}]}\n'),
    ("conditions", POLICY + '{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {'
     '«"aws:PrincipalTag/t№": "x", »"aws:SourceVpce": "vpce-1"}}}]}\n'),
    ("addresses of conditions", POLICY + '{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", '
     '"Condition": {"NotIpAddress": {"aws:SourceIp": [«"10.0.0.0/8", »"10.0.0.0/8"]}}}]}\n'),
    ("unknown keys of a statement",
     POLICY + '{"Effect": "Allow", «"Actio№": 1, »"Action": "s3:*", "Resource": "*"}]}\n'),
    ("notifications", '{"QueueConfigurations": [«{"QueueArn": "arn:aws:sqs:eu-north-1:210987654321:q№", '
     '"Events": ["s3:ObjectCreated:*"]}, »{"QueueArn": "x", "Events": []}]}\n'),
    ("CORS rules", {"cors.xml": CORS + f"«{RULE}»</CORSConfiguration>\n"}, "validate cors.xml"),
    ("CORS rules with a host", {"cors.xml": CORS + f"«{RULE}»</CORSConfiguration>\n", "values.yaml": GLOBAL},
     "validate cors.xml values.yaml"),
    ("origins", {"cors.xml": CORS + "<CORSRule>\n«<AllowedOrigin>https://w№.example.com</AllowedOrigin>\n»"
                 "<AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>\n"}, "validate cors.xml"),
    ("methods that are mistaken", {"cors.xml": CORS + "<CORSRule><AllowedOrigin>*</AllowedOrigin>\n"
                                   "«<AllowedMethod>GTE</AllowedMethod>\n»</CORSRule></CORSConfiguration>\n"},
     "validate cors.xml"),
    ("unknown elements", {"cors.xml": CORS + "<CORSRule>\n«<AllowedOrign№>x</AllowedOrign№>\n»"
                          "</CORSRule></CORSConfiguration>\n"}, "validate cors.xml"),
    ("attributes", {"cors.xml": "<a« a№='x'»/>\n"}, "parse cors.xml"),
    ("namespaces", {"cors.xml": "<a« xmlns:a№='u№' a№:b=''»/>\n"}, "parse cors.xml"),
    ("text between elements", {"cors.xml": "<a>«&amp;<b/>x»</a>\n"}, "parse cors.xml"),
    ("entities", {"cors.xml": "<a>«&lt;&#65;»</a>\n"}, "parse cors.xml"),
    ("raw ampersands", {"cors.xml": CORS + "<CORSRule><ID>«a & »</ID></CORSRule></CORSConfiguration>\n"},
     "validate cors.xml"),
    ("comments of XML", {"cors.xml": CORS + "«<!-- № -->\n»</CORSConfiguration>\n"}, "validate cors.xml"),
    ("CDATA", {"cors.xml": "<a>«<![CDATA[№]]>»</a>\n"}, "parse cors.xml"),
    ("nested elements", {"cors.xml": "«<a>»«</a>»\n"}, "parse cors.xml"),
    ("open elements", {"cors.xml": "«<a№>\n»"}, "validate cors.xml"),
    ("CORS rules of JSON", {"cors.json": '{"CORSRules": [«{"AllowedOrigins": ["https://w№.example.com"], '
                            '"AllowedMethods": ["GET"], "AllowedHeaders": ["*"]}, »{}]}\n'}, "validate cors.json"),
    ("CORS rules of Google", {"cors.json": '[«{"origin": ["https://w№.example.com"], "method": ["GET"], '
                              '"maxAgeSeconds": 1}, »{"origin": ["*"], "method": ["PUT"]}]\n'}, "validate cors.json"),
)

UNREAD = "«zebra№: a value that nothing reads\n»"
shapes(
    "options and policies", "values.yaml", "validate values.yaml",
    ("--set of variables", GLOBAL, "validate values.yaml «--set global.extraEnv.A№=x »", (), 200_000),
    ("--set of unknown names", GLOBAL, "validate values.yaml «--set zebra№.b=x »", (), 200_000),
    ("--set of names almost right", GLOBAL, "validate values.yaml «--set global.mysql.prot№=1 »", (), 200_000),
    ("--set of one name", GLOBAL, "validate values.yaml «--set global.size=small »", (), 200_000),
    ("--set of chart paths", GLOBAL, "validate values.yaml «--set app.podLabels.a№=x »", (), 200_000),
    ("--target", GLOBAL, "render values.yaml -o out «--target helm »", (), 100_000),
    ("--limit", "zebra: 1\n", "validate values.yaml «--limit bytes=100000 »", (), 100_000),
    ("inputs by name", {"f№.yaml": VALUES}, "validate «f№.yaml »"),
    ("--ignore", "zebra: 1\n", "validate values.yaml «--ignore WB2061,WB2006 »", (), 100_000),
    ("--error of a long list", "zebra: 1\n", "validate values.yaml --error «WB2061,»WB2006", (), 100_000),
    ("suppressions", "«zebra№: 1 # wandb-cfg: ignore WB2061 -- ours\n»"),
    ("suppressions above", "«# wandb-cfg: ignore WB2061 -- ours\nzebra№: 1\n»"),
    ("suppressions that nothing uses", "«# wandb-cfg: ignore WB2006 -- ours\n»a: 1\n"),
    ("suppressions that are mistaken", "«# wandb-cfg: ignroe WB2061\n»a: 1\n"),
    ("a suppression of many codes", "zebra: 1 # wandb-cfg: ignore «WB2061, »WB2006 -- ours\n"),
    ("suppressions of variables", {"w.env": "«# wandb-cfg: ignore WB2004 -- ours\nGORILLA_SESION_LENGTH=1\n»"},
     "validate w.env"),
    ("patterns of the project file", {"values.yaml": "zebra: 1\n", ".wandb-cfg.yaml":
                                      "ignore:\n«- {path: 'a№/**', codes: [WB2061], reason: old}\n»"}),
    ("patterns with wildcards", {"values.yaml": "zebra: 1\n", ".wandb-cfg.yaml":
                                 "ignore:\n- {path: '«*a»', codes: [WB2061], reason: old}\n"}),
    ("variables of the project file", {"values.yaml": "global: {extraEnv: {GORILLA_1: x}}\n", ".wandb-cfg.yaml":
                                       "variables: [«GORILLA_№, »A]\n"}),
    ("variables that the project file knows", {"w.env": "«GORILLA_№=x\n»", ".wandb-cfg.yaml":
                                               "variables: [«GORILLA_№, »A]\n"}, "validate w.env"),
    ("sizes of the project file", {"values.yaml": "global: {size: s1}\n", ".wandb-cfg.yaml": "sizes: [«s№, »a]\n"}),
    # A baseline has no more entries than the limit for findings, which 300 KB of these stay below.
    ("a baseline", UNREAD, "validate values.yaml --baseline b.json",
     ("baseline create values.yaml -o b.json",), 300_000),
    ("a baseline that nothing needs", {"values.yaml": UNREAD, "other.yaml": "a: 1\n"},
     "baseline check other.yaml --baseline b.json", ("baseline create values.yaml -o b.json",), 300_000),
    ("baseline create", UNREAD, "baseline create values.yaml", (), 300_000),
    ("--each", {"d№/values.yaml": VALUES}, "validate --each d№"),
    ("--each with findings", {"d№/values.yaml": VALUES + "zebra: 1\n"}, "validate --each d№"),
    ("--recursive", {"a/d№/values.yaml": VALUES}, "validate --recursive a"),
    ("--recursive with .gitignore", {"a/.gitignore": "«x№/*.yaml\n»", "a/b/values.yaml": GLOBAL}, "validate --recursive a"),
    ("--recursive with other files", {"a/d№.yaml": "a: 1\n" * 150, "a/v/values.yaml": GLOBAL},
     "validate --recursive a"),
    ("a directory", {"d/f№.yaml": VALUES}, "validate d"),
)

UNKNOWN = "«zebra№: 1\n»"
shapes(
    "formats", "values.yaml", None,
    *[(f"{name} of findings", UNKNOWN, f"validate values.yaml --format {name}")
      for name in ("concise", "json", "sarif", "github", "gitlab", "junit", "narrate")],
    *[(f"{name} of findings on one line", "global: {«zebra№: 1, »size: small}\n", f"validate values.yaml --format {name}")
      for name in ("concise", "json", "sarif", "github", "gitlab", "junit", "narrate")],
    ("two formats", UNKNOWN, "validate values.yaml --format text --format sarif=out.sarif"),
    ("text with colors", UNKNOWN, "validate values.yaml --color always"),
    ("findings with secrets on one line", "global: {mysql: {«passwrd№: s3cr3t№, »host: db}}\n", "validate values.yaml"),
    ("errors of values on one line", "app: {containers: {«c№: {resources: 1}, »a: {}}}\n", "validate values.yaml"),
    ("findings of an env file", "«GORILLA_SESION_LENGTH=№\n»", "validate values.yaml --input-format env"),
    ("findings in a wide line of other scripts", "global: {«世界№: 1, »size: small}\n", "validate values.yaml"),
    ("findings in lines with tabs", "global:\n«  zebra№: 1\t\t\t# x\n»", "validate values.yaml"),
    ("--max-errors", UNKNOWN, "validate values.yaml --max-errors 10"),
    ("--quiet", UNKNOWN, "validate values.yaml --quiet"),
    ("--strict", UNKNOWN, "validate values.yaml --strict"),
)

shapes(
    "fix", "values.yaml", "fix values.yaml",
    ("values", VARIABLES + "«    A№: №\n»"),
    ("values with blanks", VARIABLES + "«    X№_URL: ' https://w№.example.com '\n»"),
    ("values, as a diff", VARIABLES + "«    A№: №\n»", "fix values.yaml --diff"),
    ("keys almost right", "app:\n  containers:\n«    c№: {imag: {tag: x}}\n»", "fix values.yaml --unsafe"),
    ("keys almost right, as a diff", "app:\n  containers:\n«    c№: {imag: {tag: x}}\n»",
     "fix values.yaml --unsafe --diff"),
    ("keys almost right on one line", "app: {containers: {«c№: {imag: {tag: x}}, »a: {}}}\n",
     "fix values.yaml --unsafe"),
    ("on one line, as a diff", "app: {containers: {«c№: {imag: {tag: x}}, »a: {}}}\n",
     "fix values.yaml --unsafe --diff"),
    ("labels", "app:\n  podLabels:\n«    a№: true\n»"),
    ("an env file", {"w.env": "«X№=x \n»"}, "fix w.env"),
    ("an env file, as a diff", {"w.env": '«X№="x"\n»'}, "fix w.env --diff"),
    ("raw ampersands of XML", {"cors.xml": CORS + "<CORSRule><ID>«a & »</ID></CORSRule></CORSConfiguration>\n"},
     "fix cors.xml"),
    ("raw ampersands of XML in lines", {"cors.xml": CORS + "«<!-- --><CORSRule><ID>a & b</ID></CORSRule>\n»"
                                        "</CORSConfiguration>\n"}, "fix cors.xml"),
    ("methods of XML", {"cors.xml": CORS + "«<CORSRule><AllowedOrigin>https://w№.example.com</AllowedOrigin>"
                        "<AllowedMethod>get</AllowedMethod></CORSRule>\n»</CORSConfiguration>\n"}, "fix cors.xml"),
    ("origins of JSON", {"cors.json": '{"CORSRules": [«{"AllowedOrigins": ["https://w№.example.com/"], '
                         '"AllowedMethods": ["get"]}, »{}]}\n'}, "fix cors.json"),
    ("files, as a diff", {"d/f№.yaml": VALUES + '  mysql: {port: "3306", databse: x}\n'}, "fix d --diff --unsafe"),
    ("inputs of a module", {"main.tf": MODULE + "«  namespce№ = 1\n»}\n"}, "fix . --unsafe"),
    ("values of Terraform", {"main.tf": '«variable "v№" {\n  type = number\n}\n»',
                             "terraform.tfvars": '«v№ = "1"\n»'}, "fix . --diff"),
    ("syntax", "«a№: 1\n\tb: 2\n»"),
    ("actions of a policy", {"policy.json": POLICY + '{"Effect": "Allow", "Action": [«"s3:GetObjct", »"s3:PutObject"],'
                             ' "Resource": "*"}]}\n'}, "fix policy.json --unsafe"),
)

DRIFTED = "«A№=old value №\n»"
SECRETS = SECRET_VALUES + "  extraEnv:\n«    X№_PASSWORD: s3cr3t№\n»"
AMAZON = ("--set aws.principal=arn:aws:iam::123456789012:role/wandb --set aws.account=123456789012 "
          "--set bucket.queue=sqs://acme-events ")
TARGETS = {target: "" for target in (
    "checklist compose cors docker-env docker-run helm iam kubernetes-secrets mysql nginx operator operator-v2 "
    "s3-cors-json s3-cors-xml terraform terraform-helm tfvars troubleshoot").split()}
TARGETS |= {target: AMAZON for target in "kms s3-bucket-policy s3-notification sqs terraform-byob".split()}
TARGETS["airgap"] = "--set mirror.registry=registry.example.com "
shapes(
    "render", "values.yaml", None,
    *[(target, SECRET_VALUES + "  extraEnv:\n«    A№: value №\n»", f"render values.yaml {options}--target {target} -o out")
      for target, options in TARGETS.items()],
    ("operator-values", "airgapped: true\nextraEnvs:\n«  A№: x\n»", "render values.yaml --target operator-values -o out"),
    *[(f"{target}, the parts that it has", SECRET_VALUES + "«    X№: y\n»".replace("    X", "  x"),
       f"convert values.yaml --to {target} -o out") for target in ("helm", "docker-env", "terraform")],
    ("helm with secrets by reference", SECRETS, "render values.yaml --target helm --secrets reference -o out"),
    ("docker-env with secrets", SECRETS, "render values.yaml --target docker-env"),
    ("--check of drifted lines", {"values.yaml": VARIABLES + "«    A№: new №\n»", "out/wandb.env": DRIFTED},
     "render values.yaml --target docker-env -o out --check"),
    ("--check of drifted lines with secrets",
     {"values.yaml": SECRETS, "out/wandb.env": "«X№_PASSWORD=0ld-s3cr3t№\n»"},
     "render values.yaml --target docker-env -o out --check"),
    ("--check of drifted values with secrets", {"values.yaml": SECRETS, "out/values.yaml":
                                                VARIABLES + "«    X№_PASSWORD: 0ld№\n»"},
     "render values.yaml --target helm -o out --check"),
    ("--check of equal lines in another order",
     {"values.yaml": VARIABLES + "«    A№: x\n»", "out/wandb.env": "«B№=x\nA№=x\n»"},
     "render values.yaml --target docker-env -o out --check"),
    ("--check of one equal line again and again",
     {"values.yaml": VARIABLES + "«    A№: x\n»", "out/wandb.env": "«same\n»"},
     "render values.yaml --target docker-env -o out --check"),
    ("CORS with many origins", GLOBAL + "  bucket: {provider: s3, name: acme, region: us-east-1}\ningress:\n"
     "  additionalHosts:\n«  - w№.example.com\n»", "render values.yaml --target s3-cors-xml"),
    ("certificates", GLOBAL + "  customCACerts:\n«    - |\n      -----BEGIN CERTIFICATE-----\n      MIIB№\n"
     "      -----END CERTIFICATE-----\n»", "convert values.yaml --to helm"),
    ("annotations", GLOBAL + "ingress:\n  annotations:\n«    example.com/a№: b\n»", "render values.yaml --target helm"),
)

shapes(
    "other commands", "values.yaml", None,
    ("diff of values", {"values.yaml": VARIABLES + "«    A№: x\n»", "b.yaml": VARIABLES + "«    A№: y\n»"},
     "diff values.yaml b.yaml"),
    ("diff of other names", {"values.yaml": VARIABLES + "«    A№: x\n»", "b.yaml": VARIABLES + "«    B№: x\n»"},
     "diff values.yaml b.yaml"),
    ("diff of secrets", {"values.yaml": SECRETS, "b.yaml": SECRETS.replace("s3cr3t№", "0ther№")},
     "diff values.yaml b.yaml"),
    ("diff with an env file", {"values.yaml": VARIABLES + "«    A№: x\n»", "b.env": "«A№=x\n»"}, "diff values.yaml b.env"),
    ("diff of unknown keys", {"values.yaml": UNKNOWN, "b.yaml": "«zebra№: 2\n»"}, "diff values.yaml b.yaml"),
    ("diff of Terraform", {"a/main.tf": MODULE + "  extra_env = {\n«    A№ = 1\n»  }\n}\n",
                           "b/main.tf": MODULE + "  extra_env = {\n«    A№ = 2\n»  }\n}\n"}, "diff a b"),
    ("explain of a setting", VARIABLES + "«    A№: x\n»", "explain global.host values.yaml"),
    ("explain of a setting that many layers set", {"layer№.yaml": VALUES}, "explain global.host layer№.yaml"),
    ("explain of a setting set again and again", "global:\n«  host: https://w№.example.com\n»",
     "explain global.host values.yaml"),
    *[(f"convert to {target}", VARIABLES + "«    A№: x\n»", f"convert values.yaml --to {target} -o out")
      for target in ("helm", "docker-env", "compose", "operator", "operator-v2", "terraform-helm")],
    ("convert of an env file", {"w.env": "«A№=x\n»HOST=https://w.example.com\n"}, "convert w.env --to helm"),
    ("convert of Terraform", {"main.tf": MODULE + "  other_wandb_env = {\n«    A№ = 1\n»  }\n}\n"}, "convert . --to helm"),
    ("convert of unknown keys", "«zebra№: 1\n»" + GLOBAL, "convert values.yaml --to docker-env"),
    ("parse of values", UNKNOWN, "parse values.yaml"),
    ("parse of a list on one line", "[«№, »1]\n", "parse values.yaml"),
    ("parse of documents", "«---\na: №\n»", "parse values.yaml"),
    ("parse of Terraform values", {"w.tfvars": "«x№ = [1, { a = 2 }]\n»"}, "parse w.tfvars"),
    ("parse of an env file", {"w.env": "«A№=x\n»"}, "parse w.env"),
    ("parse of XML", {"cors.xml": CORS + f"«{RULE}»</CORSConfiguration>\n"}, "parse cors.xml"),
    ("parse of aliases", "a: &x {b: 1}\n«c№: *x\n»", "parse values.yaml"),
)
