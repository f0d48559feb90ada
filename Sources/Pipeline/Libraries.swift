import CurlKit
import SQLiteKit
import XMLKit
import ZlibKit

/// The C libraries that the program runs on.
enum Libraries {
  /// Name and version of each.
  static var versions: [(name: String, version: String)] {
    [
      ("libcurl", CurlLibrary.version), ("libxml2", XMLLibrary.version), ("SQLite", Database.libraryVersion),
      ("zlib", ZlibLibrary.version),
    ]
  }
}
