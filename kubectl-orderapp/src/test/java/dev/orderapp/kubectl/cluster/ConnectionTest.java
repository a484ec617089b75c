package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code $KUBECONFIG} may name. */
class ConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsNotThereIsNamed() {
        String missing = folder.resolve("missing").toString();
        Problem problem = assertThrows(Problem.class, () -> Connection.requireAny(missing));
        assertEquals(
                "$KUBECONFIG is " + missing
                        + ", which can't be read: let it name a file that exists, or name one with --kubeconfig",
                problem.getMessage());
        assertEquals(ExitCode.USAGE, problem.exitCode());
    }

    @Test
    void oneOfSeveralFilesIsEnough() throws IOException {
        Path there = Files.createFile(folder.resolve("there"));
        assertDoesNotThrow(() -> Connection.requireAny(folder.resolve("missing") + File.pathSeparator + there));
    }

    @Test
    void nothingMeansTheUsualPlace() {
        assertDoesNotThrow(() -> Connection.requireAny(""));
    }
}
