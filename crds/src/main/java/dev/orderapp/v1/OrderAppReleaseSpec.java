package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/**
 * What the user asks for.
 *
 * @param backend the API; required
 * @param frontend the page; without it the API is released alone
 * @param ingress where visitors come in
 * @param canary how a new revision is brought up
 * @param analysis how it is judged
 * @param paused starts and advances nothing while true; a failing canary is still taken back
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderAppReleaseSpec(
        @Required ComponentSpec backend,
        ComponentSpec frontend,
        @Default("{}") IngressSpec ingress,
        @Default("{}") CanarySpec canary,
        @Default("{}") AnalysisSpec analysis,
        @Default("false") Boolean paused) {}
