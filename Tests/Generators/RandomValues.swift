import Settings

/// Values files whose settings an env file can spell as well.
package enum RandomValues {
  package static func make(_ generator: inout SeededGenerator) -> String {
    var lines = ["global:", "  host: https://w\(generator.next() % 100).example.com"]
    if generator.next() % 2 == 0 { lines.append("  license: eyJhIjoxfQ.eyJiIjoyfQ.c2ln") }
    lines += ["  mysql:", "    host: db\(generator.next() % 10)"]
    for (key, value) in [
      ("port", "\(generator.next() % 65_535 + 1)"), ("database", "d\(generator.next() % 9)"),
      ("user", quoted(&generator)), ("password", quoted(&generator)),
      ("caCert", "\"\""),
    ] where generator.next() % 2 == 0 { lines.append("    \(key): \(value)") }
    lines += ["  redis:", "    host: cache"]
    for (key, value) in [
      ("port", "\(generator.next() % 65_535 + 1)"), ("password", quoted(&generator)),
      (
        "params",
        "{tls: \(generator.pick(["true", "false"])), master: m\(generator.next() % 5), poolSize: \"9\"}"
      ),
    ] where generator.next() % 2 == 0 { lines.append("    \(key): \(value)") }
    lines.append("  bucket: " + bucket(&generator))
    if generator.next() % 3 == 0 {
      lines += [
        "  extraEnv:", "    SOME_NAME: \"a $$(X) {{ \\\"{{\\\" }} b\"",
        "    BUCKET_QUEUE: internal://",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func bucket(_ generator: inout SeededGenerator) -> String {
    let keys = "accessKey: \(quoted(&generator)), secretKey: \(quoted(&generator))"
    return generator.pick([
      "{provider: s3, name: files}",
      "{provider: s3, name: files, path: a/b, region: us-east-1, kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/k'}",
      "{provider: s3, name: \"minio:9000\", path: \"files?tls=false\", region: r, \(keys)}",
      "{provider: gcs, name: files, path: p}", "{provider: az, name: account, path: files}",
      "{provider: az, name: account, path: files/p, accessKey: \(quoted(&generator))}",
      "{provider: cw, name: cwobject.com, path: \"files?tls=true&forcePathStyle=false\", region: r, \(keys)}",
    ])
  }

  private static func quoted(_ generator: inout SeededGenerator) -> String {
    "\"\(PercentEncoding.encode(word(&generator)))\""
  }

  private static func word(_ generator: inout SeededGenerator) -> String {
    let alphabet = Array("abcXYZ019!$&'()*,;=:@/?#[]%+ é漢👍-._~")
    return "w" + String((0..<(generator.next() % 9)).map { _ in generator.pick(alphabet) }) + "w"
  }
}
