package dev.orderapp.operator.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where metrics are read that the Pods don't have. Only here, never in a release: a user who may write releases must not be able to send
 * the operator to any address.
 *
 * @param ingressPages {@code ORDERAPP_INGRESS_METRICS}: metrics pages of the ingress controller, separated by commas; every address of
 *     a host name is a replica
 * @param prometheus {@code ORDERAPP_PROMETHEUS_URL}: of a Prometheus server, or what speaks its API
 * @param tokenFile {@code ORDERAPP_PROMETHEUS_TOKEN_FILE}: holds the bearer token that it wants
 * @param namespaceLabel {@code ORDERAPP_PROMETHEUS_NAMESPACE_LABEL}: label by which its series tell their namespace; queries of a release
 *     see the release's namespace alone
 */
public record SourceSettings(
        List<URI> ingressPages, Optional<URI> prometheus, Optional<Path> tokenFile, Optional<String> namespaceLabel) {
    private static final String INGRESS_METRICS = "ORDERAPP_INGRESS_METRICS";
    private static final String PROMETHEUS_URL = "ORDERAPP_PROMETHEUS_URL";
    private static final String TOKEN_FILE = "ORDERAPP_PROMETHEUS_TOKEN_FILE";
    private static final String NAMESPACE_LABEL = "ORDERAPP_PROMETHEUS_NAMESPACE_LABEL";

    /** Pods are all that is read. */
    public static final SourceSettings NONE =
            new SourceSettings(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException with a sentence that names the variable */
    static SourceSettings from(Map<String, String> env) {
        List<URI> pages = EnvironmentSettings.value(env, INGRESS_METRICS).stream()
                .flatMap(all -> Arrays.stream(all.split(",")))
                .map(String::strip)
                .filter(page -> !page.isEmpty())
                .map(SourceSettings::page)
                .toList();
        Optional<URI> prometheus =
                EnvironmentSettings.value(env, PROMETHEUS_URL).map(SourceSettings::prometheus);
        Optional<Path> token = EnvironmentSettings.value(env, TOKEN_FILE).map(Path::of);
        if (token.isPresent() && prometheus.isEmpty()) {
            throw new IllegalArgumentException(
                    TOKEN_FILE + " is set without " + PROMETHEUS_URL + ": say whom the token is for, or leave it out");
        }
        return new SourceSettings(pages, prometheus, token, namespaceLabel(env));
    }

    private static Optional<String> namespaceLabel(Map<String, String> env) {
        Optional<String> label = EnvironmentSettings.value(env, NAMESPACE_LABEL);
        label.filter(name -> !name.matches("[a-zA-Z_][a-zA-Z0-9_]*")).ifPresent(name -> {
            throw new IllegalArgumentException(NAMESPACE_LABEL
                    + " must be the name of a label, letters, digits and '_', such as namespace, not " + shown(name));
        });
        return label;
    }

    /** By HTTP alone: a certificate is made out to a name, while the replicas are told apart by their addresses. */
    private static URI page(String text) {
        return url(text, Set.of("http"))
                .orElseThrow(() -> new IllegalArgumentException(INGRESS_METRICS
                        + " must be http URLs of metrics pages, separated by commas, such as"
                        + " http://ingress-nginx-metrics.ingress-nginx:10254/metrics, not " + shown(text)));
    }

    private static URI prometheus(String text) {
        return url(text, Set.of("http", "https"))
                .filter(url -> url.getQuery() == null)
                .orElseThrow(() -> new IllegalArgumentException(PROMETHEUS_URL
                        + " must be a http or https URL up to before /api/v1, such as"
                        + " http://prometheus-operated.monitoring:9090, not " + shown(text)));
    }

    /** What stands before an @ may be a password. */
    private static String shown(String text) {
        return text.contains("@") ? "one with a user or password" : "\"" + text + "\"";
    }

    /** Without a user and password, which would end up in conditions and logs. */
    private static Optional<URI> url(String text, Set<String> schemes) {
        try {
            URI url = new URI(text);
            boolean fine = url.getScheme() != null
                    && schemes.contains(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null;
            return fine ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
