extension FetchRules {
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    self.init(urls: try reader.strings("urls"))
    guard !urls.isEmpty, let addresses = reader.value("urls")?.array else {
      throw reader.failure("\"urls\" is missing or empty")
    }
    parameters = try FetchParameter.list(&reader)
    headers = try FetchHeader.list(&reader)
    delaySeconds = try reader.seconds("delay_seconds", in: 0...86_400) ?? delaySeconds
    timeoutSeconds = try reader.seconds("timeout_seconds", in: 0.001...3_600) ?? timeoutSeconds
    concurrency = try reader.count("concurrency", in: 1...64) ?? concurrency
    retries = try reader.count("retries", in: 0...10) ?? retries
    maximumPages = try reader.count("maximum_pages", in: 1...1_000_000) ?? maximumPages
    maximumDepth = try reader.count("maximum_depth", in: 0...100_000) ?? maximumDepth
    maximumBytes = try reader.count("maximum_bytes", in: 1...(1 << 30)) ?? maximumBytes
    dailyRequests = try reader.count("daily_requests", in: 1...1_000_000_000)
    hosts = try reader.hosts("hosts")
    networks = try reader.strings("networks")
    details = try FieldSpec.links(&reader, "details")
    if var pages = try reader.objectReader("pagination") {
      pagination = try Pagination(&pages)
      try pages.finish()
    }
    if var shown = try reader.objectReader("credentials") {
      credentials = try CredentialRules(&shown)
      try shown.finish()
    }
    if maximumDepth == 0, pagination != nil || !details.isEmpty {
      throw reader.failure("\"maximum_depth\" is 0, which leaves nothing to \"pagination\" and \"details\"")
    }
    try check(addresses, reader)
    if case .clientCredentials(let tokenURL, _, _, _) = credentials, networks.isEmpty, !tokenURL.hasPrefix("https://") {
      throw reader.failure("credentials go over https only, and \"token_url\" does not")
    }
  }

  /// Holds the addresses against what is declared beside them.
  private func check(_ addresses: [JSON], _ reader: JSONObjectReader) throws(JSONFailure) {
    var reader = reader
    var unused = Set(parameters.map(\.name))
    for (index, address) in addresses.enumerated() {
      let key = "urls/\(index)"
      if urls[..<index].contains(urls[index]) { throw reader.failure("the address stands twice", address, key) }
      let template: AddressTemplate
      do throws(AddressTemplate.Slip) { template = try AddressTemplate(urls[index]) } catch {
        throw reader.failure(error.problem, address, key)
      }
      for name in template.names {
        guard parameters.contains(where: { $0.name == name }) else {
          throw reader.failure("{\(name)} is not declared under \"parameters\"", address, key)
        }
        unused.remove(name)
      }
      for (name, value) in Self.query(of: urls[index]) {
        if Secrecy.isSecret(name), !value.isEmpty {
          throw reader.failure("\"\(name)\" looks like a secret; declare it under \"credentials\"", address, key)
        }
        if let clash = clash(name, value) { throw reader.failure(clash, address, key) }
      }
      if credentials != nil, networks.isEmpty, !urls[index].hasPrefix("https://") {
        throw reader.failure("credentials go over https only", address, key)
      }
    }
    if let name = parameters.first(where: { unused.contains($0.name) })?.name, let json = reader.value("parameters") {
      throw reader.failure("no address uses {\(name)}", json[name] ?? json, "parameters/\(name)")
    }
  }

  /// What is wrong with a parameter of the query that pagination or credentials also set; nil when nothing is.
  private func clash(_ name: String, _ value: String) -> String? {
    if case .query(let all) = credentials, all.contains(where: { $0.parameter == name }) {
      return "\"\(name)\" is set by \"credentials\" too"
    }
    switch pagination {
    case .number(let parameter, let first) where parameter == name && value != String(first):
      return "\"\(name)\" is \(value) here, but pagination begins with \(first)"
    case .offset(let parameter, _) where parameter == name && value != "0":
      return "\"\(name)\" is \(value) here, but pagination begins with 0"
    case .cursor(_, let parameter) where parameter == name: return "\"\(name)\" is set by \"pagination\" too"
    default: return nil
    }
  }

  /// The parameters of an address' query, as written.
  private static func query(of address: String) -> [(name: String, value: String)] {
    guard let mark = address.firstIndex(of: "?") else { return [] }
    return address[address.index(after: mark)...].split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (String(name), String(pair.dropFirst(name.count + 1)))
    }
  }
}

extension FetchParameter {
  /// Reads `{ name: [values], … }`.
  fileprivate static func list(_ outer: inout JSONObjectReader) throws(JSONFailure) -> [FetchParameter] {
    guard var reader = try outer.objectReader("parameters") else { return [] }
    var parameters: [FetchParameter] = []
    for name in reader.keys {
      let values = try reader.strings(name)
      guard let json = reader.value(name) else { throw reader.failure("\"\(name)\" has no value") }
      guard AddressTemplate.isName(name) else {
        throw reader.failure("a parameter's name is of a-z, 0-9 and _ and begins with a letter", json, name)
      }
      guard !values.isEmpty, !values.contains("") else {
        throw reader.failure("a parameter without values, or with an empty one", json, name)
      }
      guard Set(values).count == values.count else { throw reader.failure("a value stands twice", json, name) }
      parameters.append(FetchParameter(name: name, values: values))
    }
    try reader.finish()
    return parameters
  }
}

extension FetchHeader {
  /// Reads `{ name: value, … }`; what is secret, or the program's own, is refused.
  fileprivate static func list(_ outer: inout JSONObjectReader) throws(JSONFailure) -> [FetchHeader] {
    guard var reader = try outer.objectReader("headers") else { return [] }
    var headers: [FetchHeader] = []
    for name in reader.keys {
      let value = try reader.requiredString(name)
      guard let json = reader.value(name) else { continue }
      guard HeaderNames.isToken(name) else { throw reader.failure("this is no name of a header", json, name) }
      if Secrecy.isSecret(name) {
        throw reader.failure("a header that may hold a secret; declare it under \"credentials\"", json, name)
      }
      if HeaderNames.own.contains(name.lowercased()) {
        throw reader.failure("a header that the program sets itself", json, name)
      }
      guard !value.isEmpty, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
        throw reader.failure("a header's value is plain ASCII and not empty", json, name)
      }
      guard !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw reader.failure("the header stands twice", json, name)
      }
      headers.append(FetchHeader(name: name, value: value))
    }
    try reader.finish()
    return headers
  }
}

extension JSONObjectReader {
  fileprivate mutating func seconds(_ key: String, in range: ClosedRange<Double>) throws(JSONFailure) -> Double? {
    try optional(key, "a number of seconds from \(range.lowerBound) to \(range.upperBound)") { json in
      json.double.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  fileprivate mutating func count(_ key: String, in range: ClosedRange<Int>) throws(JSONFailure) -> Int? {
    try optional(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { json in
      json.integer.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  fileprivate mutating func hosts(_ key: String) throws(JSONFailure) -> [String] {
    let names = try strings(key)
    guard let elements = value(key)?.array else { return names }
    for (index, name) in names.enumerated() {
      let isHost =
        !name.isEmpty && name != "."
        && name.utf8.allSatisfy { byte in
          (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")) || (byte >= 0x30 && byte <= 0x39)
            || ".-[:]".utf8.contains(byte)
        }
      if !isHost {
        throw failure(
          "a host is a name in lower case, without scheme, port or path", elements[index], "\(key)/\(index)")
      }
    }
    return names
  }
}
