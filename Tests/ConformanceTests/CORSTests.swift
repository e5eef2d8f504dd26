import Emitters
import Foundation
import Pipeline
import TestSupport
import Testing

/// The CORS document is well-formed XML and what S3's model says, with the browser's origin in it.
@Suite struct CORSTests {
  /// A host as a user writes it, and the origin that a browser sends (RFC 6454).
  private static let hosts: [(host: String, origin: String)] = {
    let names = [
      "wandb.example.com", "WANDB.Example.COM", "localhost", "w", "a-b.c_d.example", "10.0.0.1",
      "[::1]",
      "[2001:DB8::1]", "xn--bcher-kva.example", "host443", "h80.example", "1and1.de",
      String(repeating: "a", count: 63) + ".example",
    ]
    let ports: [(scheme: String, port: String, shown: String)] = [
      ("https://", "", ""), ("http://", "", ""), ("https://", ":443", ""), ("http://", ":80", ""),
      ("https://", ":80", ":80"), ("http://", ":443", ":443"), ("https://", ":8443", ":8443"),
      ("http://", ":8080", ":8080"), ("https://", ":1443", ":1443"),
      ("https://", ":65535", ":65535"),
    ]
    let made = names.flatMap { name in
      ports.map { ($0.scheme + name + $0.port, $0.scheme + name.lowercased() + $0.shown) }
    }
    // A placeholder is written as it is.
    let placeholders = [
      "https://<host>", "https://<your-host>.example.com", "<host & \"port\">", "https://<a&b>",
      "<ключ>", "<]]>",
    ].map { ($0, $0) }
    return made + placeholders
  }()

  @Test(.comparing(with: .xmllint))
  func isWellFormed() throws {
    let scratch = try Scratch()
    let files = try Self.hosts.enumerated().map { number, entry in
      let file = scratch.url("\(number).xml")
      try Data(document(entry.host)).write(to: file)
      return file
    }
    let answer = try Oracle.xmllint.complaints(about: files)
    #expect(answer.status == 0 && answer.text.isEmpty, "\(answer.text)")
  }

  @Test(.comparing(with: .botocore))
  func holdsTheOriginForS3() throws {
    var disagreements = Disagreements()
    let answers = try Oracle.botocore.answers(Self.hosts.map { document($0.host) })
    for (entry, answer) in zip(Self.hosts, answers) {
      switch answer {
      case .refused(let why): disagreements.add(entry.host.utf8, why)
      case .accepted(let tree, _):
        let rules = tree["CORSRules"]?.elements ?? []
        let expected: JSONTree = .object([
          Array("AllowedOrigins".utf8): .array([.text(entry.origin)]),
          Array("AllowedMethods".utf8): .array([.text("GET"), .text("HEAD"), .text("PUT")]),
          Array("AllowedHeaders".utf8): .array([.text("*")]),
          Array("ExposeHeaders".utf8): .array([.text("ETag")]),
          Array("MaxAgeSeconds".utf8): .number(3600),
        ])
        guard rules.count == 1 else {
          disagreements.add(entry.host.utf8, "\(rules.count) rules")
          continue
        }
        if let difference = rules[0].difference(from: expected) {
          disagreements.add(entry.host.utf8, difference)
        }
      }
    }
    disagreements.report()
  }

  /// Hosts as a server takes them: it refuses a placeholder.
  private static let reachable = hosts.filter { !$0.host.contains("<") }

  @Test(.comparing(with: .seaweed))
  func aServerLetsTheOriginInAndNoOther() throws {
    var disagreements = Disagreements()
    let answers = try Oracle.seaweed.answers(Self.reachable.map { document($0.host) })
    for (entry, answer) in zip(Self.reachable, answers) {
      guard case .accepted(let tree, _) = answer, let allowed = tree["allowed"]?.elements.first
      else {
        disagreements.add(entry.host.utf8, "\(answer)")
        continue
      }
      let isLetIn =
        allowed["status"] == .number(200) && allowed["origin"]?.string == entry.origin
        && allowed["methods"]?.string == "GET, HEAD, PUT"
      if !isLetIn { disagreements.add(entry.host.utf8, "the preflight got \(allowed)") }
      if tree["refused"]?["status"] != .number(403) {
        disagreements.add(
          entry.host.utf8, "a wrong origin got \(String(describing: tree["refused"]))")
      }
    }
    disagreements.report()
  }

  @Test(
    .comparing(with: .s3Client, .azureClient),
    arguments: [
      ("{provider: s3, name: files}", "s3-cors-json", "AllowedOrigins"),
      ("{provider: gcs, name: files}", "gcs-cors", "origin"),
      ("{provider: az, name: account/files}", "azure-cors", "allowedOrigins"),
    ])
  func clientsTakeTheDocumentsInJSON(
    _ bucket: String, _ target: String, _ origins: String
  ) throws {
    let oracle: Oracle =
      switch target {
      case "gcs-cors": .googleClient
      case "azure-cors": .azureClient
      default: .s3Client
      }
    var disagreements = Disagreements()
    let documents = Self.hosts.map { document($0.host, bucket, target) }
    let answers = try oracle.answers(documents)
    for (entry, answer) in zip(Self.hosts, answers) {
      let found = answer.tree?.elements.first?[origins]?.elements.compactMap(\.string)
      if found != [entry.origin] { disagreements.add(entry.host.utf8, "\(answer)") }
    }
    disagreements.report()
  }

  private func document(
    _ host: String, _ bucket: String = "{provider: s3, name: files, region: us-east-1}",
    _ target: String = "s3-cors-xml"
  ) -> [UInt8] {
    let quoted = "'" + host.replacing("'", with: "''") + "'"
    let compilation = Check.yaml("global:\n  host: \(quoted)\n  bucket: \(bucket)\n")
    var report = compilation.report
    guard let emitter = EmitterCatalog.emitter(named: target) else { return [] }
    let artifacts = Compiler.render(compilation, emitter, EmitOptions(), &report)
    return Array((artifacts.last?.text ?? "").utf8)
  }
}
