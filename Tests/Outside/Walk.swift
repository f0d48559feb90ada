import Foundation

/// A page of the documentation as somebody follows it: the files it says to write and the lines it says to run.
public struct Walk: Sendable {
  /// One thing to do.
  public enum Step: Hashable, Sendable {
    /// Write a text to a path.
    case write(path: String, text: String)
    /// Run a line of the shell.
    case run(line: String)
  }

  /// What the page says to do, in its order.
  public let steps: [Step]

  /// Reads a page: a path in backquotes alone on its line, before a fenced block, is a file; what stands behind `    $ `
  /// is run.
  public init(markdown text: String) {
    var steps: [Step] = []
    var path: String?
    var block: [String]?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let lines = block {
          if let path { steps.append(.write(path: path, text: lines.map { $0 + "\n" }.joined())) }
          (block, path) = (nil, nil)
        } else {
          block = []
        }
      } else if block != nil {
        block?.append(line)
      } else if line.hasPrefix("    $ ") {
        steps.append(.run(line: String(line.dropFirst(6))))
      } else if line.hasPrefix("`"), line.hasSuffix("`"), line.count > 2, !line.dropFirst().dropLast().contains("`") {
        path = String(line.dropFirst().dropLast())
      } else if !line.isEmpty {
        path = nil
      }
    }
    self.steps = steps
  }

  /// The page at a path of the project.
  public init(page: String) throws {
    try self.init(markdown: String(contentsOfFile: "\(Program.root)/\(page)", encoding: .utf8))
  }

  /// Follows the page in a folder, with `aftermarket` on the path; the lines that failed, with what they said.
  public func follow(in scratch: Scratch) async throws -> [String] {
    var failed: [String] = []
    try scratch.write("", to: "bin/.here")
    _ = try await Program.shell("ln -s \"$0\" bin/aftermarket", in: scratch)
    for step in steps {
      switch step {
      case .write(let path, let text): try scratch.write(text, to: path)
      case .run(let line):
        let outcome = try await Program.shell("PATH=\"$PWD/bin:$PATH\"; \(line)", in: scratch)
        if outcome.status != 0 { failed.append("\(line): \(outcome)") }
      }
    }
    return failed
  }
}
