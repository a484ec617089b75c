package dev.orderapp.operator.training;

import dev.orderapp.operator.Main;
import dev.orderapp.operator.settings.EnvironmentSettings;
import dev.orderapp.operator.telemetry.Log;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A start of the operator while the image is built: the JVM records the classes that a start and a first release need, and later
 * starts find them prepared. Nothing of it runs in a cluster.
 */
public final class TrainingRun {
    /** The status and some objects: from there on it would only be more of the same. */
    private static final int WRITES = 20;

    private static final long LONGEST_SECONDS = 300;

    private TrainingRun() {}

    /**
     * Runs the operator against a fake API server until it has begun a release, and ends with code 0, or with 1 if it
     * did not get that far.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Log.toJson(EnvironmentSettings.DEFAULT_LOG_LEVEL, System.out);
        boolean done = false;
        try {
            done = reconciles(FakeApiServer.start(WRITES));
        } finally {
            // Other threads would run on.
            System.exit(done ? 0 : 1);
        }
    }

    private static boolean reconciles(FakeApiServer api) throws IOException, InterruptedException {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(api.address())
                .withCaCertData(api.certificate())
                .withNamespace("training-run")
                .build();
        Main.run(EnvironmentSettings.from(Map.of("ORDERAPP_HEALTH_PORT", "0")), config);
        return api.writes().await(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
}
