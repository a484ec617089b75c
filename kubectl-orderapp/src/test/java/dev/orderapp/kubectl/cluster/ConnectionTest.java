package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code $KUBECONFIG} may name. */
class ConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsNotThereIsNamed() {
        String missing = folder.resolve("missing").toString();
        CommandException problem = assertThrows(CommandException.class, () -> Connection.requireAny(missing));
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

    @Test
    void noClusterAtAllIsToldAsThatAndNotAsOneThatCannotBeReached() {
        CommandException problem = assertThrows(
                CommandException.class,
                () -> Connection.requireCluster("https://kubernetes.default.svc/", Optional.empty()));
        assertEquals(ExitCode.USAGE, problem.exitCode());
        assertTrue(problem.getMessage().startsWith("no cluster is chosen"), problem.getMessage());
    }

    @Test
    void aPodKnowsItsCluster() {
        assertDoesNotThrow(() -> Connection.requireCluster("https://kubernetes.default.svc/", Optional.of("10.0.0.1")));
    }
}
