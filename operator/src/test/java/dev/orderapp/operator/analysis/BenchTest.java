package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benches with a release or two of each kind: what nobody runs for weeks must still run then. */
class BenchTest {
    @TempDir
    private Path folder;

    @Test
    void theJudgesBenchWritesItsTablesAndItsPlot() throws IOException {
        JudgeBench.main(new String[] {"2", folder.toString()});

        assertTrue(Files.readString(folder.resolve("judging-table.md")).contains("## Releases that sell less"));
        assertTrue(Files.readString(folder.resolve("judging.svg")).endsWith("</svg>\n"));
    }

    @Test
    void theAttackersBenchWritesItsTables() throws IOException {
        AttackBench.main(new String[] {"1", folder.toString()});

        assertTrue(Files.readString(folder.resolve("attack-table.md")).contains("| 0.5 % / 50 %"));
    }
}
