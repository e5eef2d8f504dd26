package import Diagnostics

/// The findings reported by emitters.
package enum RenderProblem {
  /// Every finding of this family, for the reference.
  package static let all = [
    targetMisfit, missingSetting, notCarried, keysNotCarried, inputNotKnown, moduleNotChosen,
    unwritable, elsewhere, commentsLost, severalInstallations, leftOut, assumedLocation,
    unboundAccount, everyAccount, incompleteResource,
    encodedSecret, keptSecret, containerNotCarried, optionNotCarried, volumeOfProject,
  ]

  /// What a target could not express of the inputs.
  package static let losses = [
    notCarried, keysNotCarried, unwritable, elsewhere, containerNotCarried, optionNotCarried,
  ]

  package static let targetMisfit = DiagnosticID(
    "WB4001", "target-misfit", .error,
    evidence: .read(by: .program, source: "CORS formats of the clouds"),
    Documentation(
      summary: "The target does not support the configured provider.",
      explanation: """
        S3's CORS document is read by S3 and S3-compatible stores (provider `s3` or `cw`); Google \
        Cloud Storage and Azure have their own formats. `minio` creates buckets of S3-compatible \
        stores, and `mysql` databases on a server that the chart does not install.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: gcs, name: files}\n",
        .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  package static let missingSetting = DiagnosticID(
    "WB4002", "missing-setting", .error,
    evidence: .read(by: .program, source: "A target is rendered only from what the inputs set"),
    Documentation(
      summary: "The target requires a setting that no input sets.",
      explanation: "No placeholder is written instead, as it would be easy to overlook.",
      failing: .yaml(
        "global:\n  bucket: {provider: s3, name: files}\n", .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  package static let notCarried = DiagnosticID(
    "WB4003", "setting-not-rendered", .warning,
    evidence: .read(by: .program, source: "What the target's format has names for"),
    Documentation(
      summary: "The target can't express the setting.",
      explanation: """
        A Docker env file can contain only single-line text, and the chart has no key for a \
        parameter of the mail server's URL. Set whatever is not rendered in the target in another \
        way.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  extraEnv: {MOTD: \"a\\nb\"}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  extraEnv: {MOTD: a b}\n",
        .render(target: "docker-env"))))

  package static let keysNotCarried = DiagnosticID(
    "WB4004", "keys-not-rendered", .note,
    evidence: .read(by: .program, source: "What the target's format has names for"),
    Documentation(
      summary: "Keys of the chart have no equivalent in the target.",
      explanation:
        "Ingress, images and resources exist only in Kubernetes, not in a Docker env file.",
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\ningress: {class: nginx}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\ningress: {class: nginx}\n",
        .render(target: "helm"))))

  package static let inputNotKnown = DiagnosticID(
    "WB4005", "input-not-known", .warning,
    evidence: .read(by: .program, source: "Required inputs of the official modules at every tag"),
    Documentation(
      summary: "The root module has a variable that only you can set.",
      explanation: """
        The official modules require more than the server's settings: a name prefix, a DNS zone, \
        the address ranges that may access the server. Each is declared as a variable without a \
        default, and `terraform.tfvars` has a comment with its type where its value belongs.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: gcs, name: files}\n",
        .render(target: "terraform")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: gcs, name: files}\n",
        .render(target: "helm"))))

  package static let moduleNotChosen = DiagnosticID(
    "WB4006", "module-not-chosen", .error,
    evidence: .read(by: .program, source: "The official modules and their releases"),
    Documentation(
      summary: "It is not clear which module release the target should call.",
      explanation: """
        `--module` names the module; otherwise it is the one called by the Terraform inputs, or \
        the one for the bucket's cloud. `--module-version` must be a known release, and defaults \
        to the newest one.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "terraform")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "terraform-helm"))))

  package static let unwritable = DiagnosticID(
    "WB4009", "unwritable-text", .error,
    evidence: .read(
      by: .program, source: "XML 1.0, section 2.2; IAM user guide, \"Policy variables\""),
    Documentation(
      summary: "The target's language can't express the text.",
      explanation: """
        XML 1.0 does not allow control characters, escaped or not (section 2.2). AWS policies \
        treat `*`, `?` and `${` in a name as a pattern, which would grant more access than \
        intended. Google treats a `*` inside an origin literally.
        """,
      failing: .yaml(
        "global:\n  host: \"YOUR-\\u0001-HOST\"\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  bucket: {provider: s3, name: files}\n",
        .render(target: "s3-cors-xml"))))

  package static let elsewhere = DiagnosticID(
    "WB4010", "stored-elsewhere", .warning,
    evidence: .read(by: .program, source: "Env files contain only text"),
    Documentation(
      summary: "The target needs values that the inputs only refer to.",
      explanation: """
        A Docker env file contains only text, but the inputs refer to a Secret or a ConfigMap, or \
        Terraform computes the value later. Without the license or the database, the server does \
        not start, so add the variables to the file. `--strict` makes this an error. Without the \
        password, `mysql` creates a locked account; `minio` reads missing keys from the environment.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n  licenseSecret: {name: wandb, key: license}\n",
        .render(target: "docker-env")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\n  licenseSecret: {name: wandb, key: license}\n",
        .render(target: "helm"))))

  package static let commentsLost = DiagnosticID(
    "WB4011", "comments-lost", .note,
    evidence: .read(by: .program, source: "Rendered files are built from settings"),
    Documentation(
      summary: "The inputs have comments, which the rendered file does not contain.",
      explanation: """
        Files are rendered from the settings, not from the text of the inputs. The note appears \
        when a file of the same kind is rendered for the first time; keep the old file if you need \
        its comments.
        """,
      failing: .yaml(
        "# The test system\nglobal:\n  host: https://wandb.example.com\n", .render(target: "helm")),
      passing: .yaml(
        "# The test system\nglobal:\n  host: https://wandb.example.com\n",
        .render(target: "docker-env"))))

  // MARK: Cloud documents

  package static let leftOut = DiagnosticID(
    "WB4020", "incomplete-cloud-document", .warning,
    evidence: .read(
      by: .program, source: "Buckets in the variables of the chart's containers since 0.20.0"),
    Documentation(
      summary: "A document does not cover everything that the configuration uses.",
      explanation: """
        The server's role needs access to every bucket that the server uses. With both `BUCKET` \
        and `global.bucket`, some services read one and some the other (chart 0.20.0 and newer), \
        and the contents of a Secret are not known. `airgap` lists the images whose versions W&B's \
        chart names; those of other projects' charts are in the charts themselves.
        """,
      failing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1}
          extraEnv: {GORILLA_SUPPORTED_FILE_STORES: "s3://"}

        """, .render(target: "iam")),
      passing: .yaml(
        """
        global:
          bucket: {provider: s3, name: files, region: us-east-1}
          extraEnv: {GORILLA_SUPPORTED_FILE_STORES: "s3://files-of-a-team"}

        """, .render(target: "iam"))))

  package static let assumedLocation = DiagnosticID(
    "WB4021", "assumed-location", .warning,
    evidence: .read(by: .azure, source: "Resource IDs contain the resource group"),
    Documentation(
      summary: "A document relies on an assumption that no input confirms.",
      explanation: """
        `azure.resourceGroup` is the group of the container's storage account. A queue in another \
        account may be in another group, but the document assumes this one. `nginx` assumes that the \
        server listens on the same machine unless `proxy.upstream` is set.
        """,
      failing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "event-grid")),
      passing: .env(
        "BUCKET=az://wandbfiles/files\nBUCKET_QUEUE=az://wandbevents/events\n",
        .render(target: "docker-env"))))

  package static let unboundAccount = DiagnosticID(
    "WB4022", "unbound-service-account", .note,
    evidence: .read(
      by: .googleCloud,
      source: "GKE documentation, \"Workload Identity Federation\": the binding names an account"),
    Documentation(
      summary: "A cloud document leaves out the binding of a cluster service account.",
      explanation: """
        A service account of the cluster can act as one of Google Cloud only after a binding that \
        contains its name and namespace, and one of them is not known.
        """,
      failing: .yaml(googleAccount, .render(target: "gcp-iam")), passing: .yaml(googleAccount)))

  private static let googleAccount = """
    global:
      bucket: {provider: gcs, name: files}
    app:
      serviceAccount:
        annotations: {iam.gke.io/gcp-service-account: w@acme-prod.iam.gserviceaccount.com}

    """

  package static let everyAccount = DiagnosticID(
    "WB4023", "role-for-every-service-account", .note,
    evidence: .read(
      by: .aws,
      source: "EKS user guide, \"IAM roles for service accounts\": the subject names an account"),
    Documentation(
      summary: "The trust policy lets every service account in the namespace assume the role.",
      explanation: """
        The names of the server's service accounts are not known. `--set helm.release=NAME` says what \
        the chart calls them; otherwise set the `name` of each `serviceAccount` with the role.
        """,
      failing: .yaml(trusted, .render(target: "terraform-byob", set: cluster)),
      passing: .yaml(
        trusted, .render(target: "terraform-byob", set: cluster + ["helm.release=wandb"]))))

  private static let trusted = """
    global:
      host: https://wandb.example.com
      bucket: {provider: s3, name: files, region: us-east-1}

    """

  private static let cluster = [
    "aws.oidcProvider=https://oidc.eks.us-east-1.amazonaws.com/id/0A1B2C3D",
    "kubernetes.namespace=wandb",
  ]

  // MARK: Installations

  package static let severalInstallations = DiagnosticID(
    "WB4007", "several-installations", .error,
    evidence: .read(by: .program, source: "Targets describe one installation"),
    Documentation(
      summary: "The Terraform directory installs the server more than once.",
      explanation: """
        `validate` checks each installation separately (at most 50), and `explain` shows each of \
        them. `render`, `convert` and `diff` work on a single installation, so put each one in its \
        own directory. Calls belong to the same installation if one reads the other's outputs; a \
        call with its own cluster belongs to the only cloud module, if there is exactly one.
        """,
      failing: .terraform(installation("one") + "\n" + installation("two"), target: "helm"),
      passing: .terraform(installation("one"), target: "helm")))

  private static func installation(_ name: String) -> String {
    """
    module "\(name)" {
      source  = "wandb/wandb/helm"
      version = "4.0.0"
      spec    = { values = { global = { host = "https://\(name).example.com" } } }
    }

    """
  }

  // MARK: Custom resources

  package static let incompleteResource = DiagnosticID(
    "WB4031", "incomplete-resource", .warning,
    evidence: .read(
      by: .wandbOperator,
      source: "internal/webhook/v2 and internal/controller, wandb/operator at 7b063065"),
    Documentation(
      summary: "Operator v2 can't use the rendered resource until something is added.",
      explanation: """
        The operator's webhook demands a host name and a version. The chart has a version by default, \
        but a resource of apps.wandb.com/v2 does not. For buckets of Google Cloud and Azure, \
        ClickHouse must be a server of your own.
        """,
      failing: .yaml(
        "global:\n  host: https://wandb.example.com\n", .render(target: "operator-v2")),
      passing: .yaml(
        "global:\n  host: https://wandb.example.com\napp:\n  image: {tag: 0.83.1}\n",
        .render(target: "operator-v2"))))

  package static let encodedSecret = DiagnosticID(
    "WB4033", "encoded-secret", .note,
    evidence: .read(
      by: .wandbOperator,
      source: "internal/controller, wandb/operator at 7b063065: user information is encoded"),
    Documentation(
      summary: "A Secret may have text for a URL, which operator v2 encodes once more.",
      explanation: """
        The chart inserts passwords and keys from Secrets into URLs as they are, so that `p@ss` is \
        stored as `p%40ss`. Operator v2 encodes what it finds in the Secret. Where the Secret is among \
        the inputs, its text is decoded.
        """,
      failing: .yaml(
        database("passwordSecret: {name: wandb, passwordKey: mysql}"),
        .render(target: "operator-v2")),
      passing: .yaml(database("password: p%40ss"), .render(target: "operator-v2"))))

  private static func database(_ password: String) -> String {
    """
    global:
      host: https://wandb.example.com
      mysql: {host: db.example.com, user: wandb, database: wandb, \(password)}
    app:
      image: {tag: 0.83.1}

    """
  }

  package static let keptSecret = DiagnosticID(
    "WB4032", "secret-kept", .warning,
    evidence: .read(by: .chart, source: "Templates of the newest release: `value`, and no Secret"),
    Documentation(
      summary: "With `--secrets reference`, a secret stays in the rendered file.",
      explanation: """
        The chart reads most passwords and keys from a Secret, but the secret of the Slack \
        application only as text.
        """,
      failing: .yaml(
        "global:\n  slack: {clientId: \"1.2\", secret: 0a1b2c3d}\n",
        .render(target: "helm", secrets: "reference")),
      passing: .yaml(
        "global:\n  slack: {clientId: \"1.2\", secret: 0a1b2c3d}\n", .render(target: "helm"))))
}
