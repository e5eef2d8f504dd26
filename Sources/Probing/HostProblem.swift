/// What can be wrong with the public URL of the server.
///
/// Before the first installation nothing answers there, so none of these is an error.
package enum HostProblem: String, ProbeProblem {
  case notInDNS = "host-not-in-dns"
  case withoutServer = "host-without-server"
  case certificateForAnotherName = "host-certificate-for-another-name"
  case certificateNotTrusted = "host-certificate-not-trusted"
  case placeholderCertificate = "host-placeholder-certificate"
  case redirects = "host-redirects"
  case bodyRefused = "host-refuses-large-bodies"
}
