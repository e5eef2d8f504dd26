/// The files that a command of a script writes, and the lines of the script that it reads.
package struct ShellRedirections: Sendable {
  /// A file that the output of the command goes to.
  package struct Output: Sendable {
    package let path: ShellWord
    /// Whether the file keeps what it has: `>>`.
    package let appends: Bool
  }

  package var outputs: [Output] = []
  /// What the command reads: `<<EOF`.
  package var document: HereDocument?
}

/// The lines of a here document.
package struct HereDocument: Sendable {
  /// The bytes in the script, without the line that ends the document.
  package let range: Range<Int>
  /// Whether the shell removes the tabs that a line begins with: `<<-`.
  package let isIndented: Bool
  /// Whether the shell passes the lines on as they are written.
  package let isLiteral: Bool
}
