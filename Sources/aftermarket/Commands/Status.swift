import Pipeline
import Records

extension Command {
  /// Run history and freshness.
  static let status = Command(
    name: "status",
    summary: "what is in the workspace and how fresh it is",
    usage: "",
    discussion: """
      Prints the last runs, what each source has given and when it was last truly read, and how large archive and
      database are, by how much the archive grew a night, and when the disk will be full at that rate.
      """,
    examples: [Example("aftermarket status --workspace demo", "the state of the demo")],
    run: { _, context in
      try context.answer(
        Inquiry(workspace: context.workspace).status(
          pipelines: context.pipelines, today: context.clock.now().day, isJSON: context.isJSON, width: context.width))
      return .done
    })

  /// What is installed.
  static let doctor = Command(
    name: "doctor",
    summary: "check libraries, configuration and workspace",
    usage: "",
    discussion: """
      Prints the versions of the libraries, where the configuration was found and whether it can be read, the state of
      the workspace, and which of the things a night may need are there. What is missing is told with what to do: "BAD"
      must be mended, "note" may be as you want it. Ends with 2 for a configuration that cannot be used, with 3 for a
      damaged workspace.

      The configuration is looked for in --pipelines, then $AFTERMARKET_PIPELINES, then ./pipelines, then
      ../share/aftermarket/pipelines beside the program.
      """,
    examples: [Example("aftermarket doctor --workspace demo", "looks at the demo")],
    run: { _, context in
      let findings = Doctor(
        workspace: context.workspace, pipelines: context.place, environment: context.environment
      ).examine()
      try context.answer(context.isJSON ? findings.json : findings.text)
      return findings.worst.map { ExitCode($0) } ?? .done
    })
}
