package dev.orderapp.e2e.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Runs the demo once, and makes a test of every expectation. */
@Tag("cluster")
class DemoE2E {
    @TestFactory
    Stream<DynamicTest> everyExpectationIsMet() throws IOException, InterruptedException {
        Demo.Result result = new Demo(new RunningWorld(), "demo").run();
        System.out.println("\n" + result.tables());
        return result.expectations().stream()
                .map(p -> DynamicTest.dynamicTest(p.what(), () -> assertTrue(p.met(), p.seen())));
    }
}
