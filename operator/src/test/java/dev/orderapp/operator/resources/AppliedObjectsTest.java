package dev.orderapp.operator.resources;

import static dev.orderapp.v1.ComponentName.backend;
import static dev.orderapp.v1.ComponentName.frontend;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.operator.rollout.Autoscaler;
import dev.orderapp.operator.rollout.DesiredChecks;
import dev.orderapp.operator.rollout.DesiredState;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is rendered, against a real API server: it takes all of it, and has nothing to change about it. */
@ExtendWith(ApiServer.class)
class AppliedObjectsTest {
    private static final String MANAGER = "orderapp-operator";

    /** All that users write in more ways than one, or that the API server completes. */
    private static final OrderAppRelease RELEASE = ReleaseFixtures.shop("""
        backend:
          image: acme/order-backend:1.0.0
          env:
            - {name: EMPTY, value: ""}
            - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
            - {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
            - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1024Ki}}}
            - {name: PASSWORD, valueFrom: {secretKeyRef: {name: database, key: password, optional: false}}}
            - {name: LEVEL, valueFrom: {configMapKeyRef: {name: settings, key: text}}}
          envFrom: [{secretRef: {name: database}, prefix: ""}, {configMapRef: {name: settings}}]
          autoscaling:
            min: 2
            max: 9
            metrics: [{type: Pods, pods: {metric: {name: requests}, target: {type: AverageValue, averageValue: "0.5"}}}]
            behavior: {scaleUp: {stabilizationWindowSeconds: 0}}
          resources: {requests: {cpu: 0.5, memory: 1024Mi}, limits: {cpu: "1.50", memory: 1.5Gi}}
          migration: {command: [], args: [migrate]}
          podTemplate:
            metadata: {labels: {team: orders}, annotations: {empty: ""}, creationTimestamp: null}
            spec:
              nodeSelector: {example.com/worker: ""}
              priorityClassName: ""
              tolerations: [{key: "", operator: Exists}]
              securityContext: {}
              affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [
                {weight: 1, podAffinityTerm: {topologyKey: z, namespaces: [], labelSelector: {}}}]}}
              initContainers: [{name: wait, image: busybox, resources: {}, ports: [{containerPort: 1}]}]
              containers:
                - name: proxy
                  image: proxy
                  ports: [{name: proxy, containerPort: 9000}]
                  readinessProbe: {tcpSocket: {port: proxy}}
                  resources: {limits: {cpu: 1000m}}
                - name: app
                  command: []
                  livenessProbe: {exec: {command: [check]}}
                  volumeMounts: [{name: cache, mountPath: /cache, subPath: ""}]
              volumes:
                - {name: cache, emptyDir: {medium: "", sizeLimit: 1024Mi}}
                - {name: config, configMap: {name: settings, items: [{key: text, path: text}]}}
                - name: all
                  projected:
                    sources:
                      - configMap: {name: settings}
                      - serviceAccountToken: {path: token}
                      - downwardAPI: {items: [
                          {path: name, fieldRef: {fieldPath: metadata.name}},
                          {path: cpu, resourceFieldRef: {containerName: app, resource: limits.cpu}}]}
          service: {annotations: {acme/empty: ""}, appProtocol: http}
          podDisruptionBudget: {maxUnavailable: 50%}
        frontend: {image: "acme/order-frontend:1.0.0"}
        commonMetadata: {labels: {cost: low}, annotations: {acme/contact: us, acme/nothing: ""}}
        ingress:
          hosts: [shop.test, "*.shop.test"]
          tls: {secretName: cert}
          annotations: {acme/empty: "", acme/size: 1m}
        """);

    private static final ConfigMap SETTINGS = ReleaseFixtures.configMap("settings", "text", "");
    private static final RevisionSnapshot FROZEN = ReleaseFixtures.snapshot(RELEASE, SETTINGS);
    private static final String ID = FROZEN.revision().id();

    private static DesiredResources blueprint(int weight) {
        Route route = new Route(ID, weight);
        return DesiredResources.of(
                RELEASE,
                new DesiredState(
                        Map.of(ID, Map.of(backend, 2, frontend, 1)),
                        Map.of(ID, Map.of(backend, new Autoscaler(2, 9, weight > 0))),
                        Map.of(ID, 1),
                        Set.of(),
                        Map.of(backend, ID, frontend, ID),
                        Map.of(backend, ID, frontend, ID),
                        Map.of(backend, route, frontend, route),
                        true,
                        Map.of(),
                        DesiredChecks.NONE),
                Map.of(ID, FROZEN),
                ReleaseFixtures.traffic());
    }

    @TestFactory
    Stream<DynamicTest> everyObjectIsAcceptedAndThenLeftAlone(KubernetesClient client) {
        return Stream.of(0, 30, 100)
                .flatMap(weight -> blueprint(weight).objects())
                .map(object -> DynamicTest.dynamicTest(
                        object.getKind() + " " + object.getMetadata().getName(), () -> isLeftAlone(client, object)));
    }

    private static <T extends HasMetadata> void isLeftAlone(KubernetesClient client, T object) {
        T first = apply(client, object);
        T second = apply(client, object);
        assertEquals(
                first.getMetadata().getResourceVersion(),
                second.getMetadata().getResourceVersion(),
                "applied once more, it is written once more");
    }

    @Test
    void aFrozenRevisionComesBackFromTheApiServerAsItWas(KubernetesClient client) {
        ControllerRevision stored = apply(client, FROZEN.toControllerRevision(RELEASE));
        assertEquals(FROZEN, RevisionSnapshot.from(client.resource(stored).get()));
    }

    private static <T extends HasMetadata> T apply(KubernetesClient client, T object) {
        return client.resource(object)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(MANAGER)
                        .withFieldValidation("Strict")
                        .withForce(true)
                        .build());
    }
}
