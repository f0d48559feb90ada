import FileKit

/// Keeps a run from filling the disk: below a floor of free bytes it ends, with all that is finished kept.
struct FreeSpace: Sendable {
  /// The folder on the disk that is looked at.
  let folder: String
  /// How many bytes must stay free.
  let floor: Int

  /// Looks once.
  ///
  /// - Throws: `RunFailure` of kind `damaged` that names the folder and the bytes.
  func check() throws(RunFailure) {
    let free: Int
    do throws(FileFailure) { free = try FileSystem.freeBytes(folder) } catch { throw RunFailure(error) }
    guard free < floor else { return }
    throw RunFailure(
      .damaged,
      "\(folder) has \(free) bytes free, less than the floor of \(floor); make room and run again, or lower "
        + "free_space_floor_bytes in nightly.json5")
  }
}
