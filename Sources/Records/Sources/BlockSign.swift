/// Words by which a page that came instead of the wanted one is told; declared in `pipelines/block-signs.json5`.
///
/// A sign counts only on a page that gave no record; one of its phrases also on the page of an article with little text.
public struct BlockSign: Hashable, Sendable {
  /// What the page is then: `blocked`, `login` or `failed`.
  public var verdict: PageLine.Verdict
  /// Any of these in the title, whatever the case of Latin letters.
  public var titles: [String]
  /// Any of these in the source of the page, exactly.
  public var contains: [String]
  /// Any of these in what the page shows, whatever the case.
  public var phrases: [String] = []

  /// Reads the file of signs.
  ///
  /// - Throws: `JSONFailure` with file, line, column and path of keys.
  public static func list(json5: [UInt8], file: String) throws(JSONFailure) -> [BlockSign] {
    let document = JSONObjectReader.Document(source: file, bytes: json5)
    var reader = try JSONObjectReader(JSONReader.read(json5, as: .json5, source: file), document)
    var signs: [BlockSign] = []
    for var sign in try reader.objects("signs") {
      let verdict = try sign.required("verdict", "blocked, login or failed") { json -> PageLine.Verdict? in
        json.string.flatMap(PageLine.Verdict.init(rawValue:)).flatMap {
          [.blocked, .login, .failed].contains($0) ? $0 : nil
        }
      }
      signs.append(
        BlockSign(
          verdict: verdict, titles: try sign.strings("titles"), contains: try sign.strings("contains"),
          phrases: try sign.strings("phrases")))
      try sign.finish()
    }
    try reader.finish()
    return signs
  }
}
