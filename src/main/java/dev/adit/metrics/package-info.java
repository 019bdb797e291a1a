/// Every counter, gauge and histogram, named in one place.
///
/// Rule: a leaf, it imports nothing of ours. A metric that is not declared here does not exist.
///
/// Start reading at the list of names.
@NullMarked
package dev.adit.metrics;

import org.jspecify.annotations.NullMarked;
