extension Substring {
  /// The text without whitespace at its end, as YAML reads what a template prints without quotes.
  var withoutBlankEnd: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
