import Diagnostics
import Settings

/// The regions of the three clouds that the modules support.
///
/// Source: the clouds' public lists of regions (AWS "Regions and Zones" with GovCloud and China,
/// and the isolated partitions in botocore's `partitions.json`, Google Cloud "Regions and zones",
/// `az account list-locations`), copied by hand in 2025. Clouds add regions, so a region that is
/// missing here is a warning.
struct CloudRegions: Sendable {
  private let names: StaticWords

  private init(_ text: StaticString) { names = StaticWords(text) }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// The known region that is closest to a misspelled one.
  func suggestion(for name: String) -> String? {
    NameSuggestion.nearest(to: name, among: names.words)
  }

  static let aws = CloudRegions(
    """
    af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1
    ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5
    ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1
    eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1
    mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
    us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1 eusc-de-east-1
    us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1 eu-isoe-west-1 us-isof-east-1
    us-isof-south-1
    """)

  static let google = CloudRegions(
    """
    africa-south1 asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1
    asia-south2 asia-southeast1 asia-southeast2 australia-southeast1 australia-southeast2
    europe-central2 europe-north1 europe-north2 europe-southwest1 europe-west1 europe-west2
    europe-west3 europe-west4 europe-west6 europe-west8 europe-west9 europe-west10 europe-west12
    me-central1 me-central2 me-west1 northamerica-northeast1 northamerica-northeast2
    northamerica-south1 southamerica-east1 southamerica-west1 us-central1 us-east1 us-east4 us-east5
    us-south1 us-west1 us-west2 us-west3 us-west4
    """)

  /// Locations that span several regions, for buckets only ("Bucket locations").
  static let googleMultiple = CloudRegions("asia eu us asia1 eur4 eur5 eur7 eur8 nam4")

  /// Without spaces and in lower case, as the provider compares them.
  static let azure = CloudRegions(
    """
    australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral
    brazilsouth brazilsoutheast canadacentral canadaeast centralindia centralus chilecentral eastasia
    eastus eastus2 francecentral francesouth germanynorth germanywestcentral indonesiacentral
    israelcentral italynorth japaneast japanwest jioindiacentral jioindiawest koreacentral koreasouth
    malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest
    polandcentral qatarcentral southafricanorth southafricawest southcentralus southindia
    southeastasia spaincentral swedencentral swedensouth switzerlandnorth switzerlandwest uaecentral
    uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 westus3
    usgovarizona usgoviowa usgovtexas usgovvirginia usdodcentral usdodeast
    chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3
    """)
}
