package dev.orderapp.v1.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.ActionsStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionTest {
    @Test
    void hasItsAnnotation() {
        assertEquals("orderapp.dev/promote", Action.PROMOTE.annotation());
        assertEquals("orderapp.dev/abort", Action.ABORT.annotation());
        assertEquals("orderapp.dev/retry", Action.RETRY.annotation());
    }

    @Test
    void namesTheAttemptOrOneOfItsSteps() {
        assertEquals("7d9f/2", ActionTarget.of("7d9f", 2).value());
        assertEquals("7d9f/2/0", ActionTarget.of("7d9f", 2, 0).value());
    }

    @Test
    void findsTheValueThatWasHandledLast() {
        ActionsStatus status = new ActionsStatus("7d9f/1/0", null, "7d9f/1", "4c21/3");
        assertEquals(Optional.of("7d9f/1/0"), Action.PROMOTE.handled(status));
        assertEquals(Optional.empty(), Action.ABORT.handled(status));
        assertEquals(Optional.of("7d9f/1"), Action.RETRY.handled(status));
        assertEquals(Optional.of("4c21/3"), Action.UNDO.handled(status));
        assertEquals(Optional.empty(), Action.RETRY.handled(null));
    }
}
