/// The words for settings that should be there and are not.
public enum UnsetNames {
  /// "A is not set", "A and B are not set", "A, B and C are not set".
  public static func sentence(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return "\(names.first ?? "a secret") is not set" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last) are not set"
  }
}
