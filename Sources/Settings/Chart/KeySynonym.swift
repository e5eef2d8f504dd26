/// Names that people write for a key of the chart because other charts, old W&B documentation or the
/// program that the key configures use them.
///
/// They are too far from the key's own name to be found as a misspelling. A name is looked up only
/// after the chart's facts have shown that no template reads it.
package struct KeySynonym: Sendable {
  /// The path of the section; `<component>` stands for the name of any component.
  package let section: Substring
  /// The key of the chart, as a path below the section.
  package let key: Substring
  /// What people write for it, in lower case.
  package let names: ArraySlice<Substring>

  /// The key, as a path below `section`, that `name` stands for; nil if none is known.
  package static func key(for name: String, in section: String) -> String? {
    let lowered = name.lowercased()
    return bySection[general(section)]?.first { $0.names.contains { $0 == lowered } }
      .map { String($0.key) }
  }

  private static let bySection = Dictionary(grouping: all) { String($0.section) }

  /// Every row of the table.
  package static let all = table.split(separator: "\n").map { line in
    let words = line.split(separator: " ")
    return KeySynonym(section: words[0], key: words[1], names: words[2...])
  }

  /// The section as the table names it.
  private static func general(_ section: String) -> String {
    if section == "global.defaultBucket" { return "global.bucket" }
    let keys = section.split(separator: ".", maxSplits: 1)
    guard let first = keys.first, ComponentName.isComponent(String(first)) else { return section }
    return (["<component>"] + keys.dropFirst()).joined(separator: ".")
  }

  /// Each line: a section, a key of it, and the names that stand for it.
  ///
  /// The names are those of Bitnami's charts, of chart `wandb`, of the Terraform modules' inputs and
  /// of the environment variables, and those that the clouds use for the same thing.
  private static let table = """
    global host hostname domain fqdn url baseurl externalurl
    global license licensekey wandblicense
    global licenseSecret licensekeysecret existinglicensesecret
    global customCACerts customca cacerts certificates cabundle extracacerts
    global caCertsConfigMap customcaconfigmap cacertconfigmap certificatesconfigmap
    global bucket s3 storage objectstore objectstorage
    global mysql database db externaldatabase externalmysql
    global redis externalredis cache
    global email smtp mail
    global auth.oidc oidc sso
    global extraEnv environment extraenvs envvars environmentvariables
    global auth.sessionLengthHours sessionlengthhours sessionlength sessiontimeout
    global.mysql host hostname address endpoint server fqdn
    global.mysql user username
    global.mysql password pass passwd pwd
    global.mysql database name db dbname databasename
    global.mysql passwordSecret existingsecret secret credentialssecret
    global.mysql caCert ca cacertificate tlsca
    global.redis host hostname address endpoint server
    global.redis password pass auth authtoken pwd
    global.redis secret passwordsecret existingsecret
    global.redis params.tls tls ssl usetls tlsenabled
    global.redis caCert ca cacertificate tlsca
    global.bucket provider type kind cloud backend
    global.bucket name bucket bucketname container containername
    global.bucket path prefix folder directory
    global.bucket kmsKey kms kmskeyarn kmskeyid kmsarn encryptionkey
    global.bucket accessKey accesskeyid awsaccesskeyid keyid
    global.bucket secretKey secretaccesskey awssecretaccesskey
    global.bucket secret existingsecret credentialssecret accesskeysecret
    global.bucket region awsregion location
    global.auth.oidc issuer issuerurl url provider discoveryurl
    global.auth.oidc clientId client id audience
    global.auth.oidc secret clientsecret
    global.auth.oidc oidcSecret existingsecret clientsecretref
    global.auth.oidc authMethod auth method granttype
    global.email.smtp host hostname server address
    global.email.smtp user username login
    global.email.smtp password pass pwd
    global.email.smtp mailFrom from fromaddress sender mailsender
    ingress install enabled
    ingress class classname ingressclass ingressclassname
    ingress additionalHosts hosts extrahosts
    <component> replicaCount replicas replica
    <component> extraEnv environment envvars extraenvs environmentvariables
    <component> image.pullPolicy imagepullpolicy pullpolicy
    <component> image.tag imagetag tag version
    <component> image.repository imagerepository repository
    <component> resources.limits limits
    <component> resources.requests requests
    <component> serviceAccount.name serviceaccountname
    <component> autoscaling.horizontal hpa horizontalpodautoscaler
    <component> nodeSelector nodeselectors
    <component> tolerations toleration
    <component> priorityClassName priorityclass
    <component> podAnnotations annotations
    <component> podLabels labels
    <component> podSecurityContext securitycontextpod
    <component> envFrom extraenvfrom
    <component>.serviceAccount annotations annotation
    """
}
