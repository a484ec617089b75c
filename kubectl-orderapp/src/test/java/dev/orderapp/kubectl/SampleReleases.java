package dev.orderapp.kubectl;

import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Releases as the API server has them, from the YAML files beside the tests. */
public final class SampleReleases {
    private SampleReleases() {}

    /** One that is at its first step. */
    public static OrderAppRelease atFirstStep() {
        return read("at-first-step.yml");
    }

    /** One that was rolled back, as its errors were worse than those of the stable version. */
    public static OrderAppRelease rolledBack() {
        return read("rolled-back.yml");
    }

    /** One whose second version serves all visitors while the first is kept warm. */
    public static OrderAppRelease promoted() {
        return read("promoted.yml");
    }

    private static OrderAppRelease read(String file) {
        try (InputStream yaml = SampleReleases.class.getResourceAsStream(file)) {
            return Serialization.unmarshal(yaml, OrderAppRelease.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
