/// The configuration, as immutable records.
///
/// Rule: a leaf, it imports nothing of ours. A wrong value is never repaired silently: every
/// problem is found and reported at once, each with its key, its value and the cure.
///
/// Start reading at the record of the whole file; each part has `problems(String path)`.
@NullMarked
package dev.adit.config;

import org.jspecify.annotations.NullMarked;
