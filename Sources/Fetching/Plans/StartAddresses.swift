import Records

/// The addresses a night begins with.
enum StartAddresses {
  /// How many there may be; a product of parameters beyond is a slip.
  static let limit = 100_000

  /// Every address with every combination of its parameters' values, the last parameter fastest.
  static func list(_ rules: FetchRules, source: SourceID) throws(FetchFailure) -> [String] {
    var addresses: [String] = []
    for url in rules.urls {
      func failure(_ problem: String) -> FetchFailure {
        FetchFailure(.addressUnusable(problem), source: source, url: url)
      }
      let template: AddressTemplate
      do throws(AddressTemplate.Slip) { template = try AddressTemplate(url) } catch { throw failure(error.problem) }
      var combinations: [[String: String]] = [[:]]
      for name in template.names {
        guard let values = rules.parameters.first(where: { $0.name == name })?.values else {
          throw failure("{\(name)} is no parameter of it")
        }
        guard addresses.count + combinations.count * values.count <= limit else {
          throw failure("its parameters give more than \(limit) addresses")
        }
        combinations = combinations.flatMap { held in values.map { held.merging([name: $0]) { $1 } } }
      }
      addresses += combinations.map(template.address)
    }
    return addresses
  }
}
