package dev.orderapp.kubectl;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kubeconfig of the test API server. */
public final class Kubeconfigs {
    private Kubeconfigs() {}

    /** Writes one whose only context is {@code test}, in namespace {@code default}. */
    public static Path write(Path folder, KubernetesClient client) throws IOException {
        Config config = client.getConfiguration();
        return Files.writeString(folder.resolve("kubeconfig"), """
                {"apiVersion": "v1", "kind": "Config", "current-context": "test",
                 "clusters": [{"name": "test", "cluster": {"server": "%s", "certificate-authority": "%s"}}],
                 "users": [{"name": "test", "user": {"client-certificate": "%s", "client-key": "%s"}}],
                 "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test", "namespace": "default"}}]}
                """.formatted(
                config.getMasterUrl(), config.getCaCertFile(), config.getClientCertFile(), config.getClientKeyFile()));
    }
}
