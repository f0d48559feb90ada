/// The version of the program.
public enum Version {
  /// The version of this build, as semantic versioning has it.
  public static let current = "0.1.0"
}
