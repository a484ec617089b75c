package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import java.util.List;

/** Which versions of the operator a cluster has, by the labels of its Deployments. */
public final class OperatorVersions {
    private static final String SELECTOR = "app.kubernetes.io/name=orderapp-operator";
    private static final String VERSION = "app.kubernetes.io/version";

    private OperatorVersions() {}

    /**
     * An operator.
     *
     * @param place namespace and name of its Deployment
     * @param version as its chart says it
     */
    public record Operator(String place, String version) {}

    /** @throws CommandException if they may not be listed, or the cluster can't be asked */
    public static List<Operator> in(KubeApi api) {
        try {
            Object found = api.get("apis/apps/v1/deployments?labelSelector=" + KubeApi.encoded(SELECTOR));
            return Json.items(Json.field(found, "items")).stream()
                    .map(deployment -> Json.field(deployment, "metadata"))
                    .map(metadata -> new Operator(
                            Json.field(metadata, "namespace") + "/" + Json.field(metadata, "name"),
                            String.valueOf(Json.field(Json.field(metadata, "labels"), VERSION))))
                    .toList();
        } catch (ApiException e) {
            throw ApiErrors.of(e, "list Deployments in all namespaces", api.server());
        }
    }
}
