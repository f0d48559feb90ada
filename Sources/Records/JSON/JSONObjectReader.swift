/// Reads the members of one object by name, and tells at the end which were unknown.
///
///     var reader = try JSONObjectReader(json, document)
///     let name = try reader.required("name") { $0.string }
///     try reader.finish()   // unknown keys are errors
///
/// Every error names the file, the line, the column and the path of keys.
public struct JSONObjectReader {
  /// The text an object was read from, for places in messages.
  public struct Document: Sendable {
    /// The name of the file or stream.
    public let source: String
    /// Its bytes.
    public let bytes: [UInt8]

    /// A named text.
    public init(source: String, bytes: [UInt8]) {
      self.source = source
      self.bytes = bytes
    }
  }

  private let members: [JSON.Member]
  private let offset: Int
  /// The text.
  public let document: Document
  /// The path of keys to the object.
  public let path: String
  private var used: Set<String> = []

  /// A reader of `json`, which must be an object.
  public init(_ json: JSON, _ document: Document, path: String = "") throws(JSONFailure) {
    guard let members = json.object else {
      throw JSONFailure(
        "\(json.kindName) where an object should be", at: json.offset, in: document.bytes, source: document.source,
        path: path)
    }
    self.members = members
    self.offset = json.offset
    self.document = document
    self.path = path
  }

  /// The value of a key, when it is there and not null.
  public mutating func value(_ key: String) -> JSON? {
    used.insert(key)
    guard let value = members.first(where: { $0.key == key })?.value, !value.isNull else { return nil }
    return value
  }

  /// The value of a key as `convert` reads it, or nil when the key is absent.
  public mutating func optional<Value>(
    _ key: String, _ wanted: String, _ convert: (JSON) -> Value?
  ) throws(JSONFailure) -> Value? {
    guard let json = value(key) else { return nil }
    guard let converted = convert(json) else { throw failure("\(json.kindName) where \(wanted) should be", json, key) }
    return converted
  }

  /// The value of a key as `convert` reads it; an error when the key is absent.
  public mutating func required<Value>(
    _ key: String, _ wanted: String, _ convert: (JSON) -> Value?
  ) throws(JSONFailure) -> Value {
    guard let converted = try optional(key, wanted, convert) else {
      throw JSONFailure(
        "the key \"\(key)\" is missing", at: offset, in: document.bytes, source: document.source, path: path)
    }
    return converted
  }

  /// The string of a key, or nil when the key is absent.
  public mutating func string(_ key: String) throws(JSONFailure) -> String? {
    try optional(key, "a string") { $0.string }
  }

  /// The string of a key; an error when the key is absent.
  public mutating func requiredString(_ key: String) throws(JSONFailure) -> String {
    try required(key, "a string") { $0.string }
  }

  /// The integer of a key, or nil when the key is absent.
  public mutating func integer(_ key: String) throws(JSONFailure) -> Int? {
    try optional(key, "a whole number") { $0.integer }
  }

  /// The truth value of a key, or nil when the key is absent.
  public mutating func bool(_ key: String) throws(JSONFailure) -> Bool? {
    try optional(key, "true or false") { $0.bool }
  }

  /// The list of strings of a key; empty when the key is absent.
  public mutating func strings(_ key: String) throws(JSONFailure) -> [String] {
    try optional(key, "a list of strings") { json in
      guard let elements = json.array else { return nil }
      let texts = elements.compactMap(\.string)
      return texts.count == elements.count ? texts : nil
    } ?? []
  }

  /// The objects of a list, each with a reader of its own; empty when the key is absent.
  public mutating func objects(_ key: String) throws(JSONFailure) -> [JSONObjectReader] {
    guard let elements = try optional(key, "a list of objects", \.array) else { return [] }
    var readers: [JSONObjectReader] = []
    for (index, element) in elements.enumerated() {
      readers.append(try JSONObjectReader(element, document, path: "\(path)/\(key)/\(index)"))
    }
    return readers
  }

  /// The object of a key with a reader of its own, or nil when the key is absent.
  public mutating func objectReader(_ key: String) throws(JSONFailure) -> JSONObjectReader? {
    guard let json = value(key) else { return nil }
    return try JSONObjectReader(json, document, path: "\(path)/\(key)")
  }

  /// The keys in the order they stand, for objects whose keys are names.
  public var keys: [String] { members.map(\.key) }

  /// An error about the value of a key.
  public func failure(_ problem: String, _ json: JSON, _ key: String) -> JSONFailure {
    JSONFailure(problem, at: json.offset, in: document.bytes, source: document.source, path: "\(path)/\(key)")
  }

  /// An error about the object itself.
  public func failure(_ problem: String) -> JSONFailure {
    JSONFailure(problem, at: offset, in: document.bytes, source: document.source, path: path)
  }

  /// Demands that every key was read.
  ///
  /// - Throws: `JSONFailure` that names the first unknown key.
  public func finish() throws(JSONFailure) {
    if let unknown = members.first(where: { !used.contains($0.key) }) {
      throw JSONFailure(
        "unknown key \"\(unknown.key)\"", at: unknown.offset, in: document.bytes, source: document.source,
        path: "\(path)/\(unknown.key)")
    }
  }
}
