/// Who may not take on the server's role.
extension PolicyTable {
  static let tokens: [PolicyRow] = [
    each(
      "a token of another kind", withToken, on: [\.theRole], by: [\.cluster],
      in: [
        \.tokenOfAnotherNamespace, \.tokenOfLongerNamespace, \.tokenForAnotherAudience,
        \.tokenForNobody, \.tokenWithoutSubject,
      ], .denied),
    each(
      "another service account", withToken, on: [\.theRole], by: [\.cluster],
      in: [\.tokenOfAnotherServiceAccount, \.tokenOfLongerServiceAccount],
      with: [.namedServiceAccounts], .denied),
    each(
      "somebody else takes the role", withToken, on: [\.theRole],
      by: [\.anotherCluster, \.clusterOfAnotherAccount, \.anonymous, \.machine, \.namesake],
      in: [\.token], .denied),
    each(
      "take the role without a token", ["sts:AssumeRole"], on: [\.theRole],
      by: [\.cluster, \.machine, \.neighbour, \.namesake, \.rootElsewhere], in: [\.usual, \.token],
      .denied),
  ].flatMap { $0 }

  private static let withToken = ["sts:AssumeRoleWithWebIdentity"]
}
