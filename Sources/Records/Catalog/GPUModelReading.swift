// A model from its block in pipelines/catalog.

extension GPUModel {
  /// Reads one block; a key that is not known is an error.
  init(_ reader: inout JSONObjectReader) throws(JSONFailure) {
    id = try reader.requiredString("id")
    guard !id.isEmpty, id.utf8.allSatisfy(GPUModel.isIDByte) else {
      throw reader.failure("an id has small letters, digits and hyphens only", at: "id")
    }
    name = try reader.requiredString("name")
    vendor = try reader.requiredString("vendor")
    family = try reader.requiredString("family")
    segment = try reader.requiredWord("segment")
    origin = try reader.requiredString("origin")
    architecture = try reader.string("architecture")
    chip = try reader.string("chip")
    launchedOn = try reader.day("launched_on")
    memoryGB = try reader.optional("memory_gb", "a positive whole number", GPUModel.positive)
    memoryType = try reader.string("memory_type")
    form = try reader.requiredWord("form")
    formFactor = try reader.string("form_factor")
    bus = try reader.string("bus")
    interconnect = try reader.string("interconnect")
    gpusPerBoard = try reader.required("gpus_per_board", "a positive whole number", GPUModel.positive)
    isModified = try reader.required("modified", "true or false", \.bool)
    variant = try reader.distinctStrings("variant")
    partNumbers = try reader.distinctStrings("part_numbers")
    baseboardPartNumbers = try reader.distinctStrings("baseboard_part_numbers")
    boardCodes = try reader.distinctStrings("board_codes")
    pciIDs = try reader.distinctStrings("pci_ids")
    guard pciIDs.allSatisfy(GPUModel.isPCIID) else {
      throw reader.failure("a PCI id is vendor:device in small hexadecimal digits, \"10de:20b5\"", at: "pci_ids")
    }
    aliases = try reader.distinctStrings("aliases")
    export = try GPUModel.export(&reader)
    unverified = try GPUModel.unverified(&reader)
    disputed = try GPUModel.disputes(&reader)
    specs = try GPUModel.specs(&reader)
    note = try reader.string("note")
    try reader.finish()
  }

  /// The keys that may be marked as from memory or disputed without being figures.
  private static let markable: Set<String> = [
    "launched_on", "memory_gb", "memory_type", "form_factor", "bus", "interconnect", "board_codes", "pci_ids",
    "memory_bandwidth", "tdp",
  ]

  private static func export(_ reader: inout JSONObjectReader) throws(JSONFailure) -> Export? {
    guard var export = try reader.objectReader("export") else { return nil }
    let status = try export.requiredString("status")
    let since = try export.requiredDay("since")
    let eventID = try export.requiredString("event_id")
    try export.finish()
    return Export(status: status, since: since, eventID: eventID)
  }

  private static func unverified(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [String] {
    let keys = try reader.distinctStrings("unverified")
    if let other = keys.first(where: { !markable.contains($0) }) {
      throw reader.failure("\"\(other)\" is not a key that can be marked here", at: "unverified")
    }
    return keys
  }

  private static func disputes(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [Dispute] {
    guard var keys = try reader.objectReader("disputed") else { return [] }
    var disputes: [Dispute] = []
    for key in keys.keys {
      guard markable.contains(key) else { throw keys.failure("\"\(key)\" is not a key that can be disputed", at: key) }
      guard var origins = try keys.objectReader(key) else { continue }
      for origin in origins.keys {
        let text = try origins.required(origin, "a string or a number") { $0.string ?? $0.number }
        disputes.append(Dispute(attribute: key, origin: origin, text: text))
      }
    }
    return disputes
  }

  private static func specs(_ reader: inout JSONObjectReader) throws(JSONFailure) -> [GPUSpec] {
    guard var attributes = try reader.objectReader("specs") else { return [] }
    var specs: [GPUSpec] = []
    for attribute in GPUSpec.Attribute.allCases {
      guard var spec = try attributes.objectReader(attribute.rawValue) else { continue }
      specs.append(try GPUSpec(attribute, &spec))
    }
    try attributes.finish()
    return specs
  }

  private static func positive(_ json: JSON) -> Int? { json.integer.flatMap { $0 > 0 ? $0 : nil } }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private static func isPCIID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 9 && bytes[4] == UInt8(ascii: ":")
      && (bytes[0..<4] + bytes[5..<9]).allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }
}
