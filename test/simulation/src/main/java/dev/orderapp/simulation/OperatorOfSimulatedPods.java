package dev.orderapp.simulation;

import dev.orderapp.operator.Main;
import dev.orderapp.operator.settings.EnvironmentSettings;
import dev.orderapp.operator.telemetry.Log;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The operator as it is, but for where it reads the metrics of Pods that exist in the API alone: at their stand-in's.
 *
 * <p>Environment: the operator's own, and {@code PAGES_PORT}, where {@link SimulatedPods} shows the pages.
 */
public final class OperatorOfSimulatedPods {
    private OperatorOfSimulatedPods() {}

    /**
     * Runs it until the process is told to end.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Log.toJson(EnvironmentSettings.logLevel(System.getenv()), System.out);
        int port = port();
        Main.run(
                EnvironmentSettings.from(System.getenv()), Config.autoConfigure(null), (pod, asked) -> page(pod, port));
    }

    static int port() {
        return Integer.parseInt(System.getenv("PAGES_PORT"));
    }

    private static Optional<URI> page(Pod pod, int port) {
        return Optional.ofNullable(pod.getStatus().getPodIP())
                .map(address -> URI.create("http://127.0.0.1:" + port + "/" + address));
    }
}
