/// The functions of Terraform 1.11 and how many arguments each accepts.
package enum HCLFunctionTable {
  /// Names by the minimum number of arguments; `+` marks functions that accept more.
  private static let rows: [(least: Int, names: String)] = [
    (
      0,
      """
      coalesce+ coalescelist+ concat+ max+ merge+ min+ plantimestamp range+ setproduct+ timestamp \
      try+ uuid
      """
    ),
    (
      1,
      """
      abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 \
      basename bcrypt+ can ceil chomp cidrnetmask cidrsubnets+ compact csvdecode dirname distinct \
      ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 \
      filesha1 filesha256 filesha512 flatten floor format+ formatlist+ issensitive join+ \
      jsondecode jsonencode keys length lower md5 nonsensitive one pathexpand reverse sensitive \
      setintersection+ setunion+ sha1 sha256 sha512 signum sort strrev sum title tobool tolist \
      tomap tonumber toset tostring transpose trimspace upper urlencode values yamldecode \
      yamlencode
      """
    ),
    (
      2,
      """
      chunklist cidrhost contains element endswith fileset formatdate indent index log lookup+ \
      parseint pow regex regexall rsadecrypt setsubtract split startswith strcontains \
      templatefile templatestring textdecodebase64 textencodebase64 timeadd timecmp trim \
      trimprefix trimsuffix uuidv5 zipmap
      """
    ),
    (3, "cidrsubnet matchkeys replace slice substr"),
  ]

  /// How many arguments a function accepts.
  package struct Signature: Sendable {
    package let least: Int
    /// nil where there is no maximum.
    package let most: Int?

    func takes(_ count: Int) -> Bool { count >= least && count <= most ?? .max }
  }

  package static let all: [String: Signature] = {
    var table: [String: Signature] = [:]
    for row in rows {
      for word in row.names.split(separator: " ") {
        let isOpen = word.hasSuffix("+")
        let name = isOpen ? String(word.dropLast()) : String(word)
        table[name] = Signature(least: row.least, most: isOpen ? nil : row.least)
      }
    }
    return table
  }()
}
