package dev.orderapp.operator.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentSettingsTest {
    @Test
    void withoutVariablesOneOperatorServesAllNamespaces() {
        assertEquals(
                new EnvironmentSettings(
                        Set.of(),
                        8080,
                        true,
                        "orderapp-operator",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        ReleaseLimits.NONE,
                        SourceSettings.NONE),
                EnvironmentSettings.from(Map.of()));
    }

    @Test
    void readsHowItIsToRun() {
        Map<String, String> env = Map.of(
                "ORDERAPP_NAMESPACES", "shop, shop-staging,",
                "ORDERAPP_HEALTH_PORT", " 9000 ",
                "ORDERAPP_LEADER_ELECTION", "false",
                "POD_NAME", "operator-1",
                "POD_NAMESPACE", "orderapp-system",
                "ORDERAPP_NOTIFICATIONS_FILE", "/etc/receivers.yaml",
                "ORDERAPP_GATEWAY_API", "true",
                "ORDERAPP_RELEASES_PER_NAMESPACE", "1",
                "ORDERAPP_RELEASES_PER_OPERATOR", "20");

        assertEquals(
                new EnvironmentSettings(
                        Set.of("shop", "shop-staging"),
                        9000,
                        false,
                        "operator-1",
                        Optional.of("orderapp-system"),
                        Optional.of(Path.of("/etc/receivers.yaml")),
                        true,
                        new ReleaseLimits(Optional.of(1), Optional.of(20)),
                        SourceSettings.NONE),
                EnvironmentSettings.from(env));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ORDERAPP_HEALTH_PORT     | http  | must be a TCP port from 0 (any free one) to 65535, not "http"
            ORDERAPP_HEALTH_PORT     | 65536 | must be a TCP port from 0 (any free one) to 65535, not "65536"
            ORDERAPP_LEADER_ELECTION | yes   | must be true or false, not "yes"
            ORDERAPP_RELEASES_PER_NAMESPACE | 0   | must be a number of releases from 1 to 999999, or empty for any, not "0"
            ORDERAPP_RELEASES_PER_OPERATOR  | 1.5 | must be a number of releases from 1 to 999999, or empty for any, not "1.5"
            ORDERAPP_GATEWAY_API     | on    | must be true or false, not "on"
            """)
    void aValueThatIsNoneIsNamedWithItsVariable(String variable, String value, String problem) {
        Map<String, String> env = Map.of(variable, value);
        String message = assertThrows(IllegalArgumentException.class, () -> EnvironmentSettings.from(env))
                .getMessage();

        assertEquals(variable + " " + problem, message);
    }
}
