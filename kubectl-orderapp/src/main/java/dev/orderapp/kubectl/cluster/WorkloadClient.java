package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import java.time.Instant;
import java.util.Map;

/** Changes the Deployments of a release. Needs the right {@code patch deployments}. */
public final class WorkloadClient {
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private final KubeApi api;
    private final String namespace;

    /** Those of a namespace. */
    public WorkloadClient(KubeApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /**
     * Replaces a Deployment's Pods one after the other, as {@code kubectl rollout restart} does: the operator leaves that annotation alone.
     *
     * @throws CommandException if there is no such Deployment, or it may not be changed
     */
    public void restart(String deployment, Instant now) {
        Map<String, ?> template = Map.of("metadata", Map.of("annotations", Map.of(RESTARTED_AT, now.toString())));
        try {
            api.mergePatch(
                    "apis/apps/v1/namespaces/" + KubeApi.encoded(namespace) + "/deployments/"
                            + KubeApi.encoded(deployment),
                    Map.of("spec", Map.of("template", template)));
        } catch (ApiException e) {
            if (e.code() == ApiErrors.NOT_FOUND) {
                throw CommandException.cluster("there is no Deployment " + deployment + " in namespace " + namespace);
            }
            throw ApiErrors.of(e, "restart Deployment " + deployment + " in namespace " + namespace, api.server());
        }
    }
}
