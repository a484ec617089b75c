package dev.orderapp.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documentation has a committed reference of the custom resource. With {@code -Dcrd.write} this test writes it instead. */
class CommittedReferenceTest {
    private static final Path COMMITTED = Path.of("../docs/reference.md");

    @Test
    void saysWhatTheDefinitionSays() throws IOException {
        String generated = ReferencePage.of(OrderAppReleaseCrd.yaml());
        if (System.getProperty("crd.write") != null) {
            Files.writeString(COMMITTED, generated);
        }
        assertEquals(
                generated,
                Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "",
                "docs/reference.md is not what the definition says: run `make crd` and commit the file");
    }
}
