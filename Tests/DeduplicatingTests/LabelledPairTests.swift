import Deduplicating
import FileKit
import Foundation
import Records
import Testing

/// Pairs of listings with a label each, made by fixtures/pairs/make.py.
@Suite struct LabelledPairTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../fixtures/pairs").standardizedFileURL

  private struct Card: Decodable {
    let source, key, title, seller, kind, family, condition, country, currency, side: String
    let models: [String]
    let quantity, first, last: Int
    let price, usd: Double

    func summary(_ id: Int) -> ListingSummary {
      let digits = String(id)
      var summary = ListingSummary(
        listingID: String(repeating: "0", count: 16 - digits.count) + digits, title: title)
      summary.source = source
      summary.sellerHash = seller
      summary.kind = Observation.Kind(rawValue: kind) ?? .other
      summary.family = family
      summary.modelIDs = models
      summary.quantity = quantity
      summary.side = Listing.Side(rawValue: side) ?? .sell
      summary.condition = Condition(rawValue: condition) ?? .unknown
      summary.country = country
      let minor = Int64(price * 100)
      summary.price = ListingSummary.Price(currency: currency, low: minor, high: minor)
      summary.usdPerCard = usd / Double(quantity)
      summary.firstSeen = Instant(seconds: first)
      summary.lastSeen = Instant(seconds: last)
      return summary
    }
  }

  private struct Pair: Decodable {
    let `case`: String
    let same: Bool
    let one, two: Card
  }

  private struct Score: CustomStringConvertible {
    var pairs = 0
    var right = 0
    var wrong = 0
    var missed = 0
    var faults: [String] = []
    var precision: Double { Double(right) / Double(max(1, right + wrong)) }
    var recall: Double { Double(right) / Double(max(1, right + missed)) }
    var description: String {
      "\(pairs) pairs: precision \(precision), recall \(recall)\n" + faults.joined(separator: "\n")
    }
  }

  /// The pairs of each case together, since a case occurs once for each kind of goods.
  private static func score(_ name: String) throws -> Score {
    let lines = try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
    let pairs = try lines.map { try JSONDecoder().decode(Pair.self, from: Data($0.utf8)) }
    var score = Score(pairs: pairs.count)
    for (name, group) in Dictionary(grouping: pairs, by: \.case).sorted(by: { $0.key < $1.key }) {
      let listings = group.enumerated().flatMap { [$1.one.summary($0 * 2), $1.two.summary($0 * 2 + 1)] }
      var offers: [String: String] = [:]
      for offer in OfferClusters.offers(of: listings) { for id in offer.listingIDs { offers[id] = offer.id } }
      for (index, pair) in group.enumerated() {
        let isOne = offers[listings[index * 2].listingID] == offers[listings[index * 2 + 1].listingID]
        switch (pair.same, isOne) {
        case (true, true): score.right += 1
        case (true, false): score.missed += 1
        case (false, true): score.wrong += 1
        case (false, false): break
        }
        if pair.same != isOne {
          score.faults.append("\(name): \(pair.same ? "missed" : "merged") \(pair.one.title) | \(pair.two.title)")
        }
      }
    }
    return score
  }

  @Test(arguments: [("tuned.ndjson", 272), ("held.ndjson", 160), ("fresh.ndjson", 160), ("later.ndjson", 80)])
  func `labelled pairs are told with a precision of 0_97 and a recall of 0_95`(_ name: String, _ count: Int) throws {
    let score = try Self.score(name)
    #expect(score.pairs == count)
    #expect(score.precision >= 0.97, "\(score)")
    #expect(score.recall >= 0.95, "\(score)")
  }
}
