import Glibc

/// What is piped into the command.
public enum StandardInput {
  /// Its lines; see `LineReader`.
  public static func lines(limit: Int = LineReader.usualLimit) -> LineReader {
    LineReader(open(), limit: limit)
  }

  /// It as a file, to be read in chunks.
  public static func open() -> File { File(standard: STDIN_FILENO, name: "standard input") }

  /// Whether a person types it.
  public static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }
}

/// Where answers go.
public enum StandardOutput {
  /// Writes all of `bytes`, unbuffered; a reader who has gone and a full disk are errors.
  public static func write(_ bytes: [UInt8]) throws(FileFailure) {
    try File(standard: STDOUT_FILENO, name: "standard output").write(bytes)
  }

  /// Writes all of `text` as UTF-8.
  public static func write(_ text: String) throws(FileFailure) {
    try write([UInt8](text.utf8))
  }

  /// Whether a person reads it.
  public static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Makes a reader who has gone an error of `write` in place of the end of the process.
  public static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}

/// The three streams that a process begins with.
public enum StandardStreams {
  /// Opens those that the caller closed, for reading only, so that no file of ours takes their place.
  ///
  /// Without it a database could become the standard output. Writing to such a stream is an error.
  public static func reserve() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // The lowest free number is taken, which is this one.
      _ = unsafe Glibc.open("/dev/null", O_RDONLY)
    }
  }
}

/// Where the story goes.
public enum StandardError {
  /// Writes all of `text` as UTF-8.
  public static func write(_ text: String) throws(FileFailure) {
    try File(standard: STDERR_FILENO, name: "standard error").write([UInt8](text.utf8))
  }

  /// Whether a person reads it.
  public static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
