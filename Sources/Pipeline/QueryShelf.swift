import FileKit

/// The shipped queries of a `pipelines` folder, found without reading anything else of it.
public struct QueryShelf: Sendable {
  private let pipelines: String

  /// The queries of a folder.
  public init(pipelines: String) { self.pipelines = pipelines }

  /// The SQL of a shipped query, when there is one of that name.
  public func query(named name: String) throws(RunFailure) -> String? {
    guard name.utf8.allSatisfy({ Character(UnicodeScalar($0)).isLetter || $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) })
    else { return nil }
    let path = "\(pipelines)/queries/\(name).sql"
    guard FileSystem.exists(path) else { return nil }
    do throws(FileFailure) {
      return String(decoding: try FileSystem.readAll(path, limit: 1 << 20), as: UTF8.self)
    } catch { throw RunFailure(.usage, "\(error)") }
  }

  /// The names of the shipped queries.
  public func names() throws(RunFailure) -> [String] {
    let folder = "\(pipelines)/queries"
    guard FileSystem.isFolder(folder) else {
      throw RunFailure(.usage, "\(folder) is not a folder; --pipelines names the folder with sources and queries")
    }
    do throws(FileFailure) {
      return try FileSystem.list(folder).filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }
    } catch { throw RunFailure(.usage, "\(error)") }
  }
}
