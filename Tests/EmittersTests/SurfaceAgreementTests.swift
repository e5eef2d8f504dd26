import Diagnostics
import Documents
import Emitters
import FuzzTargets
import Generators
import Pipeline
import Settings
import TestSupport
import Testing

/// Configurations made from the field table mean the same on every surface that can spell them, and
/// a conversion lists everything that it loses.
@Suite struct SurfaceAgreementTests {
  /// What is read from a surface is what was written to it, apart from what was listed as lost; a
  /// second writing gives the same bytes.
  @Test(arguments: SurfaceUnderTest.all)
  func readsWhatItWrote(_ surface: SurfaceUnderTest) throws {
    var maker = ConfigurationMaker(seed: 11)
    for text in maker.samples() {
      let start = Check.yaml(text)
      let first = surface.write(start)
      guard !first.files.isEmpty else {
        #expect(surface.mayRefuse, "\(surface) \(text)\n\(first.findings)")
        continue
      }
      let read = surface.read(first.files)
      #expect(
        first.differences(on: surface, from: start, to: read) == [],
        "\(surface), seed \(maker.seed)\n\(text)\n\(first.findings)")
      let second = surface.write(read)
      #expect(second.losses.isEmpty, "\(surface): \(second.findings)\n\(text)")
      #expect(
        second.files.map(\.1) == first.files.map(\.1), "\(surface), seed \(maker.seed)\n\(text)")
    }
  }

  /// There and back again, only what the way there listed is lost.
  @Test(arguments: SurfaceUnderTest.all)
  func losesOnlyWhatWasListed(_ surface: SurfaceUnderTest) throws {
    var maker = ConfigurationMaker(seed: 13)
    for text in maker.samples() {
      let own = surface.write(Check.yaml(text))
      guard !own.files.isEmpty else { continue }
      let start = surface.read(own.files)
      for other in SurfaceUnderTest.all where other.target != surface.target {
        let there = other.write(start)
        guard !there.files.isEmpty else {
          #expect(other.mayRefuse, "\(surface) to \(other): \(there.findings)\n\(text)")
          continue
        }
        let middle = other.read(there.files)
        let back = surface.write(middle)
        let end = surface.read(back.files)
        #expect(
          there.differences(on: other, from: start, to: end) == [],
          "\(surface) to \(other) and back, seed \(maker.seed)\n\(text)\n\(there.files)")
      }
    }
  }
}
