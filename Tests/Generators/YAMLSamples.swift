/// YAML written by hand, one sample for each rule that readers get wrong.
package enum YAMLSamples {
  package static let all: [[UInt8]] = {
    let texts =
      scalars.map { "a: \($0)\n" } + scalars.map { "- \($0)\n" }
      + scalars.map { "\($0): 1\n" } + quoted.map { "a: \($0)\n" } + quoted.map { "\($0): 1\n" }
      + tagged + collections + blocks + anchors + layout + shrunk
    var seen: Set<[UInt8]> = []
    return (texts.map { Array($0.utf8) } + bytes).filter { seen.insert($0).inserted }
  }()

  /// Plain scalars of every kind of resolution.
  package static let scalars = [
    "", "~", "null", "Null", "NULL", "nUll", "nil", "none", "true", "True", "TRUE", "tRue", "false",
    "False", "FALSE", "yes", "Yes", "YES", "yEs", "no", "No", "NO", "nO", "on", "On", "ON", "off",
    "Off", "OFF", "y", "Y", "n", "N", "0", "-0", "+0", "00", "1", "-1", "+1", "12", "012", "-012",
    "+012", "08", "09", "0o17", "-0o17", "0O17", "0o8", "0x1F", "0X1f", "-0x1F", "+0x1F", "0xG",
    "0x",
    "0b101", "-0b101", "+0b11", "0B11", "0b2", "0b", "-0b", "1_000", "_1", "1_", "1__0", "0x_1F",
    "-_1", "0_7", "+-1", "-+1", "--1", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
    "+18446744073709551615", "18446744073709551616", "0xFFFFFFFFFFFFFFFF", "0x1FFFFFFFFFFFFFFFF",
    "123456789012345678901234567890", "1.5", "-1.5", "+1.5", ".5", "-.5", "+.5", "5.", "-5.", ".",
    "..", "-.", "+.", "0.1", "00.5", "01.5", "-01.5", "1.", "1e3", "1E3", "1e+3", "1e-3", "1e",
    "e3",
    "1.e3", ".5e1", "1.5e", "1e400", "-1e400", "1e-400", "12e03", "0x1p4", "1_0.5", "1.5_0", "0.0",
    "-0.0", "1e06", "1000000", "1000000.0", "123456.7", "1e21", "1.0", "3.14159265358979", "1.5.2",
    ".inf", ".Inf", ".INF", "+.inf", "-.inf", "-.INF", ".nan", ".NaN", ".NAN", "inf", "nan",
    "Infinity", "NaN", "-inf", ".Nan", "1:30", "190:20:30", "1,000", "2001-12-14", "2001-1-1",
    "2001-13-01", "2001-02-30", "0001-01-01", "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5", "2001-12-14T21:59:43Z", "2001-12-14 21:59:43", "20011214",
    "2001-12", "1.2.3.4", "10.0.0.0/8", "12px", "0.5.0", "=", "<<", "a:b", "a:", "a#b", "a #b",
    "https://example.com:8080/x?y=1&z=2#frag", "@x", "`x", "%x", "&x", "*x", "!x", "|", ">", "?x",
    "? x", "-x", "- x", ":x", ": x", ",x", "]", "}", "{{ x }}", "x{y}", "x]", "a b", "a\tb", "é",
    "e\u{301}", "😀", "日本語", "\u{A0}x", "x\u{85}y", "x\u{2028}y", "x\u{2029}", "x\u{FEFF}y",
    "\u{7F}",
    "\\n", "a'b", "a\"b", "1 2", "-", "---", "...", "--- x", "0.1e-7", "0e0", "-0e0", "1e5", "1e6",
    "100000.5", "16777217", "16777217.0", "0.1e1", "4.9e-324", "1.7976931348623157e308",
    "9007199254740993", "9007199254740993.0", "٣", "1٣", "１", "\u{1F}", "\u{FFFD}", "\u{FFFE}",
    "\u{10FFFF}", "\u{80}", "\u{9F}", "\u{E000}",
  ]

  /// Quoted scalars with the escapes of YAML 1.1 and 1.2.
  package static let quoted = [
    #""""#, "''", #""a""#, "'a'", "'it''s'", #""a\"b""#, #""\n\t\r\\""#, #""\0\a\b\v\f\e""#,
    #""\N\_\L\P""#, #""\x41\u00e9\U0001F600""#, #""\ud83d\ude00""#, #""\uD800""#,
    #""\U00110000""#, #""\x4""#, #""\u12""#, #""\q""#, #""\/""#, #""\ ""#, "\"\\\t\"", #"'\n'"#,
    #""a #b""#, "'a: b'", #""true""#, "'12'", "\"a\tb\"", #""\'""#, "\"unclosed", "'unclosed",
    #""a" b"#, "'a' 'b'", "\"\u{1}\"", #""\x00""#, #""\xFF""#, #""\uFFFE""#, #""\uFEFF""#, "'<<'",
    "\"\u{85}\"", "\"\u{2028}\"", "\"\u{FEFF}\"", "\"e\u{301}\"", "\"😀\"", #""null""#, #""~""#,
  ]

  private static let tags = [
    "!!str", "!!int", "!!float", "!!bool", "!!null", "!!binary", "!!timestamp", "!!merge", "!!set",
    "!!seq", "!!map", "!custom", "!", "!!unknown", "!<tag:yaml.org,2002:int>", "!<x>", "!h!x",
  ]

  private static let tagged =
    tags.flatMap { tag in
      [
        "12", "'12'", "1.5", "yes", "abc", "", "~", "aGVsbG8=", "'aGk='", "[1]", "{a: 1}",
        "2001-01-01", "1_0", "0x1F", ".inf", "[]", "{}", "\"\"",
      ].map { "a: \(tag) \($0)\n" } + ["\(tag) k: 1\n", "\(tag) 12: 1\n", "\(tag) \"yes\": 1\n"]
    } + [
      "a: !!binary |\n  aGVs\n  bG8=\n", "a: !!binary ////\n", "a: !!binary a\n",
      "a: !!binary gIGCgw==\n", "!!binary aGk=: 1\n", "a: !!str\nb: 1\n", "!!map {a: 1}\n",
      "!custom {a: 1}\n", "%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 12\n",
      "a: !!str &x 12\nb: *x\n",
      "a: &x !!str 12\nb: *x\n", "a: !!str !!int 1\n", "a: !!str |\n  12\n", "a: !!int |\n  12\n",
      "a: !!int '0x1F'\n", "a: !!float '1'\n", "a: !!float 018446744073709551616\n",
      "!!str <<: {a: 1}\n", "!!merge <<: {a: 1}\n", "!!merge x: {a: 1}\n", "a: !!float 1e400\n",
      "a: !!bool 'yes'\n", "a: !!null ''\n", "a: !!int 1.0\n", "a: !!int 1e3\n",
    ]

  private static let collections = [
    "", "\n", "# only a comment\n", "---\n", "--- \n...\n", "...\n", "{}\n", "[]\n", "a\n", "12\n",
    "~\n",
    "a:\n", "- \n", "-\n-\n", "- a\n- b\n", "a:\n- b\n- c\n", "a:\n  - b\n", "- - a\n  - b\n- c\n",
    "- a: 1\n  b: 2\n- c\n", "a: {b: [c, {d: e}]}\n", "a: [b, c,]\n", "a: [,]\n", "a: [b,,c]\n",
    "a: {b: 1,}\n", "a: {,}\n", "a: {b}\n", "a: {b, c: 1}\n", "a: {b: , c: 1}\n", "a: {\"b\":1}\n",
    "a: {b:1}\n", "a: {? b : 1}\n", "a: [b: 1, c: 2]\n", "a: [? b : 1]\n", "a: [[a]: 1]\n",
    "a: [\n  b,\n  c\n]\n",
    "a: {\n  b: 1,\n  c: 2\n}\n", "a: [\nb]\n", "a: {\nb: 1}\n", "a: [b\n", "a: {b: 1\n", "a: b]\n",
    "a: }\n",
    "a: [b}\n", "a: [a, b] c\n", "a: [a] # c\n", "a: [a # c\n, b]\n", "a: [a#b]\n", "{a: 1}\n",
    "{a: 1} x\n", "[a] x\n", "{a: 1}\nb: 2\n", "a: 1\n]\n", "a: 1\n b: 2\n", " a: 1\nb: 2\n",
    "a: 1\n  b\n",
    "a:\n  b: 1\n c: 2\n", "a:\n    b: 1\n  c: 2\n", "a: b: c\n", "a: 1\nb\n", "a\nb: 1\n",
    "a: 1\n- b\n",
    "- a\nb: 1\n", "a: - b\n", "a:\n  - b\n - c\n", "? a\n", "? a\n: b\n", "? [a]\n: b\n",
    "? {a: 1}\n: b\n",
    "[a]: 1\n", "{a: 1}: 1\n", "? a: 1\n: b\n", "? |\n  a\n: b\n", ": a\n", "~: 1\n", "null: 1\n",
    "a: 1\na: 2\n", "a: 1\nb: 2\na: 3\n", "a: {b: 1, b: 2}\n", "a: {x: 1}\na: {y: 2}\n",
    "yes: 1\nyes: 2\n",
    "\u{E9}: 1\ne\u{301}: 2\n", "e\u{301}: 1\nb: 2\n\u{E9}: 3\n",
    "{\u{C5}: 1, A\u{30A}: 2, \u{212B}: 3}\n",
    "k\u{FB01}: 1\nkfi: 2\n", "a: \"e\u{301}\"\nb: \"\u{E9}\"\n",
    "\"a\\u0301\": 1\n\"\\u00e1\": 2\n",
    "1: a\n2: b\n", "1.0: a\n", "1.5: a\n", "1e3: a\n", "0.1: a\n", "1000000.0: a\n", "1e-7: a\n",
    "16777217.0: a\n", "123456789.0: a\n", "-0.0: a\n", "1e21: a\n", ".inf: a\n", "-.inf: a\n",
    ".nan: a\n", "1e39: a\n", "1e-50: a\n",
    "18446744073709551615: a\n", "9223372036854775807: a\n", "-9223372036854775808: a\n",
    "18446744073709551616: a\n", "0x1F: a\n", "2001-01-01: a\n", "\"\": a\n", "'': a\n", "a:b: c\n",
    "a : b\n",
    "a :b\n", "a:  b\n", "a:\tb\n", "a\t: b\n", "\"a\" : b\n", "\"a\":b\n", "'a':\n  b\n",
    "a: \"b\"c\n",
  ]

  private static let blocks = [
    "a: |\n  b\n  c\n", "a: >\n  b\n  c\n", "a: |-\n  b\n\n", "a: |+\n  b\n\n\n",
    "a: >-\n  b\n\n  c\n",
    "a: >+\n  b\n\n", "a: |2\n    b\n   c\n", "a: |1\n  b\n", "a: |2-\n   b\n", "a: |-2\n   b\n",
    "a: |0\n  b\n",
    "a: |10\n  b\n", "a: |x\n  b\n", "a: | # c\n  b\n", "a: |# c\n  b\n", "a: |\nb: 1\n", "a: |\n",
    "a: |", "a: |\n  b",
    "a: >\n  b\n    c\n  d\n", "a: >\n  b\n\n\n  c\n", "a: >\n\n  b\n", "a: |\n\n  b\n",
    "a: |\n   \n  b\n",
    "a: |\n \n\n  b\n", "a: |\n  b\n # c\n", "a: |\n  b\n# c\nd: 1\n", "a: |\n\tb\n",
    "a: |\n  \tb\n", "a: |\n  b\n c\n",
    "- |\n a\n- >\n b\n", "|\n a\n", "--- |\na\n", "--- >\n a\n b\n", "a: >\n  * b\n  * c\n",
    "a: >\n  b \n  c\n",
    "a: |\n  b\r\n  c\r\n", "a: |\r\n  b\r\n  c\r\n", "a: |\r  b\r  c\r",
    "a: >\n  b\n\n    c\n\n  d\n", "a: >2\n   b\n  c\n",
    "a:\n  |\n  b\n", "a: |+\n\nb: 1\n", "a: |+\n\n\n", "a: |-\n\n\n", "a: >\n\n\n", "a: | b\n",
    "a: |\n  é\u{2028}x\n  y\n",
    "a: |\n  x\u{85}  y\n", "a: |\n  😀\n  \u{FEFF}\n", "a: |\n  b: c\n    d\n  e\n",
    "a:\n- |\n  b\n- c\n", "a: |\n  ---\n", "a: |\n---\n",
    "a: b\n  c\n", "a: b\n\n  c\n", "a: b\n\n\n  c\n", "a: b # c\n  d\n", "a: b\n  # c\n  d\n",
    "a: b\n  c: d\n", "a: b\nc\n",
    "a:\n  b\n  c\n", "a: 1\n  2\n", "a: \"b\n  c\"\n", "a: \"b\n\n  c\"\n", "a: \"b \\\n  c\"\n",
    "a: \"b\\\n  \\ c\"\n",
    "a: 'b\n  c'\n", "a: 'b\n\n\n  c'\n", "a: \"b\nc\"\n", "a: 'b\nc'\n", "a: \"b\n---\nc\"\n",
    "a: \"b\n... \"\n", "a: \"\n  b\n  \"\n",
    "a: ' b '\n", "a: \" \n  b\"\n", "a: \"b\t\n  \tc\"\n", "a: b\t\n", "a: b \t# c\n",
    "a: [b\n  c, d\n  e]\n", "a: {b\n  c: d}\n",
    "a: [\"b\n  c\"]\n", "\"a\n b\": c\n", "a\n b: c\n", "'a b': |\n  c\n", "a: b\r\nc: d\r\n",
    "a: b\rc: d\r", "a: \"b\r\n  c\"\r\n",
  ]

  private static let anchors = [
    "a: &x 1\nb: *x\n", "a: &x {c: 1}\nb: *x\n", "a: &x [1]\nb: *x\n", "a: &x\nb: *x\n", "a: *x\n",
    "a: &x [*x]\n",
    "a: &x {b: *x}\n", "a: &x 1\nb: &x 2\nc: *x\n", "&x a: 1\nb: *x\n", "&x a: 1\n*x : 2\n",
    "*x : 1\n", "a: &x 1\n*x: 2\n",
    "a: &x [1]\n? *x\n: 2\n", "a: &x 1 &y 2\n", "a: &x *x\n", "a: & 1\n", "a: * \n",
    "a: &x-y_z 1\nb: *x-y_z\n", "a: &é 1\nb: *é\n",
    "a: &x.y 1\n", "a: &x, 1\n", "a: [&x 1, *x]\n", "a: [*x]\n", "&x {a: 1}\n", "&x\na: 1\n",
    "&x a\n", "--- &x\na: 1\nb: 2\n",
    "b: &x {c: 1, d: 2}\na:\n  <<: *x\n  c: 3\n", "b: &x {c: 1, d: 2}\na:\n  c: 3\n  <<: *x\n",
    "b: &x {c: 1}\nd: &y {c: 2, e: 3}\na:\n  <<: [*x, *y]\n",
    "b: &x {c: 1}\nd: &y {c: 2, e: 3}\na:\n  <<: *x\n  <<: *y\n",
    "b: &x {c: 1}\nd: &y {c: 2, e: 3}\na:\n  e: 0\n  <<: [*y, *x]\n  c: 9\n", "a:\n  <<: {b: 1}\n",
    "a:\n  <<: [{b: 1}, {b: 2, c: 3}]\n",
    "a:\n  <<: 1\n", "a:\n  <<: ~\n", "a:\n  <<:\n", "a:\n  <<: []\n", "a:\n  <<: {}\n",
    "a:\n  <<: [1]\n", "a:\n  <<: [[{b: 1}]]\n",
    "a:\n  <<: [~]\n", "a:\n  \"<<\": {b: 1}\n", "a:\n  '<<': 1\n", "<<: {a: 1}\nb: 2\n",
    "a: {<<: {b: 1}, c: 2}\n", "- <<\n", "a: <<\n",
    "b: &x [1]\na:\n  <<: *x\n", "b: &x 1\na:\n  <<: *x\n",
    "b: &x [{c: 1}, {d: 2}]\na:\n  <<: *x\n", "b: &x\n  <<: {c: 1}\n  d: 2\na:\n  <<: *x\n",
    "b: &x {c: {e: 1}}\na:\n  <<: *x\n  c: {f: 2}\n", "b: &x {yes: 1}\na:\n  <<: *x\n",
    "b: &x <<\na:\n  *x : {c: 1}\n",
    "a: &x {b: 1}\nc:\n  <<: *x\n  <<: *x\n", "a: &x {b: &y {c: 1}}\nd: {<<: *y}\n",
    "a:\n  &x <<: {b: 1}\n", "? <<\n: {a: 1}\n",
    "a: &x {k: 1}\nb: {k: 2, <<: *x, k: 3}\n", "a: &x {k: 1}\nb: {k: 2, k: 3, <<: *x}\n",
    "- &x a\n- *x\n- {*x : b}\n",
    "a: &x\n  - 1\nb: *x\n", "a: &x |\n  t\nb: *x\n", "a: &x !!str 1\nb: *x\n",
    "a: &x 'no'\nb: *x\n*x : 1\n", "a: &x no\n*x : 1\n",
    "a: &x 1\nb: *x c\n", "a: *x b\n", "a: &x\n  b: *x\n", "a: [&x {b: 1}, {<<: *x}]\n",
    "a: &a [1,1,1]\nb: [*a,*a,*a]\n",
  ]

  private static let layout = [
    "\u{FEFF}a: 1\n", "\u{FEFF}", "\u{FEFF}# c\n", "a: 1\n\u{FEFF}b: 2\n", "\u{FEFF}\u{FEFF}a: 1\n",
    "a: \u{FEFF}1\n", "\ta: 1\n", "a:\n\tb: 1\n",
    "a:\n  b: 1\n\tc: 2\n", "a: 1\n\t\n", "a: 1\n\t# c\n", "a:\t1\n", "a: 1\t\n", "-\ta\n",
    "- a\n-\tb: 1\n", "a:\n-\tb\n", "\t\n", "\t# c\na: 1\n", "a: [\n\tb\n]\n",
    "a: {\n\tb: 1\n}\n", "a: 'b\n\tc'\n", "a: b\n\tc\n", "a:\n  b\n\tc\n", "# c\n\n\na: 1\n\n",
    "a: 1 # c\n#d\n  # e\nb: 2\n", "a: 1\n#\n", "#\n", "a: #b\n", "a: # b\n", "a#: 1\n", "#a: 1\n",
    "- #a\n", "- # a\n  b\n", "%YAML 1.1\n---\na: 1\n", "%YAML 1.2\n---\na: 1\n",
    "%YAML 1.0\n---\na: 1\n", "%YAML 2.0\n---\na: 1\n", "%FOO\n---\na: 1\n", "%YAML 1.1\na: 1\n",
    "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", "%TAG ! tag:x,2000:\n---\na: !y 1\n", "---\na: 1\n",
    "--- a: 1\n", "--- {a: 1}\n", "--- # c\na: 1\n", "---a: 1\n", "a: 1\n...\n", "a: 1\n... # c\n",
    "a: 1\n---\nb: 2\n", "a: 1\n---\n", "---\n---\na: 1\n", "a: 1\n...\n---\nb: 2\n",
    "a: 1\n...\nb: 2\n", "--- 'a'\n", "---\t{a: 1}\n", "a: 1\r\n---\r\nb: 2\r\n",
    "a: 1\r\nb: |\r\n  c\r\n  d\r\n", "a: 1\rb: 2\r", "a: 1\n\rb: 2\n", "a: 1\u{85}b: 2\n",
    "a: 1\u{2028}b: 2\n", "a: 1\u{2029}b: 2\n", "a: 1\n\u{85}b: 2\n", "a: \"b\u{85}  c\"\n",
    "# c\u{85}a: 1\n", "# c\u{2028}a: 1\n",
    "a: '\u{2028}'\n", "a: 'x\u{2029}\n  y'\n", "a: x\u{2028}  y\n", "\u{A0}a: 1\n", "a: 1\u{A0}\n",
    "a:\u{A0}1\n", "  a: 1\n  b: 2\n", "  - a\n  - b\n", "a: 1\n  \n", "a: 1\n   # c\n b: 2\n",
    "a:    \n  b: 1\n", "a: 1;\n", "a = 1\n", "a=1\n", "A=1\nB=2\n", "a: @b\n", "a: `b`\n",
    "a: %b\n", "%a: 1\n", "a: {{ b }}\n", "a: \"{{ b }}\"\n", "{{ a }}: 1\n", "a: ${b}\n",
    "a: <b>\n", "a: *\n", "a: &\n", "a: !\n", "a: ?\n", "a: :\n", "a: -\n", "a: --\n", "a: ,\n",
    "a: |-", "a: >-\n", "a: \"", "a: '", "\"", "'", "[", "{", "]", "}", "a: [", "a: {", "-", "?",
    ":", "!", "&", "*", "|", ">", "%", "@", "`", "#", ",", "- -", "? ?", "? - a", "a:", "a: ",
    String(repeating: "k", count: 1023) + ": 1\n", String(repeating: "k", count: 1024) + ": 1\n",
    String(repeating: "k", count: 1025) + ": 1\n",
    "\"" + String(repeating: "k", count: 1022) + "\": 1\n",
    "\"" + String(repeating: "k", count: 1023) + "\": 1\n",
    "{" + String(repeating: "k", count: 1025) + ": 1}\n",
    String(repeating: "é", count: 600) + ": 1\n", String(repeating: "é", count: 1024) + ": 1\n",
    String(repeating: "é", count: 1025) + ": 1\n",
    "? " + String(repeating: "k", count: 2000) + "\n: 1\n",
    "a: " + String(repeating: "x", count: 70_000) + "\n",
    "a: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "\n",
    "a: " + String(repeating: "{a: ", count: 300) + "1" + String(repeating: "}", count: 300) + "\n",
    (0..<300).map { "k\($0): \($0)\n" }.joined(), (0..<30).map { "k\($0 % 13): \($0)\n" }.joined(),
  ]

  /// Disagreements that generated text brought up, made small.
  private static let shrunk = [
    "a: [https://x/y?z=1]\n", "a: {b: https://x/y?z=1}\n", "a: [x?]\n", "a: {x?}\n", "a: [a ?b]\n",
    "a: [b:]\n", "a: {b: c:}\n", "a: {b:,c: 1}\n",
    "a: [b:, c]\n", "a: {b: ::}\n", "a: [!, 5]\n", "a: {b: !!str, c: 1}\n", "a: [!!str, b]\n",
    "a: [![]]\n", "a: !!str,x b\n", "k: .INF\nk: 1\n",
    "k: .nan\nb: &x {k: 2}\n<<: *x\n", "b: &x {k: 2, &0: 3}\n", "a:\n  &0: &x\n    b: 1\n",
    "c: &x\n  &0: &y\n    k: 1\n    l: 2\n", "1: a\nk2:\n  2:\n  &0: &a2\n    0: x\n<<: *a2\n",
    "a: {b: 1,c: x?}\n", "a: x?\n", "a: b:\n", "1e39: a\n", "!r <<: {}\n",
    "b: &x <<\na:\n*x : {}\n", "k: .INF\nk: {}\n",
  ]

  /// What no Swift string holds.
  private static let bytes: [[UInt8]] = [
    [0x61, 0x3A, 0x20, 0xFF, 0x0A], [0x61, 0x3A, 0x20, 0xC3, 0x0A],
    [0x61, 0x3A, 0x20, 0xC0, 0x80, 0x0A],
    [0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80, 0x0A], [0x61, 0x3A, 0x20, 0xF4, 0x90, 0x80, 0x80, 0x0A],
    [0x61, 0x3A, 0x20, 0x00, 0x0A], [0x61, 0x3A, 0x20, 0x01, 0x0A], [0x61, 0x3A, 0x20, 0x1B, 0x0A],
    [0x23, 0x20, 0xFF, 0x0A],
    [0x23, 0x20, 0x01, 0x0A], [0x61, 0x3A, 0x20, 0x0C, 0x0A], [0x61, 0x3A, 0x20, 0x0B, 0x0A],
    [0x00], [0xEF, 0xBB], [0xEF, 0xBB, 0xBF],
    [0x61, 0x3A, 0x20, 0x31, 0x0A, 0x00],
    [0x61, 0x3A, 0x20, 0x31, 0x0A, 0x2E, 0x2E, 0x2E, 0x0A, 0xFF], [0x61, 0x3A, 0x20, 0xE2, 0x82],
    [0x61, 0x3A, 0x20, 0x22, 0x80, 0x22, 0x0A],
  ]
}
