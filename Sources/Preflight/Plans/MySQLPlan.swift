import Probing
import Settings

extension ProbePlan {
  /// The MySQL server; nil if the chart or the container brings one, which can't be reached from here.
  static func mysql(_ resolved: ResolvedConfiguration) -> ProbePlan? {
    let mysql = resolved.configuration.mysql
    guard !mysql.host.isAbsent else { return nil }
    var plan = ProbePlan(.mysql, .mysql, needing: .host, resolved)
    plan.add(.host, "global.mysql.host", mysql.host)
    plan.add(.port, "global.mysql.port", mysql.port)
    plan.add(.user, "global.mysql.user", mysql.user)
    plan.add(.password, "global.mysql.password", mysql.password)
    plan.add(.database, "global.mysql.database", mysql.database)
    plan.add(.scheme, "mysql.scheme", mysql.scheme)
    plan.add(.authority, "global.mysql.caCert", mysql.caCert)
    plan.add(.tls, "mysql.tls", mysql.tls)
    plan.addChartDefaults(resolved)
    plan.implyEncryption(resolved)
    plan.withholdFiles(mysql)
    plan.withholdBytes()
    plan.target = "\(plan.request[.host] ?? ""):\(plan.request[.port] ?? "3306")"
    if let scheme = mysql.scheme.literal, scheme == .cloudsql || scheme == .cloudsqlReplica {
      plan.withhold(.host, because: "`\(scheme.rawValue)` connects through Google's API")
    }
    return plan
  }

  /// The user and the database that the chart names if the values do not.
  private mutating func addChartDefaults(_ resolved: ResolvedConfiguration) {
    for (role, name) in [(Role.user, "global.mysql.user"), (.database, "global.mysql.database")]
    where !request.has(role) {
      guard let field = FieldCatalog.field(named: name),
        let value = resolved.appliedDefault(of: field)?.value
      else { continue }
      imply(role, value, by: .host)
    }
  }

  /// How the connection is encrypted if no input says it.
  private mutating func implyEncryption(_ resolved: ResolvedConfiguration) {
    guard !request.has(.tls),
      let surface = resolved.origin(of: resolved.configuration.mysql.host)?.location?.surface
    else { return }
    switch surface {
    // The chart always writes `tls=preferred`.
    case .helm: imply(.tls, "preferred", by: .host)
    // Operator v2 writes `tls=custom` if there is a certificate.
    case .resource where request.has(.authority): imply(.tls, "custom", by: .authority)
    case .environment, .operatorChart, .resource, .terraform: break
    }
  }

  /// Files in the container can't be read here.
  private mutating func withholdFiles(_ mysql: Database) {
    add(.file, "mysql.sslCert", mysql.sslCert)
    if request[.file] != nil {
      withhold(.file, because: "`mysql.sslCert` is a file in the container")
    }
    guard request[.tls] == "custom", !request.has(.authority), !mysql.sslCA.isAbsent else { return }
    add(.authority, "mysql.sslCA", mysql.sslCA)
    withhold(.authority, because: "`mysql.sslCA` is a file in the container")
  }

  /// Bytes that the probe can't send as the server does.
  private mutating func withholdBytes() {
    for (role, name) in [(Role.user, "global.mysql.user"), (.password, "global.mysql.password")] {
      guard let text = request[role] else { continue }
      if text.utf8.contains(0) {
        withhold(role, because: "`\(name)` contains a NUL character, which libmariadb can't send")
      } else if PercentEncoding.holdsEscape(text), PercentEncoding.decode(text) == nil {
        // It was left as it is written.
        withhold(role, because: "`\(name)` is not valid UTF-8")
      }
    }
  }

  /// Makes steps that need a value leave it out.
  private mutating func withhold(_ role: Role, because reason: String) {
    request[role] = nil
    request.lack(role, because: reason)
  }
}
