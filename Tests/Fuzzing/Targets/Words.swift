import Project
import Settings
import Terraform

/// Text from which mutations build documents that the product recognizes.
enum Words {
  /// Every name that a container reads.
  static let variables = names(on: .environment)
  /// Every input of an official Terraform module.
  static let inputs = Set(
    OfficialModule.allCases.compactMap { ModuleCatalogue.builtIn.module($0) }
      .flatMap(\.variables).map(\.name)
  ).sorted()
  /// Every key in the path of a setting.
  static let keys = Set(names(on: .helm).flatMap { $0.split(separator: ".").map(String.init) })
    .sorted()

  private static func names(on surface: Surface) -> [String] {
    let locations = FieldCatalog.fixed.flatMap(\.fields).flatMap(\.spellings).map(\.location)
    return Set(locations.filter { $0.surface == surface }.map(\.name)).sorted()
  }

  static let fileNames = [
    "values.yaml", "wandb.yaml", "wandb.env", "main.tf", "terraform.tfvars", "compose.yaml",
    "variables.tf.json", "cors.xml", "policy.json", "terragrunt.hcl", "prod.auto.tfvars",
    "docker-compose.yml", "run.sh", "modules/app/main.tf", ".env", "helmfile.yaml",
    "kustomization.yaml", "inspect.json",
  ]
  static let hcl = [
    "variable \"a\" {\n  type = map(object({ b = optional(list(string), [\"x\"]) }))\n}\n",
    "locals {\n  x = { for k, v in var.a : k => v... if v != null }\n}\n",
    "module \"wandb\" {\n  source  = \"wandb/wandb/aws\"\n  version = \"7.18.2\"\n}\n",
    "module \"m\" {\n  source = \"./modules/app\"\n  for_each = toset([\"a\", \"b\"])\n}\n",
    "resource \"helm_release\" \"w\" {\n  values = [yamlencode({ global = { host = var.h } })]\n}\n",
    "resource \"aws_s3_bucket_policy\" \"p\" {\n  policy = jsonencode({ Statement = [] })\n}\n",
    "output \"o\" {\n  value = module.m[\"a\"].out\n  sensitive = true\n}\n",
    "terraform {\n  required_version = \">= 1.5, < 2.0\"\n}\n",
    "[for x in local.x : upper(x) if x != \"\"]", "{ for x in [1, 2] : x => x }", "var.a[*].b",
    "local.x.0.y", "a.*.b", "merge({}, var.a)", "try(var.a.b, null)", "can(1 / 0)",
    "format(\"%-5.2f|%q|%#v\", 1, \"x\", null)", "regex(\"(?P<a>a+)|b\", \"aab\")",
    "jsondecode(\"{}\")",
    "templatefile(\"t.tpl\", { x = 1 })", "yamldecode(\"a: [1]\")", "base64decode(\"YQ==\")",
    "cidrsubnet(\"10.0.0.0/8\", 8, 3)", "flatten([[1], [[2]]])", "lookup(var.a, \"k\", \"d\")",
    "element([1, 2], 5)", "setproduct([1, 2], [3, 4])", "range(1, 10, 2)", "file(\"x\")",
    "formatdate(\"YYYY\", \"2026-11-21T00:00:00Z\")", "replace(\"a\", \"/(a)/\", \"$1$1\")",
    "tonumber(\"1e400\")", "substr(\"é\", 0, 1)", "sum([1, 0.1])", "pow(2, 10000)",
    "\"${var.a}\"", "\"%{ if true ~}x%{ else }y%{ endif }\"",
    "\"%{ for k, v in var.a }${k}%{ endfor }\"",
    "<<-EOT\n    a ${1 + 1}\n  EOT\n", "<<EOT\n%{ for x in [1] ~}\n${x}\n%{ endfor ~}\nEOT\n",
    "1e309", "-0.0", "0x1F", "!true", "1 % 0", "null", "each.value", "count.index", "path.module",
    "\"\\u00e9\\U0001F600\\\"\"", "# c\n", "/* c */", "dynamic \"x\" {\n  for_each = [1]\n}\n",
    "sensitive(\"x\")", "nonsensitive(var.a)", "(((1)))", "a = 1\n", "=", "{", "}", "[", "]", ",",
  ]
  static let cors = [
    "<CORSRule>", "</CORSRule>", "<AllowedOrigin>*</AllowedOrigin>",
    "<AllowedMethod>PUT</AllowedMethod>",
    "<AllowedHeader>*</AllowedHeader>", "<ExposeHeader>ETag</ExposeHeader>",
    "<MaxAgeSeconds>3000</MaxAgeSeconds>", "<ID>x</ID>", "<![CDATA[", "]]>", "<!--", "-->",
    "&#x41;",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<CORSConfiguration>", "</CORSConfiguration>",
    " a=\"1\"",
    "<Cors>", "<AllowedOrigins>https://w</AllowedOrigins>", "&amp;", "&lt", "<!DOCTYPE x>",
  ]
  static let policies = [
    "s3:GetObject", "s3:*", "*", "arn:aws:s3:::files/*", "arn:aws-us-gov:kms:us-gov-west-1:1:key/k",
    "Version", "2012-10-17", "Statement", "Effect", "Allow", "Deny", "Action", "NotAction",
    "Resource", "NotResource", "Principal", "AWS", "Service", "Federated", "Condition",
    "StringEquals", "ArnLike", "aws:SourceArn", "Sid", "kms:Decrypt", "sqs:SendMessage",
    "s3:Put?b*",
    "CORSRules", "AllowedOrigins", "AllowedMethods", "maxAgeSeconds", "origin", "responseHeader",
    "QueueConfigurations", "Events", "s3:ObjectCreated:*", "Filter", "bindings", "role", "members",
  ]
  static let project =
    ProjectFile.Key.allCases.map { "\n\($0.rawValue): " } + [
      "- codes: [WB2001]\n", "  paths: [\"prod/**\"]\n", "  reason: x\n", "WB2102: error\n",
      "[a-z]",
      "**/", "!x", "\\", "[!a", "[[:alpha:]]", "?", "\"version\": 1", "\"findings\": []",
      "{\"file\": \"a\", \"code\": \"WB2001\", \"setting\": \"x\", \"count\": 1}", "0.43.8",
      "aws: 7.18.2\n",
    ]
}
