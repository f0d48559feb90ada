import Outside
import Testing

@testable import aftermarket

/// What the program says of itself.
struct HelpTests {
  @Test(arguments: Command.all.map(\.name))
  func `every command has help with examples`(_ name: String) async throws {
    let outcome = try await Program.run(name, "--help", in: try Scratch())
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.hasPrefix("usage: aftermarket \(name)"))
    #expect(outcome.output.contains("Examples\n  $ "))
  }

  @Test func `the overview names every command and ends well, none given does not`() async throws {
    let scratch = try Scratch()
    let asked = try await Program.run("--help", in: scratch)
    let lost = try await Program.run(in: scratch)
    #expect(asked.status == 0 && lost.status == 2)
    #expect(asked.output == lost.output)
    for command in Command.all { #expect(asked.output.contains("\n  \(command.name) ")) }
  }

  @Test(arguments: Command.all.flatMap { command in command.examples.map(\.line) })
  func `every example can be read`(_ line: String) throws {
    var runs = 0
    for words in Self.commands(line) where words.first == "aftermarket" {
      let command = try #require(Command.named(words.dropFirst().first ?? ""), "\(words)")
      do throws(Stop) {
        _ = try Arguments(Array(words.dropFirst(2)), known: command.options + Option.global, command: command.name)
      } catch { Issue.record("\(line): \(error.message)") }
      runs += 1
    }
    #expect(runs > 0, "\(line) does not run aftermarket")
  }

  /// The words of each command of a pipe, quotes taken off.
  static func commands(_ line: String) -> [[String]] {
    var commands: [[String]] = [[]]
    var word = ""
    var isWord = false
    var quote: Character?
    func end() {
      if isWord { commands[commands.count - 1].append(word) }
      word = ""
      isWord = false
    }
    for character in line {
      switch character {
      case quote: quote = nil
      case _ where quote != nil: word.append(character)
      case "\"", "'":
        quote = character
        isWord = true
      case " ": end()
      case "|":
        end()
        commands.append([])
      default:
        word.append(character)
        isWord = true
      }
    }
    end()
    return commands
  }
}
