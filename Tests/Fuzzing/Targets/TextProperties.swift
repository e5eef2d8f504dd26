import Certificates
import ConfigSyntax
import Diagnostics
import Pipeline
import Project
import Rules
import Settings

/// Connection strings in each variable and in Helm values.
enum ConnectionProperties {
  private static let names = ["MYSQL", "REDIS", "BUCKET", "BUCKET_QUEUE", "GORILLA_EMAIL_SINK"]

  /// Each line is the value of each variable; the values survive Helm values and an env file.
  static func faults(of text: String) -> [String] {
    let encoded = PercentEncoding.encode(text)
    return text.split(whereSeparator: \.isNewline).prefix(4).flatMap { line -> [String] in
      let lines = names.map { "\($0)=\(line)\n" }.joined()
      let start = Sample.compile((name: "wandb.env", bytes: Array(lines.utf8)))
      return CompilationProperties.faultsOfFindings(start)
        + RenderingProperties.faultsThere(start, from: "docker-env", through: "helm")
    }
      + .fault(
        "percent-encoding loses text", if: PercentEncoding.decode(encoded) != text)
  }
}

/// Certificates in Helm values.
enum CertificateProperties {
  static func faults(of bytes: [UInt8]) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    for piece in PEMCertificate.pieces(of: text) {
      guard let certificate = try? PEMCertificate(piece) else { continue }
      _ = certificate.isExpired(at: Sample.now)
      _ = certificate.daysLeft(at: Sample.now)
      _ = certificate.isAuthority && certificate.signed(certificate)
    }
    let file = Sample.values(text, at: ["global", "mysql", "caCert"])
    return CompilationProperties.faultsOfFindings(Sample.compile(file))
  }
}

/// A license in Helm values: the input itself, and as the claims of a token.
enum LicenseProperties {
  static func faults(of bytes: [UInt8]) -> [String] {
    let token = ["{\"alg\":\"RS256\"}", String(decoding: bytes, as: UTF8.self), "s"]
      .map { base64URL(Array($0.utf8)) }.joined(separator: ".")
    return [String(decoding: bytes, as: UTF8.self), token].flatMap { license in
      _ = LicenseClaims(license)?.expiry
      return CompilationProperties.faultsOfFindings(
        Sample.compile(Sample.values(license, at: ["global", "license"])))
    }
  }

  private static func base64URL(_ bytes: [UInt8]) -> String {
    let digits: [Character: Character] = ["+": "-", "/": "_"]
    return String(Base64.encode(bytes).filter { $0 != "=" }.map { digits[$0] ?? $0 })
  }
}

/// The project file, the baseline and the patterns in both.
enum ProjectProperties {
  static func faults(of bytes: [UInt8]) -> [String] {
    let file = SourceFile(name: ".wandb-cfg.yaml", bytes: bytes)
    let baseline = Baseline.read(SourceFile(name: "baseline.json", bytes: bytes))
    var again = true
    if !baseline.report.hasErrors {
      let text = baseline.baseline.text(DiagnosticCatalog.codes)
      let second = Baseline.read(SourceFile(name: "baseline.json", text: text)).baseline
      again = second.text(DiagnosticCatalog.codes) == text
    }
    let pattern = try? PathPattern(String(decoding: bytes.prefix(200), as: UTF8.self))
    _ = pattern?.matches("prod/eu/values.yaml")
    _ = IgnoreGlob(bytes.prefix(200))?.matches(Array("prod/eu/values.yaml".utf8)[...])
    return ProjectReader.read(file, DiagnosticCatalog.codes).report.faults
      + baseline.report.faults + .fault("a baseline reads back as another", if: !again)
  }
}
