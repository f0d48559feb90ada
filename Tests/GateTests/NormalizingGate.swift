import FileKit
import Foundation
import Normalizing
import Records
import Testing

/// The corpora that may not be committed, when they are at hand.
enum NormalizingCorpora {
  static let folder = ProcessInfo.processInfo.environment["AFTERMARKET_CORPORA"]

  static func rows(_ path: String) throws -> [[String: String]] {
    let bytes = try FileSystem.readAll("\(folder ?? "")/\(path)", limit: 1 << 24)
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let head = lines.removeFirst()
    return lines.map { Dictionary(zip(head, $0)) { first, _ in first } }
  }

  static func documents(_ room: String) throws -> [JSONObjectReader.Document] {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    let folder = parts.joined(separator: "/") + "/pipelines/" + room
    return try FileSystem.list(folder).filter { $0.hasSuffix(".json5") }.map {
      JSONObjectReader.Document(source: $0, bytes: try FileSystem.readAll("\(folder)/\($0)", limit: 1 << 22))
    }
  }

  static func vocabulary() throws -> Vocabulary {
    try Vocabulary(files: documents("vocabulary").map { ($0.source, $0.bytes) })
  }
}

@Suite(.enabled(if: NormalizingCorpora.folder != nil, "AFTERMARKET_CORPORA is not set"))
struct NormalizingGate {
  @Test func `model sets, lots and parts of the labeled titles reach their floors`() throws {
    let matcher = TitleMatcher(
      catalog: try Catalog(documents: NormalizingCorpora.documents("catalog")),
      vocabulary: try NormalizingCorpora.vocabulary())
    var cards = (all: 0, right: 0)
    var lots = (all: 0, right: 0, wrong: 0)
    var parts = (all: 0, right: 0, wrong: 0)
    var kinds = (all: 0, right: 0)
    for row in try NormalizingCorpora.rows("titles/develop.tsv") {
      let match = matcher.match(row["title"] ?? "", condition: row["condition"])
      let wanted = (row["model_ids"] ?? "").split(separator: "|").map(String.init).filter { $0 != "none" }.sorted()
      kinds.all += 1
      if row["kind"] == match.kind.rawValue { kinds.right += 1 }
      if row["kind"] == "card", !wanted.isEmpty {
        cards.all += 1
        if match.modelIDs == wanted { cards.right += 1 }
      }
      let quantity = Int(row["quantity"] ?? "") ?? 0
      if quantity > 1 {
        lots.all += 1
        if match.quantity == quantity { lots.right += 1 }
      } else if match.quantity > 1 {
        lots.wrong += 1
      }
      if row["parts_only"] == "1" {
        parts.all += 1
        if match.partsOnly { parts.right += 1 }
      } else if match.partsOnly {
        parts.wrong += 1
      }
    }
    print("models \(cards), lots \(lots), parts \(parts), kinds \(kinds)")
    #expect(cards.right * 100 >= cards.all * 98)
    #expect(kinds.right * 100 >= kinds.all * 98)
    #expect(lots.right >= lots.all - 1 && lots.wrong <= 1)
    #expect(parts.right >= parts.all - 1 && parts.wrong <= 1)
  }

  @Test func `amounts of the price corpus are exact`() throws {
    let reader = PriceReader(vocabulary: try NormalizingCorpora.vocabulary())
    var right = 0
    var all = 0
    for row in try NormalizingCorpora.rows("prices/cases.tsv") {
      func value(_ key: String) -> String? { row[key].flatMap { $0 == "\\N" ? nil : $0 } }
      let context = PriceContext(hint: value("currency_hint"), decimalSeparator: value("decimal_separator")?.first)
      let price = value("raw").flatMap { reader.read($0, in: context).price }
      all += 1
      if (price?.amount ?? price?.low).flatMap({ Decimal(string: $0) })
        == value("expected_amount").flatMap({ Decimal(string: $0) })
      {
        right += 1
      }
    }
    print("prices \(right) of \(all)")
    // Six texts name a currency and no figure, for which the corpus expects one.
    #expect(right >= all - 6)
  }
}
