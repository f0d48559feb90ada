import FileKit
import Records

/// What was told already, in a file of the workspace, so that a rebuilt database tells nothing again.
struct WatchMemory {
  /// One thing that was told one way.
  struct Told: Hashable {
    let watch: String
    let key: String
    let channel: Watch.Channel
  }

  let path: String
  private var lines: [UInt8] = []
  private var told: Set<Told> = []

  /// What is remembered at `path`; nothing when there is no such file.
  init(_ path: String) throws {
    self.path = path
    guard FileSystem.exists(path) else { return }
    lines = try FileSystem.readAll(path, limit: 1 << 30)
    for (number, line) in lines.split(separator: 0x0A).enumerated() {
      guard let json = try? JSONReader.read(Array(line), source: path), let watch = json["watch"]?.string,
        let key = json["key"]?.string, let channel = json["channel"]?.string.flatMap(Watch.Channel.init(rawValue:))
      else {
        throw RunFailure(
          .damaged,
          "line \(number + 1) of \(path) cannot be read; mend it, or delete the file to be told everything again")
      }
      told.insert(Told(watch: watch, key: key, channel: channel))
    }
  }

  /// Whether it was told that way.
  func holds(_ hit: WatchHit, _ channel: Watch.Channel) -> Bool {
    told.contains(Told(watch: hit.watch, key: hit.key, channel: channel))
  }

  /// Notes what was told, all of it or nothing, on the disk when this returns.
  mutating func note(_ hits: [WatchHit], _ channel: Watch.Channel, at time: Instant) throws {
    var writer = JSONWriter()
    for hit in hits {
      told.insert(Told(watch: hit.watch, key: hit.key, channel: channel))
      writer.object { writer in
        writer.member("watch", hit.watch)
        writer.member("key", hit.key)
        writer.member("channel", channel.rawValue)
        writer.member("told_at", time.description)
      }
      writer.endLine()
    }
    lines += writer.bytes
    try FileSystem.writeAtomically(lines, to: path)
  }
}
