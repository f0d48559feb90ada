import DigestKit
import Records
import SQLiteKit

extension Loader {
  /// Stores a row of a spec table with its values; of several versions the latest stays, in any order of loading.
  ///
  /// The values have a table of their own beside `gpu_spec`: a table has many boards of one model, each with clocks and
  /// a length of its own, and the catalog's figures are replaced whenever its files are.
  mutating func apply(_ spec: NormalizedSpec) throws(SQLiteFailure) {
    try know(spec.source)
    let id = Identity.spec(source: spec.source, key: spec.key)
    var upsert = try database.prepare(
      """
      INSERT INTO part_spec (spec_id, source_id, source_key, title, model_id, model_ids, page_id, last_seen_at, content)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      ON CONFLICT DO UPDATE SET title = excluded.title, model_id = excluded.model_id, model_ids = excluded.model_ids,
        page_id = excluded.page_id, last_seen_at = excluded.last_seen_at, content = excluded.content
      WHERE (excluded.last_seen_at, excluded.content) > (last_seen_at, content)
      """)
    var ids = JSONWriter()
    ids.array { writer in for id in spec.modelIDs { writer.string(id) } }
    // How the archive was packed decides nothing.
    var bare = spec
    (bare.provenance.archive, bare.provenance.offset) = (nil, nil)
    var whole = JSONWriter()
    NormalizedRecord.spec(bare).write(to: &whole)
    try upsert.run(
      .text(id), .text(spec.source.name), .text(spec.key), .text(spec.title), .text(spec.modelID),
      .text(String(decoding: ids.bytes, as: UTF8.self)), .text(Identity.page(spec.provenance)),
      .text(spec.provenance.fetchedAt?.description ?? ""), .text(Digest256(of: whole.bytes).shortHex))
    guard database.changes > 0 else { return }
    var delete = try database.prepare("DELETE FROM part_spec_value WHERE spec_id = ?1")
    try delete.run(.text(id))
    // Two columns of one name: the first counts.
    var insert = try database.prepare(
      """
      INSERT INTO part_spec_value (spec_id, attribute, value, unit, text) VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO NOTHING
      """)
    for value in spec.values {
      try insert.run(.text(id), .text(value.attribute), .text(value.value), .text(value.unit), .text(value.text))
    }
  }
}
