import Records
import Testing

/// Lines as they stand in files and pipes: what is written is what is read again.
@Suite struct RecordLineTests {
  @Test(arguments: [
    #"{"type":"listing","source":"s","key":"k","title":"A100"}"#,
    #"{"type":"listing","source":"s","key":"k","url":"https://m.example/1","title":"A100 \"80GB\"","price":"49 900 р.","currency_hint":"RUB","shipping":"Free","condition":"б/у","location":"Москва","seller":"x","quantity_text":"4 шт","side":"sell","status":"sold","posted":"Вчера 23:51","attributes":{"Memory":"80 GB"},"locale":"ru-RU","provenance":{"page_sha256":"ab","fetched_at":"2025-07-14T21:05:00Z","at":"/html/body/li[3]","archive":"a.warc.gz","offset":12}}"#,
    #"{"type":"report","source":"n","key":"k","title":"t","publisher":"p","language":"vi","published":"Mon","text":"…"}"#,
    #"{"type":"spec","source":"t","key":"k","title":"Board X","attributes":{"chip":"A100 PCIe","memory":"80 GB"}}"#,
    #"{"type":"rate","source":"ecb","date":"2025-08-28","base":"EUR","quote":"USD","value":"1.1676"}"#,
    #"{"type":"policy_document","source":"fr","key":"2025-1","title":"t","agency":"BIS","citation":"90 FR 1","attributes":{"type":"Rule"}}"#,
    #"{"type":"page","source":"s","url":"u","verdict":"blocked","reason":"a challenge","listings":0,"claimed":9100}"#,
  ]) func `a raw line is written as it was read`(_ line: String) throws {
    var writer = JSONWriter()
    try RawRecord(line: Array(line.utf8)).write(to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == line)
  }

  @Test(arguments: [
    #"{"type":"observation","source":"s","key":"k","title":"t","kind":"card","family":"A100","model_ids":["a","b"],"match":{"confidence":0.5,"why":["A100: family"]},"quantity":1,"parts_only":false,"condition":"used","price":{"low":"1.00","high":"2.00","currency":"USD","text":"$1 to $2"},"usd":{"amount":"1","per_card":"1","rate_date":"2025-07-14"},"side":"sell","status":"active","observed_at":"2025-07-14T21:05:00Z","flags":["range"]}"#,
    #"{"type":"spec","source":"t","key":"k","title":"Board X","model_ids":["a"],"values":[{"attribute":"memory","value":"80","unit":"GB","text":"80 GB"},{"attribute":"color","value":"Gold","text":"Gold"}]}"#,
    #"{"type":"quarantine","stage":"normalize","code":"title_missing","message":"m","record":"{}"}"#,
    #"{"type":"report","source":"n","key":"k","title":"t","published":"Mon","published_at":"2025-07-14T00:00:00Z","text":"x","story_id":"00"}"#,
  ]) func `a normalized line is written as it was read`(_ line: String) throws {
    var writer = JSONWriter()
    try NormalizedRecord(line: Array(line.utf8)).write(to: &writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == line)
  }

  @Test(arguments: [
    (#"{"type":"listing","source":"s","key":"k"}"#, #"the key "title" is missing"#),
    (#"{"type":"listing","source":"s","key":"k","title":"t","prize":"1"}"#, #"unknown key "prize" (at /prize)"#),
    (#"{"type":"listing","source":"s","key":"k","title":3}"#, "a number where a string should be (at /title)"),
    (#"{"type":"listing","source":"s","key":"k","title":"t","side":"steal"}"#, "where sell, buy or trade should be"),
    (
      #"{"type":"rate","source":"s","date":"2025-02-30","base":"EUR","quote":"USD","value":"1"}"#, "where a day such as"
    ),
    (
      #"{"type":"rate","source":"s","date":"2025-02-28","base":"EUR","quote":"USD","value":"-1"}"#, "a positive decimal"
    ),
    (#"{"type":"thing"}"#, #"unknown record type "thing""#),
    (#"[1]"#, "an array where an object should be"),
  ]) func `a line of another shape is refused by name`(_ line: String, _ part: String) {
    do throws(JSONFailure) {
      _ = try RawRecord(line: Array(line.utf8), source: "in")
      Issue.record("accepted: \(line)")
    } catch {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  @Test func `line separators never stand bare in a line`() {
    var writer = JSONWriter()
    writer.string("a\u{2028}b\u{2029}c\u{1}d…\u{20AC}")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #""a\u2028b\u2029c\u0001d…€""#)
  }
}
