package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/**
 * A share of bad events. It fails when the canary's share is credibly more than {@code maxRatio} times that of the stable
 * version beside it, or credibly above {@code ceiling}.
 *
 * @param name unique in the release
 * @param component whose Pods are read
 * @param source where the counters come from
 * @param bad selector of the counters of bad events, e.g. <code>http_server_requests_seconds_count{status=~"5.."}</code>
 * @param total selector of the counters of all events
 * @param maxRatio how many times worse than stable is still accepted
 * @param ceiling share of bad events that is never accepted, in per cent
 * @param minimum events of the canary in a step before it may pass
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricSpec(
        @Required String name,
        @Default("backend") ComponentName component,
        @Default("Pods") MetricSource source,
        @Required String bad,
        @Required String total,
        @Default("1") Double maxRatio,
        @Default("5%") String ceiling,
        @Default("50") Integer minimum) {}
