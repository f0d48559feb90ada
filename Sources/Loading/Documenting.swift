import DigestKit
public import Records
import SQLiteKit

extension Loader {
  /// Stores an official document with all that its publisher says of it; of several versions the latest stays.
  mutating func apply(_ document: PolicyDocument) throws(SQLiteFailure) {
    try know(document.source)
    let id = Identity.document(source: document.source, key: document.key)
    var bare = document
    (bare.provenance.archive, bare.provenance.offset) = (nil, nil)
    var whole = JSONWriter()
    RawRecord.policyDocument(bare).write(to: &whole)
    let content = Digest256(of: whole.bytes).shortHex
    let seen = document.provenance.fetchedAt?.description ?? ""
    var earlier = try database.prepare(
      """
      SELECT d.last_seen_at, ifnull(a.value, '') FROM policy_document AS d
      LEFT JOIN policy_document_attribute AS a ON a.document_id = d.document_id AND a.name = 'content'
      WHERE d.document_id = ?1
      """)
    try earlier.bind(id, at: 1)
    if try earlier.step(), let time = earlier.text(0), let known = earlier.text(1), (time, known) >= (seen, content) {
      return
    }
    var upsert = try database.prepare(
      """
      INSERT INTO policy_document (document_id, source_id, source_key, title, agency, published_on, effective_on,
        citation, url, abstract, last_seen_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      ON CONFLICT DO UPDATE SET title = excluded.title, agency = excluded.agency, published_on = excluded.published_on,
        effective_on = excluded.effective_on, citation = excluded.citation, url = excluded.url,
        abstract = excluded.abstract, last_seen_at = excluded.last_seen_at
      """)
    try upsert.run(
      .text(id), .text(document.source.name), .text(document.key), .text(document.title), .text(document.agency),
      .text(document.published), .text(document.effective), .text(document.citation), .text(document.url),
      .text(document.abstract), .text(seen))
    var delete = try database.prepare("DELETE FROM policy_document_attribute WHERE document_id = ?1")
    try delete.run(.text(id))
    var insert = try database.prepare(
      "INSERT INTO policy_document_attribute (document_id, name, value) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")
    for attribute in document.attributes + [Listing.Attribute(name: "content", text: content)] {
      try insert.run(.text(id), .text(attribute.name), .text(attribute.text))
    }
  }

  /// Every official document, by source and key.
  public borrowing func policyDocuments() throws(LoadFailure) -> [PolicyDocument] {
    do {
      var documents: [PolicyDocument] = []
      var rows = try database.prepare(
        """
        SELECT source_id, source_key, title, agency, published_on, effective_on, citation, url, abstract, document_id
        FROM policy_document ORDER BY source_id, source_key
        """)
      var attributes = try database.prepare(
        "SELECT name, value FROM policy_document_attribute WHERE document_id = ?1 ORDER BY name")
      while try rows.step() {
        guard let source = rows.text(0), let key = rows.text(1), let title = rows.text(2), let id = rows.text(9) else {
          continue
        }
        var document = PolicyDocument(source: SourceID(source), key: key, title: title)
        document.agency = rows.text(3)
        document.published = rows.text(4)
        document.effective = rows.text(5)
        document.citation = rows.text(6)
        document.url = rows.text(7)
        document.abstract = rows.text(8)
        try attributes.bind(id, at: 1)
        while try attributes.step() {
          guard let name = attributes.text(0), let value = attributes.text(1) else { continue }
          document.attributes.append(Listing.Attribute(name: name, text: value))
        }
        attributes.reset()
        documents.append(document)
      }
      return documents
    } catch {
      throw LoadFailure(error, path: path)
    }
  }

  /// Stores the candidates in place of all there were.
  public mutating func store(_ candidates: [PolicyCandidate]) throws(LoadFailure) {
    try write { loader throws(SQLiteFailure) in
      try loader.database.execute("DELETE FROM policy_candidate")
      var insert = try loader.database.prepare(
        "INSERT INTO policy_candidate (document_id, status, reason, event_ids) VALUES (?1, ?2, ?3, ?4)")
      var family = try loader.database.prepare(
        "INSERT INTO policy_candidate_family (document_id, family) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
      for candidate in candidates {
        let id = Identity.document(source: candidate.source, key: candidate.key)
        var events = JSONWriter()
        events.array { writer in for event in candidate.events { writer.string(event) } }
        try insert.run(
          .text(id), .text(candidate.isReviewed ? "reviewed" : "new"), .text(candidate.reason),
          .text(String(decoding: events.bytes, as: UTF8.self)))
        for name in candidate.families { try family.run(.text(id), .text(name)) }
      }
    }
  }
}
