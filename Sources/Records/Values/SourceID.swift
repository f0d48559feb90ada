/// The name of a source, which is the name of its file in `pipelines/sources`: "ebay-search".
public struct SourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name.
  public let name: String

  /// A name as it stands; any text is accepted, since `normalize` takes records of sources it does not know.
  public init(_ name: String) { self.name = name }

  /// The name.
  public var description: String { name }

  /// By name.
  public static func < (left: SourceID, right: SourceID) -> Bool { left.name < right.name }
}
