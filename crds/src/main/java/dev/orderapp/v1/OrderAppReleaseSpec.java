package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/**
 * What the user asks for.
 *
 * @param backend the API; required
 * @param frontend the page; without it the API is released alone
 * @param ingress where visitors come in
 * @param gateway where visitors come in by the Gateway API, instead of {@code ingress}
 * @param commonMetadata labels and annotations of all that the operator makes for the release; followed at once, no new revision
 * @param canary how a new revision is brought up
 * @param analysis how it is judged
 * @param freezeWindows hours of the week in which no release starts; one that runs goes on. A first installation, undo, and a release
 *     beside a stable version that is down start all the same
 * @param paused starts and advances nothing while true; a failing canary is still rolled back
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.backend)",
        fieldPath = ".backend",
        reason = "FieldValueRequired",
        message = "must say what to release, at least backend.image")
@ValidationRule(
        value = "!has(self.backend) || !has(self.frontend) || (has(self.backend.path)"
                + " ? (has(self.frontend.path) ? self.backend.path != self.frontend.path : self.backend.path != '/')"
                + " : !has(self.frontend.path) || self.frontend.path != '/api')",
        fieldPath = ".frontend.path",
        message = "must differ from spec.backend.path: the Ingress tells page and API apart by their paths")
@ValidationRule(
        value = "!has(self.gateway) || !has(self.ingress) || (self.ingress.className == 'nginx'"
                + " && self.ingress.annotationPrefix == 'nginx.ingress.kubernetes.io' && !has(self.ingress.tls)"
                + " && size(self.ingress.?hosts.orValue([])) == 0 && size(self.ingress.?annotations.orValue({})) == 0)",
        fieldPath = ".ingress",
        reason = "FieldValueForbidden",
        message = "must not be set beside spec.gateway: visitors come in by one of the two")
@ValidationRule(
        value = "!has(self.frontend) || !has(self.frontend.migration)",
        fieldPath = ".frontend.migration",
        reason = "FieldValueForbidden",
        message = "must not be set: only the backend has a database to migrate, in spec.backend.migration")
@ValidationRule(
        value = "has(self.frontend) || !has(self.analysis.metrics)"
                + " || self.analysis.metrics.all(m, m.component != 'frontend')",
        fieldPath = ".analysis.metrics",
        message = "must not judge the frontend: this release has none, see spec.frontend")
@ValidationRule(
        value = "!self.analysis.maxHold.matches('" + HumanDuration.PATTERN + "') || self.canary.steps.all(s,"
                + " !s.hold.matches('" + HumanDuration.PATTERN + "')"
                + " || duration(s.hold) <= duration(self.analysis.maxHold))",
        fieldPath = ".analysis.maxHold",
        message =
                "must be as long as the longest hold in canary.steps: a step without a verdict by then is rolled back")
public record OrderAppReleaseSpec(
        ComponentSpec backend,
        ComponentSpec frontend,
        @Default("{}") IngressSpec ingress,
        GatewaySpec gateway,
        MetadataSpec commonMetadata,
        @Default("{}") CanarySpec canary,
        @Default("{}") AnalysisSpec analysis,

        @Size(max = 20) List<FreezeWindowSpec> freezeWindows,

        @Default("false") Boolean paused) {

    /** What is asked of a component; empty where it is not released. */
    public Optional<ComponentSpec> component(ComponentName name) {
        return Optional.ofNullable(name == ComponentName.backend ? backend : frontend);
    }
}
