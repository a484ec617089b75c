package dev.orderapp.operator.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever reads one more property of a Pod must let {@link Trimming} keep it: nothing else would tell him. */
class TrimmedPodTest {
    private static final String PASSES = "dev.orderapp.operator.observe";

    @Test
    void everythingThatPassesReadOfAPodIsKept() throws Exception {
        Pod pod = pod();
        Set<String> before = FilledBean.gettersThatFind(pod);
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(FilledBean.gettersThatFind(Trimming.trim(pod)));

        Set<String> read = gettersCalled();
        assertTrue(read.contains("PodStatus.getPodIP") && read.contains("ContainerStatus.getRestartCount"), "" + read);
        gone.retainAll(read);

        assertEquals(Set.of(), gone, "read by passes, but trimmed from the cached Pod");
    }

    private static Pod pod() throws ReflectiveOperationException {
        Pod pod = FilledBean.of(Pod.class);
        pod.getStatus().getConditions().forEach(c -> c.setType("Ready"));
        return pod;
    }

    private static Set<String> gettersCalled() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PASSES).stream()
                        .map(JavaClass::getCodeUnitAccessesFromSelf)
                        .flatMap(Set::stream)
                        .map(access -> name(access.getTarget()))
                        .collect(Collectors.toSet());
    }

    private static String name(AccessTarget target) {
        return target.getOwner().getSimpleName() + "." + target.getName();
    }
}
