package dev.orderapp.shop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTest {

    private static final JavaClasses SHOP = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackagesOf(ShopApplication.class);

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

    @Test
    void onlyWebAdaptersAnswerHttp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..account..", "..attempt..", "..cart..", "..product..", "..order..", "..paging..", "..staff..")
                .and()
                .haveNameNotMatching(".*Controller(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
                .check(SHOP);
    }
}
