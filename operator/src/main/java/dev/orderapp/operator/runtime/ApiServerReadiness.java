package dev.orderapp.operator.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for an API server that is away: an operator that ended instead would be started again at growing intervals. */
public final class ApiServerReadiness {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServerReadiness.class);

    private static final Duration AGAIN = Duration.ofMillis(500);

    private static final int FIRST_SERVER_ERROR = 500;

    private ApiServerReadiness() {}

    /**
     * Returns when the API server answers. Says once that it does not, and once that it does again.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static void await(KubernetesClient client) throws InterruptedException {
        Optional<String> away = problem(client);
        if (away.isEmpty()) {
            return;
        }
        LOG.warn("waiting for the API server at {}: {}", client.getMasterUrl(), away.get());
        while (away.isPresent()) {
            Thread.sleep(AGAIN.toMillis());
            away = problem(client);
        }
        LOG.info("the API server answers");
    }

    /** Asks for what every client may read, and what fails as long as the server's store is away. */
    private static Optional<String> problem(KubernetesClient client) {
        try {
            client.raw("/readyz");
            return Optional.empty();
        } catch (KubernetesClientException e) {
            // One that refuses to tell is there: what is wrong then, the start says better.
            boolean answers = e.getCode() > 0 && e.getCode() < FIRST_SERVER_ERROR;
            return answers ? Optional.empty() : Optional.of(reason(e));
        }
    }

    private static String reason(KubernetesClientException e) {
        return e.getCode() > 0 || e.getCause() == null
                ? e.getMessage()
                : e.getCause().getMessage();
    }
}
