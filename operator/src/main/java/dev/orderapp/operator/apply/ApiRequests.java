package dev.orderapp.operator.apply;

import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Annotations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests to the API server for single objects of one release. */
record ApiRequests(Context<OrderAppRelease> context) {
    private static final String CONFLICT = "FieldManagerConflict";

    /** The manager that applies all objects. */
    String manager() {
        return context.getControllerConfiguration().fieldManager();
    }

    /** The manager that sets just the number of Pods of a Deployment with an autoscaler. */
    String replicasManager() {
        return manager() + "-replicas";
    }

    /**
     * Makes an object what is wanted.
     *
     * @param observed for an Ingress or HTTPRoute, the very object that is to be changed: the write of a former leader, or onto a new one of this name,
     *     is refused
     */
    <T extends HasMetadata> T apply(DesiredObject<T> wanted, Optional<T> observed) {
        T object = wanted.object();
        ObjectMeta metadata = object.getMetadata();
        ObjectMetaBuilder sent = new ObjectMetaBuilder(metadata);
        if (!DesiredObject.isWrittenOnce(object)) {
            sent.addToAnnotations(Annotations.APPLIED_HASH, wanted.hash());
        }
        observed.filter(o -> o instanceof Ingress || o instanceof HTTPRoute)
                .map(HasMetadata::getMetadata)
                .ifPresent(o -> sent.withUid(o.getUid()).withResourceVersion(o.getResourceVersion()));
        object.setMetadata(sent.build());
        try {
            return context.resourceOperations().serverSideApply(object);
        } finally {
            object.setMetadata(metadata);
        }
    }

    /**
     * Sets the number of Pods of just the Deployment that was observed; refused if it has changed since. It does so as {@link #replicasManager}:
     * the number stays when {@link #manager} gives the field up, and passes to whoever scales the Deployment next.
     */
    Deployment scale(Deployment observed, int replicas) {
        Deployment scaled = new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(observed.getMetadata().getNamespace())
                .withName(observed.getMetadata().getName())
                .withUid(observed.getMetadata().getUid())
                .withResourceVersion(observed.getMetadata().getResourceVersion())
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
        return context.resourceOperations().resourcePatch(scaled, sent -> context.getClient()
                .resource(sent)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(replicasManager())
                        .withForce(true)
                        .build()));
    }

    /**
     * The object of this name, as the API server's own cache has it. The informers know only those with the operator's labels, and an
     * apply can't be made to fail where there is one. A list of one name needs no right that the informers do not need.
     */
    Optional<HasMetadata> find(HasMetadata wanted) {
        List<? extends HasMetadata> found = context.getClient()
                .resources(wanted.getClass())
                .inNamespace(context.getPrimaryResource().getMetadata().getNamespace())
                .list(new ListOptionsBuilder()
                        .withFieldSelector(
                                "metadata.name=" + wanted.getMetadata().getName())
                        .withResourceVersion("0")
                        .build())
                .getItems();
        return found.stream().map(HasMetadata.class::cast).findFirst();
    }

    /** Which of the wanted fields another manager has set to another value, e.g. {@code .spec.replicas (kubectl-edit)}. */
    Optional<String> conflicts(HasMetadata wanted) {
        try {
            context.getClient()
                    .resource(wanted)
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(manager())
                            .withForce(false)
                            .withDryRun(List.of("All"))
                            .build());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            String conflicts =
                    Optional.ofNullable(e.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).stream()
                            .flatMap(List::stream)
                            .filter(cause -> CONFLICT.equals(cause.getReason()))
                            .map(ApiRequests::conflict)
                            .collect(Collectors.joining(", "));
            return Optional.of(conflicts).filter(text -> !text.isEmpty());
        }
    }

    private static String conflict(StatusCause cause) {
        // conflict with "kubectl-edit" using apps/v1 at 2026-01-01T00:00:00Z
        String manager =
                Stream.of(cause.getMessage().split("\"")).skip(1).findFirst().orElse("another writer");
        return cause.getField() + " (" + manager + ")";
    }
}
