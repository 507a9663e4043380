package io.micropay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the table of ARCHITECTURE.md: which package may import which.
///
/// A new package needs a line here first. A rule about a package that has no class yet holds.
class ArchitectureTest {

    private static final String ROOT = "io.micropay";

    /// For each package all that it may import besides itself. `cli` puts the parts together and may see all.
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry(
                    "server",
                    Set.of(
                            "wire",
                            "net",
                            "net.dtls",
                            "payment",
                            "ledger",
                            "shop",
                            "settlement",
                            "daybook",
                            "crypto",
                            "files",
                            "csv",
                            "money",
                            "jfr")),
            entry("client", Set.of("wire", "net", "net.dtls", "payment", "shop", "ntp", "crypto", "files", "money")),
            entry(
                    "client.shop",
                    Set.of("client", "wire", "payment", "shop", "settlement", "ntp", "crypto", "csv", "money")),
            entry(
                    "client.shell",
                    Set.of(
                            "client",
                            "client.shop",
                            "wire",
                            "net",
                            "payment",
                            "shop",
                            "settlement",
                            "ntp",
                            "crypto",
                            "files",
                            "csv",
                            "money")),
            entry("bench", Set.of("client", "wire", "net", "payment", "crypto", "money", "jfr")),
            entry("doctor", Set.of("client", "wire", "crypto", "money")),
            entry("usage", Set.of()),
            entry(
                    "audit",
                    Set.of(
                            "payment",
                            "ledger",
                            "shop",
                            "settlement",
                            "daybook",
                            "crypto",
                            "concurrent",
                            "csv",
                            "money")),
            entry("daybook", Set.of("ledger", "settlement", "money")),
            entry("payment", Set.of("ledger", "shop", "crypto", "concurrent", "money", "jfr")),
            entry("wire", Set.of("money")),
            entry("settlement", Set.of("csv", "money")),
            entry("net", Set.of("crypto", "jfr")),
            entry("net.dtls", Set.of("net", "crypto", "jfr")),
            entry("ledger", Set.of("shop", "money", "jfr")),
            entry("ledger.jdbc", Set.of("ledger", "shop", "files", "money")),
            entry("shop", Set.of("csv", "money")),
            entry("ntp", Set.of("jfr")),
            entry("crypto", Set.of("files")),
            entry("files", Set.of()),
            entry("csv", Set.of()),
            entry("concurrent", Set.of()),
            entry("jfr", Set.of()),
            entry("money", Set.of()));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void packageImportsOnlyWhatTheTableAllows(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_IMPORT.getOrDefault(name, Set.of()).stream())
                .map(ArchitectureTest::qualified)
                .toArray(String[]::new);
        classes()
                .that(resideInAPackage(qualified(name)))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(allowed)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void launcherImportsNothingOfMicropay() {
        classes()
                .that(resideInAPackage(ROOT))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAPackage(ROOT)))
                .check(CLASSES);
    }

    @Test
    void everyPackageStandsInTheTable() {
        String[] known = Stream.concat(
                        Stream.of(ROOT, qualified("cli")), packages().map(ArchitectureTest::qualified))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes().should(resideInANullMarkedPackage()).check(CLASSES);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyCryptoAndDtlsImportCryptographyProviders() {
        noClasses()
                .that(not(resideInAnyPackage(qualified("crypto"), qualified("net.dtls"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.bouncycastle..", "com.amazon.corretto.."))
                .check(CLASSES);
    }

    @Test
    void onlyTheJdbcLedgerImportsSql() {
        noClasses()
                .that(not(resideInAPackage(qualified("ledger.jdbc"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."))
                .check(CLASSES);
    }

    @Test
    void onlyNtpImportsItsPackets() {
        noClasses()
                .that(not(resideInAPackage(qualified("ntp"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.commons.net.."))
                .check(CLASSES);
    }

    @Test
    void onlyConcurrentKnowsTheJdksTaskScope() {
        noClasses()
                .that(not(resideInAPackage(qualified("concurrent"))))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.concurrent\\.StructuredTaskScope.*")
                .check(CLASSES);
    }

    private static String qualified(String name) {
        return ROOT + "." + name;
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " resides in a package whose package-info lacks @NullMarked"));
            }
        };
    }
}
