package dev.orderapp.crd;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chart ships a committed copy of the CRD. With {@code -Dcrd.write} this test writes it instead. */
class CommittedCrdTest {
    private static final Path COMMITTED = Path.of("../helm/operator/crds/orderappreleases.orderapp.dev-v1.yml");

    @Test
    void isWhatTheRecordsSay() throws IOException {
        String generated = OrderAppReleaseCrd.yaml();
        if (System.getProperty("crd.write") != null) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, generated);
        }
        if (!Files.exists(COMMITTED) || !Files.readString(COMMITTED).equals(generated)) {
            fail("helm/operator/crds/orderappreleases.orderapp.dev-v1.yml is not what the records in crds/ say:"
                    + " run `make crd` and commit the file");
        }
    }
}
