package dev.orderapp.kubectl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether releases are read as Jackson, by which the operator reads them, would read them. */
class ModelReaderTest {
    private final ModelReader model = new ModelReader();

    private static Object json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<OrderAppRelease> releases() {
        return List.of(SampleReleases.atFirstStep(), SampleReleases.rolledBack(), SampleReleases.promoted());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void readsWhatJacksonReads(OrderAppRelease release) throws IOException {
        OrderAppRelease read = model.release(json(Serialization.asJson(release)));
        assertEquals(release.getMetadata(), read.getMetadata());
        assertEquals(release.getSpec(), read.getSpec());
        assertEquals(release.getStatus(), read.getStatus());
    }

    @Test
    void leavesOutWhatNoCommandShows() throws IOException {
        OrderAppRelease read = model.release(json("""
                {"metadata": {"name": "shop", "managedFields": [{"manager": "x"}]},
                 "spec": {"backend": {"image": "a:1", "env": [{"name": "A", "value": "b"}], "replicas": 2}}}
                """));
        assertEquals("a:1", read.getSpec().backend().image());
        assertNull(read.getSpec().backend().env());
        assertEquals(List.of(), read.getMetadata().getManagedFields());
    }

    @Test
    void aReleaseThatAnotherDefinitionLetInIsShownAsTheOperatorReadsIt() throws IOException {
        String stored = """
                {"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease",
                 "metadata": {"name": "shop", "namespace": "default", "uid": "1"},
                 "spec": {"backend": {"image": "a:1", "replicas": "two"}, "paused": false},
                 "status": {"phase": "Stable", "observedGeneration": 1}}
                """;
        OrderAppRelease expected = Serialization.unmarshal(stored, OrderAppRelease.class);
        OrderAppRelease read = model.release(json(stored));
        assertEquals(expected.getSpec(), read.getSpec());
        assertEquals(expected.getStatus(), read.getStatus());
        assertEquals(expected.unreadable(), read.unreadable());
    }

    @Test
    void whatCannotBeReadOfKubernetesOwnObjectsIsLeftOut() throws IOException {
        Pod pod = model.object(json("""
                {"metadata": {"name": "p", "labels": {"a": "b"}, "generation": "none"},
                 "status": {"phase": "Running", "containerStatuses": [{"restartCount": 3, "ready": true,
                  "state": {"waiting": {"reason": "CrashLoopBackOff"}}}]}, "neverHeardOf": 1}
                """), Pod.class);
        assertEquals("b", pod.getMetadata().getLabels().get("a"));
        assertNull(pod.getMetadata().getGeneration());
        assertEquals(3, pod.getStatus().getContainerStatuses().get(0).getRestartCount());
        assertEquals(
                "CrashLoopBackOff",
                pod.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getWaiting()
                        .getReason());
    }
}
