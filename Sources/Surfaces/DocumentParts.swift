package import ConfigSyntax
import Diagnostics

extension ConfigDocument {
  /// The documents that one of a stream stands for: the items of a `List`, and the values below a
  /// heading of `helm get values`.
  package var parts: [ConfigDocument] {
    guard let entries = root?.entries else { return [self] }
    if entries.first?.isHeading == true { return [with(Array(entries.dropFirst()))] }
    guard root?["kind"]?.scalar?.text == "List", root?["apiVersion"] != nil,
      case .sequence(let items)? = root?["items"]?.kind
    else { return [self] }
    return items.map { item in
      ConfigDocument(
        root: item, span: item.span, damage: damage, overridden: overridden, specials: specials)
    }
  }

  private func with(_ entries: [Entry]) -> ConfigDocument {
    ConfigDocument(
      root: root.map { ConfigNode(.mapping(entries), $0.span, via: $0.via) }, span: span,
      damage: damage, overridden: overridden, unnamed: unnamed, specials: specials)
  }
}

extension Entry {
  /// Whether it is what `helm get values` prints before the values, with or without `--all`.
  fileprivate var isHeading: Bool {
    value.isNull && ["USER-SUPPLIED VALUES", "COMPUTED VALUES"].contains(key.value)
  }
}
