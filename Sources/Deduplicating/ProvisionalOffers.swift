import DigestKit
import Records

/// Ids that one line alone can be given, so that `dedupe` streams and shards.
///
/// Lines with equal ids are duplicates of each other; `load` computes the offers over all listings.
public enum ProvisionalOffers {
  /// The lines with their provisional ids, each as it would be alone.
  public static func marked(_ records: [NormalizedRecord]) -> [NormalizedRecord] { records.map(marked) }

  /// The line with its provisional `offer_id` or `story_id`; other records pass as they are.
  public static func marked(_ record: NormalizedRecord) -> NormalizedRecord {
    switch record {
    case .observation(var observation):
      observation.offerID = offerID(of: observation)
      return .observation(observation)
    case .report(var report):
      report.storyID = storyID(of: report.report)
      return .report(report)
    case .rate, .spec, .policyDocument, .page, .quarantine: return record
    }
  }

  /// 16 hexadecimal digits told by what makes an offer, or by the listing alone where that is not known.
  public static func offerID(of observation: Observation) -> String {
    let text = OfferKey(observation)?.text ?? "listing\u{0}\(observation.source.name)\u{0}\(observation.key)"
    return Digest256(of: text).shortHex
  }

  /// 16 hexadecimal digits told by the title, which reprints of a story share.
  public static func storyID(of report: Report) -> String {
    let title = TitleKey.of(report.title)
    return Digest256(of: "story\u{0}" + (title.isEmpty ? report.key : title)).shortHex
  }
}
