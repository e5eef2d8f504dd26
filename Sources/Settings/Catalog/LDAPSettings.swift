package import Diagnostics

/// Sign-in with LDAP.
///
/// No release of chart operator-wandb has keys for it: in a cluster, the variables `LDAP_…` are set
/// in `global.extraEnv`; wandb/local reads `LOCAL_LDAP_…`.
package struct LDAP: Sendable {
  /// `ldap.address`: the URL of the LDAP server: `ldap://host[:389]` or `ldaps://host[:636]`.
  package var address = Setting<String>()
  /// `ldap.baseDN`: the distinguished name under which to search for users.
  package var baseDN = Setting<String>()
  /// `ldap.userBaseDN`: the distinguished name under which to search for users, if groups are
  /// elsewhere.
  package var userBaseDN = Setting<String>()
  /// `ldap.groupBaseDN`: the distinguished name under which to search for groups.
  package var groupBaseDN = Setting<String>()
  /// `ldap.bindDN`: the distinguished name that the server binds with; anonymous if not set.
  package var bindDN = Setting<String>()
  /// `ldap.bindPassword`: the password that the server binds with.
  package var bindPassword = Setting<Secret>()
  /// `ldap.attributes`: the names of the mail and group attributes: `email=mail,group=gidNumber`.
  package var attributes = Setting<String>()
  /// `ldap.tls`: whether an `ldap://` connection is upgraded to TLS.
  package var tls = Setting<Bool>()
  /// `ldap.groupAllowList`: the groups whose members may sign in, comma-separated.
  package var groupAllowList = Setting<String>()
  /// `ldap.login`: whether users sign in with LDAP.
  package var login = Setting<Bool>()
  /// `ldap.userObjectClass`: the object class of users.
  package var userObjectClass = Setting<String>()
  /// `ldap.groupObjectClass`: the object class of groups.
  package var groupObjectClass = Setting<String>()
  /// `ldap.connectionString`: the whole configuration as one URL; proposed (wandb/helm-charts#577).
  package var connectionString = Setting<Secret>()

  /// Nothing is set.
  package init() {}

  /// Whether any input turns on sign-in with LDAP, by an address or by a whole URL.
  package var isSet: Bool { !address.isAbsent || !connectionString.isAbsent }
}

extension FieldSection {
  static let ldap = FieldSection(
    "LDAP", "",
    variables: """
      LOCAL_LDAP_ADDRESS LOCAL_LDAP_BASE_DN LOCAL_LDAP_BIND_DN LOCAL_LDAP_BIND_PW
      LOCAL_LDAP_ATTRIBUTES LOCAL_LDAP_TLS_ENABLE LOCAL_LDAP_GROUP_ALLOW_LIST LOCAL_LDAP_LOGIN
      LDAP_ADDRESS LDAP_BASE_DN LDAP_USER_BASE_DN LDAP_GROUP_BASE_DN LDAP_BIND_DN LDAP_BIND_PW
      LDAP_ATTRIBUTES LDAP_TLS_ENABLE LDAP_LOGIN LDAP_USER_OBJECT_CLASS LDAP_GROUP_OBJECT_CLASS
      GORILLA_LDAP_CONNECTION_STRING
      """,
    source: "Documentation, \"Configure LDAP\"; chart \(ChartRelease.citation) reads none of it",
    fields: [
      Field(
        "ldap.address", \.ldap.address, both("ADDRESS"),
        summary: "The URL of the LDAP server: `ldap://host[:389]` or `ldaps://host[:636]`."),
      Field(
        "ldap.baseDN", \.ldap.baseDN, both("BASE_DN"),
        summary: "The distinguished name under which to search for users."),
      Field(
        "ldap.userBaseDN", \.ldap.userBaseDN, [.environment("LDAP_USER_BASE_DN")],
        summary:
          "The distinguished name under which to search for users, if groups are elsewhere."),
      Field(
        "ldap.groupBaseDN", \.ldap.groupBaseDN, [.environment("LDAP_GROUP_BASE_DN")],
        summary: "The distinguished name under which to search for groups."),
      Field(
        "ldap.bindDN", \.ldap.bindDN, both("BIND_DN"),
        summary: "The distinguished name that the server binds with; anonymous if not set."),
      Field(
        "ldap.bindPassword", \.ldap.bindPassword, both("BIND_PW"),
        summary: "The password that the server binds with."),
      Field(
        "ldap.attributes", \.ldap.attributes, both("ATTRIBUTES"),
        summary: "The names of the mail and group attributes: `email=mail,group=gidNumber`."),
      Field(
        "ldap.tls", \.ldap.tls, both("TLS_ENABLE"),
        summary: "Whether an `ldap://` connection is upgraded to TLS."),
      Field(
        "ldap.groupAllowList", \.ldap.groupAllowList, [.environment("LOCAL_LDAP_GROUP_ALLOW_LIST")],
        summary: "The groups whose members may sign in, comma-separated."),
      Field(
        "ldap.login", \.ldap.login, both("LOGIN"), summary: "Whether users sign in with LDAP."),
      Field(
        "ldap.userObjectClass", \.ldap.userObjectClass, [.environment("LDAP_USER_OBJECT_CLASS")],
        summary: "The object class of users."),
      Field(
        "ldap.groupObjectClass", \.ldap.groupObjectClass, [.environment("LDAP_GROUP_OBJECT_CLASS")],
        summary: "The object class of groups."),
      Field(
        "ldap.connectionString", \.ldap.connectionString,
        [.environment("GORILLA_LDAP_CONNECTION_STRING")],
        summary: "The whole configuration as one URL; proposed (wandb/helm-charts#577)."),
    ])

  /// The variable that wandb/local reads, and the one that a cluster reads.
  private static func both(_ name: String) -> [Spelling] {
    [
      .environment("LOCAL_LDAP_\(name)"), .helm("global.extraEnv.LDAP_\(name)"),
      .environment("LDAP_\(name)", .alias),
    ]
  }
}
