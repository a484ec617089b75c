package dev.orderapp.operator.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A training run that no longer comes through would only show when an image is built. */
class TrainingRunTest {
    @Test
    void theOperatorBeginsAReleaseOnPaperAndEnds() throws Exception {
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingRun.class.getName())
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertEquals(0, training.waitFor());
    }
}
