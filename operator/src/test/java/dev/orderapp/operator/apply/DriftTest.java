package dev.orderapp.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.resources.DesiredResources;
import dev.orderapp.operator.resources.ReleaseFixtures;
import dev.orderapp.operator.resources.RevisionInput;
import dev.orderapp.operator.resources.RevisionSnapshot;
import dev.orderapp.operator.rollout.DesiredChecks;
import dev.orderapp.operator.rollout.DesiredState;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Annotations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server makes of applied objects, and others of them. */
@ExtendWith(ApiServer.class)
class DriftTest {
    private static final String MANAGER = "orderapp-operator";

    private final KubernetesClient client;

    DriftTest(KubernetesClient client) {
        this.client = client;
    }

    private static DesiredResources blueprint(String podTemplate) {
        OrderAppRelease release = ReleaseFixtures.shop("""
                backend:
                  image: acme/order-backend:1.0.0
                  resources: {limits: {cpu: 0.5, memory: 1024Mi}}
                  podTemplate: {%s}
                ingress: {hosts: [], annotations: {acme/empty: "", acme/size: 1m}}
                """.formatted(podTemplate.replace('\n', ' ')));
        RevisionInput input =
                RevisionInput.of(release.getSpec(), Map.of()).input().orElseThrow();
        String id = input.id();
        return DesiredResources.of(
                release,
                new DesiredState(
                        Map.of(id, Map.of(ComponentName.backend, 2)),
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        Map.of(ComponentName.backend, id),
                        Map.of(ComponentName.backend, id),
                        Map.of(ComponentName.backend, new Route(id, 30)),
                        true,
                        Map.of(),
                        DesiredChecks.NONE),
                Map.of(id, RevisionSnapshot.render(release, input)),
                ReleaseFixtures.traffic());
    }

    private static Stream<HasMetadata> compared(DesiredResources blueprint) {
        return blueprint.objects().filter(object -> !DesiredObject.isWrittenOnce(object));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spec: {hostNetwork: false, hostPID: false, shareProcessNamespace: false, nodeName: '', dnsPolicy: ''}",
                "spec: {securityContext: {}, tolerations: [{key: '', operator: Exists}], hostAliases: [], nodeSelector: {}}",
                "spec: {affinity: {nodeAffinity: {}}, priority: 0, activeDeadlineSeconds: null, overhead: {}}",
                "spec: {volumes: [{name: a, emptyDir: {}}, {name: b, secret: {secretName: s, optional: false, items: []}}]}",
                "spec: {volumes: [{name: a, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: '', resources: {requests: {storage: 1024Mi}}}}}}]}",
                "spec: {containers: [{name: app, tty: false, stdin: false, stdinOnce: false, workingDir: '', command: [], args: []}]}",
                "spec: {containers: [{name: app, env: [{name: A, value: ''}, {name: B}], envFrom: [{prefix: '', secretRef: {name: s, optional: false}}]}]}",
                "spec: {containers: [{name: app, ports: [{containerPort: 9000, hostPort: 0, hostIP: '', name: ''}]}]}",
                "spec: {containers: [{name: app, volumeMounts: [{name: tmp, mountPath: /tmp, readOnly: false, subPath: ''}]}]}",
                "spec: {containers: [{name: app, readinessProbe: {initialDelaySeconds: 0, timeoutSeconds: 0, successThreshold: 0, failureThreshold: 0}}]}",
                "spec: {containers: [{name: app, livenessProbe: {httpGet: {port: http, path: '', host: '', httpHeaders: [{name: X, value: ''}]}}}]}",
                "spec: {containers: [{name: app, securityContext: {privileged: false, runAsNonRoot: false, capabilities: {add: []}}}]}",
                "spec: {containers: [{name: side, image: i, resources: {requests: {cpu: 1000m, memory: 0.5Gi}, limits: {cpu: '1.50'}}}]}",
                "spec: {initContainers: [{name: i, image: i, resources: {}, imagePullPolicy: ''}], imagePullSecrets: []}",
                "metadata: {annotations: {empty: ''}, labels: {empty: ''}, creationTimestamp: null}",
                """
                spec: {
                  affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [
                    {weight: 1, podAffinityTerm: {topologyKey: z, namespaces: [], labelSelector: {}}}]}},
                  containers: [{name: app, env: [{name: C, valueFrom: {resourceFieldRef: {resource: limits.cpu}}},
                    {name: N, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]}],
                  volumes: [{name: all, projected: {sources: [{serviceAccountToken: {path: token}}, {downwardAPI: {items: [
                    {path: name, fieldRef: {fieldPath: metadata.name}},
                    {path: cpu, resourceFieldRef: {containerName: app, resource: limits.cpu}}]}}]}},
                    {name: cache, emptyDir: {medium: '', sizeLimit: 1024Mi}}]}
                """
            })
    void whatWasAppliedIsNotAppliedAgainWhateverTheApiServerMakesOfIt(String podTemplate) {
        compared(blueprint(podTemplate)).forEach(object -> {
            Drift drift = Drift.of(apply(object), DesiredObject.of(object), MANAGER);
            assertEquals(new Drift(true, true, Optional.empty()), drift, object.getKind());
        });
    }

    /** Most objects of a cluster were applied by an operator that did not say so. */
    @Test
    void norIsWhatAnEarlierOperatorAppliedWhichLeftNoHash() {
        compared(blueprint("spec: {hostNetwork: false}")).forEach(object -> {
            Drift drift = Drift.of(apply(object, ""), DesiredObject.of(object), MANAGER);
            assertEquals(new Drift(true, false, Optional.empty()), drift, object.getKind());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{spec: {replicas: 5}}",
                "{spec: {minReadySeconds: 5, template: {spec: {containers: [{name: app, image: other}]}}}}",
                "{spec: {template: {spec: {containers: [{name: app, env: [{name: ORDER_APP_REVISION, value: x}]}]}}}}",
                "{spec: {template: {spec: {containers: [{name: app, readinessProbe: null}]}}}}",
                "{spec: {template: {spec: {containers: [{name: app, $patch: delete}, {name: other, image: i}]}}}}",
                "{spec: {strategy: {rollingUpdate: {maxUnavailable: 1}}}}",
                "{metadata: {labels: {app.kubernetes.io/component: null}}}",
                "{metadata: {ownerReferences: [{uid: u-1, $patch: delete}]}}",
                "{metadata: {annotations: {orderapp.dev/applied-hash: x}}}"
            })
    void whatOthersEditOrRemoveIsAppliedAgain(String edit) {
        Deployment deployment = blueprint("").deployments().get(0);
        apply(deployment);

        HasMetadata edited = edit(deployment, edit);

        assertTrue(Drift.of(edited, DesiredObject.of(deployment), MANAGER).needsWrite());
        assertFalse(Drift.of(apply(deployment), DesiredObject.of(deployment), MANAGER)
                .needsWrite());
    }

    @Test
    void whatOthersAddIsTheirs() {
        Deployment deployment = blueprint("").deployments().get(0);
        apply(deployment);

        HasMetadata edited = edit(
                deployment,
                "{metadata: {annotations: {a: b}}, spec: {minReadySeconds: 5, template: {spec: {containers: [{name: side, image: i}]}}}}");

        assertFalse(Drift.of(edited, DesiredObject.of(deployment), MANAGER).needsWrite());
        client.resource(deployment).delete();
    }

    @Test
    void aFieldThatIsNotWantedAnyMoreIsGivenUp() {
        HasMetadata ingress = ReleaseFixtures.stableIngress(blueprint(""));
        HasMetadata other = ReleaseFixtures.stableIngress(blueprint(""));
        other.getMetadata().getAnnotations().remove("acme/size");
        apply(ingress);

        assertTrue(Drift.of(client.resource(ingress).get(), DesiredObject.of(other), MANAGER)
                .needsWrite());
        assertFalse(apply(other).getMetadata().getAnnotations().containsKey("acme/size"));
    }

    private HasMetadata edit(Deployment deployment, String edit) {
        String json = Serialization.asJson(Serialization.unmarshal("---\n" + edit, Map.class));
        return client.resource(deployment).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), json);
    }

    private HasMetadata apply(HasMetadata object) {
        return apply(object, DesiredObject.of(object).hash());
    }

    private HasMetadata apply(HasMetadata object, String hash) {
        var metadata = object.getMetadata();
        try {
            if (!hash.isEmpty()) {
                object.setMetadata(new ObjectMetaBuilder(metadata)
                        .addToAnnotations(Annotations.APPLIED_HASH, hash)
                        .build());
            }
            return client.resource(object)
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(MANAGER)
                            .withFieldValidation("Strict")
                            .withForce(true)
                            .build());
        } finally {
            object.setMetadata(metadata);
        }
    }
}
