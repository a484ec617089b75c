package dev.orderapp.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A shop that takes 3 for shipping, 6.50 from a kilogram on, and whose prices hold 10 % of tax. */
@ShopTest
@TestPropertySource(
        properties = {
            "shop.prices.tax-percent=10",
            "shop.prices.shipping-by=weight",
            "shop.prices.shipping-rates=0=3, 1000=6.50"
        })
class ShippingByWeightTest {

    private static final String PRODUCT =
            "{\"nameEn\":\"Kettle\",\"price\":60,\"stock\":9,\"active\":true,\"version\":%d%s}";

    @Autowired
    Fixtures fixtures;

    @Test
    void piecesWeighTogether() {
        long kettle = add(",\"grams\":500");

        assertThat(price(kettle + "x1"))
                .contains("\"shipping\":3.00")
                .contains("\"tax\":5.73")
                .contains("\"total\":63.00");
        assertThat(price(kettle + "x2")).contains("\"shipping\":6.50").contains("\"total\":126.50");
    }

    @Test
    void aProductOfWhichNobodySaidItAddsNoWeight() {
        assertThat(price(add("") + "x9")).contains("\"shipping\":3.00");
    }

    @Test
    void aPageThatKnowsNoWeightsLeavesThemAsTheyAre() {
        TestClient staff = fixtures.signedInStaff();
        long kettle = add(",\"grams\":500");

        Response changed = staff.put("/api/staff/products/" + kettle, PRODUCT.formatted(0, ""));

        assertThat(changed.<Integer>json("$.grams")).isEqualTo(500);
        assertThat(staff.put("/api/staff/products/" + kettle, PRODUCT.formatted(1, ",\"grams\":-1"))
                        .<String>json("$.field"))
                .isEqualTo("grams");
    }

    private long add(String weight) {
        Response added =
                fixtures.signedInStaff().post(UUID.randomUUID(), "/api/staff/products", PRODUCT.formatted(0, weight));
        return added.<Integer>json("$.id");
    }

    private String price(String items) {
        return fixtures.browser().get("/api/price?items=" + items).body();
    }
}
