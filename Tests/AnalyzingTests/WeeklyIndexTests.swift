import Analyzing
import Foundation
import Records
import Testing

@Suite struct WeeklyIndexTests {
  static let monday = Day(number: 20_283)  // 2025-07-14

  /// `perWeek` items a week along `path`, in two conditions 0.3 apart, with one wild price in fifty.
  static func sample(path: [Double], perWeek: Int, seed: UInt64, worn: (Int) -> Double = { _ in 0.4 }) -> IndexSample {
    var random = Randomness(seed: seed)
    var sample = IndexSample(days: [], logPrices: [], attributes: [[], []])
    for (week, level) in path.enumerated() {
      for _ in 0..<perWeek {
        let isWorn = Double.random(in: 0..<1, using: &random) < worn(week)
        let isTall = Bool.random(using: &random)
        let wild = Int.random(in: 0..<50, using: &random) == 0 ? (Bool.random(using: &random) ? 2.3 : -2.3) : 0
        sample.days.append(monday.number + 7 * week + Int.random(in: 0..<7, using: &random))
        sample.attributes[0].append(isWorn ? 1 : 0)
        sample.attributes[1].append(isTall ? 1 : 0)
        sample.logPrices.append(
          8 + level + (isWorn ? -0.3 : 0) + (isTall ? 0.2 : 0) + 0.18 * random.normal() + wild)
      }
    }
    return sample
  }

  static func rootMeanSquare(_ index: WeeklyIndex, _ path: [Double]) -> Double {
    let errors = zip(index.points, path).map { $0.level - $1 }
    let shift = errors.reduce(0, +) / Double(errors.count)
    return (errors.reduce(0) { $0 + ($1 - shift) * ($1 - shift) } / Double(errors.count)).squareRoot()
  }

  static func walk(_ weeks: Int, seed: UInt64) -> [Double] {
    var random = Randomness(seed: seed)
    var level = 0.0
    return (0..<weeks).map { _ in
      level += 0.016 * random.normal()
      return level
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `a wandering level is found through wild prices and a shift of what is sold`(seed: UInt64) throws {
    let path = Self.walk(34, seed: seed)
    let sample = Self.sample(path: path, perWeek: 139, seed: seed + 100) { $0 < 28 ? 0.3 : 0.65 }
    let index = try #require(WeeklyIndex(sample))
    #expect(index.points.count == 34)
    #expect(Self.rootMeanSquare(index, path) < 0.015, "seed \(seed)")
    let worn = try #require(index.coefficients.first { $0.term.attribute == 0 })
    let estimate = try #require(worn.estimate)
    #expect(abs(estimate * (worn.term.level == 1 ? 1 : -1) + 0.3) < 4 * (worn.standardError ?? 0))
  }

  @Test func `neither the order of items nor the place of the series in time changes a bit`() throws {
    let sample = Self.sample(path: Self.walk(20, seed: 7), perWeek: 12, seed: 8)
    var random = Randomness(seed: 9)
    let order = Array(0..<sample.count).shuffled(using: &random)
    let shuffled = IndexSample(
      days: order.map { sample.days[$0] + 700 }, logPrices: order.map { sample.logPrices[$0] },
      attributes: sample.attributes.map { levels in order.map { levels[$0] } })
    let (first, second) = (try #require(WeeklyIndex(sample)), try #require(WeeklyIndex(shuffled)))
    #expect(first.points.map(\.level) == second.points.map(\.level))
    #expect(first.points.map(\.low) == second.points.map(\.low))
    #expect(first.coefficients == second.coefficients)
    #expect(order.map { first.itemWeights[$0] } == second.itemWeights)
  }

  @Test func `a week without items is bridged with a wider interval and no price of its own`() throws {
    var sample = Self.sample(path: Self.walk(12, seed: 3), perWeek: 30, seed: 4)
    let kept = sample.days.indices.filter { (sample.days[$0] - Self.monday.number) / 7 != 5 }
    sample = IndexSample(
      days: kept.map { sample.days[$0] }, logPrices: kept.map { sample.logPrices[$0] },
      attributes: sample.attributes.map { levels in kept.map { levels[$0] } })
    let index = try #require(WeeklyIndex(sample))
    #expect(index.points.map(\.n)[5] == 0)
    #expect(index.points[5].raw == nil)
    #expect(index.points[5].levelError > index.points[4].levelError)
    #expect(index.points[5].levelError > index.points[6].levelError)
  }

  @Test func `a seller who floods a week weighs one`() throws {
    let honest = Self.sample(path: [0, 0, 0, 0], perWeek: 20, seed: 5)
    var flooded = honest
    flooded.weights = Array(repeating: 1, count: honest.count)
    for _ in 0..<200 {
      flooded.days.append(Self.monday.number + 8)
      flooded.logPrices.append(7.2)
      for attribute in flooded.attributes.indices { flooded.attributes[attribute].append(0) }
      flooded.weights?.append(1.0 / 200)
    }
    let (plain, spam) = (try #require(WeeklyIndex(honest)), try #require(WeeklyIndex(flooded)))
    #expect(abs(spam.points[1].level - plain.points[1].level) < 0.05)
    #expect(abs(spam.points[1].weight - 21) < 1e-9)
  }

  @Test func `an attribute that only says which week it is has no coefficient`() throws {
    var sample = Self.sample(path: [0, 0.1, 0.2], perWeek: 30, seed: 6)
    sample.attributes.append(sample.days.map { ($0 - Self.monday.number) / 7 == 2 ? 1 : 0 })
    let index = try #require(WeeklyIndex(sample))
    let last = try #require(index.coefficients.first { $0.term.attribute == 2 })
    #expect(last.estimate == nil)
    #expect(abs((index.points[2].raw ?? 0) - (index.points[0].raw ?? 0) - 0.2) < 0.15)
  }

  @Test func `equal prices give an equal level and one item a level without an error of its own`() throws {
    let flat = try #require(
      WeeklyIndex(
        IndexSample(days: (0..<12).map { Self.monday.number + $0 }, logPrices: Array(repeating: 6, count: 12))))
    #expect(flat.points.allSatisfy { $0.standardError == nil && abs($0.level - 6) < 1e-9 })
    let single = try #require(WeeklyIndex(IndexSample(days: [Self.monday.number], logPrices: [6])))
    #expect(single.points.map(\.raw) == [6])
    #expect(single.points.map(\.low) == [nil])
    #expect(single.points.map(\.isThin) == [true])
    #expect(flat.points.map(\.isThin) == [false, false])
    #expect(WeeklyIndex(IndexSample(days: [], logPrices: [])) == nil)
  }
}
