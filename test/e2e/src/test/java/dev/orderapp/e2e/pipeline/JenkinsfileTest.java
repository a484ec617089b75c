package dev.orderapp.e2e.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.pipeline.JenkinsBuild.Result;
import groovy.lang.MissingMethodException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Jenkinsfile as a pipeline, and what Jenkins alone has: a job's name, stages, descriptions. {@link JenkinsBuild} runs it. */
class JenkinsfileTest extends PipelineContract {
    private static final String ALL = "Jenkinsfile";

    @BeforeEach
    void job() {
        environment.put("JOB_NAME", "release/order-app/main");
        // These tests may themselves run in one of these systems.
        List.of("GITHUB_ACTIONS", "GITHUB_EVENT_NAME", "GITLAB_CI", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
                .forEach(name -> environment.put(name, ""));
    }

    /** An image without a tag would be the registry's latest. */
    @Test
    void aWorkTreeWhoseCommitGitDoesNotTellIsNotBuilt() throws Exception {
        Files.delete(workspace.resolve(".git/HEAD"));

        assertEquals(Result.FAILURE, buildOfMain().result());
        assertEquals(List.of(), calls("docker build"));
    }

    @Override
    void lastSuccess(String commit) {
        if (commit == null) {
            environment.remove("GIT_PREVIOUS_SUCCESSFUL_COMMIT");
        } else {
            environment.put("GIT_PREVIOUS_SUCCESSFUL_COMMIT", commit);
        }
    }

    @Override
    Ended pushToMain() throws IOException {
        return ended(buildOfMain());
    }

    @Override
    Ended propose() throws IOException {
        return ended(build(ALL, "feature"));
    }

    private static Ended ended(JenkinsBuild build) {
        Ending ending =
                switch (build.result()) {
                    case SUCCESS -> Ending.SUCCESS;
                    case FAILURE -> Ending.FAILURE;
                    case NOT_BUILT -> Ending.SUPERSEDED;
                };
        return new Ended(ending, build.log(), build.description());
    }

    private JenkinsBuild build(String jenkinsfile, String branch) throws IOException {
        return new JenkinsBuild(
                        workspace,
                        branch,
                        environment,
                        Map.of("IMAGES", "docker.io/acme"),
                        Map.of(
                                "registry", Map.of("username", USER, "password", PASSWORD),
                                "order-app-kubeconfig", Map.of("file", "/secret/kubeconfig")))
                .run(jenkinsfile);
    }

    private JenkinsBuild buildOfMain() throws IOException {
        return build(ALL, "main");
    }

    @Test
    void aPushThatChangesNothingRunsTheFirstStageAlone() throws Exception {
        pushed("docs");

        assertEquals(List.of("Changes"), buildOfMain().stages());
        assertEquals(List.of(), calls(""));
    }

    @Test
    void aBranchEndsAfterItsTests() throws Exception {
        pushed("order-app/backend");

        assertEquals(List.of("Changes", "Test"), build(ALL, "feature").stages());
    }

    @Test
    void theDescriptionSaysThatThereIsNothingToRelease() throws Exception {
        pushed("operator");

        assertEquals("nothing to release", buildOfMain().description());
    }

    /** Jenkins has milestones of its own. */
    @Test
    void theClusterIsAskedForTheReleaseAlone() throws Exception {
        pushed("order-app/backend");
        pushToMain();

        assertEquals(1, calls("kubectl").size());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            backend, order-backend, order-frontend
            frontend, order-frontend, order-backend
            """)
    void aJobNamedAfterAComponentReleasesItAlone(String job, String mine, String other) throws Exception {
        environment.put("JOB_NAME", "release/" + job + "/main");
        pushed("order-app/backend", "order-app/frontend", "operator");
        JenkinsBuild build = buildOfMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertTrue(calls("kubectl").get(0).contains(mine));
        assertFalse(String.join("\n", calls("")).contains(other));
    }

    /** That the runner would notice a mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"pipeline { steps { } }", "pipeline { stages { sh 'true' } }", "stages { }"})
    void aDirectiveInTheWrongPlaceIsRefused(String text) throws IOException {
        Files.writeString(workspace.resolve("Wrong"), text);

        assertThrows(IllegalStateException.class, () -> build("Wrong", "main"));
    }

    @Test
    void anUnknownDirectiveIsRefused() throws IOException {
        Files.writeString(workspace.resolve("Wrong"), "pipeline { tools { maven '3' } }");

        assertThrows(MissingMethodException.class, () -> build("Wrong", "main"));
    }
}
