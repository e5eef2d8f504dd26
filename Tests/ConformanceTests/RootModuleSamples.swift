/// Variables and locals, each with what the real program is asked about.
enum RootModuleSamples {
  /// A variable: the arguments of its block, and its value in a values file; nil for none.
  struct Variable {
    let block: String
    let value: String?

    init(_ block: String, _ value: String?) { (self.block, self.value) = (block, value) }
  }

  private static func typed(_ type: String, _ values: String...) -> [Variable] {
    values.map { Variable("type = \(type)", $0) }
  }

  static let variables: [Variable] =
    primitives + collections + objects + openTypes + declarations + validations

  private static let primitives =
    typed(
      "string", "\"a\"", "1", "1.50", "true", "null", "[]", "{}", "1e3", "\"${1}\"", "-0",
      "123456789012345678901234567890")
    + typed(
      "number", "1", "\"1\"", "\"1e3\"", "\"x\"", "true", "null", "\"\"", "\" 1\"", "\"0x1\"", "[1]"
    )
    + typed(
      "bool", "true", "\"true\"", "\"false\"", "\"1\"", "\"0\"", "1", "0", "\"yes\"", "\"True\"",
      "null")

  private static let collections =
    typed(
      "list(string)", "[]", "[1, true, \"x\"]", "\"x\"", "{}", "[[1]]", "[null]", "null", "[{}]")
    + typed("list(number)", "[1, \"2\"]", "[\"x\"]", "[true]")
    + typed("list(list(string))", "[[1], []]", "[1]", "[[], [true, 2]]")
    + typed(
      "set(string)", "[\"b\", \"a\", \"b\"]", "[1, \"1\"]", "[]", "\"a\"",
      "[\"é\", \"z\", \"A\", \"a\"]")
    + typed("set(number)", "[3, 1, \"2\", 1, -1, 0.5]", "[10, 9, 1e2]")
    + typed("set(bool)", "[true, false, \"true\"]")
    + typed("set(list(string))", "[[\"b\"], [\"a\", \"c\"], [\"b\"]]", "[[], [\"\"]]")
    + typed("set(object({a = string}))", "[{a = \"y\"}, {a = \"x\"}, {a = \"y\", b = 1}]")
    + typed(
      "map(string)", "{}", "{a = 1, b = true}", "{a = []}", "[]", "{a = null}", "{\"x.y\" = \"z\"}")
    + typed("map(number)", "{a = \"1\"}", "{a = \"x\"}")
    + typed("map(list(string))", "{a = [1], b = []}", "{a = 1}")
    + typed(
      "tuple([string, number])", "[1, \"2\"]", "[1]", "[1, 2, 3]", "[\"a\", \"b\"]", "{}", "null")
    + typed("tuple([])", "[]", "[1]") + typed("list", "[1, \"a\"]", "[1, []]", "1")
    + typed("map", "{a = 1, b = \"x\"}")

  private static let objects =
    typed(
      "object({a = string})", "{a = 1}", "{}", "{a = 1, b = 2}", "{a = null}", "[]", "null",
      "{a = []}",
      "{A = 1}")
    + typed(
      "object({a = string, b = optional(number, 3)})", "{a = \"x\"}", "{a = \"x\", b = null}",
      "{a = \"x\", b = \"4\"}", "{a = \"x\", b = \"y\"}", "{b = 1}")
    + typed("object({a = optional(string)})", "{}", "{a = 1}", "{b = 1}")
    + typed(
      "object({a = optional(object({b = optional(string, \"x\"), c = optional(list(number), [1])}), {})})",
      "{}",
      "{a = {}}", "{a = null}", "{a = {b = null, c = null}}", "{a = {c = [\"2\"]}}", "{a = {c = 1}}"
    )
    + typed(
      "list(object({a = string, b = optional(bool, true)}))", "[{a = 1}, {a = 2, b = false}]",
      "[{}]", "[]", "[{a = 1, c = 3}, null]")
    + typed(
      "map(object({a = optional(map(string), {x = 1})}))", "{k = {}}", "{k = {a = {y = true}}}",
      "{k = 1}")
    + typed("object({a = tuple([string, bool])})", "{a = [1, \"true\"]}", "{a = [1]}")
    + typed("object({a = any})", "{a = 1}", "{a = [1, \"x\"]}", "{}")
    + typed("object({})", "{}", "{a = 1}", "[]")
    + typed("object({a = set(string)})", "{a = [\"b\", \"a\", \"a\"]}")
    + typed("object({list = list(string)\n map = map(string)})", "{list = [1], map = {a = 1}}")

  private static let openTypes =
    typed("any", "1", "[1, \"a\"]", "{a = 1, b = []}", "null")
    + typed(
      "list(any)", "[1, \"a\"]", "[1, true]", "[{a = 1}, {a = \"x\"}]", "[{a = 1}, {b = 2}]",
      "[[1], [2, 3]]",
      "[[1], [\"x\", true]]", "[1, []]", "[null, 1]", "[]", "[{}, []]", "[{a = 1}, {a = []}]",
      "[{a = 1}, {b = []}]",
      "[[1], [[]]]", "[[{a = 1}], [{a = \"x\", b = true}]]", "[null, {a = 1}]", "[null, [1]]",
      "[[null], [{a = 1}]]", "[{x = null}, {x = [1]}]", "[{x = null}, {x = 1}]",
      "[true, \"x\", 1]")
    + typed(
      "map(any)", "{a = 1, b = \"x\"}", "{a = 1, b = []}", "{a = {x = 1}, b = {y = 2}}",
      "{a = {x = 1}, b = {x = true}}", "{a = null}")
    + typed(
      "set(any)", "[1, \"1\", true]", "[3, 2, 3]", "[[1], [1]]", "[{a = 1}, {a = 2}, {a = 1}]")
    + typed("list(object({a = any}))", "[{a = 1}, {a = \"x\"}]", "[{a = 1}, {a = []}]")

  private static let declarations: [Variable] = [
    Variable("type = string\n  default = \"x\"", nil), Variable("type = string", nil),
    Variable("type = string\n  default = \"x\"", "null"), Variable("", "[1, \"a\"]"),
    Variable("", nil),
    Variable("type = string\n  default = \"x\"\n  nullable = false", "null"),
    Variable("type = string\n  nullable = false", "null"),
    Variable("type = string\n  nullable = false", "\"x\""),
    Variable("type = number\n  default = \"3\"", nil),
    Variable("type = set(string)\n  default = [\"b\", \"a\", \"b\"]", nil),
    Variable("type = object({a = optional(number, 1)})\n  default = {}", nil),
    Variable("type = list(string)\n  default = [1, true]", nil),
    Variable("default = {a = [1, \"x\"]}", nil),
    Variable("type = string\n  default = null", nil),
    Variable("default = null\n  type = map(number)", "{a = \"2\"}"),
    Variable("type = string\n  description = \"d\"\n  sensitive = true", "\"x\""),
    Variable("type = string\n  ephemeral = false", "\"x\""),
    Variable(
      "type = object({a = optional(string)})\n  nullable = false\n  default = {a = \"d\"}", "null"),
  ]

  private static func judged(_ type: String, _ condition: String, _ values: String...) -> [Variable]
  {
    values.map { value in
      Variable(
        "type = \(type)\n  validation {\n    condition = \(condition.replacing("@", with: "var.SELF"))\n    error_message = \"Not so.\"\n  }",
        value)
    }
  }

  private static let validations =
    judged("string", "contains([\"a\", \"b\"], @)", "\"a\"", "\"c\"", "1")
    + judged("number", "@ > 2 && @ <= 5", "2", "3", "5", "6", "\"4\"")
    + judged("string", "length(@) > 2", "\"abc\"", "\"ab\"", "\"é\"")
    + judged(
      "list(string)", "length(@) == length(distinct(@))", "[\"a\"]", "[\"a\", \"a\"]",
      "[1, \"1\"]")
    + judged("list(number)", "alltrue([for x in @ : x > 0])", "[1, 2]", "[0]", "[]")
    + judged("map(string)", "contains(keys(@), \"a\")", "{a = 1}", "{b = 1}")
    + judged("string", "@ == null || startswith(@, \"s3://\")", "\"s3://a\"", "\"a\"")
    + judged("string", "can(tonumber(@))", "\"1\"", "\"x\"")
    + judged("bool", "@", "true", "false", "\"true\"") + judged("bool", "!@", "true", "false")
    + judged(
      "object({a = optional(number, 1), b = optional(string)})", "@.a < 3", "{}", "{a = 3}",
      "{a = \"2\"}")
    + judged("set(string)", "length(@) < 3", "[\"a\", \"a\", \"b\"]", "[\"a\", \"b\", \"c\"]")
    + judged("list(string)", "@ != []", "[]", "[\"a\"]")
    + judged("string", "@ != \"\" ? true : false", "\"\"", "\"a\"")
    + judged("string", "endswith(lower(@), \".com\")", "\"A.COM\"", "\"a.org\"")
    + judged("string", "length(split(\".\", @)) == 2", "\"a.b\"", "\"a\"")
    + judged("string", "@", "\"true\"", "\"x\"")

  /// Expressions of locals; `x…` are locals of known types, `var.…` variables of them.
  static let expressions = [
    "var.ss", "var.os", "var.ll", "var.mm", "var.ll == [\"a\", \"b\"]",
    "var.ll == tolist([\"a\", \"b\"])", "[1] == [1]",
    "var.mm == {k = \"v\"}", "var.mm == tomap({k = \"v\"})", "var.oo == {a = \"x\", b = 3}",
    "var.ss == toset([\"b\", \"a\"])",
    "var.ss[0]", "tolist(var.ss)[0]", "[for k, v in var.ss : \"${k}${v}\"]",
    "[for k, v in var.ll : \"${k}${v}\"]",
    "{for k, v in var.mm : v => k}", "var.mm.k", "var.mm[\"k\"]", "var.mm.none", "var.oo.b",
    "var.oo.none", "var.ll[1]",
    "var.ll[2]", "var.ll[*]", "var.ss[*]", "true ? var.ll : []", "false ? var.ll : [1, 2, 3]",
    "true ? var.mm : {}",
    "true ? var.oo : null", "true ? [1] : {}", "false ? 1 : \"x\"", "var.none == null", "var.none",
    "concat(var.ll, [1])",
    "concat(var.ll, var.ll) == var.ll", "merge(var.mm, {z = 1})", "merge(var.mm, null)",
    "keys(var.mm)", "values(var.mm)",
    "values(var.oo)", "toset([\"b\", \"a\", 1])", "toset([1, 2, 1]) == toset([2, 1])",
    "tolist(toset([\"b\", \"a\"]))",
    "tomap({a = 1, b = \"x\"})", "tomap({a = 1, b = []})", "tolist([1, []])",
    "alltrue([true, \"true\"])", "alltrue([])",
    "anytrue([])", "anytrue([false, \"true\"])", "sort([\"b\", \"a\", 1])", "reverse([1, \"a\"])",
    "sum([1, \"2\", 3.5])",
    "sum([])", "one([])", "one([1])", "one([1, 2])", "slice([1, 2, 3], 1, 2)", "slice([1], 1, 3)",
    "index([\"a\", \"b\"], \"b\")",
    "index([1], 2)", "zipmap([\"a\", \"b\"], [1, 2])", "zipmap([\"a\"], [])",
    "setunion([\"b\"], [\"a\", \"b\"])",
    "setintersection([\"b\", \"c\"], [\"b\"])", "setsubtract([1, 2, 3], [2])",
    "coalescelist([], [1])", "distinct([1, \"1\", 1])",
    "compact([\"a\", \"\", null])", "flatten([var.ll, [[1]]])", "flatten([var.ss])",
    "length(var.ss)", "contains(var.ll, \"a\")",
    "contains(var.ss, \"a\")", "tolist([null, [1]])", "tomap({a = null, b = [1]})",
    "toset([null, {a = 1}])", "tolist([null, tolist([1])])",
    "try(var.oo.none, var.mm.k)", "can(var.oo.none)",
    "coalesce(var.none, \"d\")", "\"${var.ll}\"",
    "\"${var.n}-${var.b}\"", "var.n + 1", "var.b && true", "!var.b", "-var.n", "var.ll + 1",
    "!var.ll", "var.s + 1",
    "var.secret", "nonsensitive(var.secret)", "sensitive(\"x\")", "jsonencode(var.oo)",
    "join(\",\", var.ss)", "join(\",\", var.ll)",
    "element(var.ll, 3)", "lookup(var.mm, \"x\", \"d\")", "lookup(var.mm, \"x\")",
    "[for s in var.ss : upper(s) if s != \"a\"]",
    "{for s in var.ll : s => length(s)...}", "local.x1", "local.x2.b[0]", "\"${local.x1}!\"",
    "local.x3", "split(\",\", \"a,b\") == [\"a\", \"b\"]",
    "[for i, t in [[1, 2], [3]] : [for u in t : u * i]]", "var.oo[\"a\"]", "(var.ll)[0]",
    "length(\"x\") == 1 ? \"y\" : 2",
    "tostring(null)", "tonumber(\"x\")", "tobool(\"1\")", "toset(null)", "upper(null)",
    "max(1, \"3\")", "min()", "format(\"%s\", var.ll)",
    "var.nested.o.p", "var.nested.l[0].q", "var.nested.l[*].q", "{(var.s) = 1}",
    "{\"${var.s}-k\" = 1}", "{var.s = 1}", "[var.none][0]",
    "var.none.x", "null == null", "1 == \"1\"", "true == \"true\"", "[] == []", "{} == {}",
    "tolist([]) == tolist([])",
  ]

  /// What the expressions may use.
  static let declarationsOfExpressions = """
    variable "s" { default = "s" }
    variable "n" {
      type    = number
      default = "3"
    }
    variable "b" {
      type    = bool
      default = "true"
    }
    variable "none" {
      type    = string
      default = null
    }
    variable "ss" {
      type    = set(string)
      default = ["b", "a", "b"]
    }
    variable "os" {
      type    = set(object({ a = string }))
      default = [{ a = "y" }, { a = "x" }]
    }
    variable "ll" {
      type    = list(string)
      default = ["a", "b"]
    }
    variable "mm" {
      type    = map(string)
      default = { k = "v" }
    }
    variable "oo" {
      type    = object({ a = string, b = optional(number, 3) })
      default = { a = "x", dropped = 1 }
    }
    variable "nested" {
      type    = object({ o = object({ p = string }), l = list(object({ q = optional(string, "d") })) })
      default = { o = { p = 1 }, l = [{}, { q = "e" }] }
    }
    variable "secret" {
      default   = "hidden"
      sensitive = true
    }
    locals {
      x1 = upper(var.s)
      x2 = { b = [local.x1, var.n] }
      x3 = merge(local.x2, { c = local.x1 })
    }

    """
}
