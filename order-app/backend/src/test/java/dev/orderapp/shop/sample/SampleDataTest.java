package dev.orderapp.shop.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.ShopApplication;
import dev.orderapp.shop.sample.SampleCatalogue.SampleCategory;
import dev.orderapp.shop.sample.SampleCatalogue.SampleProduct;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

class SampleDataTest {

    /** Schema and sample data at once: two Pods of a new installation. */
    @Test
    void twoShopsThatStartTogetherFillAnEmptyDatabaseOnce() {
        String database = TestDatabase.url("sample");
        Stream.of(start(database), start(database)).map(CompletableFuture::join).forEach(shop -> {
            try (shop) {
                JdbcClient jdbc = shop.getBean(JdbcClient.class);
                assertThat(count(jdbc, "SELECT COUNT(*) FROM customer")).isEqualTo(500);
                assertThat(count(jdbc, "SELECT COUNT(*) FROM product WHERE stock >= 100000"))
                        .isEqualTo(SampleCatalogue.read().products().size())
                        .isGreaterThanOrEqualTo(24);
                assertThat(jdbc.sql(
                                        "SELECT c.code FROM product p JOIN category c ON c.id = p.category_id ORDER BY p.id")
                                .query(String.class)
                                .list())
                        .containsExactlyElementsOf(SampleCatalogue.read().products().stream()
                                .map(SampleProduct::category)
                                .toList());
                assertThat(count(jdbc, "SELECT COUNT(DISTINCT password_hash) FROM customer"))
                        .isEqualTo(1);
                assertThat(shop.getBean(PasswordEncoder.class)
                                .matches("sesame", hashOf(jdbc, "shopper0500@example.test")))
                        .isTrue();
            }
        });
    }

    @Test
    void everyProductHasItsOwnPictureAndBothLanguages() {
        SampleCatalogue catalogue = SampleCatalogue.read();

        assertThat(catalogue.products()).extracting(SampleProduct::picture).doesNotHaveDuplicates();
        assertThat(catalogue.products())
                .extracting(SampleProduct::category)
                .containsOnlyElementsOf(catalogue.categories().stream()
                        .map(SampleCategory::code)
                        .toList());
        assertThat(catalogue.products()).allSatisfy(product -> {
            assertThat(getClass().getResource("/pictures/" + product.picture())).isNotNull();
            assertThat(product.ko().name()).matches(".*\\p{IsHangul}.*");
            assertThat(product.ko().description()).matches(".*\\p{IsHangul}.*");
            assertThat(product.en().name() + product.en().description()).doesNotContainPattern("\\p{IsHangul}");
        });
    }

    private static CompletableFuture<ConfigurableApplicationContext> start(String database) {
        return CompletableFuture.supplyAsync(() -> SpringApplication.run(
                ShopApplication.class,
                "--server.port=0",
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=root",
                "--spring.datasource.password=",
                "--shop.session-key=" + ShopTest.SESSION_KEY,
                "--shop.password-strength=4",
                "--shop.sample-data=true",
                "--shop.sample-password=sesame"));
    }

    private static int count(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query(Integer.class).single();
    }

    private static String hashOf(JdbcClient jdbc, String email) {
        return jdbc.sql("SELECT password_hash FROM customer WHERE email = ?")
                .param(email)
                .query(String.class)
                .single();
    }
}
