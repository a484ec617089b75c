package dev.orderapp.shop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTest {

    private static final JavaClasses SHOP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(ShopApplication.class);

    /** A controller, and the bodies that stand in it. */
    private static final String WEB_ADAPTER = ".*Controller(\\$.*)?";

    @Test
    void featuresFormNoCircle() {
        slices().matching("dev.orderapp.shop.(*)..").should().beFreeOfCycles().check(SHOP);
    }

    @Test
    void webAdaptersAreNobodysBusiness() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .check(SHOP);
    }

    /** Web adapters know services, and not the other way. */
    @Test
    void nothingDependsOnAWebAdapterButItself() {
        noClasses()
                .that()
                .haveNameNotMatching(WEB_ADAPTER)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(WEB_ADAPTER)
                .check(SHOP);
    }

    @Test
    void onlyWebAdaptersAnswerHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..account..",
                        "..ratelimit..",
                        "..cart..",
                        "..product..",
                        "..order..",
                        "..paging..",
                        "..staff..")
                .and()
                .haveNameNotMatching(WEB_ADAPTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
                .check(SHOP);
    }

    /** The sample data fill an empty database, table by table, and so are no feature's own. */
    @Test
    void onlyRepositoriesSpeakSql() {
        noClasses()
                .that()
                .areNotAnnotatedWith(Repository.class)
                .and()
                .resideOutsideOfPackages("..database..", "..sample..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..")
                .check(SHOP);
    }
}
