package dev.orderapp.e2e.jenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.jenkins.Build.Result;
import groovy.lang.MissingMethodException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What builds do, with every step of the Jenkinsfiles executed in a repository of its own; the programs that need a network or take
 * long (mvn, npm, docker, kubectl) are stood in for by one that writes down how it was called.
 */
class JenkinsfileTest {
    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String ALL = "Jenkinsfile";

    @TempDir
    private Path folder;

    private Path workspace;
    private Path calls;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void repository() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        calls = Files.createFile(folder.resolve("calls"));
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("mvn", "npm", "docker", "kubectl")) {
            Path file = Files.writeString(programs.resolve(program), """
                    #!/bin/sh
                    echo "%1$s $*" >> "$CALLS"
                    case "$*" in login*) cat >> "$CALLS" ;; esac
                    [ %1$s != kubectl ] || { printf 'step 1 of 3\\n%%s\\n' "$OUTCOME"; exit "${STATUS:-0}"; }
                    [ "%1$s $1" != "$FAILS" ]
                    """.formatted(program));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        environment.put("CALLS", calls.toString());
        environment.put("OUTCOME", "promoted: server-errors 0 of 900 against 1 of 2100");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");

        git("init", "--quiet", "--initial-branch=main");
        git("config", "user.name", "Tester");
        git("config", "user.email", "tester@example.com");
        copy("jenkins");
        Files.copy(REPOSITORY.resolve(ALL), workspace.resolve(ALL));
        for (String place : List.of("order-app/backend", "order-app/frontend", "operator", "docs")) {
            Files.createDirectories(workspace.resolve(place));
            Files.writeString(workspace.resolve(place).resolve("file"), "1");
        }
        environment.put("GIT_PREVIOUS_SUCCESSFUL_COMMIT", commit());
    }

    private void copy(String name) throws IOException {
        Files.createDirectories(workspace.resolve(name));
        try (Stream<Path> files = Files.list(REPOSITORY.resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, workspace.resolve(name).resolve(file.getFileName()));
            }
        }
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", workspace.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes()).trim();
        assertEquals(0, git.waitFor(), output);
        return output;
    }

    private String commit() throws Exception {
        git("add", "--all");
        git("commit", "--quiet", "--message", "change");
        return git("rev-parse", "HEAD");
    }

    /** The tag of the images of what was pushed. */
    private String pushed(String... places) throws Exception {
        for (String place : places) {
            Files.writeString(workspace.resolve(place).resolve("file"), "2");
        }
        return commit().substring(0, 12);
    }

    private Build build(String jenkinsfile, String branch) throws IOException {
        return new Build(
                        workspace,
                        branch,
                        environment,
                        Map.of("IMAGES", "docker.io/acme"),
                        Map.of(
                                "registry", Map.of("username", "robot", "password", "s3cret"),
                                "order-app-kubeconfig", Map.of("file", "/secret/kubeconfig")))
                .run(jenkinsfile);
    }

    private Build pushToMain() throws IOException {
        return build(ALL, "main");
    }

    private List<String> calls(String start) throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(call -> call.startsWith(start))
                .toList();
    }

    @Test
    void aPushThatChangesTheApiTestsPublishesAndReleasesTheApiAlone() throws Exception {
        String tag = pushed("order-app/backend");
        Build build = pushToMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals("promoted: server-errors 0 of 900 against 1 of 2100", build.description());
        assertEquals(List.of(), calls("npm"));
        assertEquals(
                List.of("kubectl orderapp release shop --namespace shop --backend docker.io/acme/order-backend:" + tag
                        + " --wait --timeout 2h"),
                calls("kubectl"));
        assertEquals(List.of("docker push --quiet docker.io/acme/order-backend:" + tag), calls("docker push"));
    }

    @Test
    void pageAndApiAreReleasedInOneChange() throws Exception {
        String tag = pushed("order-app/backend", "order-app/frontend");
        Build build = pushToMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals(
                List.of("kubectl orderapp release shop --namespace shop --backend docker.io/acme/order-backend:" + tag
                        + " --frontend docker.io/acme/order-frontend:" + tag + " --wait --timeout 2h"),
                calls("kubectl"));
    }

    @Test
    void theFirstBuildOfAJobReleasesEverything() throws Exception {
        environment.remove("GIT_PREVIOUS_SUCCESSFUL_COMMIT");
        Build build = pushToMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals(3, calls("docker push").size());
    }

    @Test
    void whatAnEarlierBuildFailedToReleaseComesAlong() throws Exception {
        pushed("order-app/backend");
        String tag = pushed("order-app/frontend");
        pushToMain();

        assertTrue(calls("kubectl").get(0).contains("--backend docker.io/acme/order-backend:" + tag));
    }

    @Test
    void aPushThatChangesNothingReleasesNothing() throws Exception {
        pushed("docs");
        Build build = pushToMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals(List.of("Changes"), build.stages());
        assertEquals(List.of(), calls(""));
    }

    @Test
    void theOperatorIsPublishedAndLeftToItsChart() throws Exception {
        pushed("operator");
        Build build = pushToMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals("nothing to release", build.description());
        assertEquals(1, calls("docker push").size());
        assertEquals(List.of(), calls("kubectl"));
    }

    @Test
    void aBranchIsTestedAndNeitherPublishedNorReleased() throws Exception {
        pushed("order-app/backend");
        Build build = build(ALL, "feature");

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertEquals(List.of("Changes", "Test"), build.stages());
        assertEquals(List.of(), calls("docker"));
    }

    @Test
    void aTestThatFailsEndsTheBuildBeforeAnythingIsPublished() throws Exception {
        environment.put("FAILS", "mvn --batch-mode");
        pushed("order-app/backend");
        Build build = pushToMain();

        assertEquals(Result.FAILURE, build.result());
        assertEquals(List.of(), calls("docker"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, FAILURE
            3, FAILURE
            5, FAILURE
            6, FAILURE
            4, NOT_BUILT
            """)
    void theOutcomeOfTheReleaseIsThatOfTheBuildWithItsReason(int status, Result result) throws Exception {
        environment.put("STATUS", String.valueOf(status));
        environment.put("OUTCOME", "server-errors: canary 31 of 412, stable 4 of 960; odds 4,800:1");
        pushed("order-app/backend");
        Build build = pushToMain();

        assertEquals(result, build.result(), build::log);
        assertEquals("server-errors: canary 31 of 412, stable 4 of 960; odds 4,800:1", build.description());
        assertTrue(build.log().contains("step 1 of 3"));
    }

    @Test
    void theRegistrysPasswordIsSeenByTheLoginAlone() throws Exception {
        environment.put("TRACE", "1");
        pushed("order-app/backend");
        Build build = pushToMain();

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertFalse(build.log().contains("s3cret"));
        assertEquals(List.of("s3cret"), calls("s3cret"));
        assertEquals(List.of("docker login --username robot --password-stdin docker.io"), calls("docker login"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            jenkins/backend.Jenkinsfile, order-backend, order-frontend
            jenkins/frontend.Jenkinsfile, order-frontend, order-backend
            """)
    void aJobOfItsOwnReleasesItsComponentAlone(String jenkinsfile, String mine, String other) throws Exception {
        pushed("order-app/backend", "order-app/frontend", "operator");
        Build build = build(jenkinsfile, "main");

        assertEquals(Result.SUCCESS, build.result(), build::log);
        assertTrue(calls("kubectl").get(0).contains(mine));
        assertFalse(String.join("\n", calls("")).contains(other));
    }

    @Test
    void aCommitWithoutAPlaceInHistoryMeansEverything() throws Exception {
        environment.put("GIT_PREVIOUS_SUCCESSFUL_COMMIT", "0000000000000000000000000000000000000000");
        pushToMain();

        assertEquals(3, calls("docker push").size());
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
