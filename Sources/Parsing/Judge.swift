import Records
import TextKit

/// Says how a page was read, from what was found on it.
///
/// "Blocked", "drifted" and "failed" are never "empty": emptiness takes proof.
struct Judge: Sendable {
  let signs: [BlockSign]

  /// The verdict and, where it is not simply `parsed`, why.
  func verdict(on harvest: Harvest, of page: Page, text: [UInt8]) -> (PageLine.Verdict, String?) {
    guard page.status == 304 else { return verdict(on: harvest, of: page, status: page.status, text: text) }
    if isBare(page) { return (.unchanged, nil) }
    // The body is that of the page before, which may not have been what today's rules can use.
    let (before, reason) = verdict(on: harvest, of: page, status: nil, text: text)
    return before.isUsable ? (.unchanged, nil) : (before, reason)
  }

  /// Whether a page only says that it is what it was, and nobody put in what that is.
  func isBare(_ page: Page) -> Bool { page.status == 304 && page.body.isEmpty }

  private func verdict(
    on harvest: Harvest, of page: Page, status: Int?, text: [UInt8]
  ) -> (PageLine.Verdict, String?) {
    if let wall = wall(harvest) { return wall }
    if !harvest.records.isEmpty { return withRecords(harvest) }
    if let found = sign(title: harvest.title, text: text) { return found }
    if harvest.isBlocked {
      let words = harvest.failure.map { ": \($0)" } ?? ""
      return (.blocked, "it holds what only a block page of this source holds\(words)")
    }
    if let status, status >= 300 {
      let isRefusal = status == 401 || status == 403 || status == 429
      let words = harvest.failure.map { ": \($0)" } ?? ""
      return (isRefusal ? .blocked : .failed, "the server answered HTTP \(status)\(words)")
    }
    if let kind = FileKind(of: page.body) { return (.failed, "it is \(kind.name) and no page") }
    if let drift = harvest.drift { return (.drifted, drift) }
    if let failure = harvest.failure { return (.failed, failure) }
    if harvest.claimed == 0 || harvest.provesEmpty { return (.empty, "the page itself says that there is nothing") }
    if harvest.rows > 0, harvest.others == harvest.rows {
      return (.empty, "none of its \(harvest.rows) rows is of the kind that is read")
    }
    return (.drifted, drift(harvest))
  }

  /// The wall before an article: a page that shows little, and that in words that only walls have.
  private func wall(_ harvest: Harvest) -> (PageLine.Verdict, String?)? {
    if harvest.isBehindWall {
      return (.login, "it says that its article is not free to read, and the article's text is not there")
    }
    guard let text = harvest.thinText else { return nil }
    // A question about cookies beside a short article is no wall; an article behind a wall still says what it is.
    for sign in signs where sign.verdict == .login || !harvest.isDeclared {
      for phrase in sign.phrases where text[...].firstRange(ofBytes: Array(phrase.lowercased().utf8)) != nil {
        return (sign.verdict, "it shows \"\(phrase)\" and little else")
      }
    }
    return nil
  }

  /// The sign of a block or login page, if the page bears one.
  func sign(title: String?, text: [UInt8]) -> (PageLine.Verdict, String?)? {
    let lower = title.map { Array($0.lowercased().utf8)[...] }
    for sign in signs {
      for phrase in sign.titles {
        if let lower, lower.firstRange(ofBytes: Array(phrase.lowercased().utf8)) != nil {
          return (sign.verdict, "its title says \"\(phrase)\"")
        }
      }
      for word in sign.contains where text[...].firstRange(ofBytes: Array(word.utf8)) != nil {
        return (sign.verdict, "it holds \"\(word)\" and no record")
      }
    }
    return nil
  }

  private func withRecords(_ harvest: Harvest) -> (PageLine.Verdict, String?) {
    if let drift = harvest.drift { return (.drifted, drift) }
    let wanted = harvest.rows - harvest.skipped - harvest.others
    if harvest.unreadable * 5 > wanted {
      return (.drifted, "\(harvest.unreadable) of \(wanted) rows have no key or no title")
    }
    return (.parsed, harvest.note)
  }

  private func drift(_ harvest: Harvest) -> String {
    if let drift = harvest.drift { return drift }
    if harvest.unreadable > 0 {
      return "none of its \(harvest.unreadable) rows has a key and a title; the source may have changed its markup"
    }
    if harvest.skipped > 0 {
      return "it has nothing but \(harvest.skipped) rows that are no listings, and does not say that it is empty"
    }
    if let claimed = harvest.claimed {
      return "it claims \(claimed) results and has no row where rows should be; the source may have changed its markup"
    }
    return "it has no row where rows should be, and does not say that it is empty"
  }
}
