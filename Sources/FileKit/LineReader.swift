/// The lines of a file, one after the other, with a bound on the length of each.
///
/// Lines are slices of the chunk they were read in, so nothing is copied for them. Memory is about two chunks,
/// or twice the longest line.
public struct LineReader: ~Copyable {
  /// What a line may hold when nothing else is said: 64 MiB.
  public static let usualLimit = 64 << 20

  private let file: File
  private let limit: Int
  private var chunk: ArraySlice<UInt8> = []
  private var searched = 0
  private var isAtEnd = false
  /// How many lines were given so far, which is the number of the last one.
  public private(set) var lineNumber = 0

  /// Reads lines from an open file.
  public init(_ file: consuming File, limit: Int = LineReader.usualLimit) {
    self.file = file
    self.limit = limit
  }

  /// The next line without its line feed, or nil at the end; a last line without a line feed counts.
  ///
  /// A carriage return before the line feed is left in.
  public mutating func next() throws(FileFailure) -> ArraySlice<UInt8>? {
    while true {
      if let feed = chunk[(chunk.startIndex + searched)...].firstIndex(of: 0x0A) {
        if feed - chunk.startIndex > limit { throw tooLong() }
        return take(upTo: feed, next: feed + 1)
      }
      searched = chunk.count
      if chunk.count > limit { throw tooLong() }
      if isAtEnd {
        return chunk.isEmpty ? nil : take(upTo: chunk.endIndex, next: chunk.endIndex)
      }
      try refill()
    }
  }

  private mutating func take(upTo end: Int, next: Int) -> ArraySlice<UInt8> {
    let line = chunk[chunk.startIndex..<end]
    chunk = chunk[next...]
    searched = 0
    lineNumber += 1
    return line
  }

  private mutating func refill() throws(FileFailure) {
    // A line that does not fit yet doubles the read, so that a long line costs linear time.
    let more = try file.read(upTo: max(1 << 20, chunk.count))
    if more.isEmpty {
      isAtEnd = true
    } else if chunk.isEmpty {
      chunk = more[...]
    } else {
      var joined: [UInt8] = []
      joined.reserveCapacity(chunk.count + more.count)
      joined.append(contentsOf: chunk)
      joined.append(contentsOf: more)
      chunk = joined[...]
    }
  }

  private func tooLong() -> FileFailure {
    FileFailure(operation: "read line \(lineNumber + 1) of", path: file.path, reason: .lineTooLong(bytes: limit))
  }
}
