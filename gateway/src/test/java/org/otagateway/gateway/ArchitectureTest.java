// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.otagateway.packet.bytes.SecretOctets;

/** Who may know whom: the order of the modules, and the one room of each foreign library. */
@Tag("any-jdk")
class ArchitectureTest {
    private static final String PACKET = "org.otagateway.packet..";
    private static final String SMPP = "org.otagateway.smpp..";
    private static final String GATEWAY = "org.otagateway.gateway..";

    /** The rooms where a secret is used: ciphers, VERIFY PIN, the vault, the bind. */
    private static final String[] SECRET_ROOMS = {
        "org.otagateway.packet.bytes",
        "org.otagateway.packet.keys",
        "org.otagateway.packet.secured",
        "org.otagateway.packet.globalplatform",
        "org.otagateway.packet.files",
        "org.otagateway.smpp.link",
        "org.otagateway.smpp.pdu",
        "org.otagateway.smpp.jsmpp",
        "org.otagateway.gateway.vault",
        "org.otagateway.gateway.compose",
    };

    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.otagateway");
    }

    @Test
    void allThreeModulesAreRead() {
        // Without this a wrong class path would let every other rule pass.
        for (String module : List.of(PACKET, SMPP, GATEWAY)) {
            assertThat(ours.that(resideInAPackage(module))).as(module).isNotEmpty();
        }
    }

    @Test
    void packetLibraryKnowsNeitherAdapterNorGateway() {
        check(noClasses()
                .that()
                .resideInAPackage(PACKET)
                .should()
                .dependOnClassesThat(resideInAnyPackage(SMPP, GATEWAY)));
    }

    @Test
    void adapterDoesNotKnowTheGateway() {
        check(noClasses().that().resideInAPackage(SMPP).should().dependOnClassesThat(resideInAPackage(GATEWAY)));
    }

    @TestFactory
    List<DynamicTest> foreignLibraryHasOneRoom() {
        return List.of(
                onlyIn("org.otagateway.smpp.jsmpp..", "org.jsmpp.."),
                onlyIn("org.otagateway.gateway.http..", "io.netty..", "com.linecorp.armeria.."),
                onlyIn(
                        "org.otagateway.gateway.store..",
                        "java.sql..",
                        "javax.sql..",
                        "org.sqlite..",
                        "org.postgresql..",
                        "org.flywaydb..",
                        "org.jdbi..",
                        "com.zaxxer.."),
                onlyIn("org.otagateway.gateway.cli..", "picocli..", "me.tongfei.."),
                DynamicTest.dynamicTest(
                        "Bouncy Castle only in the packet library, and measured beside it",
                        () -> check(noClasses()
                                .that()
                                .resideOutsideOfPackages(PACKET, "org.otagateway.gateway.bench..")
                                .should()
                                .dependOnClassesThat(resideInAnyPackage("org.bouncycastle..")))));
    }

    @Test
    void packetLibraryHasNoFilesSocketsTasksOrLogger() {
        check(noClasses()
                .that()
                .resideInAPackage(PACKET)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.util.concurrent..",
                        "java.util.logging..",
                        "org.slf4j..",
                        "ch.qos..")));
    }

    @Test
    void packetLibraryStreamsOnlyInMemory() {
        DescribedPredicate<JavaClass> streamInMemory = nameMatching(
                        "java\\.io\\.(ByteArray(In|Out)putStream|(In|Out)putStream|IOException|EOFException"
                                + "|UncheckedIOException|Serializable)")
                .forSubtype();
        check(noClasses()
                .that()
                .resideInAPackage(PACKET)
                .should()
                .dependOnClassesThat(resideInAPackage("java.io").and(DescribedPredicate.not(streamInMemory))));
    }

    @Test
    void packetLibraryHasNoThreadsAndNoClock() {
        check(noClasses()
                .that()
                .resideInAPackage(PACKET)
                .should()
                .dependOnClassesThat(
                        nameMatching("java\\.lang\\.(Thread.*|Process.*)|java\\.time\\.(Clock|InstantSource)")
                                .forSubtype())
                .orShould()
                .callMethod(System.class, "nanoTime"));
    }

    @Test
    void timeAndChanceArePassedIn() {
        // Clock.system… and a RandomGenerator are made where the program is wired.
        check(noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(java.util.Date.class)
                .orShould()
                .callMethodWhere(nowOfTheSystem()));
    }

    @Test
    void secretIsRevealedOnlyWhereItIsUsed() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(SECRET_ROOMS)
                .and()
                // shows a person the keys that the person gave, and only on demand
                .doNotHaveFullyQualifiedName("org.otagateway.gateway.inspect.ShownKeys")
                .should()
                .callMethod(SecretOctets.class, "reveal"));
    }

    @Test
    void onlyTheCommandLinePrintsOrEndsTheProcess() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.otagateway.gateway.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void noStaticFieldCanBeChanged() {
        check(fields().that()
                .haveModifier(JavaModifier.STATIC)
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal());
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> open = ours.stream()
                .map(JavaClass::getPackage)
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(room -> room.getName())
                .collect(Collectors.toSet());
        assertThat(open).isEmpty();
    }

    @Test
    void packagesOfAModuleHaveNoCycles() {
        check(slices().assignedFrom(new ByPackage()).should().beFreeOfCycles());
    }

    private static DynamicTest onlyIn(String room, String... libraries) {
        return DynamicTest.dynamicTest(
                String.join(", ", libraries) + " only in " + room,
                () -> check(noClasses()
                        .that()
                        .resideOutsideOfPackage(room)
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(libraries))));
    }

    /** A rule that matches no class yet is no failure: rooms are built one after another. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(ours);
    }

    private static DescribedPredicate<JavaAccess<?>> nowOfTheSystem() {
        return DescribedPredicate.describe(
                "the system's present time",
                access -> access.getTarget().getName().equals("now")
                        && access.getTargetOwner().getPackageName().equals("java.time"));
    }

    /** Each package is a slice of its own; a parent and its child package are two. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("org.otagateway")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
