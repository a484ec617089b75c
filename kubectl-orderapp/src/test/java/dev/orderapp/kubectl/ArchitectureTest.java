package dev.orderapp.kubectl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Which package may use which. The table is in README.md. */
class ArchitectureTest {
    private static final String ROOT = "dev.orderapp.kubectl.";

    private final JavaClasses plugin =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.orderapp.kubectl");

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(plugin);
    }

    @Test
    void whatIsPureKnowsNoClient() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "release", ROOT + "adoption", ROOT + "view")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "cluster", "io.fabric8.kubernetes.client..")
                .check(plugin);
    }

    @Test
    void onlyCommandsKnowThePicocliLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..")
                .check(plugin);
    }

    @Test
    void lintAndExitKnowNoOtherPackage() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "lint", ROOT + "exit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "cluster", ROOT + "command", ROOT + "dashboard", ROOT + "release", ROOT + "view")
                .check(plugin);
    }
}
