/// The word that `rules`, `settings` and `targets` filter their rows by.
extension String? {
  /// Whether one of the texts contains the word in any case; true without a word.
  package func isFoundIn(_ texts: [String]) -> Bool {
    guard let word = self?.lowercased() else { return true }
    return texts.contains { word.isFound(in: $0) }
  }
}

extension String {
  /// Whether a text contains the word, which is in lower case, in any case.
  func isFound(in text: String) -> Bool {
    // Looking for a long word takes long, even in a short text.
    text.utf8.count >= utf8.count && text.lowercased().contains(self)
  }
}
