/// What the operating system gives and needs.
///
/// Rule: plumbing; nothing here decides about miners or pools.
///
/// Start reading at [OpenFiles].
@NullMarked
package dev.adit.host;

import org.jspecify.annotations.NullMarked;
