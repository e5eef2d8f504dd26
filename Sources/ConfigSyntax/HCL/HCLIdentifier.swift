/// The names that HCL allows.
package enum HCLIdentifier {
  package static func isValid(_ text: String) -> Bool {
    var scalars = text.unicodeScalars[...]
    guard let first = scalars.popFirst(), first == "_" || first.properties.isIDStart else {
      return false
    }
    return scalars.allSatisfy { $0 == "-" || $0.properties.isIDContinue }
  }
}
