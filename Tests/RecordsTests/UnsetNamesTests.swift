import Records
import Testing

@Suite struct UnsetNamesTests {
  @Test(arguments: [
    (["KEY"], "KEY is not set"), (["ID", "KEY"], "ID and KEY are not set"),
    (["ID", "KEY", "URL"], "ID, KEY and URL are not set"),
  ])
  func `one name is singular, several are plural`(names: [String], words: String) {
    #expect(UnsetNames.sentence(names) == words)
  }
}
