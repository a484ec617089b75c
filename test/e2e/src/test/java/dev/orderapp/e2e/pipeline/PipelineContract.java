package dev.orderapp.e2e.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a pipeline does, whichever system runs it. Every step is executed in a repository of its own; the programs that need a network
 * or take long (mvn, npm, docker, kubectl, gh, curl) are stood in for by one that writes down how it was called.
 */
abstract class PipelineContract {
    static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    static final String USER = "robot";
    static final String PASSWORD = "s3cret";

    private static final String WAIT =
            " --wait --timeout 2h --junit target/release-junit.xml --markdown target/release.md";
    private static final String STAND_IN = """
            #!/bin/sh
            echo "%1$s $*" >> "$CALLS"
            case "%1$s $*" in
              *\\ login*) cat >> "$CALLS" ;;
              gh\\ run\\ list*) printf '%%s\\n' "$LAST_SUCCESS"; exit "${UNREACHABLE:-0}" ;;
              gh\\ run\\ cancel*|sleep*) exit 0 ;;
              curl*)
                cat >> "$CALLS"
                printf '[%%s]' "${LAST_SUCCESS:+{\\"id\\":7,\\"ref\\":\\"main\\",\\"sha\\":\\"$LAST_SUCCESS\\",\\"deployable\\":{\\"pipeline\\":{\\"sha\\":\\"other\\"}}\\}}"
                exit "${UNREACHABLE:-0}" ;;
              kubectl\\ get*) echo "$ASKED_FOR"; exit 0 ;;
              kubectl*)
                printf 'step 1 of 3\\n%%s\\n' "$OUTCOME"
                printf '%%s\\n' "$OUTCOME" > target/release.md
                [ ! -f "$KUBECONFIG" ] || cp "$KUBECONFIG" "$CALLS.kubeconfig"
                exit "${STATUS:-0}" ;;
            esac
            [ "%1$s $1" != "$FAILS" ]
            """;

    /** How a build ended: SUPERSEDED is neither good nor bad. */
    enum Ending {
        SUCCESS,
        FAILURE,
        SUPERSEDED
    }

    /**
     * A build that was run to its end.
     *
     * @param log what people read of it
     * @param outcome of the release, where the system's page of the build shows it; empty if there was no release
     */
    record Ended(Ending ending, String log, String outcome) {}

    @TempDir
    Path folder;

    Path workspace;
    private Path calls;
    final Map<String, String> environment = new HashMap<>();

    /** Builds what was pushed to main. */
    abstract Ended pushToMain() throws Exception;

    /** Builds what a branch would bring to main, as this system does before somebody merges it. */
    abstract Ended propose() throws Exception;

    /** The commit that the system knows as the last that a build released, or none. */
    abstract void lastSuccess(String commit);

    @BeforeEach
    void repository() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        calls = Files.createFile(folder.resolve("calls"));
        Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("mvn", "npm", "docker", "kubectl", "gh", "curl", "sleep")) {
            program(program, STAND_IN.formatted(program));
        }
        environment.put("PATH", folder.resolve("programs") + ":" + System.getenv("PATH"));
        environment.put("CALLS", calls.toString());
        environment.put("OUTCOME", "promoted: server-errors 0 of 900 against 1 of 2100");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");

        git("init", "--quiet", "--initial-branch=main");
        git("config", "user.name", "Tester");
        git("config", "user.email", "tester@example.com");
        copy("pipeline", ".github", "Jenkinsfile", ".gitlab-ci.yml");
        for (String place : List.of("order-app/backend", "order-app/frontend", "operator", "docs")) {
            Files.createDirectories(workspace.resolve(place));
            Files.writeString(workspace.resolve(place).resolve("file"), "1");
        }
        lastSuccess(commit());
    }

    /** Puts a program before those of this machine. */
    final void program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("programs").resolve(name), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void copy(String... names) throws IOException {
        for (String name : names) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(name))) {
                for (Path file : files.toList()) {
                    Files.copy(file, workspace.resolve(REPOSITORY.relativize(file)));
                }
            }
        }
    }

    final String git(String... arguments) throws Exception {
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
    final String pushed(String... places) throws Exception {
        for (String place : places) {
            Files.writeString(workspace.resolve(place).resolve("file"), "2");
        }
        return commit().substring(0, 12);
    }

    /** What was called so far, and what was given to a login's or a request's standard input. */
    final List<String> calls(String start) throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(call -> call.startsWith(start))
                .toList();
    }

    /** What was asked of the cluster, beside what is read from it. */
    private List<String> releases() throws IOException {
        return calls("kubectl").stream()
                .filter(call -> !call.startsWith("kubectl get"))
                .toList();
    }

    /** What a stand-in left, or nothing. */
    final String left(String suffix) throws IOException {
        Path file = folder.resolve("calls." + suffix);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    static String image(String component, String tag) {
        return "docker.io/acme/order-" + component + ":" + tag;
    }

    @Test
    void aPushThatChangesTheApiTestsPublishesAndReleasesTheApiAlone() throws Exception {
        String tag = pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals("promoted: server-errors 0 of 900 against 1 of 2100", build.outcome());
        assertEquals(List.of(), calls("npm"));
        assertEquals(
                List.of("kubectl orderapp release shop --namespace shop --backend " + image("backend", tag) + WAIT),
                releases());
        assertEquals(List.of("docker push --quiet " + image("backend", tag)), calls("docker push"));
    }

    @Test
    void pageAndApiAreReleasedInOneChange() throws Exception {
        String tag = pushed("order-app/backend", "order-app/frontend");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals(
                List.of("kubectl orderapp release shop --namespace shop --backend " + image("backend", tag)
                        + " --frontend " + image("frontend", tag) + WAIT),
                releases());
    }

    @Test
    void theFirstBuildReleasesEverything() throws Exception {
        lastSuccess(null);
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals(3, calls("docker push").size());
    }

    @Test
    void whatAnEarlierBuildFailedToReleaseComesAlong() throws Exception {
        pushed("order-app/backend");
        String tag = pushed("order-app/frontend");
        pushToMain();

        assertTrue(releases().get(0).contains("--backend " + image("backend", tag)));
    }

    @Test
    void aPushThatChangesNothingReleasesNothing() throws Exception {
        pushed("docs");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals(List.of(), calls("mvn"));
        assertEquals(List.of(), calls("npm"));
        assertEquals(List.of(), calls("docker"));
        assertEquals(List.of(), calls("kubectl"));
    }

    @Test
    void theOperatorIsPublishedAndLeftToItsChart() throws Exception {
        pushed("operator");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals(1, calls("docker push").size());
        assertEquals(List.of(), calls("kubectl"));
    }

    @Test
    void aProposedChangeIsTestedAndNeitherPublishedNorReleased() throws Exception {
        git("checkout", "--quiet", "-b", "feature");
        pushed("order-app/backend");
        Ended build = propose();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals(List.of("mvn --batch-mode --no-transfer-progress verify -pl order-app/backend -am"), calls("mvn"));
        assertEquals(List.of(), calls("npm"));
        assertEquals(List.of(), calls("docker"));
        assertEquals(List.of(), calls("kubectl"));
    }

    @Test
    void aTestThatFailsEndsTheBuildBeforeAnythingIsPublished() throws Exception {
        environment.put("FAILS", "mvn --batch-mode");
        pushed("order-app/backend", "order-app/frontend");
        Ended build = pushToMain();

        assertEquals(Ending.FAILURE, build.ending());
        assertEquals(List.of(), calls("docker"));
        assertEquals(List.of(), calls("kubectl"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            1, FAILURE
            3, FAILURE
            5, FAILURE
            6, FAILURE
            7, FAILURE
            4, SUPERSEDED
            """)
    void theOutcomeOfTheReleaseIsThatOfTheBuildWithItsReason(int status, Ending ending) throws Exception {
        environment.put("STATUS", String.valueOf(status));
        environment.put("OUTCOME", "server-errors: canary 31 of 412, stable 4 of 960; odds 4,800:1");
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(ending, build.ending(), build::log);
        assertEquals("server-errors: canary 31 of 412, stable 4 of 960; odds 4,800:1", build.outcome());
        assertTrue(build.log().contains("step 1 of 3"));
    }

    @Test
    void theRegistrysPasswordIsSeenByTheLoginAlone() throws Exception {
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertFalse(build.log().contains(PASSWORD));
        assertEquals(List.of(PASSWORD), calls(PASSWORD));
        assertEquals(List.of("docker login --username " + USER + " --password-stdin docker.io"), calls("docker login"));
    }

    @Test
    void aCommitWithoutAPlaceInHistoryMeansEverything() throws Exception {
        lastSuccess("0000000000000000000000000000000000000000");
        pushToMain();

        assertEquals(3, calls("docker push").size());
    }

    /** Runs a system's own runner in the work tree. */
    final Finished run(List<String> command, String... more) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(Arrays.asList(more));
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(workspace.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GITHUB_") || name.startsWith("CI_"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Finished(process.waitFor(), output);
    }

    record Finished(int status, String output) {}
}
