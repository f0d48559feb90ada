/// A title with what the vocabulary finds in it, made once for all who read it.
struct ReadTitle {
  let title: FoldedTitle
  let hits: [Hit]

  init(_ title: FoldedTitle, _ vocabulary: Vocabulary) {
    self.title = title
    hits = vocabulary.lexicon.hits(in: title)
  }
}
