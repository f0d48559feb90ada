/// The models, families and sources of `pipelines/catalog`.
///
/// It does not depend on the order of the files: models are sorted by id, families by name.
public struct Catalog: Hashable, Sendable {
  /// A family by name; one without models is known to titles only.
  public struct Family: Hashable, Sendable {
    /// The name that records carry: "A100".
    public let name: String
    /// Who makes it.
    public let vendor: String
    /// Other names in titles, for a family without models: a model has its own.
    public let aliases: [String]
    /// A remark for people.
    public let note: String?
  }

  /// Where figures come from.
  public struct Source: Hashable, Sendable {
    /// The key that figures name.
    public let key: String
    /// What it is.
    public let what: String
    /// What it may be used for.
    public let use: String
  }

  /// Every model, sorted by id.
  public let models: [GPUModel]
  /// Every family, with or without models, sorted by name.
  public let families: [Family]
  /// Every source, sorted by key.
  public let sources: [Source]
  /// Part numbers that several models carry, sorted, with the ids: they do not settle the model alone.
  public let repeatedPartNumbers: [RepeatedPartNumber]

  private let positions: [String: Int]
  private let members: [String: [Int]]
  private let familyPositions: [String: Int]

  /// A part number that several models carry.
  public struct RepeatedPartNumber: Hashable, Sendable {
    /// The number.
    public let number: String
    /// The models that carry it, sorted.
    public let modelIDs: [String]
  }

  /// A catalog of parts that were checked against each other.
  init(models: [GPUModel], families: [Family], sources: [Source]) {
    self.models = models.sorted { $0.id < $1.id }
    var byName = Dictionary(families.map { ($0.name, $0) }) { first, _ in first }
    for model in self.models where byName[model.family] == nil {
      byName[model.family] = Family(name: model.family, vendor: model.vendor, aliases: [], note: nil)
    }
    self.families = byName.values.sorted { $0.name < $1.name }
    self.sources = sources.sorted { $0.key < $1.key }
    var positions: [String: Int] = [:]
    var members: [String: [Int]] = [:]
    var carriers: [String: [String]] = [:]
    for (index, model) in self.models.enumerated() {
      positions[model.id] = index
      members[model.family, default: []].append(index)
      for number in model.partNumbers { carriers[number, default: []].append(model.id) }
    }
    self.positions = positions
    self.members = members
    familyPositions = Dictionary(self.families.enumerated().map { ($1.name, $0) }) { first, _ in first }
    repeatedPartNumbers = carriers.filter { $0.value.count > 1 }
      .map { RepeatedPartNumber(number: $0.key, modelIDs: $0.value) }
      .sorted { $0.number < $1.number }
  }

  /// The model of an id, when there is one.
  public func model(id: String) -> GPUModel? { positions[id].map { models[$0] } }

  /// The models of a family, sorted by id; empty for a family that titles alone know.
  public func models(ofFamily family: String) -> [GPUModel] { (members[family] ?? []).map { models[$0] } }

  /// The family of a name, when there is one.
  public func family(_ name: String) -> Family? { familyPositions[name].map { families[$0] } }
}
