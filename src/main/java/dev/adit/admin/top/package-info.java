/// `adit top`: a running Adit on a terminal, refreshed, or once for a script.
///
/// Rule: what is shown is made of two snapshots and the keys pressed, by code that knows no
/// terminal; one class alone does, so that whoever starts a gateway loads nothing of it.
///
/// Start reading at [Screen], whose sections anybody may add to.
@NullMarked
package dev.adit.admin.top;

import org.jspecify.annotations.NullMarked;
