import CloudFacts
import ConfigSyntax
import Diagnostics

/// The names and limits that apply to one document.
struct CORSSchema {
  let kind: DocumentKind
  let format: CORSFormat

  /// The first rule, `rule`, shows which of the two spellings of Azure's names is used.
  init(_ kind: DocumentKind, _ form: CORSDocument.Form, _ rule: ConfigNode?) {
    self.kind = kind
    switch kind {
    case .gcsCORS: format = .google
    case .azureCORS where form == .command: format = .azureCommand
    case .azureCORS:
      let first = rule?.entries?.first?.key.value.first
      format = first?.isUppercase == true ? .azureListing : .azure
    default: format = form == .xml ? .s3XML : .s3
    }
  }

  /// Whether a list may be one comma-separated text, as `az storage cors list` prints it and as the
  /// service's XML has it.
  var takesText: Bool { format == .azureListing }
}
