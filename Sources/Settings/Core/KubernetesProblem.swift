package import Diagnostics

/// Findings about values that Kubernetes or a template of the chart does not accept.
package enum KubernetesProblem {
  package static let all = [
    wrongFieldType, malformedQuantity, requestAboveLimit, malformedTextMap, malformedVariable,
    unknownField, unprintableText, unevaluatedText, malformedObjectName, oppositeFlag,
    malformedIngressHost, impossibleCombination, unknownSize, ignoredWord,
    unmeasuredRelease,
  ]

  package static let wrongFieldType = DiagnosticID(
    "WB2041", "wrong-field-type", .error,
    evidence: .read(
      by: .kubernetes,
      source: "API schemas of Kubernetes 1.31; templates rendered with Helm 3.17 and 4.1"),
    Documentation(
      summary: "Kubernetes or a template of the chart does not accept a value of this type.",
      explanation: """
        The chart passes security contexts, tolerations, affinity and so on to Kubernetes \
        unchanged. The API rejects a string where it requires a number or a Boolean, and the other \
        way round. A template that compares or concatenates a value makes Helm fail on other types.
        """,
      failing: .yaml("app:\n  podSecurityContext: {runAsUser: \"999\"}\n"),
      passing: .yaml("app:\n  podSecurityContext: {runAsUser: 999}\n")))

  package static let malformedQuantity = DiagnosticID(
    "WB2042", "malformed-quantity", .error,
    evidence: .read(by: .kubernetes, source: "Kubernetes API, `resource.Quantity`"),
    Documentation(
      summary: "Kubernetes does not accept this quantity.",
      explanation: """
        A quantity is a number that is not negative, directly followed by a suffix: `m`, `k`, `M`, \
        `G`, `T`, `P`, `E`, `Ki`, `Mi`, `Gi`, `Ti`, `Pi` or `Ei`, or an exponent such as `e3`.
        """,
      failing: .yaml("app:\n  resources: {limits: {memory: 16GB}}\n"),
      passing: .yaml("app:\n  resources: {limits: {memory: 16Gi}}\n")))

  package static let requestAboveLimit = DiagnosticID(
    "WB2043", "request-above-limit", .error,
    evidence: .read(
      by: .kubernetes,
      source: "API validation of container resources: \"must be less than or equal to … limit\""),
    Documentation(
      summary: "A container requests more than its limit.",
      explanation: """
        Kubernetes rejects the pod. Without a request or limit in the values, the size of the \
        installation sets it: the chart merges `resources` into those of `sizing`.
        """,
      failing: .yaml("app:\n  resources: {limits: {cpu: 1}, requests: {cpu: 2}}\n"),
      passing: .yaml("app:\n  resources: {limits: {cpu: 2}, requests: {cpu: 2}}\n")))

  package static let malformedTextMap = DiagnosticID(
    "WB2044", "malformed-label-or-annotation", .error,
    evidence: .read(
      by: .kubernetes,
      source: """
        API validation of labels, annotations and node selectors; Helm itself fails on labels \
        that are numbers
        """),
    Documentation(
      summary: "Kubernetes does not accept this label, annotation or node selector.",
      explanation: """
        Values are strings. A label or selector has up to 63 letters, digits, `-`, `_` and `.`, and \
        begins and ends with a letter or digit. Keys have the same form, after an optional DNS \
        name and `/`.
        """,
      failing: .yaml("app:\n  podLabels: {revision: 7}\n"),
      passing: .yaml("app:\n  podLabels: {revision: \"7\"}\n")))

  package static let malformedVariable = DiagnosticID(
    "WB2045", "malformed-variable", .error,
    evidence: .read(
      by: .kubernetes, source: "API validation of `EnvVar` and `EnvVarSource`, Kubernetes 1.31"),
    Documentation(
      summary: "A container's variable is neither a value nor one complete reference.",
      explanation: """
        An entry of `env` is a string, or a mapping with a string in `value`, or one with `valueFrom` \
        and exactly one source. A Secret or ConfigMap needs its `name` and the `key` in it.
        """,
      failing: .yaml("app:\n  env:\n    TOKEN: {secretKeyRef: {name: s, key: k}}\n"),
      passing: .yaml("app:\n  env:\n    TOKEN: {valueFrom: {secretKeyRef: {name: s, key: k}}}\n")))

  package static let unknownField = DiagnosticID(
    "WB2046", "unknown-field", .warning,
    evidence: .read(
      by: .kubernetes, source: "API schemas of Kubernetes 1.31; field validation `Warn`"),
    Documentation(
      summary: "Kubernetes has no such field.",
      explanation: "Kubernetes drops the field with a warning, so that it has no effect.",
      failing: .yaml("app:\n  podSecurityContext: {runAsUsr: 999}\n"),
      passing: .yaml("app:\n  podSecurityContext: {runAsUser: 999}\n")))

  package static let unprintableText = DiagnosticID(
    "WB2047", "text-misread-by-yaml", .error,
    evidence: .read(
      by: .chart,
      source: """
        Rendered with Helm 3.17 and 4.1, the result checked against the schemas of Kubernetes \
        1.31
        """),
    Documentation(
      summary: "The chart prints the text in a place where YAML reads it differently.",
      explanation: """
        Some templates print a value without quotes, so that `1234567` or `true` is not text and \
        `*`, `@` or `: ` is a syntax error. Others print it between double quotes, where `"` and \
        `\\` are special.
        """,
      failing: .yaml("ingress:\n  class: \"1234567\"\n"),
      passing: .yaml("ingress:\n  class: nginx\n")))

  package static let unevaluatedText = DiagnosticID(
    "WB2048", "unevaluated-template", .warning,
    evidence: .read(
      by: .kubernetes,
      source: """
        Templates of the newest release; Kubernetes documentation, "Define Dependent Environment \
        Variables"
        """),
    Documentation(
      summary: "Nothing evaluates the `{{ }}` or `$(NAME)` in this value.",
      explanation: """
        Helm evaluates templates only in a few values, and Kubernetes replaces `$(NAME)` only in \
        variables, where `NAME` is another variable of the container. Elsewhere the server gets \
        the text as it is.
        """,
      failing: .yaml("global:\n  slack: {clientId: \"1.2\", secret: \"$(SLACK)\"}\n"),
      passing: .yaml("global:\n  slack: {clientId: \"1.2\", secret: s3cret}\n")))

  package static let malformedObjectName = DiagnosticID(
    "WB2049", "malformed-object-name", .error,
    evidence: .read(
      by: .kubernetes,
      source: "API validation of object names (RFC 1123), Secret keys and image references"),
    Documentation(
      summary: "The name or key is not valid in Kubernetes.",
      explanation: """
        Names have up to 253 lower-case letters, digits, `-` and `.`, and begin and end with a \
        letter or digit. Keys of a Secret consist of letters, digits, `-`, `_` and `.`. Names of \
        images have lower-case letters.
        """,
      failing: .yaml("global:\n  imagePullSecrets: [{name: Reg_Cred}]\n"),
      passing: .yaml("global:\n  imagePullSecrets: [{name: reg-cred}]\n")))

  package static let oppositeFlag = DiagnosticID(
    "WB2050", "string-as-boolean", .warning,
    evidence: .read(
      by: .chart, source: "Templates of the newest release: `if` with any text is true"),
    Documentation(
      summary: "Text such as \"false\" is true in the chart's templates.",
      explanation: "A template that only tests a value treats any text that is not empty as true.",
      failing: .yaml("ingress:\n  install: \"false\"\n"),
      passing: .yaml("ingress:\n  install: false\n")))

  package static let malformedIngressHost = DiagnosticID(
    "WB2051", "malformed-ingress-host", .error,
    evidence: .read(by: .kubernetes, source: "API validation of Ingress rules"),
    Documentation(
      summary: "Kubernetes does not accept this host in an Ingress.",
      explanation: """
        A host is a DNS name in lower case, without scheme, port and path, and not an IP address.
        """,
      failing: .yaml("ingress:\n  additionalHosts: [\"https://b.example.com\"]\n"),
      passing: .yaml("ingress:\n  additionalHosts: [b.example.com]\n")))

  package static let impossibleCombination = DiagnosticID(
    "WB2052", "impossible-combination", .error,
    evidence: .read(
      by: .kubernetes,
      source: "API validation of tolerations, volumes, security contexts and autoscalers"),
    Documentation(
      summary: "Kubernetes rejects these fields together, or one of them is missing.",
      explanation: """
        A toleration without a key needs `operator: Exists`, a volume has a name and one source, a \
        privileged container may escalate privileges, and an autoscaler's minimum is from 1 to its \
        maximum.
        """,
      failing: .yaml("app:\n  tolerations: [{operator: Equal, value: x}]\n"),
      passing: .yaml("app:\n  tolerations: [{operator: Exists}]\n")))

  package static let ignoredWord = DiagnosticID(
    "WB2068", "ignored-word", .warning,
    evidence: .read(
      by: .chart, source: "Templates of wandb-base: `eq` with each known word, rendered"),
    Documentation(
      summary: "The chart compares the value with a few words, and ignores any other.",
      explanation: """
        With a `strategy.type` other than `RollingUpdate` and `Recreate`, the chart writes no type, \
        and Kubernetes updates the pods one after the other. With another `kind`, the chart \
        creates no workload at all. Case matters.
        """,
      failing: .yaml("app:\n  strategy: {type: recreate}\n"),
      passing: .yaml("app:\n  strategy: {type: Recreate}\n")))

  package static let unknownSize = DiagnosticID(
    "WB2053", "unknown-size", .warning,
    evidence: .read(by: .chart, source: "`sizing` of the newest release's components, rendered"),
    Documentation(
      summary: "The size resembles one that the chart defines.",
      explanation: """
        A size is any key of a component's `sizing`. The chart defines `small`, `medium`, `large`, \
        `xlarge` and `xxlarge`, and `default` for the rest. With a word that no `sizing` contains, \
        the chart sets no requests, limits and replicas.
        """,
      failing: .yaml("global:\n  size: meduim\n"),
      passing: .yaml("global:\n  size: medium\n")))

  package static let unmeasuredRelease = DiagnosticID(
    "WB2070", "type-in-another-release", .warning,
    evidence: .read(
      by: .chart,
      source: "Rendered with the newest release; the templates of others may differ"),
    Documentation(
      summary: "The newest release of the chart can't process the value; the one in use may.",
      explanation: """
        What templates do with a value was measured with chart \(ChartVersion.newest), and for \
        some keys with older releases, too. In other releases the value may work, or fail in \
        another way.
        """,
      failing: .yaml("ingress:\n  class: \"1234567\"\n", .chartVersion("0.42.0")),
      passing: .yaml("ingress:\n  class: nginx\n", .chartVersion("0.42.0"))))
}
