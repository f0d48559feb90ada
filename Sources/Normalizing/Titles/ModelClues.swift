/// What the matcher needs to know of one catalog model.
struct ModelClues: Sendable {
  let id: String
  let family: String
  let memoryGB: Int?
  /// The form factor as the catalog writes it, such as "pcie" or "sxm4".
  let form: String
  /// Words of which one must stand in a title for this model to be meant.
  let variant: [String]
  let codes: [String]
  let boardCodes: [String]
  let aliases: [String]
  let watts: Int?
  let isModified: Bool
  /// Whether boards of this model are joined by NVLink, by a bridge or through their carrier.
  var hasNVLink = false

  var isModule: Bool { form.hasPrefix("sxm") }
}

/// Letters and digits of a code, folded: "699-2H400-0201-xxx" is "6992h4000201".
func codeKey(_ code: String) -> String {
  var key = FoldedTitle(code).words.map(\.text).joined()
  while key.hasSuffix("x"), key.count > 6 { key.removeLast() }
  return key
}
