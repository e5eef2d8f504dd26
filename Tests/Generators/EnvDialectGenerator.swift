package import ConfigSyntax

/// Writes env files with the quotes, escapes and expansions that the dialects read in their own ways.
package struct EnvDialectGenerator {
  private var random: SeededGenerator

  /// Texts that only a running shell could read are rare in the files for it.
  private let isForShell: Bool

  package init(_ dialect: EnvDialect, seed: UInt64) {
    random = SeededGenerator(seed)
    isForShell = dialect == .shell
  }

  package var seed: UInt64 { random.seed }

  package mutating func file() -> [UInt8] {
    var text = ""
    for _ in 0...(random.next() % 4) {
      switch random.next() % 12 {
      case 0: text += random.pick(["# a comment", "", "  # indented", "#"])
      case 1: text += random.pick(["export ", "export\t", " "]) + "A=" + value()
      case 2: text += random.pick(["A = ", "A =", " B= ", "A.B=", "A-B=", "1A="]) + value()
      default: text += random.pick(["A=", "B=", "C_1=", "HOSTVAR="]) + value()
      }
      text += random.pick(["", "", "", "", " # c", "  ", "\t"])
      text += random.pick(["\n", "\n", "\n", "\n\n", "\r\n"])
    }
    return Array(text.utf8)
  }

  private mutating func value() -> String {
    switch random.next() % 6 {
    case 0: return "\"" + pieces(Self.quoted) + "\""
    case 1: return "'" + pieces(Self.single) + "'"
    case 2: return random.pick(Self.whole)
    default: return pieces(Self.plain)
    }
  }

  private mutating func pieces(_ choices: [String]) -> String {
    (0...(random.next() % 4)).map { _ in
      let piece = random.pick(choices)
      return isForShell && ["$", "$$", "`x`"].contains(piece) ? "x" : piece
    }.joined()
  }

  private static let variables = [
    "$HOSTVAR", "${HOSTVAR}", "$A", "${NOPE}", "${NOPE:-d}", "${EMPTYVAR:-d}", "${EMPTYVAR-d}",
    "${NOPE-d}", "${HOSTVAR:?e}", "${HOSTVAR:+a}", "${EMPTYVAR:+a}", "${EMPTYVAR+a}", "${NOPE+a}",
    "${NOPE:-${HOSTVAR}}", "${NOPE:-${A:-x}y}", "$", "$$", "$B$A",
  ]
  private static let plain =
    variables + ["x", "y1", "a=b", "#", "/", ":", "@", "%2F", "é", "😀", ".", "-", "x", "z"]
    + ["\\x", "x y", "'q'", "\"q\"", "!", "*", "~x", "[1]", "{a}"]
  private static let quoted =
    variables + [
      "x", " ", "#", " # ", "\\n", "\\t", "\\\\", "\\\"", "\\$", "\\q", "'", "é", "\n", "`x`",
    ]
    + [";", "&", "\\\n", "="]
  private static let single = [
    "x", " ", "#", " # ", "\\n", "\\", "$A", "${A}", "\"", "é", "\n", "\\$",
  ]
  private static let whole = [
    "s3://key:sec@minio.example.com/bucket?region=us-east-1", "mysql://u:p%40@db:3306/wandb_local",
    "https://wandb.example.com", "redis://:pa$word@cache:6379", "'a'b", "\"a\" b", "\"a\"\"b\"",
    "a\\ b", "$'a\\tb'", "a&b", "a;B=1", "a|b", "\"open", "'open", "", "${NOPE:?required}", "(a)",
    "a b",
  ]

  package static let samples: [[UInt8]] = [
    "", "\n", "A=1", "A=1\n", "A", "A\n", "HOSTVAR", "HOSTVAR\n", "EMPTYVAR\n", "=1", "A==",
    "A= 1 ",
    "A=1 # c", "A=1\t# c", "A=1 #c", "A=#c", "A= #c", "A=x#c", "# c\nA=1", " # c\nA=1", "; c\nA=1",
    "export A=1", "export  A=1", "export\tA=1", "exportA=1", "export A\n", "export HOSTVAR\n",
    "A: 1", "A:1", "A =1", "A = 1", "A B=1", "1A=1", "A.B=1", "A-B=1", "A[0]=1", "A/B=1", "é=1",
    "A=1\nA=2", "A=1\nB=$A", "A=1\r\nB=2\r\n", "A=\"1\r\n2\"", "A=", "A=\nB=1", "A=  \nB=1",
    "A=\"\"", "A=''", "A='$HOSTVAR'", "A=\"$HOSTVAR\"", "A=$HOSTVAR", "A=${HOSTVAR}", "A=$NOPE",
    "A=\"a\\nb\"", "A=\"a\\tb\"", "A=\"a\\$b\"", "A=\"a\\\\b\"", "A=\"a\\qb\"", "A=\"a\\0101b\"",
    "A=\"a\\\"b\"", "A='a\\'b'", "A='a\\nb'", "A=a\\nb", "A=a\\ b", "A=\"1\" # c", "A=\"1\"x",
    "A=\"1\"B=2", "A='1'", "A=\"1\n2\"", "A='1\n# 2\n3'", "A=a$$b", "A=a$", "A=a$1", "A=${",
    "A=${}",
    "A=${A b}", "A='a", "A=\"a", "A=a'b", "A=a\"b", "A=\"a\" \"b\" c", "A=\"a\"'b'c", "A=\\\nb",
    "A=a\\\nb", "A=\"a\\\nb\"", "A=a\\", "A=\"\\08\"", "A=\"\\0\"", "A=\"\\0400\"", "A=\"$${x}\"",
    "A=\"\\\\$HOSTVAR\"", "A=\"\\\\\\$HOSTVAR\"", "A=${NOPE:-a\\}b}", "A=${NOPE:-'x'}",
    "A=${NOPE:-\"x y\"}", "A=\"${NOPE:-x y}\"", "A=${NOPE:-x #y}", "A=${b:-a}b}", "A=${b-c-d}",
    "A=${b:-c:-d}", "A=${NOPE:?}", "A=${NOPE?e}", "A=${HOSTVAR:x}", "A=$$$HOSTVAR", "A=$$HOSTVAR",
    "A=${x:-$$y}", "A=${1}", "A=${a.b}", "A=${HOSTVAR", "A=s3://k:s@h/b?x=1&y=2", "A=a;B=2",
    "A=a|b",
    "A=1 B=2", "A=1 && B=2", "A=1 || B=2", "A=1 &\nB=2", "A+=x", "A=1\nA+=2", "A=~", "A=~/x",
    "A=a:~/b",
    "A=\"~\"", "A=a~", "A=$'a\\tb\\x41\\u00e9\\101'", "A=$\"x\"", "A=!x", "A=a*", "A={a,b}",
    "A=[a]",
    "set -a\nA=1\nset +a", "A=(1)", "A=a(b)", "A)", ";", "A=1;", "A=1;;B=2", "A=1 ; # c", "\tA=1",
    "A='a'\\''b'", "A=\"a'b\"", "A='a\"b'", "A=\"it's\" # c", "# c \\\nA=1\nB=2",
    "A=1\n\n\n# x\n  B=2",
    "A=\u{A0}x\u{A0}", "A=1\u{85}", "A=\u{2003}x", "A=\"a\"#b", "A=\"a\" #b", "A=$ {B}", "A=$_x1",
    "A=\"${NOPE:-a 'b' \"c\"}\"", "A=${NOPE:-a 'b' \"c\"}", "A=${A:-${B:-${C:-d}}}",
    "A=${HOSTVAR:-x}\n",
    "A=\"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n\"\nB=1",
  ].map { Array($0.utf8) }
}
