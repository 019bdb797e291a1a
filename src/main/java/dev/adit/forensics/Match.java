package dev.adit.forensics;

/// How an answer came to a question, where several have the same id.
enum Match {
  /// Nothing else of that id waited with it.
  CERTAIN,

  /// Answers come in the order of the questions, and no question has been passed over.
  IN_ORDER,

  /// Some question was passed over, so the order says nothing until they are all done with.
  GUESSED
}
