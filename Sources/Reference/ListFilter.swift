/// The word that `rules`, `settings` and `targets` filter their rows by.
extension String? {
  /// Whether one of the texts contains the word in any case; true without a word.
  package func isFoundIn(_ texts: [String]) -> Bool {
    guard let word = self?.lowercased() else { return true }
    return texts.contains { $0.lowercased().contains(word) }
  }
}
