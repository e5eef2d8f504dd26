/// Root modules, and whether the real program plans them is what the tests ask.
enum RootDirectorySamples {
  static let all: [RootRequest] =
    single.map { RootRequest(files: ["root/main.tf": $0], step: "validate") } + several

  /// One `main.tf` each, for `terraform validate`.
  private static let single = variables + outputs + expressions + settings + modules

  private static let variables = [
    "variable \"a\" {\n  type = \"string\"\n}\n", "variable \"a\" {\n  type = list\n}\n",
    "variable \"a\" {\n  type = object({\"a\" = string})\n}\n",
    "variable \"a\" {\n  type = object({a = string, a = number})\n}\n",
    "variable \"a\" {\n  type = object({(a) = string})\n}\n",
    "variable \"a\" {\n  type = list(string,)\n}\n",
    "variable \"a\" {\n  type = optional(string)\n}\n",
    "variable \"a\" {\n  type = list(optional(string))\n}\n",
    "variable \"a\" {\n  type = object({a = optional()})\n}\n",
    "variable \"a\" {\n  type = object({a = optional(string, 1, 2)})\n}\n",
    "variable \"a\" {\n  type = object({a = optional(number, \"x\")})\n}\n",
    "variable \"a\" {\n  type = object({a = optional(number, null)})\n}\n",
    "variable \"a\" {\n  type = object({a = optional(number, upper(\"1\"))})\n}\n",
    "variable \"a\" {\n  type = any()\n}\n",
    "variable \"a\" {\n  type = tuple(string)\n}\n",
    "variable \"a\" {\n  type = tuple([string, any])\n}\n",
    "variable \"a\" {\n  type = object\n}\n", "variable \"a\" {\n  type = set\n}\n",
    "variable \"a\" {\n  type = strin\n}\n",
    "variable \"a\" {\n  type = map(string, number)\n}\n", "variable \"a\" {\n  type = 1\n}\n",
    "variable \"a\" {\n  type = var.b\n}\n",
    "variable \"a\" {\n  default  = null\n  nullable = false\n}\n",
    "variable \"a\" {\n  sensitive = \"yes\"\n}\n",
    "variable \"a\" {\n  sensitive = \"true\"\n}\n", "variable \"a\" {\n  sensitive = null\n}\n",
    "variable \"a\" {\n  nullable = 1\n}\n",
    "variable \"a\" {\n  type    = number\n  default = \"x\"\n}\n",
    "variable \"a\" {\n  type    = list(string)\n  default = [[]]\n}\n",
    "variable \"a\" {\n  default = var.b\n}\n", "variable \"a\" {\n  default = upper(\"x\")\n}\n",
    "variable \"a\" {\n  default = [for x in [1] : x]\n}\n",
    "variable \"a\" {\n  description = var.b\n}\n", "variable \"a\" {\n  description = 3\n}\n",
    "variable \"a\" {\n  foo = 1\n}\n",
    "variable \"a\" {\n  foo {}\n}\n", "variable \"count\" {\n}\n",
    "variable \"depends_on\" {\n}\n", "variable \"1a\" {\n}\n", "variable \"a b\" {\n}\n",
    "variable \"a\" \"b\" {\n}\n", "variable {\n}\n", "variable a {\n}\n",
    "variable \"a\" {\n}\nvariable \"a\" {\n}\n",
    "variable \"a\" {\n  validation {\n    condition     = true\n    error_message = \"x\"\n  }\n}\n",
    "variable \"a\" {\n  validation {\n    condition = var.a != \"\"\n  }\n}\n",
    "variable \"a\" {\n  validation {\n    condition     = var.a != \"\"\n    error_message = \"x ${var.b}\"\n  }\n}\n",
    "variable \"a\" {\n  validation {\n    condition     = var.a != \"\" && length(local.x) > 0\n    error_message = \"x ${var.a}\"\n  }\n}\nlocals {\n  x = [1]\n}\n",
    "variable \"a\" {\n  validation {\n    condition     = length([for a in [1] : a]) > 0\n    error_message = \"x\"\n  }\n}\n",
    "variable \"a\" {\n  validation {\n    condition     = var.a != \"\"\n    error_message = \"x\"\n    more          = 1\n  }\n}\n",
    "variable \"a\" {\n  type = object({x = string})\n}\nlocals {\n  b = var.a.y\n}\n",
    "variable \"a\" {\n  type = list(string)\n}\nlocals {\n  b = var.a + 1\n}\n",
    "variable \"a\" {\n  type = object({x = string})\n}\nlocals {\n  b = var.a[\"x\"]\n}\n",
    "variable \"a\" {\n  type = list(string)\n}\nlocals {\n  b = \"${var.a}\"\n}\n",
    "variable \"a\" {\n  type = string\n}\nlocals {\n  b = [for x in var.a : x]\n}\n",
    "variable \"a\" {\n  type = set(string)\n}\nlocals {\n  b = [for x in var.a : x]\n}\n",
  ]

  private static let outputs = [
    "output \"o\" {\n}\n", "output \"o\" {\n  value = 1\n}\noutput \"o\" {\n  value = 1\n}\n",
    "output \"o\" {\n  value       = 1\n  description = null\n}\n",
    "output \"o\" {\n  value     = 1\n  sensitive = \"maybe\"\n}\n",
    "output \"o\" {\n  value = 1\n  foo   = 1\n}\n", "output \"1\" {\n  value = 1\n}\n",
    "output \"o\" {\n  value      = 1\n  depends_on = [local.x]\n}\n",
    "output \"o\" {\n  value = 1\n  precondition {\n    condition     = 1 < 2\n    error_message = \"x\"\n  }\n}\n",
    "output \"o\" {\n  value = 1\n  precondition {\n    condition = true\n  }\n}\n",
    "output \"o\" {\n  value = var.a\n}\n",
    "variable \"a\" {\n  sensitive = true\n}\noutput \"o\" {\n  value = var.a\n}\n",
    "variable \"a\" {\n  sensitive = true\n}\noutput \"o\" {\n  value     = var.a\n  sensitive = true\n}\n",
    "variable \"a\" {\n  sensitive = true\n}\noutput \"o\" {\n  value = \"x${length(var.a)}\"\n}\n",
    "variable \"a\" {\n  sensitive = true\n}\noutput \"o\" {\n  value = nonsensitive(var.a)\n}\n",
    "variable \"a\" {\n  sensitive = true\n}\nlocals {\n  l = { a = var.a, b = 1 }\n}\noutput \"o\" {\n  value = local.l.b\n}\n",
    "variable \"a\" {\n  sensitive = true\n}\nlocals {\n  l = \"x${var.a}\"\n}\noutput \"o\" {\n  value = local.l\n}\n",
  ]

  private static let expressions =
    [
      "foo", "path.foo", "path.module", "terraform.foo", "terraform.workspace", "count.index",
      "each.key", "each.foo", "self.key", "self",
      "aws_x.y", "aws_x", "data.x", "data.x.y", "module.x", "module.x.y", "var", "var[\"a\"]",
      "local.a", "foo()", "upper()", "upper(\"a\", \"b\")",
      "core::upper(\"a\")", "[for x in [1] : x]", "[for x in [1] : y]", "{ for x in [1] : x => x }",
      "max()", "coalesce()", "[1][1]", "{ a = 1 }.b",
      "\"x\" + 1", "true ? 1 : []", "null.x", "[1, 2][*].x", "jsonencode({ a = path.cwd })",
      "try(var.zzz, 1)", "can(local.zzz)", "regex(\"a\", \"b\", \"c\")",
      "zipmap([\"a\"])", "templatefile(\"x\")", "substr(\"abc\", 1)", "format()",
      "lookup({}, \"a\")", "nope::x()",
    ].map { "output \"o\" {\n  value = \($0)\n}\n" } + [
      "locals {\n  a = local.b\n  b = local.a\n}\n", "locals {\n  a = local.a\n}\n",
      "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n", "locals {\n  a = 1\n  a = 2\n}\n",
      "locals \"x\" {\n}\n", "locals {\n  a {}\n}\n",
      "locals {\n  a = local.b\n  b = local.c\n  c = [1]\n}\n", "locals {\n  1a = 1\n}\n",
      "locals {\n  a = local.b\n\n",
      "foo = 1\n", "foo {}\n", "\n", "locals {}\n",
      "locals {\n  each = 1\n  var  = 2\n  x    = local.each\n}\n",
    ]

  private static let settings = [
    "terraform {\n  foo = 1\n}\n", "terraform {\n  foo {}\n}\n",
    "terraform {\n  required_version = \">= 1.0\"\n}\n", "terraform \"x\" {\n}\n",
    "terraform {\n  backend \"s3\" {}\n}\nterraform {\n  backend \"gcs\" {}\n}\n",
    "terraform {\n  required_providers {\n  }\n}\nterraform {\n  required_providers {\n  }\n}\n",
    "terraform {\n  required_version = var.x\n}\n", "terraform {\n  required_version = [1]\n}\n",
    "terraform {\n  backend {\n  }\n}\n",
    "provider \"aws\" {\n  alias = \"a\"\n}\nprovider \"aws\" {\n  alias = \"a\"\n}\n",
    "provider \"aws\" {}\nprovider \"aws\" {}\n", "provider {\n}\n",
    "terraform {\n  required_providers {\n    aws = { sorce = \"hashicorp/aws\" }\n  }\n}\n",
  ]

  private static let modules = [
    "module \"m\" {\n}\n", "module \"m\" {\n  source  = \"./x\"\n  version = \"1\"\n}\n",
    "module \"m\" {\n  source   = \"./x\"\n  count    = 1\n  for_each = {}\n}\n",
    "module \"m\" {\n  source = \"./x\"\n  lifecycle {}\n}\n",
    "module \"m\" {\n  source = var.x\n}\n", "module \"m\" {\n  source = 3 + [1]\n}\n",
    "module {\n  source = \"./x\"\n}\n",
    "module \"1\" {\n  source = \"./x\"\n}\n",
  ]

  // MARK: Several files

  private static func called(_ text: String) -> RootRequest {
    RootRequest(
      files: [
        "root/main.tf": text,
        "m/main.tf":
          "variable \"a\" {\n  default = 1\n}\noutput \"o\" {\n  value = [var.a]\n}\n",
      ], modules: ["m": "../m"], step: "plan")
  }

  private static func planned(_ files: [String: String], _ arguments: String...) -> RootRequest {
    RootRequest(
      files: Dictionary(uniqueKeysWithValues: files.map { ("root/" + $0.key, $0.value) }),
      step: "plan", arguments: arguments)
  }

  private static let a = "variable \"a\" {\n  type = string\n}\n"

  private static let several = calls + values + overrides + json + locals + fileFunctions

  private static let calls =
    [
      "a = 1", "a = local.none", "count = 2", "count = -1", "count = \"x\"",
      "count = null", "count = \"2\"", "for_each = { x = 1 }",
      "for_each = [\"x\"]", "for_each = toset([\"x\"])", "for_each = toset([1])", "for_each = null",
      "for_each = \"x\"", "for_each = toset([[1]])",
      "for_each = { x = 1 }\n  a        = each.value", "count = 1\n  a     = count.index",
      "a = each.value", "count = count.index", "depends_on = [module.x]",
      "depends_on = [local.l]", "providers = {}",
    ].map { called("module \"m\" {\n  source = \"../m\"\n  \($0)\n}\nlocals {\n  l = 1\n}\n") }
    + [
      called(
        "module \"m\" {\n  source = \"../m\"\n}\noutput \"x\" {\n  value = \"${module.m.o[0]}-${upper(\"x\")}\"\n}\n"
      ),
      called(
        "module \"m\" {\n  source = \"../m\"\n  count  = 1\n}\noutput \"x\" {\n  value = module.m[0].o\n}\noutput \"y\" {\n  value = module.m[*].o\n}\n"
      ),
      called(
        "module \"m\" {\n  source = \"../m\"\n}\nmodule \"m\" {\n  source = \"../m\"\n}\n"
      ),
    ]

  /// Calls of a local module, which is compared with them.
  private static let locals =
    [
      "", "s = \"x\"", "s = \"x\"\n  n = \"7\"", "s = \"x\"\n  n = \"seven\"",
      "s = \"x\"\n  zzz = 1", "s = null", "s = [1]", "s = \"bad\"", "s = 5\n  o = { a = 1, b = 2 }",
      "s = \"x\"\n  o = {}", "s = \"x\"\n  o = null", "s = \"x\"\n  n = null",
      "s = \"x\"\n  count = 0", "s = each.key\n  for_each = toset([\"a\"])",
    ].map { arguments in
      RootRequest(
        files: [
          "root/main.tf":
            "module \"m\" {\n  source = \"../m\"\n  \(arguments)\n}\n",
          "m/main.tf": module,
        ], modules: ["m": "../m"], step: "plan")
    }
    + [
      "module.m.o", "module.m.zzz", "module.m.t", "module.m.o[0]", "upper(module.m.o)",
      "module.m.t.a", "module.m.t.b", "module.m[0].o", "module.m.o + 1", "module.m.secret",
    ].map { expression in
      RootRequest(
        files: [
          "root/main.tf":
            "module \"m\" {\n  source = \"../m\"\n  s = \"x\"\n}\noutput \"x\" {\n  value = \(expression)\n}\n",
          "m/main.tf": module,
        ], modules: ["m": "../m"], step: "plan")
    }
    + [
      "upper(var.s)", "var.zzz", "var.s.a", "[for x in var.s : x]", "local.zzz", "module.deep.o",
    ].map { expression in
      RootRequest(
        files: [
          "root/main.tf": "module \"m\" {\n  source = \"../m\"\n  s = \"x\"\n}\n",
          "m/main.tf":
            module + "module \"deep\" {\n  source = \"../m.deep\"\n  s = \(expression)\n}\n",
          "m.deep/main.tf":
            "variable \"s\" {\n  type = string\n}\noutput \"p\" {\n  value = var.s\n}\n",
        ], modules: ["m": "../m", "m.deep": "../m.deep"], step: "plan")
    }

  private static let module = """
    variable "s" {
      type     = string
      nullable = false
      validation {
        condition     = var.s != "bad"
        error_message = "Not that."
      }
    }
    variable "n" {
      type    = number
      default = 1
    }
    variable "o" {
      type    = object({ a = number })
      default = { a = 1 }
    }
    variable "secret" {
      default   = "x"
      sensitive = true
    }
    output "o" {
      value = "${var.s}-${var.n}"
    }
    output "t" {
      value = var.o
    }
    output "secret" {
      value     = var.secret
      sensitive = true
    }

    """

  /// Functions that read files of the tree.
  private static let fileFunctions = [
    "file(\"a.txt\")", "file(\"${path.module}/sub/b.txt\")", "file(\"sub\")", "file(null)",
    "fileexists(\"none\") ? file(\"none\") : \"x\"", "try(file(\"none\"), 1)",
    "filebase64(\"a.txt\")",
    "templatefile(\"t.tpl\", { name = 1 })", "templatefile(\"t.tpl\", {})",
    "templatefile(\"t.tpl\", { name = null })", "templatefile(\"t.tpl\", { name = [] })",
    "templatefile(\"t.tpl\", [])", "templatefile(\"t.tpl\", { \"1\" = 1, name = 1 })",
    "templatefile(\"loop.tpl\", { list = [1, 2] })", "templatefile(\"loop.tpl\", { list = 1 })",
    "templatefile(\"again.tpl\", {})", "templatefile(\"broken.tpl\", {})",
    "file(\"${path.cwd}/a.txt\")", "file(\"${path.root}/a.txt\")", "path.zzz",
  ].map { expression in
    planned([
      "main.tf": "output \"x\" {\n  value = \(expression)\n}\n", "a.txt": "a ${b}\n",
      "sub/b.txt": "b", "t.tpl": "hello ${name}",
      "loop.tpl": "%{ for x in list ~} ${x} %{ endfor }",
      "again.tpl": "${templatefile(\"t.tpl\", {})}", "broken.tpl": "${ x",
    ])
  }

  private static let values = [
    planned(["main.tf": a]), planned(["main.tf": a, "terraform.tfvars": "a = 1\n"]),
    planned(["main.tf": a, "terraform.tfvars": "a = []\n"]),
    planned(["main.tf": a, "terraform.tfvars": "b = 1\n"], "-var=a=1"),
    planned(["main.tf": a, "x.auto.tfvars": "a = []\n", "y.auto.tfvars": "a = 1\n"]),
    planned(["main.tf": a, "terraform.tfvars": "a = 1\n", "terraform.tfvars.json": "{\"a\": []}\n"]
    ),
    planned(["main.tf": a, "y.auto.tfvars": "a = 1\n", "x.auto.tfvars.json": "{\"a\": []}\n"]),
    planned(["main.tf": a, "x.tfvars": "a = 1\n"]),
    planned(["main.tf": a, "x.tfvars": "a = 1\n"], "-var-file=x.tfvars"),
    planned(
      ["main.tf": a, "x.tfvars": "a = []\n", "terraform.tfvars": "a = 1\n"], "-var-file=x.tfvars"),
    planned(["main.tf": a, "x.tfvars": "a = []\n"], "-var-file=x.tfvars", "-var=a=1"),
    planned(["main.tf": a, "x.tfvars": "a = 1\n"], "-var=a=2", "-var-file=x.tfvars"),
    planned(["main.tf": a], "-var=a=1", "-var=zzzz=1"), planned(["main.tf": a], "-var=a="),
    planned(["main.tf": "variable \"l\" {\n  type = list(string)\n}\n"], "-var=l=[1]"),
    planned(["main.tf": "variable \"l\" {\n  type = list(string)\n}\n"], "-var=l=x"),
    planned(["main.tf": "variable \"l\" {\n  type = list(string)\n}\n"], "-var=l=\"x\""),
    planned(["main.tf": "variable \"n\" {\n  type = number\n}\n"], "-var=n=1e3"),
    planned(["main.tf": "variable \"n\" {\n  type = number\n}\n"], "-var=n=x"),
    planned(["main.tf": "variable \"n\" {\n}\n"], "-var=n=[1"),
    planned(["main.tf": "variable \"n\" {\n  type = any\n}\n"], "-var=n=[1"),
    planned(["main.tf": a, "terraform.tfvars": "a = \"x\"\nb {}\n"]),
    planned(["main.tf": a, "terraform.tfvars": "a = var.b\n"]),
    planned(["main.tf": a + "locals {\n  b = var.a + 1\n}\n", "terraform.tfvars": "a = \"x\"\n"]),
    planned(["main.tf": a + "locals {\n  b = var.a + 1\n}\n", "terraform.tfvars": "a = \"1\"\n"]),
    planned(["main.tf": a, "two.tf": a, "terraform.tfvars": "a = 1\n"]),
    planned(["main.tf": a, ".hidden.tf": a, "two.tf~": a, "terraform.tfvars": "a = 1\n"]),
    planned(["main.tf": a, "empty.tf": "", "terraform.tfvars": "a = 1\n"]),
    planned(["main.tf": a, "terraform.tfvars": "a = \n"]),
  ]

  private static let overrides = [
    planned(["main.tf": a, "override.tf": "variable \"a\" {\n  default = \"x\"\n}\n"]),
    planned(
      ["main.tf": a, "x_override.tf": "variable \"b\" {\n  default = \"x\"\n}\n"], "-var=a=1"),
    planned(["main.tf": "locals {\n  a = local.zzz\n}\n", "override.tf": "locals {\n  a = 1\n}\n"]),
    planned(["main.tf": "locals {\n  a = 1\n}\n", "override.tf": "locals {\n  b = 1\n}\n"]),
    planned([
      "main.tf": "output \"a\" {\n  value = local.zzz\n}\n",
      "override.tf": "output \"a\" {\n  value = 1\n}\n",
    ]),
    planned([
      "main.tf": "variable \"a\" {\n  default = 1\n}\n",
      "override.tf": "variable \"a\" {\n  type = bool\n}\n",
    ]),
  ]

  private static let json = [
    planned([
      "main.tf.json":
        "{\"variable\": {\"a\": {\"type\": \"string\", \"default\": \"${x\"}}, \"output\": {\"o\": {\"value\": \"${var.a}!\"}}}\n"
    ]),
    planned([
      "main.tf.json":
        "{\"variable\": {\"a\": {\"type\": \"list(number)\", \"default\": [1]}}, \"output\": {\"o\": {\"value\": \"${var.a[0] + 1}\"}}}\n"
    ]),
    planned(["main.tf.json": "{\"variable\": {\"a\": {\"type\": \"strin\"}}}\n"]),
    planned(["main.tf.json": "{\"variable\": {\"a\": {\"tpe\": \"string\"}}}\n"]),
    planned([
      "main.tf.json":
        "{\"locals\": {\"a\": \"${local.b}\", \"b\": [\"x\", {\"${upper(\"k\")}\": 1}]}}\n"
    ]), planned(["main.tf.json": "{\"locals\": {\"a\": \"${local.zzz}\"}}\n"]),
    planned(["main.tf.json": "{\"//\": \"comment\", \"locals\": [{\"a\": 1}, {\"b\": 2}]}\n"]),
    planned(["main.tf.json": "{\"locals\": [{\"a\": 1}, {\"a\": 2}]}\n"]),
    planned(
      ["main.tf.json": "{\"variable\": [{\"a\": {}}, {\"b\": {\"default\": 1}}]}\n"], "-var=a=1"),
    planned(["main.tf.json": "{\"variable\": 1}\n"]),
    planned([
      "main.tf.json":
        "{\"output\": {\"o\": {\"value\": \"%{ if true }x%{ endif }\", \"depends_on\": [\"local.a\"]}}, \"locals\": {\"a\": 1}}\n"
    ]),
    planned(["main.tf.json": "{\"output\": {\"o\": {\"value\": \"$${x}\"}}}\n"]),
    planned(["main.tf.json": "{\"output\": {\"o\": {\"value\": \"${\"}}}\n"]),
    planned(["main.tf.json": "{\"foo\": {}}\n"]),
    planned(["main.tf.json": "[{\"locals\": {\"a\": 1}}]\n"]),
    planned(["main.tf.json": "{\"locals\": {\"a\": \"line\\nbreak ${1 + 1}\"}}\n"]),
    planned(["main.tf.json": "{\n"]),
    planned([
      "main.tf.json":
        "{\"variable\": {\"a\": {\"default\": 1, \"validation\": {\"condition\": \"${var.a < 1}\", \"error_message\": \"No.\"}}}}\n"
    ]),
  ]
}
