package dev.orderapp.e2e.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow of GitHub Actions, run by act on this machine without containers; see decision 33. */
class GithubActionsTest extends MilestoneContract {
    private static final String WORKFLOW = ".github/workflows/order-app.yml";
    private static final Path ACT = Path.of(
            Installation.setting("ORDERAPP_CACHE", System.getProperty("user.home") + "/.cache/orderapp"), "bin", "act");
    private static final Pattern SUMMARY = Pattern.compile("Summary - ([^\n]*)");

    /** act masks secrets, and loses the end of what a step printed that failed. So each step's shell writes down what it prints, too. */
    private static final String SHELL = """
            #!/bin/bash
            set -o pipefail
            case "$1" in
              --noprofile) /bin/bash "$@" 2>&1 | tee -a "$CALLS.log" ;;
              *) exec /bin/bash "$@" ;;
            esac
            """;

    @BeforeEach
    void remote() throws Exception {
        assertTrue(Files.isExecutable(ACT), ACT + " is missing: run make binaries");
        program("bash", SHELL);
        // Where act finds the repository's name.
        git("remote", "add", "origin", "https://github.com/acme/shop.git");
    }

    @Override
    String lastSuccessUnknown() {
        return "GitHub did not tell the last run that succeeded";
    }

    @Override
    void lastSuccess(String commit) {
        environment.put("LAST_SUCCESS", commit == null ? "" : commit);
    }

    @Override
    Ended pushToMain() throws Exception {
        return build("push", "{\"ref\": \"refs/heads/main\"}");
    }

    @Override
    Ended propose() throws Exception {
        // What GitHub checks out of a pull request is its merge.
        git("checkout", "--quiet", "--detach", "main");
        git("merge", "--quiet", "--no-ff", "--no-edit", "feature");
        return build(
                "pull_request",
                "{\"number\": 1, \"pull_request\": {\"base\": {\"ref\": \"main\"}, \"head\": {\"ref\": \"feature\"}}}");
    }

    private Ended build(String event, String payload) throws Exception {
        Path eventFile = Files.writeString(folder.resolve("event.json"), payload);
        Finished act = run(
                List.of(ACT.toString(), event),
                "--eventpath=" + eventFile,
                "--workflows=" + WORKFLOW,
                "--platform=order-app=-self-hosted",
                "--platform=order-app-release=-self-hosted",
                "--env=GITHUB_RUN_ID=4711",
                "--secret=GITHUB_TOKEN=t0ken",
                "--secret=REGISTRY_USER=" + USER,
                "--secret=REGISTRY_PASSWORD=" + PASSWORD,
                "--secret=KUBECONFIG=apiVersion: v1\nkind: Config");
        Matcher summary = SUMMARY.matcher(act.output());
        return new Ended(
                ending(act), left("log"), summary.find() ? summary.group(1).strip() : "");
    }

    /** GitHub ends the run when it was asked to cancel it. act goes on, and the step after that fails. */
    private Ending ending(Finished act) throws IOException {
        if (calls("gh run cancel").isEmpty()) {
            return act.status() == 0 ? Ending.SUCCESS : Ending.FAILURE;
        }
        assertEquals(1, act.status(), act::output);
        return Ending.SUPERSEDED;
    }

    @Test
    void theLastSuccessIsAskedForByTheWorkflowsFileTheBranchAndTheEvent() throws Exception {
        pushed("order-app/backend");
        pushToMain();

        assertEquals(
                List.of("gh run list --repo acme/shop --workflow order-app.yml --branch main --event push"
                        + " --status success --limit 1 --json headSha --jq .[].headSha"),
                calls("gh"));
    }

    @Test
    void aProposedChangeIsComparedWithWhereItWouldGo() throws Exception {
        git("checkout", "--quiet", "-b", "feature");
        pushed("order-app/backend");
        git("checkout", "--quiet", "main");
        pushed("order-app/frontend");
        propose();

        assertEquals(List.of(), calls("npm"));
        assertEquals(1, calls("mvn").size());
        assertEquals(List.of(), calls("gh"));
    }

    @Test
    void aReleaseThatFailsIsAnErrorOfTheRunWithItsReason() throws Exception {
        environment.put("STATUS", "1");
        environment.put("OUTCOME", "rolled back: server-errors 31 of 412");
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertTrue(build.log().contains("::error title=Release::rolled back: server-errors 31 of 412"), build::log);
    }

    @Test
    void aSupersededRunCancelsItself() throws Exception {
        environment.put("STATUS", "4");
        pushed("order-app/backend");
        pushToMain();

        assertEquals(List.of("gh run cancel 4711 --repo acme/shop"), calls("gh run cancel"));
    }

    @Test
    void theKubeconfigIsGivenToTheReleaseAloneAndDoesNotStay() throws Exception {
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals("apiVersion: v1\nkind: Config", left("kubeconfig"));
        assertFalse(build.log().contains("kind: Config"));
        try (var files = Files.walk(folder.resolve("cache"))) {
            assertEquals(
                    List.of(), files.filter(file -> file.endsWith("kubeconfig")).toList());
        }
    }

    private static JsonNode workflow() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(REPOSITORY.resolve(WORKFLOW).toFile());
    }

    private static List<JsonNode> steps() throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        workflow().get("jobs").forEach(job -> job.get("steps").forEach(steps::add));
        return steps;
    }

    /** What somebody else writes (a branch's name, a title) would be run as part of the script. */
    @Test
    void noScriptContainsAnExpression() throws IOException {
        for (JsonNode step : steps()) {
            assertFalse(step.path("run").asText().contains("${{"), step::toString);
        }
    }

    @Test
    void theOnlyActionIsTheCheckoutPinnedByItsCommitWithoutKeepingItsToken() throws IOException {
        for (JsonNode step : steps()) {
            if (step.has("uses")) {
                assertTrue(step.get("uses").asText().matches("actions/checkout@[0-9a-f]{40}"), step::toString);
                assertFalse(step.get("with").get("persist-credentials").asBoolean(true), step::toString);
            }
        }
    }

    /** An environment's rules say which branch gets its secrets. */
    @ParameterizedTest
    @ValueSource(strings = {"test:", "publish:registry", "release:shop"})
    void secretsAreThoseOfTheJobsEnvironment(String jobAndEnvironment) throws IOException {
        String[] expected = jobAndEnvironment.split(":", -1);
        JsonNode job = workflow().get("jobs").get(expected[0]);
        Set<String> secrets = new HashSet<>();
        Pattern.compile("secrets\\.(\\w+)")
                .matcher(job.toString())
                .results()
                .forEach(found -> secrets.add(found.group(1)));

        assertEquals(expected[1], job.path("environment").asText());
        assertEquals(
                switch (expected[0]) {
                    case "publish" -> Set.of("REGISTRY_USER", "REGISTRY_PASSWORD");
                    case "release" -> Set.of("KUBECONFIG");
                    default -> Set.of();
                },
                secrets);
    }

    @Test
    void aTokenMayReadAndCancelRunsAndNothingElse() throws IOException {
        assertEquals("{}", workflow().get("permissions").toString());
        for (String job : Arrays.asList("test", "publish", "release")) {
            JsonNode permissions = workflow().get("jobs").get(job).get("permissions");
            assertEquals("read", permissions.get("contents").asText());
            assertEquals(
                    switch (job) {
                        case "test" -> "read";
                        case "release" -> "write";
                        default -> "";
                    },
                    permissions.path("actions").asText());
            assertEquals(job.equals("publish") ? 1 : 2, permissions.size());
        }
    }

    /** Waiting for another run, or cancelling one, would leave a release that nobody watches. */
    @Test
    void pushesToMainAndPullRequestsStartARunAndNoneWaitsForAnother() throws IOException {
        assertEquals(
                "{\"push\":{\"branches\":[\"main\"]},\"pull_request\":null}",
                workflow().get("on").toString());
        assertFalse(workflow().toString().contains("concurrency"));
    }
}
