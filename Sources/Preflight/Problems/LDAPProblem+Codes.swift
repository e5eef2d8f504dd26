import Diagnostics
import Probing

/// The codes of an LDAP server and its directory.
enum LDAPCodes {
  private static let values = """
    LDAP_ADDRESS=ldap://ldap.example.com
    LDAP_TLS_ENABLE=true
    LDAP_BASE_DN=dc=example,dc=com
    LDAP_USER_BASE_DN=ou=people,dc=example,dc=com
    LDAP_BIND_DN=cn=wandb,ou=services,dc=example,dc=com
    LDAP_BIND_PW=s3cr3t
    LDAP_ATTRIBUTES=email=mail,group=memberOf
    LOCAL_LDAP_GROUP_ALLOW_LIST=wandb-users

    """

  private static let id = ProbeCodes<LDAPProblem>(.ldap, .env(values))

  static let bindRefused = id(
    "WB5140", .bindRefused, .error, source: "RFC 4511, result of a bind request",
    "The LDAP server refuses the bind DN or its password.",
    """
    The message contains the server's answer. Numbers of Active Directory, such as `data 532`, are \
    explained in the advice.
    """,
    ["reply": "Invalid credentials (49)"])

  static let invalidName = id(
    "WB5141", .invalidName, .error, source: "RFC 4511, result `invalidDNSyntax`",
    "The LDAP server cannot read a distinguished name.",
    """
    Characters with a meaning in such names (`,` `+` `"` `\\` `<` `>` `;` `=`) are written with a backslash \
    (RFC 4514). Active Directory also accepts other forms for a bind.
    """,
    ["expected": "baseDN", "reply": "Invalid DN syntax (34): invalid DN"])

  static let anonymousRefused = id(
    "WB5142", .anonymousRefused, .error, source: "RFC 4513, section 5.1.1",
    "The LDAP server does not answer clients that did not bind.",
    """
    Without `ldap.bindDN`, the server binds anonymously. Active Directory accepts that, but refuses \
    every search.
    """,
    ["address": "ldap.example.com:389", "reply": "Operations error (1)"],
    in: .env("LDAP_ADDRESS=ldaps://ldap.example.com\nLDAP_BASE_DN=dc=example,dc=com\n"))

  static let passwordInClear = id(
    "WB5143", .passwordInClear, .warning, source: "RFC 4513, section 6.3.1",
    "The bind password is sent without encryption.",
    """
    The address uses ldap:// without StartTLS, so that anybody on the path can read the password.
    """,
    ["address": "ldap.example.com:389"],
    in: .env(
      "LDAP_ADDRESS=ldap://ldap.example.com\nLDAP_BIND_DN=cn=wandb,dc=example\nLDAP_BIND_PW=s3cr3t\n"
    ))

  static let baseNotFound = id(
    "WB5144", .baseNotFound, .error, source: "RFC 4511, result `noSuchObject`",
    "An entry from which searches start does not exist.",
    """
    Servers give the same answer for an entry that the client may not see. The advice names the deepest \
    part of the name that exists, if the server says so.
    """,
    ["expected": "userBaseDN", "found": "dc=example,dc=com", "reply": "No such object (32)"])

  static let baseIsRelative = id(
    "WB5145", .baseIsRelative, .warning,
    source: "W&B documentation, \"Configure LDAP\": a root path for searches",
    "A base DN is written relative to another one.",
    """
    The entry exists only if the base DN is appended. Searches in LDAP start from whole names, and whether \
    the server appends the base DN is not documented. The other steps use the whole name.
    """,
    ["expected": "userBaseDN"],
    in: .env(
      "LDAP_ADDRESS=ldaps://ldap.example.com\nLDAP_BASE_DN=dc=example,dc=com\nLDAP_USER_BASE_DN=ou=people\n"
    ))

  static let rightMissing = id(
    "WB5146", .rightMissing, .error, source: "RFC 4511, result `insufficientAccessRights`",
    "The bind DN may not search an entry.",
    """
    The server refuses the search itself. Entries and attributes that are merely hidden are reported as \
    missing.
    """,
    ["expected": "baseDN", "reply": "Insufficient access (50)"])

  static let referral = id(
    "WB5147", .referral, .warning, source: "RFC 4511, result `referral`",
    "Another LDAP server has the entry.",
    """
    The probe follows no referral, since the credentials are for the configured server only.
    """,
    ["expected": "baseDN", "reply": "Referral (10)", "address": "ldap.example.com:389"])

  static let requestFailed = id(
    "WB5148", .requestFailed, .warning, source: "RFC 4511, section 4.1.9",
    "The LDAP server could not answer a request.",
    """
    The message contains the result, such as `busy` or a limit that was exceeded.
    """,
    ["address": "ldap.example.com:389", "reply": "Server is busy (51)"])

  static let usersNotFound = id(
    "WB5149", .usersNotFound, .warning, source: "RFC 4511, an empty search result",
    "No user was found where users are looked up.",
    """
    Users are entries with the email attribute, of the configured object class or of `person`, \
    `inetOrgPerson`, `posixAccount` or `user`. An entry that the client may not read does not appear.
    """)

  static let emailAttributeMissing = id(
    "WB5150", .emailAttributeMissing, .warning, source: "RFC 4511, an empty search result",
    "No user has the configured email attribute.",
    """
    There are users, but none has a value for the attribute, or the client may not read it. The advice \
    names attributes that contain addresses.
    """,
    ["found": "userPrincipalName"])

  static let groupAttributeMissing = id(
    "WB5151", .groupAttributeMissing, .warning, source: "RFC 4511, an empty search result",
    "No entry has the configured group attribute.",
    """
    The attribute was looked up on all entries of users and groups. `memberOf` is on users, and some \
    servers maintain it only if told to; `gidNumber` is on users and groups of POSIX.
    """)

  static let groupNotFound = id(
    "WB5152", .groupNotFound, .warning, source: "RFC 4511, an empty search result",
    "A group of the allow list was not found.",
    """
    A group is looked up by its distinguished name, by `cn` or `sAMAccountName`, and as a value of the \
    group attribute.
    """,
    ["name": "wandb-users"])

  static let groupIsEmpty = id(
    "WB5153", .groupIsEmpty, .warning, source: "RFC 4511, an empty search result",
    "A group of the allow list has no members.",
    """
    Members are the values of `member`, `uniqueMember` and `memberUid`, and entries that name the group in \
    `memberOf` or have its `gidNumber`.
    """,
    ["name": "wandb-users"])

  static let membersNotFound = id(
    "WB5154", .membersNotFound, .warning, source: "RFC 4511, an empty search result",
    "Members of an allowed group do not exist.",
    """
    The first ten members are looked up. Directories without referential integrity keep the names of \
    removed entries.
    """,
    ["name": "wandb-users", "amount": "1 of 3", "found": "uid=bob,ou=people,dc=example,dc=com"])
}
