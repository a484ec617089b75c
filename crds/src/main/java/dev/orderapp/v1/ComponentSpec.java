package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;

/**
 * One tier of the app. All that its Pods are made of is part of the revision; {@code replicas}, {@code autoscaling}, {@code path}, {@code
 * metrics}, {@code service} and {@code podDisruptionBudget} are not. None of the fields that are has a default in the schema: a
 * default added there later would change the input of every running revision and roll every shop. The operator fills the gaps when it renders a revision for the first time, and freezes the result.
 *
 * @param image the image, with a tag or a digest; required
 * @param replicas Pods per revision, at least 1; followed at once, no new revision; does not count beside {@code autoscaling}
 * @param autoscaling lets the number of Pods follow the load, between a least and a most; followed at once, no new revision
 * @param port container port, 8080 when absent
 * @param path what the Ingress sends here: {@code /api} for the backend and {@code /} for the frontend when absent
 * @param metrics where each Pod shows its metrics; followed at once, no new revision
 * @param service annotations and protocol of its Services; followed at once, no new revision
 * @param podDisruptionBudget how many Pods may be missing while nodes are drained; followed at once, no new revision
 * @param env added to the Pod's environment; names starting with {@code ORDER_APP_} belong to the operator
 * @param envFrom as in a Pod; named ConfigMaps are part of the revision, Secrets are only named
 * @param resources as in a Pod
 * @param probes paths of the probes; the bundled app's when absent
 * @param podTemplate anything else of a Pod template, merged over the operator's by container name; the app's container is
 *     called {@code app}
 * @param migration backend only: one Job per revision before its Pods start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.image)",
        fieldPath = ".image",
        reason = "FieldValueRequired",
        message = "must be an image with a tag or a digest, such as docker.io/acme/order-backend:1.4.2")
@ValidationRule(
        value = "!has(self.autoscaling) || has(self.autoscaling.metrics) || has(self.podTemplate)"
                + " || 'cpu' in self.?resources.?requests.orValue({}) || 'cpu' in self.?resources.?limits.orValue({})",
        fieldPath = ".autoscaling.metrics",
        reason = "FieldValueRequired",
        message = "must say what to scale by, as resources.requests has no cpu to scale by")
public record ComponentSpec(
        @Size(max = 512)
        @ValidationRule(
                value = CelRules.IS_IMAGE,
                message = "must be an image with a tag or a digest, such as docker.io/acme/order-backend:1.4.2")
        String image,

        @Default("2") @ValidationRule(value = "self >= 1 && self <= 1000", message = "must be from 1 to 1000 Pods")
        Integer replicas,

        AutoscalingSpec autoscaling,

        @ValidationRule(value = "self >= 1 && self <= 65535", message = "must be a port, from 1 to 65535")
        Integer port,

        @Size(max = 256)
        @ValidationRule(
                value = CelRules.IS_PATH,
                message = "must be a path such as / or /api: letters, digits and -._~ between slashes, no slash at its"
                        + " end, and no part of dots alone")
        String path,

        MetricsPageSpec metrics,

        ServiceSpec service,

        DisruptionSpec podDisruptionBudget,

        @Size(max = 200)
        @ValidationRule(
                value = "self.all(e, !e.name.startsWith('ORDER_APP_'))",
                reason = "FieldValueForbidden",
                message = "must not set names that start with ORDER_APP_: the operator sets them itself")
        @ValidationRule(
                value = "self.map(e, e.name).all(name, " + CelRules.IS_ENV_NAME + ")",
                messageExpression = "'must have names of letters, digits and -._ that start with no digit; \"'"
                        + " + self.map(e, e.name).filter(name, !" + CelRules.IS_ENV_NAME + ")[0] + '\" is not'")
        List<EnvVar> env,

        @Size(max = 50) List<EnvFromSource> envFrom,

        @ValidationRule(
                value = CelRules.ARE_QUANTITIES,
                message = "must be quantities such as 250m and 2 for cpu, 512Mi and 1Gi for memory")
        @ValidationRule(
                value = CelRules.REQUESTS_WITHIN_LIMITS,
                message = "must request no more than the limit of the same name")
        ResourceRequirements resources,

        ProbesSpec probes,

        @ValidationRule(
                value = "!has(self.spec) || !has(self.spec.containers) || self.spec.containers.all(c,"
                        + " !has(c.env) || c.env.all(e, !e.name.startsWith('ORDER_APP_')))",
                reason = "FieldValueForbidden",
                message = "must not set names that start with ORDER_APP_ in env: the operator sets them itself")
        PodTemplateSpec podTemplate,

        MigrationSpec migration) {}
