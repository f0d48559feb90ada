import CZlib

/// The zlib that is in use.
public enum ZlibLibrary {
  /// Its version: "1.2.13".
  public static var version: String { unsafe String(cString: zlibVersion()) }
}
