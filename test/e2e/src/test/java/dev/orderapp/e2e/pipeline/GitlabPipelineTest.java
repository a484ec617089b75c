package dev.orderapp.e2e.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GitLab's pipeline, run by gitlab-ci-local on this machine without containers; see decision 33. */
class GitlabPipelineTest extends MilestoneContract {
    private static final Path RUNNER = REPOSITORY.resolve("test/pipeline/node_modules/.bin/gitlab-ci-local");
    /** Of the runner's table of jobs. Its own status says nothing of a job that may fail with another. */
    private static final Pattern FAILED = Pattern.compile("^ FAIL +\\w+", Pattern.MULTILINE);

    private static final Pattern ALLOWED_TO_FAIL = Pattern.compile("^ WARN +release", Pattern.MULTILINE);
    private static final String API = "https://gitlab.example.com/api/v4";

    @BeforeEach
    void project() throws Exception {
        assertTrue(Files.exists(RUNNER), RUNNER + " is missing: run make test-java, or npm ci --prefix test/pipeline");
        git("remote", "add", "origin", "https://gitlab.example.com/acme/shop.git");
        git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
        Files.writeString(folder.resolve("variables.yml"), """
                REGISTRY_USER: {type: variable, values: {registry: %s}}
                REGISTRY_PASSWORD: {type: variable, values: {registry: %s}}
                KUBECONFIG:
                  type: file
                  values:
                    shop: |
                      apiVersion: v1
                      kind: Config
                """.formatted(USER, PASSWORD));
    }

    @Override
    String lastSuccessUnknown() {
        return "GitLab did not tell the last deployment that succeeded";
    }

    @Override
    void lastSuccess(String commit) {
        environment.put("LAST_SUCCESS", commit == null ? "" : commit);
    }

    @Override
    Ended pushToMain() throws Exception {
        return build("--variable=CI_PIPELINE_SOURCE=push", "--json-schema-validation=false");
    }

    @Override
    Ended propose() throws Exception {
        return build(
                "--variable=CI_PIPELINE_SOURCE=merge_request_event",
                "--variable=CI_MERGE_REQUEST_DIFF_BASE_SHA=" + git("merge-base", "main", "HEAD"),
                "--unset-variable=CI_COMMIT_BRANCH",
                "--json-schema-validation=false");
    }

    private Ended build(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                RUNNER.toString(),
                "--variables-file=../variables.yml",
                "--variable=GITLAB_CI=true",
                "--variable=CI_API_V4_URL=" + API,
                "--variable=CI_PROJECT_ID=12",
                "--variable=CI_JOB_TOKEN=t0ken"));
        Finished runner = run(command, options);
        Path summary = workspace.resolve(".gitlab-ci-local/artifacts/release/target/release.md");
        return new Ended(
                ending(runner),
                runner.output(),
                Files.exists(summary) ? Files.readString(summary).strip() : "");
    }

    private static Ending ending(Finished runner) {
        if (runner.status() != 0 || FAILED.matcher(runner.output()).find()) {
            return Ending.FAILURE;
        }
        return ALLOWED_TO_FAIL.matcher(runner.output()).find() ? Ending.SUPERSEDED : Ending.SUCCESS;
    }

    @Test
    void theLastSuccessIsTheLastDeploymentThatSucceededAndTheTokenIsOnNoCommandLine() throws Exception {
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(
                List.of("curl --silent --show-error --fail --header @- " + API
                        + "/projects/12/deployments?environment=shop&status=success&order_by=id&sort=desc&per_page=1"),
                calls("curl"));
        assertEquals(List.of("JOB-TOKEN: t0ken"), calls("JOB-TOKEN"));
        assertFalse(build.log().contains("t0ken"));
    }

    @Test
    void aProposedChangeIsComparedWithWhereItBranchedOff() throws Exception {
        git("checkout", "--quiet", "-b", "feature");
        pushed("order-app/backend");
        git("checkout", "--quiet", "main");
        pushed("order-app/frontend");
        git("checkout", "--quiet", "feature");
        propose();

        assertEquals(List.of(), calls("npm"));
        assertEquals(1, calls("mvn").size());
        assertEquals(List.of(), calls("curl"));
    }

    @Test
    void theKubeconfigIsThatOfTheEnvironmentShop() throws Exception {
        pushed("order-app/backend");
        Ended build = pushToMain();

        assertEquals(Ending.SUCCESS, build.ending(), build::log);
        assertEquals("apiVersion: v1\nkind: Config", left("kubeconfig"));
    }

    /** The last deployment that succeeded is what the next push is compared with, so a push that releases nothing is one, too. */
    @Test
    void aPushThatReleasesNothingIsADeploymentAllTheSame() throws Exception {
        pushed("docs");

        assertTrue(pushToMain().log().contains("nothing to release"));
    }

    @Test
    void aBranchThatNobodyProposedStartsNoPipeline() throws Exception {
        git("checkout", "--quiet", "-b", "feature");
        pushed("order-app/backend");
        build("--variable=CI_PIPELINE_SOURCE=push", "--json-schema-validation=false");

        assertEquals(List.of(), calls(""));
    }

    /** By GitLab's own schema, which all others here do without, as it takes the runner as long as all the rest. */
    @Test
    void theFileIsOneThatGitLabAccepts() throws Exception {
        pushed("docs");
        assertEquals(Ending.SUCCESS, build("--variable=CI_PIPELINE_SOURCE=push").ending());

        Path file = workspace.resolve(".gitlab-ci.yml");
        Files.writeString(file, Files.readString(file).replace("exit_codes: [4]", "exit_status: [4]"));
        assertEquals(Ending.FAILURE, build("--variable=CI_PIPELINE_SOURCE=push").ending());
    }
}
