package import Diagnostics
import Documents
import Settings

/// The database of the server and its user as SQL, and the options of the MySQL server.
///
/// Source: documentation, "Deploy W&B Platform On-premises", section "MySQL database".
package enum MySQLEmitter: Emitter {
  package static let target = Target(
    name: "mysql", files: ["wandb.sql", "wandb.cnf"],
    summary: "SQL that creates the database and its user, and the options that MySQL 8 needs")

  package static func render(
    _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Rendering? {
    let database = request.configuration.mysql
    if database.host.isAbsent, request.configuration[.mysql].literal == true {
      bag.report(.bundled(request))
      return nil
    }
    let name = need("global.mysql.database", database.database, request, &bag)
    let user = need("global.mysql.user", database.user, request, &bag)
    if database.password.isAbsent {
      bag.report(.missing("global.mysql.password", for: target, request.resolved))
    }
    guard let name, let user, !database.password.isAbsent,
      areWritable(name, user, request, &bag)
    else { return nil }
    let password = database.password.writableText
    if password == nil { bag.report(.passwordElsewhere(request)) }
    return [
      Artifact(
        fileName: target.files[0], text: statements(name, user, password).render(),
        sensitivity: password == nil ? .open : .secret),
      Artifact(fileName: target.files[1], text: options.render(), sensitivity: .open),
    ]
  }

  /// The text of a setting, or the chart's default where that applies.
  private static func need(
    _ name: String, _ setting: Setting<String>, _ request: RenderRequest,
    _ bag: inout DiagnosticBag
  ) -> String? {
    let field = FieldCatalog.field(named: name)
    let applied = field.flatMap { request.resolved.appliedDefault(of: $0)?.value }
    if let text = setting.writable ?? applied { return text }
    bag.report(.missing(name, for: target, request.resolved))
    return nil
  }

  /// Whether MySQL accepts the names; reported if it does not.
  private static func areWritable(
    _ name: String, _ user: String, _ request: RenderRequest, _ bag: inout DiagnosticBag
  ) -> Bool {
    let database = request.configuration.mysql
    let isName = SQLDocument.isName(name)
    if !isName {
      bag.report(
        request.unwritable(
          target, .notADatabase, about: "global.mysql.database", database.database))
    }
    let isUser = !user.isEmpty && user.unicodeScalars.count <= longestUser
    if !isUser {
      bag.report(
        request.unwritable(target, .notAUser, about: "global.mysql.user", database.user))
    }
    return isName && isUser
  }

  /// The longest name of a user, in characters (MySQL 8.0, "CREATE USER Statement").
  private static let longestUser = 32

  private static func statements(
    _ name: String, _ user: String, _ password: String?
  ) -> SQLDocument {
    let account: [SQLDocument.Piece] = [.text(user), "@", .text("%")]
    // Nobody can sign in to a locked account, so it does no harm that it has no password.
    let access: [SQLDocument.Piece] =
      password.map { [" IDENTIFIED BY ", .text($0)] } ?? [" ACCOUNT LOCK"]
    return SQLDocument([
      .comment("The database of W&B Server. Run this once, as an administrator of MySQL 8."),
      .statement([
        "CREATE DATABASE IF NOT EXISTS ", .name(name),
        " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
      ]),
      .statement(["CREATE USER IF NOT EXISTS "] + account + access),
      .statement(
        ["GRANT ALL ON ", .privilegeName(name), ".* TO "] + account + [" WITH GRANT OPTION"]),
    ])
  }

  private static var options: OptionFile {
    OptionFile(
      [
        .comment("Options for the database of W&B Server."),
        .comment("MySQL accepts this sort_buffer_size since 8.0.28."), .group("mysqld"),
      ] + DatabaseParameter.all.map { .option($0.name, $0.value) })
  }
}

extension Setting<Secret> {
  /// The text to write in a document; a placeholder is written unchanged.
  var writableText: String? {
    switch state {
    case .literal(let secret): secret.text
    case .placeholder(let text), .unrecognized(let text): text
    case .absent, .reference, .unknown, .invalid: nil
    }
  }
}

extension Diagnostic {
  fileprivate static func bundled(_ request: RenderRequest) -> Diagnostic {
    let setting = request.configuration[.mysql]
    var diagnostic = Diagnostic(
      RenderProblem.targetMisfit,
      "`mysql` is for a MySQL server of your own, but the chart installs one",
      at: request.resolved.valueSpan(of: setting) ?? request.beginning)
    diagnostic.setting = "mysql.install"
    diagnostic.help = "set `mysql.install: false` and `global.mysql.host`"
    return diagnostic
  }

  fileprivate static func passwordElsewhere(_ request: RenderRequest) -> Diagnostic {
    let setting = request.configuration.mysql.password
    let reference: Reference? =
      if case .reference(let reference) = setting.state { reference } else { nil }
    let value = FieldCatalog.field(named: "global.mysql.password").map {
      ElsewhereValue($0, reference, request.resolved)
    }
    var diagnostic = Diagnostic(
      RenderProblem.elsewhere,
      """
      wandb.sql creates a locked account, because it lacks a value stored or computed elsewhere: \
      `global.mysql.password` (\(value?.source ?? "not known here"))
      """, at: value?.span ?? request.beginning)
    diagnostic.setting = "global.mysql.password"
    diagnostic.help =
      "run `ALTER USER … IDENTIFIED BY '…' ACCOUNT UNLOCK` after it, with the password"
    return diagnostic
  }
}

extension Message {
  fileprivate static var notADatabase: Message {
    "MySQL accepts names of databases of 1 to 64 characters, without NUL, emoji or a final space"
  }

  fileprivate static var notAUser: Message { "MySQL accepts names of users of 1 to 32 characters" }
}
