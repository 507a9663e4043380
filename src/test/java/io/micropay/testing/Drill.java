package io.micropay.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A test that takes long by its nature: processes are killed, networks cut, databases lost, clocks
/// moved, loads measured.
///
/// `mvn verify` leaves these out, since what is run at each change must be quick, and `mvn -Pdrills verify` runs
/// nothing else. What a drill finds in many places, a test of the quick suite checks in one.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("drill")
public @interface Drill {}
