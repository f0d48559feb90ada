import Pipeline
import Records

extension Command {
  /// Run history and freshness.
  static let status = Command(
    name: "status",
    summary: "what is in the workspace and how fresh it is",
    usage: "",
    discussion: "Prints the last runs, what each source has given and when it was last truly read.",
    examples: [Example("aftermarket status --workspace demo", "the state of the demo")],
    run: { _, context in
      try context.answer(Inquiry(workspace: context.workspace).status(isJSON: context.isJSON, width: context.width))
      return .done
    })

  /// What is installed.
  static let doctor = Command(
    name: "doctor",
    summary: "check libraries, configuration and workspace",
    usage: "",
    discussion: """
      Prints the versions of the libraries, whether the configuration can be read, and the state of the workspace. Ends
      with 2 for a configuration that cannot be used, with 3 for a damaged workspace.
      """,
    examples: [Example("aftermarket doctor --workspace demo", "looks at the demo")],
    run: { _, context in
      let findings = Doctor(workspace: context.workspace, pipelines: context.pipelines).examine()
      try context.answer(context.isJSON ? findings.json : findings.text)
      return findings.worst.map { ExitCode($0) } ?? .done
    })
}
