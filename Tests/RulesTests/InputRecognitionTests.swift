import Pipeline
import TestSupport
import Testing

/// Which files a search takes for settings of W&B.
@Suite struct InputRecognitionTests {
  private func accepts(_ name: String, _ text: String) -> Bool {
    InputRecognition(Compiler.TerraformOptions()).accepts([Check.input(name, text)])
  }

  @Test(arguments: [
    "global: {host: https://ml.example.com}\n", "global:\n  mysql: {host: db}\n  license: x\n",
    "app:\n  extraEnv: {GORILLA_ARTIFACT_GC_ENABLED: 'true'}\n",
    "ingress: {class: nginx}\nglobal: {host: https://ml.example.com}\n",
    "# for wandb\nglbal: {host: https://ml.example.com}\nredis: {install: false}\n",
    "image: {repository: wandb/controller}\nairgapped: true\n", "airgapped: true\n",
    "global: {ldap: {enabled: true}}\n", "customCACerts: [x]\n",
    "redis: {install: false}\nglobal: {redis: {host: x}}\n", "parquet: {enabled: true}\n",
    "app: {image: {repository: registry.acme.com/wandb/megabinary}}\n",
    "global: {extraEnv: {BUCKET_QUEUE: 'sqs://x'}}\n",
    "apiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\n", "kind: WeightsAndBiases\n",
    "apiVersion: v1\nkind: Secret\n---\napiVersion: apps.wandb.com/v1\nkind: WeightsAndBiases\n",
    "services: {a: {image: 'wandb/local:0.70'}}\n", "{\"global\": {\"host\": \"x\"}}",
    "apiVersion: v1\nkind: Pod\nspec: {containers: [{image: 'wandb/local:0.70'}]}\n",
    "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n"
      + "spec: {chart: {spec: {chart: operator-wandb}}}\n",
    "apiVersion: argoproj.io/v1alpha1\nkind: Application\n"
      + "spec: {source: {repoURL: https://charts.wandb.ai, chart: operator-wandb}}\n",
    "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec: {template: {spec: "
      + "{source: {repoURL: https://charts.wandb.ai, chart: operator-wandb}}}}\n",
    "apiVersion: apps.wandb.com/v2\nkind: WeightsAndBiases\nspec: {size: small}\n",
    "releases: [{name: a, chart: wandb/operator-wandb}]\n",
    "operator-wandb: {global: {host: https://ml.example.com}}\n",
    "# for wandb\nbucket: s3://a\nhost: https://ml.example.com\n",
  ])
  func settingsInYAML(_ text: String) {
    #expect(accepts("values.yaml", text))
  }

  @Test(arguments: [
    "", "a: 1\n", "- wandb\n", "wandb\n", "global: {}\n", "global: {storageClass: gp3}\n",
    "global: {host: x}\na: 1\nb: 2\nc: 3\n", "global: {redis: {password: x}}\n",
    "global: {extraEnv: {SITE: x}}\n", "redis: {auth: {enabled: true}}\n",
    "ingress: {class: nginx}\n", "apiVersion: v1\nkind: Secret\nmetadata: {name: wandb}\n",
    "name: wandb\non: push\njobs: {}\n", "wandb: {global: {host: https://x.example.com}}\n",
    "services: {a: {environment: {HOST: x}}}\n", "image: {repository: nginx}\nresources: {}\n",
    "apiVersion: v2\nname: wandb\nversion: 1.0.0\n", "resources: [wandb.yaml]\n",
    // Programs that use W&B, not its server.
    "image: {repository: acme/a}\nresources: {}\nenv: {WANDB_API_KEY: x, U: https://wandb.acme.com}\n",
    "app: {image: acme/a, env: {WANDB_API_KEY: x}}\ningress: {enabled: true}\n",
    "global: {env: {WANDB_API_KEY: x}, image: {tag: x}}\n",
    "api: {env: [{name: WANDB_API_KEY}]}\nredis: {enabled: true}\nfrontend: {}\n",
    "dependencies: [{name: operator-wandb, version: 0.43.8}]\n",
    "bucket: s3://a\nhost: https://ml.example.com\n",
    "apiVersion: v1\nkind: Pod\n"
      + "spec: {containers: [{image: acme/a, env: [{name: HOST}, {name: BUCKET}]}]}\n",
    "apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {containers: "
      + "[{image: acme/wandb-sweep, env: [{name: HOST}, {name: WANDB_API_KEY}]}]}}}\n",
    "releases: [{name: a, chart: bitnami/redis}]\n",
  ])
  func otherYAML(_ text: String) {
    #expect(!accepts("values.yaml", text))
  }

  @Test func environments() {
    for text in [
      "HOST=https://w.example.com\n", "LICENSE=x\nFEATURE=1\nMYSQL=mysql://a\nX=1\nBUCKET=s3://a\n",
      "A=1\nB=2\nC=3\nGORILLA_X=1\n",
      "GORILLA_ANYTHING=1\n", "LICENSE=a.b.c\n", "HOST=ml.example.com\n",
      "# for wandb\nHOST=localhost\n",
    ] {
      #expect(accepts("a.env", text), "\(text)")
    }
    for text in [
      "", "HOST=localhost\nPORT=80\n", "AWS_REGION=us-east-1\nHTTPS_PROXY=http://p\n",
      "WANDB_API_KEY=x\nWANDB_ENTITY=y\n", "text\n", "HOST=0.0.0.0\n",
      "LICENSE=MIT\nAWS_REGION=a\n",
      "HOST=localhost\nREDIS=localhost:6379\nMYSQL=db\n", "BUCKET=assets\n",
    ] {
      #expect(!accepts("a.env", text), "\(text)")
    }
  }

  /// No reader accepts such a file, and a search that left it out would hide that.
  @Test(arguments: [
    ("values.yaml", "# Z\u{fc}rich\nglobal: {host: https://ml.example.com}\n"),
    ("a.env", "# Z\u{fc}rich\nMYSQL=mysql://a\n"),
    (
      "a.tfvars",
      "# Z\u{fc}rich\nbucket_name = \"b\"\nallowed_inbound_cidr = []\nkms_key_alias = \"k\"\n"
    ),
  ])
  func textInOtherEncodings(_ name: String, _ text: String) {
    let units = [0xFEFF] + Array(text.utf16)
    let encodings = [
      text.unicodeScalars.map { UInt8($0.value) },
      units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
    ]
    let recognition = InputRecognition(Compiler.TerraformOptions())
    for bytes in encodings {
      #expect(recognition.accepts([.file(name: name, bytes: bytes, format: nil)]))
      #expect(!recognition.accepts([.file(name: name, bytes: Array(bytes.prefix(9)), format: nil)]))
    }
  }

  @Test func terraform() {
    let values = "bucket_name = \"b\"\nallowed_inbound_cidr = []\nkms_key_alias = \"k\"\n"
    #expect(accepts("prod.tfvars", values))
    #expect(!accepts("prod.tfvars", "vpc_id = 1\nbucket_name = \"b\"\nregion = 1\n"))
    #expect(accepts("main.tf", "module \"a\" {\n  source = \"wandb/wandb/aws\"\n}\n"))
    #expect(!accepts("main.tf", "variable \"WANDB_API_KEY\" {}\n"))
    #expect(!accepts("main.tf", "module \"a\" {\n  source = \"./a\"\n}\n"))
    let recognition = InputRecognition(Compiler.TerraformOptions())
    let inputs = [Check.input("main.tf", "variable \"a\" {}\n"), Check.input("a.tfvars", values)]
    #expect(!recognition.accepts(inputs))
  }
}
