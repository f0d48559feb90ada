/// What the process tells its caller; others rely on the numbers.
enum ExitCode: Int32, CaseIterable {
  /// Done.
  case done = 0
  /// Finished, but some sources failed or some pages were set aside.
  case incomplete = 1
  /// Usage or configuration: nothing was done.
  case usage = 2
  /// Damaged or full: what was acknowledged before stays.
  case damaged = 3
  /// Nothing usable at all; old data kept.
  case nothingUsable = 4
  /// Another run or writer holds the lock.
  case busy = 5
  /// Ended by Ctrl-C (SIGINT).
  case interrupted = 130
  /// Ended by SIGTERM.
  case terminated = 143

  /// The code of a command that a signal ended: 128 + its number.
  init(signal number: Int32) { self = number == 2 ? .interrupted : .terminated }

  /// What it says, in half a sentence.
  var meaning: String {
    switch self {
    case .done: "done"
    case .incomplete: "finished, but some sources failed or some pages were set aside; they are archived"
    case .usage:
      "usage or configuration: an unknown option, a missing path, a folder without pages, a bad file; nothing was done"
    case .damaged:
      "damaged or full: disk full, damaged database or archive, newer schema; what was acknowledged before stays"
    case .nothingUsable: "nothing usable at all: every source or page failed; old data are kept"
    case .busy: "busy: another run or writer holds the lock"
    case .interrupted: "ended by Ctrl-C (SIGINT); what was finished is kept"
    case .terminated: "ended by SIGTERM; what was finished is kept"
    }
  }
}

/// An error that ends the command, with the code that says which kind it is.
struct Stop: Error {
  let code: ExitCode
  let message: String

  init(_ code: ExitCode, _ message: String) {
    self.code = code
    self.message = message
  }
}
