import Glibc
import Reporting

/// What a terminal can show, from what it is and what the environment says about it.
enum TerminalStyle {
  /// Colours on a terminal that has them; `NO_COLOR` and `FORCE_COLOR` override what is detected.
  ///
  /// Source: no-color.org, force-color.org, bixense.com/clicolors.
  static func palette(of stream: Terminal.Stream) -> TextStyle.Palette {
    if !(Terminal.variable("NO_COLOR") ?? "").isEmpty { return .plain }
    for name in ["FORCE_COLOR", "CLICOLOR_FORCE"] {
      guard let value = Terminal.variable(name), !value.isEmpty else { continue }
      if value != "0" { return .colored }
      if name == "FORCE_COLOR" { return .plain }
    }
    guard Terminal.isTerminal(stream), !isDumb, Terminal.variable("CLICOLOR") != "0" else {
      return .plain
    }
    return .colored
  }

  /// The layout for a terminal; nil for files and pipes.
  static func screen(of stream: Terminal.Stream) -> TextStyle.Screen? {
    Terminal.isTerminal(stream) ? TextStyle.Screen(width: Terminal.width(of: stream)) : nil
  }

  /// Links, where the terminal is known to understand them.
  ///
  /// `FORCE_HYPERLINK` overrides what is
  /// detected.
  static func links(on stream: Terminal.Stream) -> FileLinks? {
    guard Terminal.isTerminal(stream), !isDumb else { return nil }
    let choice = Terminal.variable("FORCE_HYPERLINK") ?? ""
    guard choice.isEmpty ? hasLinks : choice != "0",
      let directory = FileSystem.resolved(".")
    else { return nil }
    return FileLinks(host: Terminal.host, directory: directory)
  }

  private static var isDumb: Bool { Terminal.variable("TERM") == "dumb" }

  private static var hasLinks: Bool {
    let kind = Terminal.variable("TERM") ?? ""
    // A multiplexer passes the variables of the terminal on that it was started in.
    guard !kind.hasPrefix("screen"), !kind.hasPrefix("tmux") else { return false }
    let program = Terminal.variable("TERM_PROGRAM") ?? ""
    let programs = ["iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "rio", "mintty"]
    let kinds = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour"]
    let names = ["KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM"]
    // Earlier releases of the library behind GNOME Terminal showed the escapes or crashed.
    let library = Terminal.variable("VTE_VERSION").flatMap { Int($0) } ?? 0
    return programs.contains(program) || kinds.contains { kind.hasPrefix($0) } || library >= 5000
      || names.contains { Terminal.variable($0) != nil }
  }
}
