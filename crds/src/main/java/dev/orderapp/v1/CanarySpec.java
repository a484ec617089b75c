package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import java.util.List;

/**
 * How a new revision is brought up.
 *
 * @param steps shares of the visitors, rising, the last one 100
 * @param progressDeadline the canary's Pods not ready by then: rolled back
 * @param drain how long the data plane may need to follow a change
 * @param keepPrevious how long the old version stays warm after a promotion
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CanarySpec(
        @Default("[{\"weight\":30,\"hold\":\"5m\"},{\"weight\":50,\"hold\":\"5m\"},{\"weight\":100,\"hold\":\"2m\"}]")
        List<StepSpec> steps,

        @Default("10m") String progressDeadline,
        @Default("10s") String drain,
        @Default("10m") String keepPrevious) {}
