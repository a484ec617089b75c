package dev.orderapp.operator.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSettingsTest {
    @Test
    void withoutVariablesPodsAreAllThatIsRead() {
        assertEquals(SourceSettings.NONE, SourceSettings.from(Map.of()));
        assertEquals(SourceSettings.NONE, SourceSettings.from(Map.of("ORDERAPP_INGRESS_METRICS", " , ")));
    }

    @Test
    void readsWhereTheSourcesAre() {
        SourceSettings settings = SourceSettings.from(Map.of(
                "ORDERAPP_INGRESS_METRICS", "http://nginx.ingress:10254/metrics, http://[fd00::1]:9100/metrics",
                "ORDERAPP_PROMETHEUS_URL", "https://monitoring.example.com/prometheus/",
                "ORDERAPP_PROMETHEUS_TOKEN_FILE", "/var/run/secrets/prometheus/token",
                "ORDERAPP_PROMETHEUS_NAMESPACE_LABEL", "namespace"));

        assertEquals(
                new SourceSettings(
                        List.of(
                                URI.create("http://nginx.ingress:10254/metrics"),
                                URI.create("http://[fd00::1]:9100/metrics")),
                        Optional.of(URI.create("https://monitoring.example.com/prometheus/")),
                        Optional.of(Path.of("/var/run/secrets/prometheus/token")),
                        Optional.of("namespace")),
                settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx:10254",
                "https://nginx/metrics",
                "http:///metrics",
                "http://a b/metrics",
                "/metrics",
                "http://a/#x",
                "file:///etc/passwd"
            })
    void aPageThatIsNoneIsNamedWithItsVariable(String page) {
        assertEquals(
                "ORDERAPP_INGRESS_METRICS must be http URLs of metrics pages, separated by commas, such as"
                        + " http://ingress-nginx-metrics.ingress-nginx:10254/metrics, not \"" + page + "\"",
                problem(Map.of("ORDERAPP_INGRESS_METRICS", "http://fine/metrics," + page)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus:9090", "ftp://prometheus", "http://prometheus?x=1"})
    void anAddressThatIsNoPrometheusIsNamedWithItsVariable(String url) {
        assertEquals(
                "ORDERAPP_PROMETHEUS_URL must be a http or https URL up to before /api/v1, such as"
                        + " http://prometheus-operated.monitoring:9090, not \"" + url + "\"",
                problem(Map.of("ORDERAPP_PROMETHEUS_URL", url)));
    }

    @Test
    void aPasswordIsRefusedAndNotRepeated() {
        String problem = problem(Map.of("ORDERAPP_PROMETHEUS_URL", "https://me:secret@prometheus"));

        assertEquals("not one with a user or password", problem.substring(problem.indexOf("not ")));
    }

    @Test
    void aTokenForNobodyIsRefused() {
        assertEquals(
                "ORDERAPP_PROMETHEUS_TOKEN_FILE is set without ORDERAPP_PROMETHEUS_URL: say whom the token is for, or"
                        + " leave it out",
                problem(Map.of("ORDERAPP_PROMETHEUS_TOKEN_FILE", "/token")));
    }

    private static String problem(Map<String, String> env) {
        return assertThrows(IllegalArgumentException.class, () -> SourceSettings.from(env))
                .getMessage();
    }

    @Test
    void aLabelThatIsNoneIsNamedWithItsVariable() {
        assertEquals(
                "ORDERAPP_PROMETHEUS_NAMESPACE_LABEL must be the name of a label, letters, digits and '_', such as namespace, not"
                        + " \"a\"=~\"\"",
                problem(Map.of("ORDERAPP_PROMETHEUS_NAMESPACE_LABEL", "a\"=~\"")));
    }
}
