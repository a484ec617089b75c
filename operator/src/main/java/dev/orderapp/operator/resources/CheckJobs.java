package dev.orderapp.operator.resources;

import dev.orderapp.operator.check.HttpCheck;
import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.rollout.DesiredChecks;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.CanarySpec;
import dev.orderapp.v1.CheckHttpSpec;
import dev.orderapp.v1.CheckJobSpec;
import dev.orderapp.v1.CheckSpec;
import dev.orderapp.v1.CheckStage;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Jobs of checks: one container, tried once, with a deadline, without a token. */
public final class CheckJobs {
    private static final String CONTAINER = "check";

    /** Killed soon: what missed its deadline has had its time. */
    private static final long GRACE_SECONDS = 5;

    /** So much earlier does an http check give up itself, as it can say why. */
    private static final long MARGIN_SECONDS = 2;

    /** A JVM that makes one request. */
    private static final List<String> COMMAND = List.of(
            "java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx32m",
            "-cp",
            "/app/app.jar",
            HttpCheck.class.getName());

    private static final ResourceRequirements RESOURCES = new ResourceRequirementsBuilder()
            .addToRequests("cpu", new Quantity("50m"))
            .addToRequests("memory", new Quantity("64Mi"))
            .addToLimits("memory", new Quantity("128Mi"))
            .build();

    private final Optional<String> httpImage;

    /** @param httpImage the operator's own image, which makes the requests of http checks; empty if it was not told */
    public CheckJobs(Optional<String> httpImage) {
        this.httpImage = httpImage;
    }

    /** What keeps the checks of a release from running. */
    public Optional<Obstacle> obstacle(OrderAppRelease release) {
        return checks(release)
                .filter(check -> check.http() != null && httpImage.isEmpty())
                .findFirst()
                .map(check -> new Obstacle(
                        Obstacle.Kind.ReferenceMissing,
                        "check " + check.name()
                                + " asks by http, and the operator was not told its own image, which would ask:"
                                + " set ORDERAPP_CHECK_IMAGE where it runs, or use job"));
    }

    /** Those to begin. */
    public List<Job> starting(OrderAppRelease release, DesiredChecks wanted) {
        return wanted.starting().stream()
                .flatMap(start -> checks(release)
                        .filter(check -> check.name().equals(start.check().name()))
                        .filter(check -> check.job() != null || httpImage.isPresent())
                        .map(check -> job(release, check, start)))
                .toList();
    }

    private static Stream<CheckSpec> checks(OrderAppRelease release) {
        return Stream.ofNullable(release.getSpec().checks()).flatMap(List::stream);
    }

    private Job job(OrderAppRelease release, CheckSpec check, DesiredChecks.Start start) {
        String name = release.getMetadata().getName();
        Map<String, String> labels = Map.of(
                Labels.COMPONENT, Labels.CHECKS,
                Labels.CHECK, check.name(),
                Labels.STEP, String.valueOf(start.step()),
                Labels.REVISION, start.attempt().id(),
                Labels.ATTEMPT, String.valueOf(start.attempt().number()));
        return new JobBuilder()
                .withMetadata(OwnedMetadata.metadata(
                                release, Names.check(name, start.attempt().number(), start.step(), check.name()))
                        .addToLabels(labels)
                        .build())
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(start.check().limit().toSeconds())
                .withTemplate(template(release, check, start, labels))
                .endSpec()
                .build();
    }

    private PodTemplateSpec template(
            OrderAppRelease release, CheckSpec check, DesiredChecks.Start start, Map<String, String> labels) {
        Map<String, String> all =
                new HashMap<>(Labels.common(release.getMetadata().getName()));
        all.putAll(labels);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(all)
                // Another try would be a second run.
                .addToAnnotations("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
                .endMetadata()
                .withSpec(Confinement.pod())
                .editSpec()
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(start.check().deadline().toSeconds())
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withImagePullSecrets(pullSecrets(release))
                .editSecurityContext()
                .withRunAsUser(check.job() == null ? null : check.job().runAsUser())
                .endSecurityContext()
                .withContainers(container(release, check, start))
                .endSpec()
                .build();
    }

    /** Those of the API: a team's images mostly lie together. */
    private static List<LocalObjectReference> pullSecrets(OrderAppRelease release) {
        return Optional.ofNullable(release.getSpec().backend())
                .map(ComponentSpec::podTemplate)
                .map(PodTemplateSpec::getSpec)
                .map(pod -> pod.getImagePullSecrets())
                .orElse(List.of());
    }

    private Container container(OrderAppRelease release, CheckSpec check, DesiredChecks.Start start) {
        boolean keepsLogs = Optional.ofNullable(release.getSpec().canary())
                .map(CanarySpec::keepLogs)
                .orElse(true);
        ContainerBuilder container = Confinement.container(new ContainerBuilder())
                .withName(CONTAINER)
                .withImagePullPolicy("IfNotPresent")
                .withTerminationMessagePolicy(keepsLogs ? "FallbackToLogsOnError" : "File");
        return check.job() == null
                ? container
                        .withImage(httpImage.orElseThrow())
                        .withCommand(COMMAND)
                        .withArgs(arguments(release, check, start))
                        .withResources(RESOURCES)
                        .build()
                : team(container, check.job(), environment(release, start)).build();
    }

    private static ContainerBuilder team(ContainerBuilder container, CheckJobSpec job, List<EnvVar> environment) {
        return container
                .withImage(job.image())
                .withCommand(job.command())
                .withArgs(job.args())
                .withEnv(AppContainer.environment(environment, job.env()))
                .withEnvFrom(job.envFrom())
                .withResources(job.resources());
    }

    private static List<String> arguments(OrderAppRelease release, CheckSpec check, DesiredChecks.Start start) {
        CheckHttpSpec http = check.http();
        String contains = Optional.ofNullable(http.expect().contains()).orElse("");
        long patience = HumanDuration.parse(check.deadline()).toSeconds() - MARGIN_SECONDS;
        return Stream.of(
                        url(release, start, http.component()) + http.path(),
                        String.valueOf(http.expect().status()),
                        contains,
                        String.valueOf(patience))
                // Kubernetes would put variables in.
                .map(argument -> argument.replace("$", "$$"))
                .toList();
    }

    private static List<EnvVar> environment(OrderAppRelease release, DesiredChecks.Start start) {
        List<EnvVar> all = new ArrayList<>();
        all.add(variable("ORDER_APP_CHECK", start.check().at().name()));
        all.add(variable("ORDER_APP_REVISION", start.attempt().id()));
        all.add(variable("ORDER_APP_WEIGHT", String.valueOf(start.weight())));
        start.attempt().revision().components().stream()
                .sorted()
                .forEach(c -> all.add(
                        variable("ORDER_APP_" + c.name().toUpperCase(Locale.ROOT) + "_URL", url(release, start, c))));
        return all;
    }

    /** After a promotion the stable Services lead to the new version, as they do for everybody. */
    private static String url(OrderAppRelease release, DesiredChecks.Start start, ComponentName component) {
        Role role = start.check().at() == CheckStage.afterPromotion ? Role.stable : Role.canary;
        return "http://" + Names.service(release.getMetadata().getName(), component, role);
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVar(name, value, null);
    }
}
