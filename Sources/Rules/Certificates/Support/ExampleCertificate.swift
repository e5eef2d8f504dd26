/// Certificates for the examples of rules, indented as entries of `global.customCACerts`.
package enum ExampleCertificate {
  /// Helm values with one certificate or bundle per entry.
  package static func values(_ entries: String...) -> String {
    "global:\n  customCACerts:\n" + entries.map { "    - |\n" + $0 }.joined()
  }

  /// A CA certificate with a P-256 key, valid until 2126.
  package static let authority = """
          -----BEGIN CERTIFICATE-----
          MIIBLTCB1KADAgECAgEBMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCkV4YW1wbGUg
          Q0EwIBcNMjYwMTAxMDAwMDAwWhgPMjEyNjAxMDEwMDAwMDBaMBUxEzARBgNVBAMM
          CkV4YW1wbGUgQ0EwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATvRzp8L3PS6j+O
          O1+cpxOR3E91xBXLJNy2Pvtg/kp4HP5q+EIeH1lp31m3ig0sRuivMU+FlztbAKIr
          wHeQhKS4oxMwETAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEop
          4Hsde49LrffmRtENvxy3tF2FVlb51uGCf9myEH3TAiEA8Idj7rmT3BWXTMoagAEX
          SKHr3RQm/TImNut3KK7orpU=
          -----END CERTIFICATE-----

    """

  /// Another CA certificate with a P-256 key, valid until 2126.
  static let secondAuthority = """
          -----BEGIN CERTIFICATE-----
          MIIBKzCB0qADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCVNlY29uZCBD
          QTAgFw0yNjAxMDEwMDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
          U2Vjb25kIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEfh9VOttJaTNXTg1C
          YdoCslzvIley5AZFvhcY8VfrlKeRvTlBSFXWQKhB7k99aCO/wgVluQDfx2aLhh1c
          EGG3C6MTMBEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAowI5
          +fEPE1xpXE7OShjHPNYwJ9lhvA3DMQ+5QA58Zc0CIBO7+ihwIiHgwFRbRO2AD4+0
          kPXCUoNYJtGU8aRclMOr
          -----END CERTIFICATE-----

    """

  /// A server certificate signed by `authority`.
  static let server = """
          -----BEGIN CERTIFICATE-----
          MIIBMDCB2KADAgECAgECMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCkV4YW1wbGUg
          Q0EwIBcNMjYwMTAxMDAwMDAwWhgPMjEyNjAxMDEwMDAwMDBaMBwxGjAYBgNVBAMM
          EXdhbmRiLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEXP1X
          I4JROLYYYtqPKq1vEQ7FgzhQxdmLlUCBpVUfTbJ8uGQB2R4oEZ42nZ8gg5ATW37Q
          QowZDq6diqu1BogxmaMQMA4wDAYDVR0TAQH/BAIwADAKBggqhkjOPQQDAgNHADBE
          AiB1LDiFDx8mZqKNO0aReb8PmY7vn9qceMTWWtxWrxV8eQIgM0AZ4Q9k08m6sBKz
          0TgCG3nm64vMDCZG196DsGtDPAc=
          -----END CERTIFICATE-----

    """

  /// A CA certificate that expires on 2026-12-05.
  static let expiring = """
          -----BEGIN CERTIFICATE-----
          MIIBIzCByqADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBk9sZCBDQTAe
          Fw0yNjAxMDEwMDAwMDBaFw0yNjEyMDUwMDAwMDBaMBExDzANBgNVBAMMBk9sZCBD
          QTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOvYR6hbAGRo7lHsTbHERBhnOn+W
          zAP6vZds/iDnkHjAkw03YGpy+guVOeaKNRWXIqHAqFw9dEsldCig2PIo9DejEzAR
          MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAO91lmBSwVJMqWTs
          2X2aTEjPp41w/8N6ILWNLr32aaruAiBYXGqd3DGkq8Nq1w565OSlmkgIC4DNdceD
          jqfJTkkKtg==
          -----END CERTIFICATE-----

    """

  /// A CA certificate with a 1024-bit RSA key.
  static let weak = """
          -----BEGIN CERTIFICATE-----
          MIIBrzCCARigAwIBAgIBATANBgkqhkiG9w0BAQsFADASMRAwDgYDVQQDDAdXZWFr
          IENBMCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjASMRAwDgYDVQQD
          DAdXZWFrIENBMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCxY+OiReztPcHn
          InoghtjTvMgMlvslZxRLXBJggGqNPKhmt97zagfYx/kfMnK8srtvO0xspFUqP+LE
          q+KUKS0D6eZuQXwQ4J3T9x9nuqS74tpSEtiwgwj8/cMqZzu+NnggwTVsIwYcwCwB
          yQ4kdz6LGxltp+a8S1RVgcAZkGuc5wIDAQABoxMwETAPBgNVHRMBAf8EBTADAQH/
          MA0GCSqGSIb3DQEBCwUAA4GBAJZsNin8yRrBXm2UiGSVI4231ou7TZM58Q2lu/HC
          isolBKCNJh8pSmleW+XZBKdfpjaDGrVW3BueXqjVCjQBrPGYt8Uu2MCp4MrvU4CQ
          fYn49BNpI60h6AuCvAoIHXJ2paxgGnudIjjSl2J5gcBdCrygqSvS1dFrlfezwP6q
          bBqi
          -----END CERTIFICATE-----

    """
}
