/// What can be wrong with the programs that install the server, and with the license.
package enum VersionProblem: String, ProbeProblem {
  case kubernetesTooOld = "kubernetes-version-too-old"
  case clusterNotReached = "kubernetes-cluster-not-reached"
  case terraformUnsupported = "terraform-version-unsupported"
  case versionUnknown = "terraform-version-unknown"
  case licenseExpiresSoon = "license-expires-soon"
}
