/// The configuration: what a file says, as immutable records, or every problem of that file at
/// once.
///
/// The rule it lives by: never repair a value silently. A file either becomes an [AditConfig]
/// exactly as it says, or is refused with one line per problem: key, value, cure. Nothing here
/// throws for what a file contains.
///
/// Start reading at [ConfigLoader]; [NativeKeys] is the one table of every key, its default and its
/// meaning.
@NullMarked
package dev.adit.config;

import org.jspecify.annotations.NullMarked;
