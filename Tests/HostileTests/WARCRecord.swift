/// One record of an archive, read with nothing but Python's gzip.
struct WARCRecord: Decodable, Sendable {
  let file: String
  let type: String
  let uri: String
  /// Why it was cut short, when it was.
  let truncated: String?
  /// Our own mark of what is kept as evidence only.
  let evidence: String?
  /// The first line of the HTTP message.
  let first: String
  let bodyBytes: Int
  /// Of what stands behind the head of the HTTP message.
  let bodySHA256: String
  /// The block as text, for records that hold no page.
  let text: String?

  enum CodingKeys: String, CodingKey {
    case file, type, uri, truncated, evidence, first, text
    case bodyBytes = "body_bytes"
    case bodySHA256 = "body_sha256"
  }

  /// Prints the records of workspace/archive as lines of JSON.
  static let reader = #"""
    import glob, gzip, hashlib, json, sys
    for name in sorted(glob.glob("workspace/archive/*.warc.gz")):
        data = gzip.open(name).read()
        while data:
            head, gap, data = data.partition(b"\r\n\r\n")
            assert gap and head.startswith(b"WARC/1.1"), (name, head[:80])
            fields = {}
            for line in head.split(b"\r\n")[1:]:
                key, _, value = line.partition(b":")
                fields[key.strip().lower().decode()] = value.strip().decode("utf-8", "replace")
            size = int(fields["content-length"])
            block, end, data = data[:size], data[size:size + 4], data[size + 4:]
            assert len(block) == size and end == b"\r\n\r\n", name
            message, _, body = block.partition(b"\r\n\r\n")
            kind = fields["warc-type"]
            print(json.dumps({
                "file": name, "type": kind, "uri": fields.get("warc-target-uri", ""),
                "truncated": fields.get("warc-truncated"), "evidence": fields.get("aftermarket-evidence"),
                "first": message.split(b"\r\n")[0].decode("latin-1")[:200], "body_bytes": len(body),
                "body_sha256": hashlib.sha256(body).hexdigest(),
                "text": block.decode("utf-8", "replace") if kind in ("metadata", "warcinfo", "request") else None}))
    """#
}
