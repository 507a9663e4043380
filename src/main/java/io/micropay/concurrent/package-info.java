/// The one door to the JDK's structured concurrency, whose preview API differs from release to release.
///
/// Start at `TaskScope`. The package knows the JDK alone, and must not know what the tasks are for.
@NullMarked
package io.micropay.concurrent;

import org.jspecify.annotations.NullMarked;
