import DigestKit
import FileKit
import Foundation
import Parsing
import Records

/// The project's own files, as the tests read them.
enum Project {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path

  static func bytes(_ path: String) throws -> [UInt8] {
    try FileSystem.readAll("\(root)/\(path)", limit: 16 << 20)
  }

  static func parser() throws -> PageParser {
    let names = try FileSystem.list("\(root)/pipelines/sources").filter { $0.hasSuffix(".json5") }.sorted()
    let sources = try names.map { name in
      try SourceDefinition(json5: try bytes("pipelines/sources/\(name)"), file: name)
    }
    let signs = try BlockSign.list(json5: try bytes("pipelines/block-signs.json5"), file: "block-signs.json5")
    return try PageParser(sources: sources, signs: signs, words: words())
  }

  /// What tells the text of an article from what stands around it.
  static func words() throws -> PageWords {
    let file = "vocabulary/pages/boilerplate.json5"
    return try PageWords(documents: [.init(source: file, bytes: bytes("pipelines/\(file)"))])
  }

  static func source(_ name: String) throws -> SourceDefinition {
    try SourceDefinition(json5: try bytes("pipelines/sources/\(name).json5"), file: "\(name).json5")
  }

  static func page(_ body: [UInt8], url: String? = nil, at time: Instant = Instant(seconds: 1_756_000_000)) -> Page {
    Page(url: url, fetchedAt: time, body: body, sha256: Digest256(of: body).description)
  }

  static func page(_ text: String, url: String? = nil) -> Page { page(Array(text.utf8), url: url) }
}
