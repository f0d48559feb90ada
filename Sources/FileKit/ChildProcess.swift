import Glibc

/// Programs of the system that are started and waited for.
public enum ChildProcess {
  /// Runs a program to its end with a file as its input; what it prints goes to standard error.
  ///
  /// It starts with signals as a shell would give them, and is ended by force when it takes too long.
  /// - Parameters:
  ///   - program: Its path.
  ///   - words: What stands behind its name.
  ///   - input: The path of the file that it reads.
  ///   - environment: Its environment.
  ///   - seconds: How long it may take.
  /// - Returns: Its exit code; 128 + n when signal n ended it, 124 when it took too long.
  /// - Throws: It could not be started.
  public static func run(
    _ program: String, _ words: [String], input: String, environment: [String: String], seconds: Int
  ) throws(FileFailure) -> Int32 {
    try checkPath(program, "run")
    try checkPath(input, "read")
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // signal(7): "ignored signals are left ignored" over execve(2), and the mask is inherited.
    var usual = sigset_t()
    unsafe sigemptyset(&usual)
    unsafe posix_spawnattr_setsigmask(&attributes, &usual)
    for number in [SIGPIPE, SIGTERM, SIGINT] { unsafe sigaddset(&usual, number) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var list: [UnsafeMutablePointer<CChar>?] = unsafe ([program] + words).map { unsafe strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer { unsafe (list + variables).forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, program, &actions, &attributes, &list, &variables)
    guard code == 0 else { throw FileFailure(operation: "run", path: program, reason: .system(code: code)) }
    return wait(for: child, seconds: seconds)
  }

  private static func wait(for child: pid_t, seconds: Int) -> Int32 {
    var status: Int32 = 0
    var left = seconds * 50
    var isLate = false
    while true {
      let ended = unsafe waitpid(child, &status, isLate ? 0 : WNOHANG)
      if ended == child { break }
      if ended < 0, errno != EINTR { return 127 }
      if ended == 0 {
        left -= 1
        if left <= 0 {
          isLate = true
          kill(child, SIGKILL)
        } else {
          usleep(20_000)
        }
      }
    }
    if isLate { return 124 }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
