package dev.orderapp.operator.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Code that reads one more property of a cached object needs {@link CacheTrimmer} to keep it: nothing else would show that it does not. */
class TrimmedObjectsTest {
    /** What a reconcile reads cached objects with. */
    private static final String[] READERS = {"dev.orderapp.operator.observe", "dev.orderapp.operator.metrics"};

    @Test
    void everythingThatAReconcileReadsOfAPodIsKept() throws Exception {
        assertKept(pod(), Set.of("PodStatus.getPodIP", "ContainerStatus.getRestartCount"));
    }

    @Test
    void everythingThatAReconcileReadsOfAnEndpointSliceIsKept() throws Exception {
        assertKept(
                FilledBean.of(EndpointSlice.class), Set.of("EndpointConditions.getServing", "ObjectReference.getName"));
    }

    @Test
    void everythingThatAReconcileReadsOfADeploymentIsKept() throws Exception {
        Deployment deployment = FilledBean.of(Deployment.class);
        deployment.getStatus().getConditions().forEach(c -> c.setType("ReplicaFailure"));

        assertKept(deployment, Set.of("DeploymentSpec.getReplicas", "DeploymentCondition.getMessage"));
    }

    /** @param known getters that a reconcile calls, so that the search for them is known to find something */
    private static void assertKept(HasMetadata object, Set<String> known) throws Exception {
        Set<String> gone = new TreeSet<>(FilledBean.gettersThatFind(object));
        gone.removeAll(FilledBean.gettersThatFind(CacheTrimmer.trim(object)));

        Set<String> read = gettersCalled();
        assertTrue(read.containsAll(known), () -> known + " of " + read);
        gone.retainAll(read);

        assertEquals(Set.of(), gone, "read by a reconcile, but trimmed from the cached object");
    }

    private static Pod pod() throws ReflectiveOperationException {
        Pod pod = FilledBean.of(Pod.class);
        pod.getStatus().getConditions().forEach(c -> c.setType("Ready"));
        // Of the init containers only sidecars are kept.
        pod.getSpec().getInitContainers().forEach(c -> c.setRestartPolicy("Always"));
        return pod;
    }

    private static Set<String> gettersCalled() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(READERS).stream()
                        .map(JavaClass::getCodeUnitAccessesFromSelf)
                        .flatMap(Set::stream)
                        .map(access -> name(access.getTarget()))
                        .collect(Collectors.toSet());
    }

    private static String name(AccessTarget target) {
        return target.getOwner().getSimpleName() + "." + target.getName();
    }
}
