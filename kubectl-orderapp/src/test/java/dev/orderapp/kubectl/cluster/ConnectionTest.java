package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
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
        CommandException exception = assertThrows(CommandException.class, () -> Connection.requireAny(missing));
        assertEquals(
                "$KUBECONFIG is " + missing
                        + ", which can't be read: let it name a file that exists, or name one with --kubeconfig",
                exception.getMessage());
        assertEquals(ExitCode.USAGE, exception.exitCode());
    }

    @Test
    void oneOfSeveralFilesIsEnough() throws IOException {
        Path there = Files.createFile(folder.resolve("there"));
        assertDoesNotThrow(() -> Connection.requireAny(folder.resolve("missing") + File.pathSeparator + there));
    }

    @Test
    void anEmptyVariableMeansTheDefaultFile() {
        assertDoesNotThrow(() -> Connection.requireAny(""));
    }

    @Test
    void noClusterIsReportedAsThatAndNotAsOneThatCannotBeReached() {
        CommandException exception = assertThrows(
                CommandException.class,
                () -> Connection.requireCluster("https://kubernetes.default.svc/", Optional.empty()));
        assertEquals(ExitCode.USAGE, exception.exitCode());
        assertTrue(exception.getMessage().startsWith("no cluster is chosen"), exception.getMessage());
    }

    @Test
    void aPodKnowsItsCluster() {
        assertDoesNotThrow(() -> Connection.requireCluster("https://kubernetes.default.svc/", Optional.of("10.0.0.1")));
    }
}
