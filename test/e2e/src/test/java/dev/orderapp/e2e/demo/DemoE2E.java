package dev.orderapp.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Plays the demo once, and makes a test of every promise. */
@Tag("cluster")
class DemoE2E {
    @TestFactory
    Stream<DynamicTest> everyPromiseIsKept() throws IOException, InterruptedException {
        Demo.Result result = new Demo().play();
        System.out.println("\n" + result.tables());
        return result.promises().stream()
                .map(p -> DynamicTest.dynamicTest(p.what(), () -> assertTrue(p.kept(), p.seen())));
    }
}
