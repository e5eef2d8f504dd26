/// What can be wrong with a mail server.
package enum SMTPProblem: String, ProbeProblem {
  case loginRefused = "smtp-login-refused"
  case loginRequired = "smtp-login-required"
  case loginNotOffered = "smtp-login-not-offered"
  case methodUnsupported = "smtp-login-method-unsupported"
  case encryptionNotOffered = "smtp-encryption-not-offered"
  case notEncrypted = "smtp-not-encrypted"
  case tlsFromStart = "smtp-tls-from-start"
  case portMissing = "smtp-port-missing"
  case clientRefused = "smtp-client-refused"
  case tryLater = "smtp-try-later"
  case senderInvalid = "smtp-sender-invalid"
  case senderRefused = "smtp-sender-refused"
  case recipientRefused = "smtp-recipient-refused"
  case relayDenied = "smtp-relay-denied"
  case smallMails = "smtp-size-limit"
  case mailRefused = "smtp-mail-refused"
}
