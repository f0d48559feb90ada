internal import CLibXML2

/// The libxml2 that this build was made against.
public enum XMLLibrary {
  /// Its version: "2.9.14".
  public static let version = LIBXML_DOTTED_VERSION
}
