import ConfigSyntax
import Settings

/// The text that the chart prints for a scalar.
struct HelmText {
  /// nil for null.
  let value: String?
  /// What the chart prints instead of the written number, if they differ.
  private(set) var problem: String??
  /// The value is computed later; `prefix` precedes the first unknown piece.
  private(set) var unknownPrefix: String?

  /// A scalar for a setting of `type`.
  init(_ scalar: Scalar, _ type: SettingType) {
    switch (scalar.meaning, type) {
    case (.null, _), (.refused, _): value = nil
    case (.string(let text), _): value = text
    case (.boolean(let flag), _): value = flag ? "true" : "false"
    case (.integer(let digits), .integer), (.integer(let digits), .duration): value = digits
    case (.integer(let digits), .boolean), (.integer(let digits), .enumeration): value = digits
    case (.float(let number), .integer) where number == number.rounded() && abs(number) < 1e15:
      value = String(Int(number))
    case (.integer(let digits), .string), (.integer(let digits), .secret):
      self = HelmText(number: Double(digits) ?? 0, written: scalar.text, type)
    case (.float(let number), .string), (.float(let number), .secret):
      self = HelmText(number: number, written: scalar.text, type)
    case (.integer(let digits), .list), (.integer(let digits), .map): value = digits
    case (.float, _): value = scalar.text
    }
  }

  private init(value: String?) { self.value = value }

  private init(number: Double, written: String, _ type: SettingType) {
    let printed = GoFormat.template(number)
    value = written
    guard printed != written else { return }
    // The number may be a password.
    problem = .some(type == .secret ? nil : printed)
  }

  /// A location of a composite.
  static func literal(_ scalar: Scalar) -> HelmText { HelmText(scalar, .secret) }

  /// A line of an env file, as it is.
  static func environment(_ scalar: Scalar) -> HelmText { HelmText(value: scalar.text) }

  /// A value of `global.extraEnv`: Helm evaluates it as a template, then Kubernetes expands
  /// `$(NAME)`.
  static func templated(_ scalar: Scalar) -> HelmText {
    var text = HelmText(scalar, .secret)
    guard let value = text.value else { return text }
    let expanded = KubernetesText.unescape(value)
    switch expanded {
    case .text(let plain):
      let problem = text.problem
      text = HelmText(value: plain)
      text.problem = problem
    case .unknown(let prefix): text.unknownPrefix = prefix
    }
    return text
  }
}
