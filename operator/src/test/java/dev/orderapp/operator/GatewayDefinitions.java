package dev.orderapp.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The definitions of the Gateway API's standard channel, of which a cluster may have none. */
public final class GatewayDefinitions {
    /** What tests share that install or need them: the API server has one version at a time. */
    public static final String INSTALLED = "definitions of the Gateway API";
    /** The oldest version that is supported. */
    public static final String OLDEST = "v1.4.1";
    /** That of the sandbox. */
    public static final String USUAL = "v1.6.1";
    /** The newest. */
    public static final String NEWEST = "v1.7.0";

    private GatewayDefinitions() {}

    /** Makes an API server know them, in this version. */
    public static void install(KubernetesClient client, String version) {
        definitions(version).forEach(definition -> {
            client.resource(definition).forceConflicts().serverSideApply();
            client.resource(definition).waitUntilCondition(GatewayDefinitions::isEstablished, 30, TimeUnit.SECONDS);
        });
    }

    /** Makes an API server forget them. */
    static void remove(KubernetesClient client) {
        definitions(NEWEST).forEach(definition -> {
            client.resource(definition).delete();
            client.resource(definition).waitUntilCondition(gone -> gone == null, 30, TimeUnit.SECONDS);
        });
    }

    private static List<HasMetadata> definitions(String version) {
        Path file = Optional.ofNullable(System.getenv("ORDERAPP_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "orderapp"))
                .resolve("gateway-api")
                .resolve(version + ".yaml");
        try {
            return Stream.of(Files.readString(file).split("(?m)^---$"))
                    .filter(text -> !text.isBlank())
                    .<HasMetadata>map(text -> Serialization.unmarshal(text, CustomResourceDefinition.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("fetch " + file + " with `test/sandbox/gateway-api`", e);
        }
    }

    private static boolean isEstablished(HasMetadata definition) {
        return Stream.ofNullable(definition)
                .map(CustomResourceDefinition.class::cast)
                .flatMap(d -> Stream.ofNullable(d.getStatus()))
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .anyMatch(
                        c -> c.getType().equals("Established") && c.getStatus().equals("True"));
    }
}
