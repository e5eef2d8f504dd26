/// What can be wrong with a configured CA certificate, compared with what services presented.
package enum AuthorityProblem: String, ProbeProblem {
  case signsNothing = "authority-signs-nothing"
  case expiresSoon = "signing-authority-expires-soon"
}
