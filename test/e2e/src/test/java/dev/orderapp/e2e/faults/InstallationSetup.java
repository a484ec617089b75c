package dev.orderapp.e2e.faults;

import java.util.List;
import java.util.stream.Stream;

/** The shops in which scenarios run, by how they are set up. */
enum InstallationSetup {
    /**
     * Two Pods of page and API each: what fails in one has another beside it. Two JVMs that start at once would take both processors
     * for ten seconds, in which visitors wait for theirs; so each has its limit.
     */
    TWO_PODS(
            "two-pods",
            "backend.migration=null",
            "backend.replicas=2",
            "frontend.replicas=2",
            "backend.resources.limits.cpu=600m"),

    /** One Pod each, so that releases follow quickly. */
    ONE_POD("one-pod", "backend.migration=null", "backend.replicas=1"),

    /** One Pod each, and visitors come in by the sandbox's Gateway, whatever host they name. A canary that it refuses is taken back soon. */
    BY_GATEWAY(
            "by-gateway",
            "backend.migration=null",
            "backend.replicas=1",
            "gateway.parentRefs[0].name=web",
            "gateway.parentRefs[0].namespace=gateways",
            "canary.progressDeadline=45s"),

    /**
     * Two Pods of the API or more, by what they compute. What is requested is little, as these two processors also have to bear the visitors
     * who make it grow; one Pod starts at a time, as with two Pods.
     */
    AUTOSCALED(
            "autoscaled",
            "backend.migration=null",
            "backend.autoscaling.min=2",
            "backend.autoscaling.max=4",
            "backend.autoscaling.behavior.scaleUp.policies[0].type=Pods",
            "backend.autoscaling.behavior.scaleUp.policies[0].value=1",
            "backend.autoscaling.behavior.scaleUp.policies[0].periodSeconds=15",
            "backend.autoscaling.behavior.scaleDown.stabilizationWindowSeconds=10",
            "backend.resources.requests.cpu=60m",
            "backend.resources.limits.cpu=600m",
            "frontend.replicas=2"),

    /**
     * A Job brings the schema up to date before each release, as by the chart's default: one more barrier, and one more JVM
     * to start, which takes eight seconds of each release. In the others the Pods do it themselves.
     */
    WITH_JOB("with-job", "backend.replicas=1");

    /** Pods of the API that {@link #AUTOSCALED} has at least. */
    static final int FEWEST = 2;

    private final String title;
    private final List<String> values;

    InstallationSetup(String title, String... values) {
        this.title = title;
        this.values = List.of(values);
    }

    /** Name of the installation. */
    String title() {
        return title;
    }

    /** Options of Helm. */
    String[] options() {
        return Stream.concat(
                        Stream.of("--values", "test/e2e/analysis.yaml", "--values", "test/e2e/faults.yaml"),
                        values.stream().flatMap(v -> Stream.of("--set", v)))
                .toArray(String[]::new);
    }
}
