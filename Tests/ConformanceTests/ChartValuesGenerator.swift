import Documents
import Foundation
import Generators
import TestSupport

/// Makes values of chart operator-wandb: settings that the model holds, and much that it does not.
struct ChartValuesGenerator {
  private var values: ValueGenerator

  init(seed: UInt64) { values = ValueGenerator(seed: seed, longestKey: 400) }

  var seed: UInt64 { values.seed }

  /// Where the chart takes percent-encoded text.
  static let encodedPaths = [
    ["global", "mysql", "user"], ["global", "mysql", "password"], ["global", "redis", "password"],
    ["global", "bucket", "accessKey"], ["global", "bucket", "secretKey"],
  ]

  mutating func chart() -> DocumentValue {
    var global: [(key: String, value: DocumentValue)] = [
      ("host", .string("https://wandb.example.com"))
    ]
    for (name, section) in [("bucket", bucket()), ("mysql", mysql()), ("redis", redis())]
    where values.roll(3) > 0 {
      global.append((name, section))
    }
    for name in [
      "api", "common", "olap", "observability", "nodeSelector", "image", "kafka", "pubSub",
    ]
    where values.roll(3) == 0 {
      global.append((name, values.value(depth: 2)))
    }
    if values.roll(2) == 0 { global.append(("extraEnv", variables())) }
    var top: [(key: String, value: DocumentValue)] = [("global", .object(.init(global)))]
    for name in ["ingress", "app", "api", "console", "weave", "otel"] where values.roll(2) == 0 {
      top.append((name, values.object(depth: 1)))
    }
    if values.roll(2) == 0 { top.reverse() }
    return .object(.init(top))
  }

  /// The data with the URL text of the chart's user information decoded.
  static func decoded(_ tree: JSONTree, below path: [String] = []) -> JSONTree {
    encodedPaths.reduce(tree) { tree, suffix in
      tree.mappingText(at: path + suffix) { $0.removingPercentEncoding ?? $0 }
    }
  }

  mutating func resource() -> DocumentValue {
    var metadata: [(key: String, value: DocumentValue)] = [("name", .string("wandb"))]
    if values.roll(2) == 0 { metadata.append(("labels", values.object(depth: 3))) }
    if values.roll(2) == 0 { metadata.append(("annotations", values.object(depth: 3))) }
    var spec: [(key: String, value: DocumentValue)] = [("values", chart())]
    if values.roll(2) == 0 {
      spec.insert(
        (
          "chart",
          .object(["url": .string("https://charts.wandb.ai"), "version": .string("0.43.8")])
        ), at: 0)
    }
    if values.roll(3) == 0 { spec.append(("extra", values.value(depth: 2))) }
    let top: [(key: String, value: DocumentValue)] = [
      ("apiVersion", .string("apps.wandb.com/v1")), ("kind", .string("WeightsAndBiases")),
      ("metadata", .object(.init(metadata))), ("spec", .object(.init(spec))),
    ]
    return .object(.init(top))
  }

  private mutating func bucket() -> DocumentValue {
    var members: DocumentValue.Members = ["provider": .string("s3"), "name": .string("files")]
    if values.roll(2) == 0 { members["region"] = .string("eu-west-1") }
    if values.roll(2) == 0 { members["path"] = .string("a/prefix") }
    if values.roll(2) == 0 {
      members["accessKey"] = .string(urlText())
      members["secretKey"] = .string(urlText())
    }
    return .object(members)
  }

  private mutating func mysql() -> DocumentValue {
    .object([
      "host": .string("db.example.com"), "port": .number(3306), "database": .string("wandb_local"),
      "user": .string(urlText()), "password": .string(urlText()),
    ])
  }

  private mutating func redis() -> DocumentValue {
    var members: DocumentValue.Members = [
      "host": .string("cache.example.com"), "port": .number(6379),
    ]
    if values.roll(2) == 0 { members["password"] = .string(urlText()) }
    if values.roll(2) == 0 { members["params"] = .object(["tls": .bool(true)]) }
    return .object(members)
  }

  private mutating func variables() -> DocumentValue {
    var members: DocumentValue.Members = [:]
    for number in 0...values.roll(4) { members["MY_VARIABLE_\(number)"] = .string(values.text()) }
    return .object(members)
  }

  /// A password as URL text: what is reserved is encoded, and now and then what need not be.
  private mutating func urlText() -> String {
    var text = ""
    for byte in values.password().utf8 {
      let isUnreserved =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"),
          UInt8(ascii: "~"):
          true
        default: false
        }
      let digits = String(byte, radix: 16, uppercase: values.roll(2) == 0)
      text +=
        isUnreserved && values.roll(8) > 0
        ? String(Unicode.Scalar(byte))
        : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
    return text
  }
}
