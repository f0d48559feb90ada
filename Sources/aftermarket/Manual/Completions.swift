/// Completions for shells, made from the same tables as the help.
enum Completions {
  /// A shell that completions are made for.
  enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
  }

  /// The file for a shell.
  static func text(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: zsh
    case .fish: fish
    }
  }

  /// What kind of value an option takes.
  enum Kind: Hashable, Sendable {
    case folder, file, source, words([String]), text

    init(_ option: Option) {
      if !option.words.isEmpty {
        self = .words(option.words)
      } else if option.name == "source" {
        self = .source
      } else {
        switch option.value {
        case "DIR": self = .folder
        case "FILE", "FILE.tsv", "PAGE": self = .file
        default: self = .text
        }
      }
    }
  }

  /// A line of the shell that prints the names of the sources, with the words that name a folder of pipelines kept.
  static let sourceNames = #"aftermarket sources --json 2>/dev/null | sed -n 's/.*"source":"\([^"]*\)".*/\1/p'"#
  /// A line of the shell that prints the names of the shipped queries.
  static let queryNames = "aftermarket query 2>/dev/null"

  private static let commands = Command.all.map(\.name).joined(separator: " ")

  // Bash

  private static var bash: String {
    var text = """
      # Completions of aftermarket for bash. Made by: aftermarket completions bash
      _aftermarket() {
        local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= each skip=
        COMPREPLY=()
        for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          if [ -n "$skip" ]; then skip=; continue; fi
          case $each in
            \(bashPattern(Option.global.filter { $0.value != nil })) skip=yes ;;
            -*) ;;
            *) command=$each; break ;;
          esac
        done
        case $command:$previous in

      """
    for command in [nil] + Command.all.map(Optional.some) {
      for option in command?.options ?? Option.global where option.value != nil {
        text += "    \(command?.name ?? "*"):--\(option.name)) \(bash(Kind(option))); return ;;\n"
      }
    }
    text += "  esac\n  case $command in\n"
    text += "    '') COMPREPLY=($(compgen -W \"\(commands) \(dashed(Option.global)) --version\" -- \"$current\")) ;;\n"
    for command in Command.all {
      text += "    \(command.name))\n"
      text += "      if [[ $current == -* ]]; then\n"
      text += "        COMPREPLY=($(compgen -W \"\(dashed(command.options + Option.global))\" -- \"$current\"))\n"
      text += "      else\n        \(bash(command.operands))\n      fi ;;\n"
    }
    text += "  esac\n}\ncomplete -F _aftermarket aftermarket\n"
    return text
  }

  private static func bashPattern(_ options: [Option]) -> String {
    options.map { "--\($0.name)" }.joined(separator: " | ") + ")"
  }

  private static func dashed(_ options: [Option]) -> String {
    options.map { "--\($0.name)" }.joined(separator: " ")
  }

  private static func bash(_ kind: Kind) -> String {
    switch kind {
    case .folder: "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$current\"))"
    case .file: "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$current\"))"
    case .source: "COMPREPLY=($(compgen -W \"$(\(sourceNames))\" -- \"$current\"))"
    case .words(let words): "COMPREPLY=($(compgen -W \"\(words.joined(separator: " "))\" -- \"$current\"))"
    case .text: "COMPREPLY=()"
    }
  }

  private static func bash(_ operands: Command.Operands) -> String {
    switch operands {
    case .none: ":"
    case .paths: bash(Kind.file)
    case .sources: bash(Kind.source)
    case .queries: "COMPREPLY=($(compgen -W \"$(\(queryNames))\" -- \"$current\"))"
    case .commands: bash(Kind.words(Command.all.map(\.name)))
    case .words(let words): bash(Kind.words(words))
    }
  }

  // Zsh

  private static var zsh: String {
    var text = """
      #compdef aftermarket
      # Completions of aftermarket for zsh. Made by: aftermarket completions zsh
      _aftermarket_sources() { local -a names; names=(${(f)"$(\(sourceNames))"}); compadd -a names }
      _aftermarket_queries() { local -a names; names=(${(f)"$(\(queryNames))"}); compadd -a names }
      _aftermarket() {
        local context state state_descr line
        typeset -A opt_args
        local -a everywhere
        everywhere=(

      """
    for option in Option.global { text += "    \(zsh(option))\n" }
    text += "  )\n  _arguments -C $everywhere '--version[the version]' '1: :->command' '*:: :->rest'\n"
    text += "  case $state in\n    command)\n      local -a commands\n      commands=(\n"
    for command in Command.all {
      text += "        \(quoted("\(command.name):\(zshText(command.summary))"))\n"
    }
    text += "      )\n      _describe command commands ;;\n    rest)\n      case $line[1] in\n"
    for command in Command.all {
      text += "        \(command.name)) _arguments $everywhere"
      for option in command.options { text += " \\\n          \(zsh(option))" }
      let action = zsh(command.operands)
      if !action.isEmpty { text += " \\\n          '*: :\(action)'" }
      text += " ;;\n"
    }
    text += "      esac ;;\n  esac\n}\n_aftermarket \"$@\"\n"
    return text
  }

  private static func zsh(_ option: Option) -> String {
    var spec = "--\(option.name)"
    if option.value != nil { spec += "=" }
    spec += "[\(zshText(option.help))]"
    if let value = option.value {
      switch Kind(option) {
      case .folder: spec += ":\(value):_files -/"
      case .file: spec += ":\(value):_files"
      case .source: spec += ":\(value):_aftermarket_sources"
      case .words(let words): spec += ":\(value):(\(words.joined(separator: " ")))"
      case .text: spec += ":\(value): "
      }
    }
    return quoted(spec)
  }

  private static func zsh(_ operands: Command.Operands) -> String {
    switch operands {
    case .none: ""
    case .paths: "_files"
    case .sources: "_aftermarket_sources"
    case .queries: "_aftermarket_queries"
    case .commands: "(\(commands))"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
  }

  /// A text without what ends a description of zsh.
  private static func zshText(_ text: String) -> String {
    text.map { "[]:\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  // Fish

  private static var fish: String {
    var text = """
      # Completions of aftermarket for fish. Made by: aftermarket completions fish
      function __aftermarket_sources; \(sourceNames); end
      function __aftermarket_queries; \(queryNames); end
      # The command of the line; the values of options before it are none.
      function __aftermarket_command
        set -l words (commandline -opc)
        set -e words[1]
        set -l skip
        for each in $words
          if test -n "$skip"
            set skip
            continue
          end
          switch $each
            case \(Option.global.filter { $0.value != nil }.map { "--" + $0.name }.joined(separator: " "))
              set skip yes
            case '-*'
            case '*'
              echo $each
              return 0
          end
        end
        return 1
      end
      complete -c aftermarket -f
      complete -c aftermarket -n 'not __aftermarket_command >/dev/null' -l version -d 'the version'

      """
    for option in Option.global { text += "complete -c aftermarket" + fish(option) }
    for command in Command.all {
      text +=
        "complete -c aftermarket -n 'not __aftermarket_command >/dev/null' -a \(command.name) -d \(quotedFish(command.summary))\n"
    }
    for command in Command.all {
      let only = "complete -c aftermarket -n 'contains -- \(command.name) (__aftermarket_command)'"
      for option in command.options { text += only + fish(option) }
      switch command.operands {
      case .none: break
      case .paths: text += only + " -F\n"
      case .sources: text += only + " -a '(__aftermarket_sources)'\n"
      case .queries: text += only + " -a '(__aftermarket_queries)'\n"
      case .commands: text += only + " -a \(quotedFish(commands))\n"
      case .words(let words): text += only + " -a \(quotedFish(words.joined(separator: " ")))\n"
      }
    }
    return text
  }

  private static func fish(_ option: Option) -> String {
    var text = " -l \(option.name)"
    if option.value != nil {
      switch Kind(option) {
      case .folder: text += " -x -a '(__fish_complete_directories)'"
      case .file: text += " -r -F"
      case .source: text += " -x -a '(__aftermarket_sources)'"
      case .words(let words): text += " -x -a \(quotedFish(words.joined(separator: " ")))"
      case .text: text += " -x"
      }
    }
    return text + " -d \(quotedFish(option.help))\n"
  }

  /// A text in single quotes, as bash and zsh read it.
  private static func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }

  /// A text in single quotes, as fish reads it.
  private static func quotedFish(_ text: String) -> String {
    "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
  }
}
