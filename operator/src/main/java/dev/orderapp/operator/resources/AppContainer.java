package dev.orderapp.operator.resources;

import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.ProbeSpec;
import dev.orderapp.v1.ProbesSpec;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.PodLayout;
import dev.orderapp.v1.contract.Role;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The container that serves a component, as the operator makes it before a user's Pod template is laid over it. */
final class AppContainer {
    private static final int DEFAULT_PORT = 8080;
    private static final String POD_NAME = "POD_NAME";
    private static final String RESERVED = "ORDER_APP_";

    /**
     * Seconds between the deletion of a Pod and its SIGTERM: the data plane still sends to it. Observed: up to
     * 4 s on a busy ingress-nginx, and with 10 no request was lost.
     */
    private static final long PRE_STOP_SECONDS = 10;

    /** How often and how patiently to ask. */
    private record ProbeTiming(int period, int timeout, int failures) {}

    /** Three minutes: a JVM on a busy machine with two cores was seen to take two. */
    private static final ProbeTiming STARTUP = new ProbeTiming(2, 2, 90);
    /** Short: a Pod begins and stops to take visitors within seconds. */
    private static final ProbeTiming READINESS = new ProbeTiming(2, 2, 3);
    /** Tolerant: a restart under load makes the load worse. */
    private static final ProbeTiming LIVENESS = new ProbeTiming(10, 5, 6);

    private AppContainer() {}

    /** The container of a component. */
    static Container of(OrderAppRelease release, ComponentName component, ComponentSpec spec, String revision) {
        ProbesSpec probes = Optional.ofNullable(spec.probes()).orElse(new ProbesSpec(null, null, null));
        boolean backend = component == ComponentName.backend;
        String alive = backend ? "/actuator/health/liveness" : "/healthz";
        String ready = backend ? "/actuator/health/readiness" : "/healthz";
        String port = probedPort(spec);
        return Confinement.container(new ContainerBuilder())
                .withName(PodLayout.CONTAINER)
                .withImage(spec.image())
                .withImagePullPolicy("IfNotPresent")
                .addNewPort()
                .withName(PodLayout.PORT)
                .withContainerPort(Optional.ofNullable(spec.port()).orElse(DEFAULT_PORT))
                .withProtocol("TCP")
                .endPort()
                .withEnv(environment(reserved(release, component, revision), spec.env()))
                .withEnvFrom(spec.envFrom())
                .withResources(spec.resources())
                .withStartupProbe(probe(probes.startup(), port, alive, STARTUP))
                .withReadinessProbe(probe(probes.readiness(), port, ready, READINESS))
                .withLivenessProbe(probe(probes.liveness(), port, alive, LIVENESS))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(PRE_STOP_SECONDS)
                .endPreStop()
                .endLifecycle()
                .build();
    }

    /** What every Pod learns about itself, and a page where the files are that it lacks; the user's variables may refer to these. */
    private static List<EnvVar> reserved(OrderAppRelease release, ComponentName component, String revision) {
        List<EnvVar> all = new ArrayList<>();
        all.add(new EnvVar("ORDER_APP_REVISION", revision, null));
        if (component == ComponentName.frontend) {
            String name = release.getMetadata().getName();
            all.add(new EnvVar("ORDER_APP_STABLE_SERVICE", Names.service(name, component, Role.stable), null));
            all.add(new EnvVar("ORDER_APP_OTHER_SERVICE", Names.service(name, component, Role.other), null));
        }
        all.add(new EnvVarBuilder()
                .withName(POD_NAME)
                .withNewValueFrom()
                .withNewFieldRef("v1", "metadata.name")
                .endValueFrom()
                .build());
        return all;
    }

    /** The operator's variables first and unchanged, then the user's; of two with one name the later one counts. */
    static List<EnvVar> environment(List<EnvVar> reserved, List<EnvVar> users) {
        Map<String, EnvVar> byName = new LinkedHashMap<>();
        Stream.ofNullable(users)
                .flatMap(List::stream)
                .filter(variable -> !isReserved(variable))
                .forEach(variable -> byName.put(variable.getName(), variable));
        List<EnvVar> all = new ArrayList<>(reserved);
        all.addAll(byName.values());
        return all;
    }

    static boolean isReserved(EnvVar variable) {
        return variable.getName().startsWith(RESERVED) || variable.getName().equals(POD_NAME);
    }

    /**
     * Gives the app's port back its name, by which Services, probes and the reader of metrics know it: a user's template may list the
     * port under another one, and a container can't have it twice. Where the container's probes and hooks use the user's name, they
     * get this one.
     */
    static void keepPort(Container app, ContainerPort ours) {
        app.getPorts().stream()
                .filter(port -> isSame(port, ours) && !PodLayout.PORT.equals(port.getName()))
                .forEach(port -> {
                    String theirs = port.getName();
                    port.setName(PodLayout.PORT);
                    portsIn(app)
                            .filter(used ->
                                    used.getStrVal() != null && used.getStrVal().equals(theirs))
                            .forEach(used -> used.setValue(PodLayout.PORT));
                });
    }

    private static boolean isSame(ContainerPort one, ContainerPort other) {
        return one.getContainerPort().equals(other.getContainerPort())
                && one.getProtocol().equals(other.getProtocol());
    }

    private static Stream<IntOrString> portsIn(Container app) {
        Stream<Probe> probes = Stream.of(app.getStartupProbe(), app.getReadinessProbe(), app.getLivenessProbe());
        Stream<LifecycleHandler> hooks = Stream.ofNullable(app.getLifecycle())
                .flatMap(lifecycle -> Stream.of(lifecycle.getPreStop(), lifecycle.getPostStart()));
        return Stream.of(
                        probes.filter(Objects::nonNull).flatMap(p -> Stream.of(p.getHttpGet(), p.getTcpSocket())),
                        hooks.filter(Objects::nonNull).flatMap(h -> Stream.of(h.getHttpGet(), h.getTcpSocket())))
                .flatMap(actions -> actions)
                .flatMap(AppContainer::port);
    }

    private static Stream<IntOrString> port(Object action) {
        if (action instanceof HTTPGetAction http) {
            return Stream.ofNullable(http.getPort());
        }
        return action instanceof TCPSocketAction tcp ? Stream.ofNullable(tcp.getPort()) : Stream.of();
    }

    /** Where probes go: to a port that visitors can't occupy, if the app has one. */
    private static String probedPort(ComponentSpec spec) {
        boolean own = Stream.ofNullable(spec.podTemplate())
                .map(PodTemplateSpec::getSpec)
                .filter(Objects::nonNull)
                .flatMap(pod -> pod.getContainers().stream())
                .filter(container -> PodLayout.CONTAINER.equals(container.getName()))
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(port -> PodLayout.MANAGEMENT_PORT.equals(port.getName()));
        return own ? PodLayout.MANAGEMENT_PORT : PodLayout.PORT;
    }

    private static Probe probe(ProbeSpec spec, String port, String path, ProbeTiming timing) {
        ProbeSpec given = Optional.ofNullable(spec).orElse(new ProbeSpec(null, null, null, null));
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(Optional.ofNullable(given.path()).orElse(path))
                .withPort(new IntOrString(port))
                .endHttpGet()
                .withPeriodSeconds(Optional.ofNullable(given.periodSeconds()).orElse(timing.period()))
                .withTimeoutSeconds(Optional.ofNullable(given.timeoutSeconds()).orElse(timing.timeout()))
                .withFailureThreshold(
                        Optional.ofNullable(given.failureThreshold()).orElse(timing.failures()))
                .build();
    }
}
