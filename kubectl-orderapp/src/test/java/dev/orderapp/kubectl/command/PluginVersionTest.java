package dev.orderapp.kubectl.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.kubectl.cluster.OperatorVersions.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginVersionTest {
    private static final String WARNING =
            "warning: the plugin is of another version than this operator; what one of them writes the other may not show";

    private static List<String> told(String own, String operator) {
        return PluginVersion.told(own, List.of(new Operator("orderapp-system/operator", operator)));
    }

    @Test
    void warnsOfAnOperatorOfAnotherVersion() {
        assertEquals(List.of("operator 0.2.0 (orderapp-system/operator)", WARNING), told("0.1.0", "0.2.0"));
    }

    @Test
    void aBuildOfWhatIsToBecomeAVersionCountsAsThat() {
        assertEquals(List.of("operator 0.1.0 (orderapp-system/operator)"), told("0.1.0-SNAPSHOT", "0.1.0"));
    }

    @Test
    void saysThatThereIsNone() {
        assertEquals(List.of("operator: none in this cluster"), PluginVersion.told("0.1.0", List.of()));
    }
}
