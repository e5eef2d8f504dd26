/// What can be wrong with an LDAP server, or with its directory.
package enum LDAPProblem: String, ProbeProblem {
  case bindRefused = "ldap-bind-refused"
  case invalidName = "ldap-dn-invalid"
  case anonymousRefused = "ldap-anonymous-refused"
  case passwordInClear = "ldap-password-in-clear"
  case baseNotFound = "ldap-base-dn-not-found"
  case baseIsRelative = "ldap-base-dn-relative"
  case rightMissing = "ldap-right-missing"
  case referral = "ldap-referral"
  case requestFailed = "ldap-request-failed"
  case usersNotFound = "ldap-users-not-found"
  case emailAttributeMissing = "ldap-email-attribute-missing"
  case groupAttributeMissing = "ldap-group-attribute-missing"
  case groupNotFound = "ldap-group-not-found"
  case groupIsEmpty = "ldap-group-empty"
  case membersNotFound = "ldap-members-not-found"
}
