import DigestKit

/// The bytes of one record on their way to an `ArchiveRecord`.
struct RecordBytes {
  let head: RecordHead
  let block: [UInt8]
  /// What `Content-Length` says.
  let expected: Int
  /// How many bytes stand behind the block that are no line ends.
  let stray: Int

  /// Reads the head at the start of `bytes` and what length the block must have.
  static func head(
    _ bytes: ArraySlice<UInt8>, limit: Int
  ) -> Result<(head: RecordHead, length: Int), ReasonError> {
    guard bytes.starts(with: "WARC/".utf8) else {
      return .failure(ReasonError(reason: .noRecord(seen: excerpt(bytes.prefix { $0 != 0x0A && $0 != 0x0D }))))
    }
    switch RecordHead.parse(bytes) {
    case .failure(let failure): return .failure(ReasonError(reason: .headUnreadable(line: failure.line)))
    case .success(let head):
      let lengths = Set(head.all("Content-Length"))
      guard let text = lengths.first, lengths.count == 1, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let length = Int(text)
      else {
        return .failure(
          ReasonError(reason: .fieldUnreadable(name: "Content-Length", value: head["Content-Length"])))
      }
      guard length <= limit else { return .failure(ReasonError(reason: .overLimit(bytes: limit))) }
      return .success((head, length))
    }
  }

  /// A reason that is not yet tied to a file.
  struct ReasonError: Error {
    let reason: ArchiveFailure.Reason
  }

  /// The record, with its damage told.
  func record(file: String, offset: Int, length: Int, verifying: Bool) -> ArchiveRecord {
    let reason = damage(verifying: verifying)
    return ArchiveRecord(
      file: file, offset: offset, length: length, block: block,
      damage: reason.map { ArchiveFailure($0, file: file, offset: offset) }, head: head)
  }

  private func damage(verifying: Bool) -> ArchiveFailure.Reason? {
    if block.count < expected { return .torn(expected: expected, found: block.count) }
    if verifying {
      let isHTTP = head["Content-Type"].map { lowercased($0).hasPrefix("application/http") } ?? false
      do {
        if let mismatch = try DigestCheck.mismatch(head: head, block: block, isHTTP: isHTTP) { return mismatch }
      } catch {
        return .bodyUnreadable(error.description)
      }
    }
    return stray > 0 ? .strayBytes(count: stray) : nil
  }
}
