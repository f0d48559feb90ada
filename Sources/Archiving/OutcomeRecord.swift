import DigestKit
import Records

/// What became of an address that gave no page, as a metadata record.
struct OutcomeRecord {
  let line: PageLine
  let archiveID: String
  let number: Int
  /// The time of the record when the line has none.
  let date: Instant

  func record(file: String) throws(ArchiveFailure) -> RecordText {
    let time = line.provenance.fetchedAt ?? date
    guard Instant(rfc3339: time.description) == time else {
      throw ArchiveFailure(.pageUnusable("its time \(time) is outside the years 0 to 9999"), file: file)
    }
    let fields =
      [("WARC-Warcinfo-ID", archiveID)] + RecordAddress.fields(line.url, else: "urn:aftermarket:outcome")
      + [(OwnField.outcome, line.verdict.rawValue)]
    let block = WarcFields.block(lines)
    guard fields.reduce(block.count, { $0 + $1.1.utf8.count }) < RecordHead.limit / 2 else {
      throw ArchiveFailure(
        .pageUnusable("what became of it takes more than \(RecordHead.limit / 2) bytes to say"), file: file)
    }
    do throws(DigestFailure) {
      return try RecordText(
        type: .metadata, date: time, number: number, fields: fields, contentType: WarcFields.mediaType,
        block: [block[...]])
    } catch { throw ArchiveFailure(.pageUnusable(error.description), file: file) }
  }

  private var lines: [(String, String)] {
    var lines = [("verdict", line.verdict.rawValue), ("listings", String(line.listings))]
    func add(_ name: String, _ value: String?) {
      if let value { lines.append((name, value)) }
    }
    add("source", line.source?.name)
    add("reason", line.reason)
    add("claimed", line.claimed.map { String($0) })
    add("charset", line.charset)
    add("http_status", line.httpStatus.map { String($0) })
    add("bytes", line.bytes.map { String($0) })
    add("page_sha256", line.provenance.pageSHA256)
    add("at", line.provenance.at)
    return lines
  }
}

extension ArchiveRecord {
  /// The lines of a record of facts (`application/warc-fields`), in order; none for records of another kind.
  public var facts: [(name: String, value: String)] {
    guard let type = contentType, lowercased(type).hasPrefix(WarcFields.mediaType) else { return [] }
    return WarcFields.read(block)
  }

  /// What became of an address, when the record is one that `ArchiveWriter.append(_: PageLine)` wrote; else nil.
  ///
  /// Its provenance leads to this record.
  /// - Throws: The record's `damage`, or what in it makes no sense.
  public func outcome() throws(ArchiveFailure) -> PageLine? {
    guard kind == .metadata, let written = header(OwnField.outcome) else { return nil }
    if let damage { throw damage }
    guard let verdict = PageLine.Verdict(rawValue: written) else {
      throw failure(.fieldUnreadable(name: OwnField.outcome, value: written))
    }
    var values: [String: String] = [:]
    for (name, value) in facts {
      guard let text = FieldText.unescape(value) else { throw failure(.fieldUnreadable(name: name, value: value)) }
      values[name] = text
    }
    func number(_ name: String) throws(ArchiveFailure) -> Int? {
      guard let text = values[name] else { return nil }
      guard let number = Int(text) else { throw failure(.fieldUnreadable(name: name, value: text)) }
      return number
    }
    var line = PageLine(
      source: values["source"].map { SourceID($0) }, url: try address(), verdict: verdict, reason: values["reason"],
      listings: try number("listings") ?? 0)
    line.claimed = try number("claimed")
    line.charset = values["charset"]
    line.httpStatus = try number("http_status")
    line.bytes = try number("bytes")
    line.provenance = Provenance(
      pageSHA256: values["page_sha256"], fetchedAt: date, at: values["at"], archive: file, offset: offset)
    return line
  }
}
