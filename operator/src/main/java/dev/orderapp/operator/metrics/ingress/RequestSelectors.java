package dev.orderapp.operator.metrics.ingress;

import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.exposition.Selector;
import dev.orderapp.operator.traffic.NginxIngressRouter;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import java.util.Map;
import java.util.Optional;

/**
 * How ingress controllers name the requests that they routed to one of our Services. A selector takes the series of every controller
 * that is known here: a page has those of one, which is how it is recognised.
 *
 * <p>For an Ingress, both controllers name the stable Ingress and the stable Service in what they count for a canary too, and tell it apart by
 * one label (ingress-nginx) or a suffix (Traefik). Seen on ingress-nginx 1.15.1 and on Traefik 3.7.15 with its provider
 * kubernetesIngressNGINX. As a Gateway, with its provider kubernetesGateway, Traefik counts the requests to each Service of each rule. It joins
 * names by dashes, so that those of two namespaces can be alike; it mixes up their traffic then, not only its count.
 *
 * <p>Envoy Gateway counts by rule, if it is told to by the rule's name, and by no method. Seen on Envoy Gateway 1.9.1 with Envoy 1.39.1.
 *
 * <p>A controller answers for a Pod with 502 (no connection, or one that was cut) and 504 (no answer in time). With 503 it says that there is
 * no Pod, which the operator sees by itself, and ingress-nginx also that a client asked too often (limit-rps); and a Pod may say it as
 * well. So a stranger could have it counted, without a bound. As a Gateway, Traefik forwards bodies while they come, and a client that breaks its own
 * off gets 502 or 504: there, no answer says that it was the Pod's fault.
 */
final class RequestSelectors {
    private static final Map<String, String> NGINX_LABELS = Map.of("code", "status");
    private static final Map<String, String> ENVOY_LABELS = Map.of("code", "envoy_response_code");

    /** Those that no Pod answered, whatever their sender did. No release can ask for it: it is what all are judged by. */
    private static final String UNANSWERED = "unanswered";

    private static final Selector BY_THE_CONTROLLER = Selector.parse("requests{code=~\"50[24]\"}");

    private final MetricScope scope;

    RequestSelectors(MetricScope scope) {
        this.scope = scope;
    }

    /**
     * The requests to a component's Service.
     *
     * @param asked a selection of the series {@code requests} by its labels code and method, or {@code unanswered}
     */
    Selector of(Selector asked, ComponentName component, Role role) {
        return asked.name().equals(Optional.of(UNANSWERED))
                ? ofIngresses(BY_THE_CONTROLLER, component, role)
                : ofIngresses(asked, component, role)
                        .or(asked.within(traefikGateway(component, role), Map.of()))
                        .or(asked.within(envoyGateway(component, role), ENVOY_LABELS));
    }

    private Selector ofIngresses(Selector asked, ComponentName component, Role role) {
        return asked.within(nginx(component, role), NGINX_LABELS).or(asked.within(traefik(component, role), Map.of()));
    }

    /** Requests that ingress-nginx counts by class of status only, because it was told to: their codes can't be told. */
    Selector byClass() {
        return Selector.parse("nginx_ingress_controller_requests{status=~\"[1-5]xx\"" + release() + "}");
    }

    private String release() {
        return ",namespace=\"" + scope.namespace() + "\",ingress=\"" + Names.ingress(scope.release()) + "\"";
    }

    private Selector nginx(ComponentName component, Role role) {
        String stable = ",service=\"" + Names.service(scope.release(), component, Role.stable) + "\"";
        String canary = scope.namespace() + "-" + Names.service(scope.release(), component, Role.canary) + "-"
                + NginxIngressRouter.SERVICE_PORT;
        String which = role == Role.canary ? ",canary=\"" + canary + "\"" : ",canary=~\"-?\"";
        return Selector.parse("nginx_ingress_controller_requests{" + (release() + stable + which).substring(1) + "}");
    }

    private Selector traefik(ComponentName component, Role role) {
        String service = String.join(
                "-",
                scope.namespace(),
                Names.ingress(scope.release()),
                Names.service(scope.release(), component, Role.stable),
                String.valueOf(NginxIngressRouter.SERVICE_PORT));
        return Selector.parse("traefik_service_requests_total{service=\"" + service
                + (role == Role.canary ? "-canary" : "") + "@kubernetesingressnginx\"}");
    }

    /** One series for each rule of the HTTPRoute that leads to the Service, whose name then holds the rule's number and a hash of it. */
    private Selector traefikGateway(ComponentName component, Role role) {
        String service = "httproute-" + scope.namespace() + "-" + Names.httpRoute(scope.release()) + "-gw-.*-svc-"
                + scope.namespace() + "-" + Names.service(scope.release(), component, role)
                + "-[0-9]+@kubernetesgateway";
        return Selector.parse("traefik_service_requests_total{service=~\"" + service + "\"}");
    }

    /** Those of the rules that lead to one version alone: of clients without cookies it counts both versions together. */
    private Selector envoyGateway(ComponentName component, Role role) {
        String rule = String.join(
                "/",
                "httproute",
                scope.namespace(),
                Names.httpRoute(scope.release()),
                component + (role == Role.canary ? "-canary" : "-pinned"));
        return Selector.parse("envoy_cluster_upstream_rq{envoy_cluster_name=\"" + rule + "\"}");
    }
}
