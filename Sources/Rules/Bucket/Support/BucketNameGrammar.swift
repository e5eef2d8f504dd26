import Diagnostics
import Settings

/// The clouds' rules for bucket names beyond their length and characters.
///
/// Source: the clouds' pages on naming buckets and containers.
enum BucketNameGrammar {
  /// What is wrong with a name, what to do, and whether an old bucket may still have it.
  struct Fault {
    let fault: Message
    let help: Message
    var isLegacy = false
  }

  static func fault(of name: String, _ provider: BucketProvider) -> Fault? {
    switch provider {
    case .s3: faultOfS3(name)
    case .gcs: faultOfGoogle(name)
    case .az: isSystemContainer(name) ? nil : fault(of: name, .container)
    case .cw: nil
    }
  }

  private static func fault(of name: String, _ grammar: NameGrammar) -> Fault? {
    grammar.fault(of: name).map { Fault(fault: $0.fault, help: $0.help) }
  }

  private static func faultOfS3(_ name: String) -> Fault? {
    if let fault = fault(of: name, .bucketS3) {
      guard isLegacy(name) else { return fault }
      return Fault(
        fault: "is a name that S3 has not allowed since 2018",
        help: "an old bucket in us-east-1 may have it; for a new one, \(fault.help)",
        isLegacy: true)
    }
    if isAddress(name) { return Fault(fault: "is an IPv4 address", help: "use letters too") }
    let reserved =
      ["xn--", "sthree-", "amzn-s3-demo-"].first(where: name.hasPrefix)
      ?? ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].first(where: name.hasSuffix)
    return reserved.map {
      Fault(fault: "contains `\($0)`, which S3 reserves", help: "remove it")
    }
  }

  private static func faultOfGoogle(_ name: String) -> Fault? {
    if let fault = fault(of: name, .bucketGoogle) { return fault }
    if name.hasPrefix("goog") {
      return Fault(fault: "begins with `goog`, which Google reserves", help: "remove it")
    }
    if isAddress(name) { return Fault(fault: "is an IPv4 address", help: "use letters too") }
    let isLong = name.split(separator: ".").contains { $0.utf8.count > 63 }
    return isLong
      ? Fault(
        fault: "has a part of more than 63 characters",
        help: "use at most 63 characters between dots")
      : nil
  }

  /// Whether Azure itself creates this container.
  private static func isSystemContainer(_ name: String) -> Bool {
    name == "$root" || name == "$web"
  }

  private static func isLegacy(_ name: String) -> Bool {
    (3...255).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
          UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private static func isAddress(_ name: String) -> Bool {
    if case .failure(.noPrefix) = AddressRange.read(name) { true } else { false }
  }
}
