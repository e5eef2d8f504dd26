/// Env files written by hand.
enum EnvSamples {
  static let all: [[UInt8]] =
    lines.map { Array($0.utf8) } + lines.prefix(40).map { Array(("B=0\n" + $0 + "\nC=2").utf8) }
    + bytes

  private static let lines = [
    "", "\n", "\n\n\n", "A=1", "A=1\n", "A=", "A", "HOSTVAR", "EMPTYVAR", "HOSTVAR=", "=", "=1",
    " =1", "A==", "A=b=c", "A= 1", "A=1 ",
    "A =1", " A=1", "\tA=1", "  \tA=1", "A\t=1", "A B=1", "export A=1", "export HOSTVAR", "A B",
    "HOSTVAR ", " HOSTVAR", "HOSTVAR\t", "# c", " # c", "\t#c", "#A=1",
    "A=1 # c", "A=#", "A#=1", "; c", ";c", ";c=1", "// c", "A=\"1\"", "A='1'", "A=\"1", "A=\"1\" ",
    "\"A\"=1", "A=`x`", "A=$HOSTVAR", "A=${HOSTVAR}", "A=$(id)",
    "A=a\\nb", "A=a\\", "A=1\\\nB=2", "A=1\nA=2", "A=1\nA", "HOSTVAR\nHOSTVAR=2",
    "HOSTVAR=2\nHOSTVAR", "A=1\nB=2\nA=3\n", "A=1\nA=1", "A.B=1", "A-B=1",
    "1A=1", "a=1\nA=2", "A/B=1", "A:B=1", "A=1\r\nB=2\r\n", "A=1\r\n\r\nB=2", "A=1\rB=2",
    "A=1\r\r\n", "A\r\n", "\r\n", "\r", "A=\r\n", "A=1\n\rB=2", "# c\r\nA=1", "\u{FEFF}A=1",
    "\u{FEFF}", "\u{FEFF}# c\nA=1",
    "\u{FEFF}\u{FEFF}A=1", "A=1\n\u{FEFF}B=2", " \u{FEFF}A=1", "\u{FEFF} A=1", "é=1", "été",
    "e\u{301}te\u{301}", "\u{E9}=1\ne\u{301}=2", "A=é", "A=😀", "日本=語", "\u{A0}A=1", "A\u{A0}=1",
    "A\u{A0}B=1", "A=\u{A0}1",
    "\u{2003}A=1", "A\u{2003}B=1", "A\u{2003}=1", "\u{3000}A=1", "\u{85}A=1", "A\u{85}=1",
    "A\u{85}B=1", "\u{2028}A=1", "A\u{2028}=1", "\u{200B}A=1", "A\u{200B}=1", "\u{1680}A=1",
    "\u{180E}A=1", "A\u{180E}=1",
    "\u{202F}A=1", "\u{205F}A=1", "\u{2060}A=1", "A\u{202F}=1", "A=1\u{2028}B=2", "A=1\u{85}B=2",
    "\u{B}A=1", "\u{C}A=1", "A\u{B}=1", "A\u{C}B=1", "A=1\u{B}B=2", "A=1\u{C}", "\u{1C}A=1",
    "A\u{1C}=1", "\u{1F}A=1", "\u{1}A=1", "A\u{1}=1",
    "A=\u{1}", "A=\u{7F}", "A=\t1\t", "A=a\tb", " ", "   \n\t\n", " \u{A0} ", "\u{A0}# c",
    "\u{2003}#c", "\u{2003}", "-A=1", "--A=1", "A=-1", "[section]", "[section]\nA=1", "{\"A\":1}",
    "A: 1", "A:1", "A=s3://k:s@h/b?x=1&y=2", "A='a\nb'",
    "A=\"a\nb\"", "A=1\n=2", "A=1\nB C=2", "*=1", "A*=1", "?A", "%A%=1", "A==1=", "==", "= =",
    "A= ", "A=  =", "e\u{301}", "#", "#\n#", "# =", " #=1", "A\n", "HOSTVAR\n\n", "\tHOSTVAR",
    "set A=1", "A+=1", "A=1;B=2", "A=1,B=2", "\u{301}A=1", "#\u{301}", " \u{301}A=1", "A=\u{301}",
    "A\u{301}=1", "=\u{301}1",
    "\u{FEFF}\r\nA=1", "A=1\n ", "A=\u{FFFD}", "\u{FFFD}=1", "A=\u{10FFFF}", "A=\u{FFFE}",
    "PATH=/bin", "A=1\n#\u{2028}B=2",
    "A=" + String(repeating: "x", count: 65_532), "A=" + String(repeating: "x", count: 65_533),
    "A=" + String(repeating: "x", count: 65_533) + "\n",
    "A=" + String(repeating: "x", count: 65_533) + "\r\n",
    "A=" + String(repeating: "x", count: 65_532) + "\r\n",
    "A=" + String(repeating: "x", count: 65_534),
    "A=" + String(repeating: "x", count: 65_534) + "\n",
    "A=" + String(repeating: "x", count: 65_535), "A=" + String(repeating: "x", count: 70_000),
    "#" + String(repeating: "x", count: 65_534), "#" + String(repeating: "x", count: 65_535),
    "#" + String(repeating: "x", count: 65_535) + "\nA=1",
    "B=1\nA=" + String(repeating: "x", count: 65_533),
    "B=1\nA=" + String(repeating: "x", count: 65_534) + "\nC=1\n",
    "A=" + String(repeating: "é", count: 32_766) + "\n",
    "A=" + String(repeating: "é", count: 32_767) + "\n",
    "\u{FEFF}A=" + String(repeating: "x", count: 65_530) + "\n",
    "\u{FEFF}A=" + String(repeating: "x", count: 65_531) + "\n",
    "\u{FEFF}A=" + String(repeating: "x", count: 65_533) + "\n",
    "B=1\n\u{FEFF}A=" + String(repeating: "x", count: 65_530) + "\n",
  ]

  /// Invalid UTF-8, and UTF-16.
  private static let bytes: [[UInt8]] = [
    [0x41, 0x3D, 0xFF], [0x41, 0x3D, 0xFF, 0x0A, 0x42, 0x3D, 0x31], [0xFF, 0x3D, 0x31],
    [0x23, 0xFF], [0x23, 0xFF, 0x0A, 0x41, 0x3D, 0x31], [0x41, 0x3D, 0xC3],
    [0x41, 0x3D, 0xC3, 0x0A],
    [0x41, 0x3D, 0xC0, 0x80], [0x41, 0x3D, 0xED, 0xA0, 0x80], [0x41, 0x3D, 0xF4, 0x90, 0x80, 0x80],
    [0x41, 0x3D, 0xE2, 0x82], [0xEF, 0xBB], [0xEF, 0xBB, 0xBF, 0xFF],
    [0x41, 0x3D, 0x31, 0x0A, 0xFF],
    [0xFF, 0xFE, 0x41, 0x00, 0x3D, 0x00], [0xFE, 0xFF, 0x41, 0x3D], [0xA0, 0x41, 0x3D, 0x31],
    [0x41, 0xFF], [0x20, 0xFF],
  ]
}
