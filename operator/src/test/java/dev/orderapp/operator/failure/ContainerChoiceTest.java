package dev.orderapp.operator.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.failure.ContainerChoice.Run;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerChoiceTest {
    private static final String RUNNING = "{state: {running: {}}}";
    private static final String CRASHED =
            "{restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: '2026-11-24T10:00:00Z'}}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it waits to be started again | {restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}}} | OOMKilled 137 BEFORE",
                "it was started again | {restartCount: 1, state: {running: {}}, lastState: {terminated: {exitCode: 2, reason: Error}}} | Error 2 BEFORE",
                "it has just ended | {state: {terminated: {exitCode: 1, reason: Error}}} | Error 1 LAST",
                "it runs and is not ready | {state: {running: {}}} | NotReady null LAST",
                "its image is missing | {state: {waiting: {reason: ErrImagePull, message: no such image}}} | ErrImagePull null none",
                "it ended well, as a migration does | {state: {terminated: {exitCode: 0, reason: Completed}}} | nothing",
                "it is being created | {state: {waiting: {reason: ContainerCreating}}} | nothing",
            })
    void whatIsReadOfAContainerOfAPodThatIsNotReady(String what, String status, String expected) {
        List<ContainerChoice> chosen = ContainerChoice.of(List.of(pod("a", "backend", false, status)));

        String told = chosen.stream()
                .findFirst()
                .map(c -> c.container().reason() + " " + c.container().exitCode() + " "
                        + c.log().map(Run::name).orElse("none"))
                .orElse("nothing");
        assertEquals(expected, told);
    }

    @Test
    void whyAContainerNeverRanIsSaid() {
        ContainerChoice choice = ContainerChoice.of(List.of(pod(
                        "a", "backend", false, "{state: {waiting: {reason: ErrImagePull, message: no such image}}}")))
                .get(0);

        assertEquals("it has never run: no such image", choice.container().problem());
    }

    @Test
    void aComponentInWhichNothingFailedIsShownByOnePod() {
        List<ContainerChoice> chosen = ContainerChoice.of(List.of(
                pod("a", "backend", true, RUNNING),
                pod("b", "backend", true, RUNNING),
                pod("c", "frontend", false, CRASHED)));

        assertEquals(List.of("c", "a"), names(chosen));
        assertEquals("Running", chosen.get(1).container().reason());
    }

    @Test
    void manyPodsThatFailAlikeLeaveRoomForOthers() {
        List<Pod> pods = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(i -> pod("a" + i, "backend", false, CRASHED))
                .toList());
        pods.add(pod("page", "frontend", false, RUNNING));

        List<ContainerChoice> chosen = ContainerChoice.of(pods);

        assertEquals(3, chosen.size());
        assertEquals("page", chosen.get(2).container().pod());
    }

    @Test
    void aPodWithoutAStatusIsNothing() {
        Pod bare =
                new PodBuilder().withNewMetadata().withName("a").endMetadata().build();

        assertTrue(ContainerChoice.of(List.of(bare)).isEmpty());
        assertEquals(Optional.empty(), ContainerChoice.of(List.of()).stream().findFirst());
    }

    private static List<String> names(List<ContainerChoice> choices) {
        return choices.stream().map(choice -> choice.container().pod()).toList();
    }

    private static Pod pod(String name, String component, boolean ready, String status) {
        ContainerStatus container = Serialization.unmarshal("---\n" + status, ContainerStatus.class);
        container.setName("app");
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(Labels.COMPONENT, component)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .withContainerStatuses(container)
                .endStatus()
                .build();
    }
}
