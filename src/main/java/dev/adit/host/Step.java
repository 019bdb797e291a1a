package dev.adit.host;

import java.io.IOException;
import java.util.List;

/// One thing that `adit install` does. Done twice it changes nothing the second time; what it
/// leaves behind it notes in the manifest as [Trace]s, by which [Removal] undoes it.
sealed interface Step
    permits CopyProgram,
        MakeDirectory,
        MakeLink,
        MakeReadable,
        MakeUser,
        RunProgram,
        Say,
        SetKernel,
        WriteFile {

  /// What it would do, a line each; those after the first are indented by whoever prints them.
  List<String> describe();

  /// Does it.
  ///
  /// @throws IOException with a message for the user, where it can't go on
  Outcome apply(Site site) throws IOException;
}
