package dev.orderapp.e2e.tools;

import dev.orderapp.e2e.pipeline.JenkinsBuild;
import dev.orderapp.e2e.shop.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A Jenkins that was set up as docs/jenkins.md says, on this machine: every step of its builds is really run. Its agent's images lie in
 * the store of {@code test/sandbox/image}, beside the base images that they are built on.
 */
final class Jenkins {
    private final Repository repository;
    private final Map<String, String> agent = new HashMap<>();
    private final Path kubeconfig;
    private final SharedShop shop;
    private final AtomicInteger builds = new AtomicInteger();

    Jenkins(Repository repository, SharedShop shop) throws IOException, InterruptedException {
        this.repository = repository;
        this.shop = shop;
        this.kubeconfig = kubeconfig(shop.namespace());
        Path storage = Files.writeString(SharedShop.FOLDER.resolve("storage.conf"), """
                [storage]
                driver = "overlay"
                graphroot = "%1$s/buildah/images"
                runroot = "%1$s/buildah/run"
                """.formatted(
                        Installation.setting("ORDERAPP_CACHE", System.getProperty("user.home") + "/.cache/orderapp")));
        agent.putAll(Map.of(
                "CONTAINERS_STORAGE_CONF", storage.toAbsolutePath().toString(),
                "BUILDAH_ISOLATION", "chroot",
                "BUILDAH_LAYERS", "true",
                "INSECURE_REGISTRY", "1",
                "BASE_IMAGE_JAVA", "orderapp.local/base/java:25",
                "BASE_IMAGE_NGINX", "orderapp.local/base/nginx:1.22",
                "RELEASE_TIMEOUT", "10m",
                // The administrator's is not the agent's: only the credential is.
                "KUBECONFIG", "/dev/null"));
    }

    /** Runs the commands by which docs/jenkins.md makes a kubeconfig for the pipeline. */
    private static Path kubeconfig(String namespace) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(SharedShop.FOLDER.resolve("credential"));
        String commands = Files.readAllLines(SharedShop.ROOT.resolve("docs/jenkins.md")).stream()
                .map(String::strip)
                .dropWhile(line -> !line.startsWith("namespace="))
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.startsWith("namespace=")
                        ? "namespace=" + namespace + " release=" + Installation.RELEASE
                        : line)
                .collect(Collectors.joining("\n"));
        Shell.run(folder, "rm -f pipeline.kubeconfig\n" + commands + "\n");
        return folder.resolve("pipeline.kubeconfig").toAbsolutePath();
    }

    /** The pipeline's account in the cluster. */
    Path kubeconfig() {
        return kubeconfig;
    }

    /**
     * Builds what was pushed last; the log lies in the folder of the records.
     *
     * @param job name of the job: after a component, or any other for all of them
     * @param onlyTests part of the names of the tests that are run: what they find is not what is tested here
     * @param lastSuccess commit of the last build that succeeded
     */
    JenkinsBuild build(String job, String onlyTests, String lastSuccess) throws IOException, InterruptedException {
        String name = "build-" + builds.incrementAndGet();
        Instant from = Instant.now();
        Map<String, String> environment = new HashMap<>(agent);
        environment.put("JOB_NAME", "release/" + job + "/main");
        environment.put("ONLY_TESTS", onlyTests);
        environment.put("GIT_PREVIOUS_SUCCESSFUL_COMMIT", lastSuccess);
        JenkinsBuild build = new JenkinsBuild(
                        repository.checkOut(name),
                        "main",
                        environment,
                        Map.of("IMAGES", Registry.ADDRESS + "/acme", "NAMESPACE", shop.namespace()),
                        Map.of(
                                "registry", Map.of("username", Registry.USER, "password", Registry.password()),
                                "order-app-kubeconfig", Map.of("file", kubeconfig.toString())))
                .run("Jenkinsfile");
        Files.writeString(SharedShop.FOLDER.resolve(name + ".log"), build.log());
        shop.timings()
                .add(
                        "build of the job `" + job + "`: " + build.result() + ", " + build.description(),
                        Duration.between(from, Instant.now()));
        return build;
    }
}
