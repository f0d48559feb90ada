import Foundation
import Testing

/// Reference figures of other programs, which lie outside the project.
///
/// `AFTERMARKET_ANALYSIS` names their folder, or `AFTERMARKET_CORPORA` one beside it.
enum ReferenceFiles {
  /// The folder of references; nil when neither variable names one.
  static let folder: URL? = {
    let environment = ProcessInfo.processInfo.environment
    let named =
      environment["AFTERMARKET_ANALYSIS"].map { URL(filePath: $0) }
      ?? environment["AFTERMARKET_CORPORA"].map {
        URL(filePath: $0).deletingLastPathComponent().appending(path: "analysis")
      }
    guard let folder = named?.appending(path: "refs"),
      FileManager.default.fileExists(atPath: folder.appending(path: "ts/special_functions.csv").path)
    else { return nil }
    return folder
  }()

  /// Why a test is skipped.
  static let absence: Comment = "AFTERMARKET_ANALYSIS names no folder with reference figures"

  /// The rows of a CSV file by the names of its header; fields are free of commas but may be quoted.
  static func rows(_ path: String) throws -> [[String: String]] {
    let folder = try #require(folder)
    let text = String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
    var lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      }
    }
    let header = lines.removeFirst()
    return lines.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// The numbers of one column, in order.
  static func numbers(_ path: String, _ column: String) throws -> [Double] {
    try rows(path).map { try #require(Double($0[column] ?? "")) }
  }
}

/// The greatest distance between figures and their references, absolute below 1 and relative above.
func distance(_ figures: [Double], _ references: [Double]) -> Double {
  guard figures.count == references.count else { return .infinity }
  return zip(figures, references).reduce(0) { max($0, abs($1.0 - $1.1) / max(1, abs($1.1))) }
}
