/// The program: `Main` and one class per command, and the gateway that builds everything, starts it
/// and stops it.
///
/// Rule: the only package that knows all others, and the one that nothing may import. It wires; it
/// neither decides nor moves bytes.
///
/// Start reading at `Main`, then at the command of your choice (`adit run` is `RunCommand`).
@NullMarked
package dev.adit;

import org.jspecify.annotations.NullMarked;
