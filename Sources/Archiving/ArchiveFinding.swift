/// Something that a check of archives found.
public enum ArchiveFinding: Hashable, Sendable, CustomStringConvertible {
  /// Something is wrong, in which file and at which byte.
  case damage(ArchiveFailure)
  /// The archive was not sealed: a run is writing it, or was ended and the next one seals it. That is no damage.
  case open(file: String, bytes: Int)

  /// A stable word: that of the failure, or `archive_open`.
  public var code: String {
    switch self {
    case .damage(let failure): failure.code
    case .open: "archive_open"
    }
  }

  /// Whether something is lost or wrong.
  public var isDamage: Bool {
    switch self {
    case .damage: true
    case .open: false
    }
  }

  /// The file, relative to the archive folder.
  public var file: String {
    switch self {
    case .damage(let failure): failure.file
    case .open(let file, _): file
    }
  }

  /// The byte at which it was seen: mostly where the record begins.
  public var offset: Int {
    switch self {
    case .damage(let failure): failure.offset
    case .open: 0
    }
  }

  /// One sentence: what was seen, where and what to do.
  public var description: String {
    switch self {
    case .damage(let failure): failure.description
    case .open(let file, let bytes):
      "\(file) was not sealed yet (\(bytes) bytes). If no run is writing it, the next one seals what is whole."
    }
  }
}
