/// The rows of a CSV text (RFC 4180), as ranges of its bytes.
///
/// Ranges of quoted fields leave out the quotes; what is doubled inside stays doubled until the text is asked for.
struct CSVScanner {
  /// Where the next row begins.
  private(set) var position = 0
  /// The number of the row that was read last, by line; a quoted line feed counts.
  private(set) var line = 0
  private var linesAhead = 1

  /// Reads a row into `fields`; false at the end.
  ///
  /// Empty lines are passed over.
  mutating func next(_ bytes: Span<UInt8>, _ fields: inout [Range<Int>]) -> Bool {
    while position < bytes.count, bytes[position] == 0x0A || bytes[position] == 0x0D {
      if bytes[position] == 0x0A { linesAhead += 1 }
      position += 1
    }
    guard position < bytes.count else { return false }
    line = linesAhead
    fields.removeAll(keepingCapacity: true)
    var at = position
    while true {
      if at < bytes.count, bytes[at] == 0x22 {
        var end = at + 1
        while end < bytes.count {
          if bytes[end] == 0x22 {
            guard end + 1 < bytes.count, bytes[end + 1] == 0x22 else { break }
            end += 1
          } else if bytes[end] == 0x0A {
            linesAhead += 1
          }
          end += 1
        }
        fields.append(at + 1..<min(end, bytes.count))
        at = min(end + 1, bytes.count)
        while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A { at += 1 }
      } else {
        let start = at
        while at < bytes.count, bytes[at] != 0x2C, bytes[at] != 0x0A { at += 1 }
        let isLast = at == bytes.count || bytes[at] == 0x0A
        fields.append(start..<(isLast && at > start && bytes[at - 1] == 0x0D ? at - 1 : at))
      }
      guard at < bytes.count else { break }
      at += 1
      if bytes[at - 1] == 0x0A {
        linesAhead += 1
        break
      }
    }
    position = at
    return true
  }

  /// The text of a field, doubled quotes made one; ill-formed UTF-8 is repaired.
  static func text(_ bytes: Span<UInt8>, _ field: Range<Int>) -> String {
    var own: [UInt8] = []
    own.reserveCapacity(field.count)
    var at = field.lowerBound
    while at < field.upperBound {
      own.append(bytes[at])
      at += bytes[at] == 0x22 && at + 1 < field.upperBound && bytes[at + 1] == 0x22 ? 2 : 1
    }
    return String(decoding: own, as: UTF8.self)
  }
}
