package dev.orderapp.operator.traffic;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Lets a program into the API server of a client, with all that the client may do. */
final class Kubeconfig {
    private Kubeconfig() {}

    /** The file, written into a folder. Certificates and key are in it, as a program may see no other file of ours. */
    static Path of(KubernetesClient client, Path folder) throws IOException {
        Config config = client.getConfiguration();
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: test, user: {client-certificate-data: "%s", client-key-data: "%s"}}]
                """.formatted(
                        config.getMasterUrl().replaceAll("/$", ""),
                        content(config.getCaCertFile()),
                        content(config.getClientCertFile()),
                        content(config.getClientKeyFile())));
    }

    private static String content(String file) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(file)));
    }
}
