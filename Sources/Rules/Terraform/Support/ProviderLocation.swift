import ConfigSyntax
import Diagnostics
import Settings
import Terraform

extension TerraformConfiguration {
  /// The known texts of an argument, with the `provider` blocks of the provider that set it.
  func texts(_ argument: String, of provider: String) -> [(ProviderConfiguration, Located)] {
    root.providers.filter { $0.name.value == provider }.compactMap { configuration in
      guard
        let value = configuration.arguments.first(where: { $0.name.value == argument })?.value,
        let text = value.text, !text.isEmpty, !Placeholder.matches(text)
      else { return nil }
      return (configuration, Located(text, value.span))
    }
  }
}
