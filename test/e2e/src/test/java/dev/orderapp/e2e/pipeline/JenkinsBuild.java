package dev.orderapp.e2e.pipeline;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/**
 * One build of a Jenkinsfile, run as Jenkins would: each {@code sh} step is really executed, in a work tree, and each directive is
 * allowed only where Jenkins' syntax has it. A directive or step that is not listed here is refused: the Jenkinsfile uses few.
 * Credentials exist within their block alone.
 *
 * @see <a href="https://www.jenkins.io/doc/book/pipeline/syntax/">Jenkins' syntax</a>
 */
public final class JenkinsBuild {
    private static final Map<String, Set<String>> PLACES = Map.ofEntries(
            Map.entry("pipeline", Set.of("")),
            Map.entry("agent", Set.of("pipeline", "stage")),
            Map.entry("label", Set.of("agent")),
            Map.entry("options", Set.of("pipeline", "stage")),
            Map.entry("buildDiscarder", Set.of("options")),
            Map.entry("timeout", Set.of("options")),
            Map.entry("timestamps", Set.of("options")),
            Map.entry("triggers", Set.of("pipeline")),
            Map.entry("githubPush", Set.of("triggers")),
            Map.entry("parameters", Set.of("pipeline")),
            Map.entry("string", Set.of("parameters")),
            Map.entry("stages", Set.of("pipeline")),
            Map.entry("stage", Set.of("stages")),
            Map.entry("when", Set.of("stage")),
            Map.entry("branch", Set.of("when")),
            Map.entry("expression", Set.of("when")),
            Map.entry("steps", Set.of("stage")),
            Map.entry("script", Set.of("steps")),
            Map.entry("post", Set.of("pipeline", "stage")),
            Map.entry("always", Set.of("post")));

    /** How a build can end. */
    public enum Result {
        SUCCESS,
        FAILURE,
        NOT_BUILT
    }

    /** What {@code currentBuild} is in a script. */
    public static final class Current {
        private String description = "";
        private String result;

        public void setDescription(String description) {
            this.description = description;
        }

        public String getDescription() {
            return description;
        }

        public void setResult(String result) {
            this.result = result;
        }
    }

    /** A step that fails ends the build. */
    private static final class StepFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        private StepFailure(String message) {
            super(message);
        }
    }

    private final Path workspace;
    private final String branch;
    private final Map<String, String> environment;
    private final Map<String, Map<String, String>> credentials;
    private final Current current = new Current();
    private final StringBuilder log = new StringBuilder();
    private final List<String> stagesRun = new ArrayList<>();
    private final Deque<String> places = new ArrayDeque<>(List.of(""));
    private final Map<String, String> lent = new HashMap<>();
    private final Map<String, String> chosen;
    private boolean wanted = true;
    private Result result = Result.SUCCESS;

    /**
     * A build to be.
     *
     * @param workspace a work tree of the repository
     * @param branch that was pushed to
     * @param environment of all steps, beside PATH and HOME
     * @param parameters that differ from their defaults
     * @param credentials by id, each with what it consists of: user and password, or a file
     */
    public JenkinsBuild(
            Path workspace,
            String branch,
            Map<String, String> environment,
            Map<String, String> parameters,
            Map<String, Map<String, String>> credentials) {
        this.workspace = workspace;
        this.branch = branch;
        this.environment = new HashMap<>(environment);
        this.chosen = parameters;
        this.credentials = credentials;
    }

    /** Runs it to its end. */
    public JenkinsBuild run(String jenkinsfile) throws IOException {
        try {
            script(jenkinsfile);
        } catch (StepFailure e) {
            result = Result.FAILURE;
            log.append("ERROR: ").append(e.getMessage()).append('\n');
        }
        if (result == Result.SUCCESS && current.result != null) {
            result = Result.valueOf(current.result);
        }
        return this;
    }

    public Result result() {
        return result;
    }

    public String description() {
        return current.description;
    }

    public String log() {
        return log.toString();
    }

    /** The stages whose steps were run. */
    public List<String> stages() {
        return List.copyOf(stagesRun);
    }

    private Object script(String file) throws IOException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(DelegatingScript.class.getName());
        Binding binding = new Binding(Map.of("currentBuild", current));
        DelegatingScript script =
                (DelegatingScript) new GroovyShell(getClass().getClassLoader(), binding, configuration)
                        .parse(workspace.resolve(file).toFile());
        script.setDelegate(this);
        return script.run();
    }

    private void within(String place, Runnable body) {
        expect(place);
        places.push(place);
        try {
            body.run();
        } finally {
            places.pop();
        }
    }

    private void expect(String directive) {
        if (!PLACES.get(directive).contains(places.peek())) {
            throw new IllegalStateException("\"" + directive + "\" can't stand in \"" + places.peek() + "\"");
        }
    }

    /** Steps belong into {@code steps} and {@code post}, at whatever depth. */
    private void expectStep(String step) {
        if (!places.contains("steps") && !places.contains("always")) {
            throw new IllegalStateException("the step \"" + step + "\" can't stand in \"" + places.peek() + "\"");
        }
    }

    public void pipeline(Closure<?> body) {
        within("pipeline", body::call);
    }

    public void agent(Closure<?> body) {
        within("agent", body::call);
    }

    public void label(String name) {
        expect("label");
    }

    public void options(Closure<?> body) {
        within("options", body::call);
    }

    public void buildDiscarder(Map<String, ?> rotator) {
        expect("buildDiscarder");
    }

    public Map<String, ?> logRotator(Map<String, ?> limits) {
        return limits;
    }

    public void timeout(Map<String, ?> limit) {
        expect("timeout");
    }

    public void timestamps() {
        expect("timestamps");
    }

    public void triggers(Closure<?> body) {
        within("triggers", body::call);
    }

    public void githubPush() {
        expect("githubPush");
    }

    public void parameters(Closure<?> body) {
        within("parameters", body::call);
    }

    public void string(Map<String, String> parameter) {
        expect("string");
        String name = parameter.get("name");
        environment.put(name, chosen.getOrDefault(name, parameter.get("defaultValue")));
    }

    /** Stages end with the first step that fails; what stands in {@code post} is run all the same. */
    public void stages(Closure<?> body) {
        within("stages", () -> {
            try {
                body.call();
            } catch (StepFailure e) {
                result = Result.FAILURE;
                log.append("ERROR: ").append(e.getMessage()).append('\n');
            }
        });
    }

    public void stage(String name, Closure<?> body) {
        within("stage", () -> {
            wanted = true;
            stagesRun.add(name);
            body.call();
            if (!wanted) {
                stagesRun.remove(name);
            }
        });
    }

    public void when(Closure<?> body) {
        within("when", body::call);
    }

    public void branch(String pattern) {
        expect("branch");
        wanted &= branch.equals(pattern);
    }

    public void expression(Closure<?> condition) {
        expect("expression");
        wanted &= truth(condition.call());
    }

    private static boolean truth(Object value) {
        return DefaultTypeTransformation.castToBoolean(value);
    }

    public void steps(Closure<?> body) {
        within("steps", () -> {
            if (wanted) {
                body.call();
            }
        });
    }

    public void script(Closure<?> body) {
        within("script", body::call);
    }

    public void post(Closure<?> body) {
        within("post", body::call);
    }

    public void always(Closure<?> body) {
        within("always", body::call);
    }

    public Object load(String file) throws IOException {
        expectStep("load");
        return script(file);
    }

    public void echo(String text) {
        expectStep("echo");
        log.append(text).append('\n');
    }

    public void error(String message) {
        expectStep("error");
        throw new StepFailure(message);
    }

    public void milestone() {
        expectStep("milestone");
    }

    public void junit(Map<String, ?> reports) {
        expectStep("junit");
    }

    public boolean fileExists(String file) {
        expectStep("fileExists");
        return Files.exists(workspace.resolve(file));
    }

    public String readFile(String file) throws IOException {
        expectStep("readFile");
        return Files.readString(workspace.resolve(file));
    }

    public Map<String, String> usernamePassword(Map<String, String> binding) {
        Map<String, String> secret = secret(binding.get("credentialsId"));
        return Map.of(
                binding.get("usernameVariable"), secret.get("username"),
                binding.get("passwordVariable"), secret.get("password"));
    }

    public Map<String, String> file(Map<String, String> binding) {
        return Map.of(
                binding.get("variable"), secret(binding.get("credentialsId")).get("file"));
    }

    private Map<String, String> secret(String id) {
        Map<String, String> secret = credentials.get(id);
        if (secret == null) {
            throw new StepFailure("there are no credentials " + id);
        }
        return secret;
    }

    public void withCredentials(List<Map<String, String>> bindings, Closure<?> body) {
        expectStep("withCredentials");
        bindings.forEach(lent::putAll);
        try {
            body.call();
        } finally {
            bindings.forEach(binding -> lent.keySet().removeAll(binding.keySet()));
        }
    }

    public void sh(String command) {
        int status = execute(command, false).status();
        if (status != 0) {
            throw new StepFailure("script returned exit code " + status);
        }
    }

    /** As Jenkins has it: {@code returnStdout} gives its output, {@code returnStatus} its exit status, else a failure ends the build. */
    public Object sh(Map<String, Object> step) {
        boolean wantsOutput = Boolean.TRUE.equals(step.get("returnStdout"));
        Done done = execute(String.valueOf(step.get("script")), wantsOutput);
        if (Boolean.TRUE.equals(step.get("returnStatus"))) {
            return done.status();
        }
        if (done.status() != 0) {
            throw new StepFailure("script returned exit code " + done.status());
        }
        return wantsOutput ? done.output() : null;
    }

    private record Done(int status, String output) {}

    /** With {@code sh -xe}, as Jenkins does: what a step must not show would show. */
    private Done execute(String command, boolean apart) {
        expectStep("sh");
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-xec", command)
                    .directory(workspace.toFile())
                    .redirectErrorStream(!apart);
            if (apart) {
                builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            }
            Map<String, String> all = new LinkedHashMap<>(environment);
            all.putAll(lent);
            all.put("BRANCH_NAME", branch);
            builder.environment().putAll(all);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            log.append("+ ").append(command).append('\n').append(output);
            return new Done(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailure("interrupted");
        }
    }
}
