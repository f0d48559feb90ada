import Records

/// A model of the catalog as checks need it.
final class Board: Sendable {
  let id: String
  let name: String
  let family: String
  let lowerName: String
  let form: String
  let memoryGB: Int?
  let memoryType: String?
  let architecture: String?
  let launchedOn: Day?
  let linkSpeed: Double?
  let isModified: Bool
  let figures: [GPUSpec.Attribute: Double]

  init(_ model: GPUModel) {
    id = model.id
    name = model.name
    family = model.family
    lowerName = model.name.lowercased()
    form = model.form.rawValue
    memoryGB = model.memoryGB
    memoryType = model.memoryType
    architecture = model.architecture
    launchedOn = model.launchedOn
    linkSpeed = model.interconnect.flatMap(Self.linkSpeed)
    isModified = model.isModified
    figures = Dictionary(model.specs.map { ($0.attribute, $0.value) }) { first, _ in first }
  }

  /// The speed in "NVLink 3, 600 GB/s".
  private static func linkSpeed(_ text: String) -> Double? {
    let words = text.split(separator: " ").map(String.init)
    guard let unit = words.firstIndex(where: { $0.hasPrefix("GB/s") }), unit > 0 else { return nil }
    return Double(words[unit - 1])
  }
}
