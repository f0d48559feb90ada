import Archiving
import FileKit
import Records

/// How large a workspace is, how fast it grows, and when its disk will be full at that rate.
public struct DiskForecast: Hashable, Sendable {
  /// The nights that the rate is taken from, when the archive is that old.
  static let window = 30

  /// Sealed archive files.
  public let archives: Int
  /// Their bytes.
  public let archiveBytes: Int
  /// Bytes of the database.
  public let databaseBytes: Int
  /// Bytes that can still be written on the disk of the workspace.
  public let freeBytes: Int
  /// Days that the rate is taken from.
  public let days: Int
  /// Bytes that the workspace grows by in a day; nil while it is younger than two days.
  public let bytesPerDay: Int?
  /// Days until less is free than the floor of a run; nil when it does not grow or its rate is not known.
  public let daysLeft: Int?
  /// The day on which that is; nil when it is more than a century away.
  public let fullOn: Day?

  /// Looks at a workspace.
  ///
  /// The database is taken to grow as the archive does, by its present size for each byte of archive.
  /// - Parameters:
  ///   - floor: The bytes that a run leaves free.
  ///   - today: The day to count from.
  public init(workspace: Workspace, floor: Int, today: Day) throws {
    var files: [(day: Day, bytes: Int)] = []
    if FileSystem.isFolder(workspace.archive) {
      for name in try ArchiveFolder(workspace.archive).archives() {
        let path = FileSystem.join(workspace.archive, name)
        let seconds = try FileSystem.modificationTime(path)
        let day = Self.day(of: name) ?? Instant(seconds: Int(seconds)).day
        files.append((day, try FileSystem.size(path)))
      }
    }
    let database = FileSystem.exists(workspace.database) ? try FileSystem.size(workspace.database) : 0
    self.init(
      files: files, databaseBytes: database, freeBytes: try FileSystem.freeBytes(workspace.folder), floor: floor,
      today: today)
  }

  /// Counts what is known of the files.
  init(files: [(day: Day, bytes: Int)], databaseBytes: Int, freeBytes: Int, floor: Int, today: Day) {
    archives = files.count
    archiveBytes = files.map(\.bytes).reduce(0, +)
    self.databaseBytes = databaseBytes
    self.freeBytes = freeBytes
    let past = files.filter { $0.day <= today }
    let first = past.map(\.day).min() ?? today
    let days = min(Self.window, today.number - first.number + 1)
    self.days = days
    let recent = past.filter { $0.day.number > today.number - days }.map(\.bytes).reduce(0, +)
    guard days >= 2, archiveBytes > 0 else {
      (bytesPerDay, daysLeft, fullOn) = (nil, nil, nil)
      return
    }
    let whole = Double(recent) * (1 + Double(databaseBytes) / Double(archiveBytes))
    let rate = Int(whole / Double(days))
    let left = rate > 0 ? max(0, freeBytes - floor) / rate : nil
    bytesPerDay = rate
    daysLeft = left
    fullOn = left.flatMap { $0 < 36_525 ? today.adding($0) : nil }
  }

  /// The day in an archive's name: that of the run, or of the ingest.
  static func day(of name: String) -> Day? {
    for part in name.split(separator: "-").dropFirst() where part.utf8.count >= 8 {
      let digits = part.prefix(8)
      guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { continue }
      return Day(iso: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    }
    return nil
  }

  /// A line for people.
  var text: String {
    var text = "archive: \(archives) files, \(Self.size(archiveBytes)); database \(Self.size(databaseBytes)); "
    text += "\(Self.size(freeBytes)) free"
    guard let bytesPerDay else { return text + "; too young to tell how fast it grows" }
    text += "; grew by \(Self.size(bytesPerDay)) a day over \(days) days"
    guard let daysLeft else { return text }
    return text + (fullOn.map { "; full in \(daysLeft) days, on \($0)" } ?? "; full in more than a century")
  }

  func write(to writer: inout JSONWriter) {
    writer.member("archives", archives)
    writer.member("archive_bytes", archiveBytes)
    writer.member("database_bytes", databaseBytes)
    writer.member("free_bytes", freeBytes)
    writer.member("days", days)
    writer.member("bytes_per_day", bytesPerDay)
    writer.member("days_left", daysLeft)
    writer.member("full_on", fullOn?.description)
  }

  /// A number of bytes in the unit that suits it, to two or three digits.
  static func size(_ bytes: Int) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    var value = Double(bytes)
    var unit = 0
    while value >= 1000, unit + 1 < units.count {
      value /= 1000
      unit += 1
    }
    guard unit > 0 else { return "\(bytes) bytes" }
    let rounded = value < 10 ? (value * 10).rounded() / 10 : value.rounded()
    return (rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)") + " " + units[unit]
  }
}
