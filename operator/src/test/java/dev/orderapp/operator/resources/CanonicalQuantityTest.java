package dev.orderapp.operator.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalQuantityTest {
    @ParameterizedTest(name = "{0} is stored as {1}")
    @CsvSource({
        "0, 0",
        "0m, 0",
        "0Mi, 0",
        "1, 1",
        "1.0, 1",
        "0.5, 500m",
        "500m, 500m",
        "1000m, 1",
        "1500m, 1500m",
        "0.0001, 100u",
        "1000, 1k",
        "1500, 1500",
        "1000000, 1M",
        "1e3, 1e3",
        "1500e3, 1500e3",
        "1E3, 1e3",
        "10e-1, 1",
        "1024, 1024",
        "1Ki, 1Ki",
        "1024Ki, 1Mi",
        "1024Mi, 1Gi",
        "1.5Gi, 1536Mi",
        "0.5Gi, 512Mi",
        "0.5Ki, 512",
        "1000Mi, 1000Mi",
        "128974848, 128974848",
        "2G, 2G",
        "-1500m, -1500m"
    })
    void quantitiesAreWrittenAsTheApiServerStoresThem(String written, String stored) {
        assertEquals(stored, CanonicalQuantity.text(Quantity.parse(written)));
    }
}
