import FileKit
import Normalizing
import Records

/// The shipped catalog and vocabulary, read once.
enum Pipelines {
  static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/") + "/pipelines"
  }()

  static func documents(_ room: String) throws -> [JSONObjectReader.Document] {
    try FileSystem.list("\(folder)/\(room)").sorted().filter { $0.hasSuffix(".json5") }.map { name in
      let path = name.contains("/") ? name : "\(folder)/\(room)/\(name)"
      return JSONObjectReader.Document(source: name, bytes: try FileSystem.readAll(path, limit: 1 << 22))
    }
  }

  static func vocabulary() throws -> Vocabulary {
    try Vocabulary(files: documents("vocabulary").map { ($0.source, $0.bytes) })
  }

  static func catalog() throws -> Catalog { try Catalog(documents: documents("catalog")) }
  static func matcher() throws -> TitleMatcher { TitleMatcher(catalog: try catalog(), vocabulary: try vocabulary()) }
}
