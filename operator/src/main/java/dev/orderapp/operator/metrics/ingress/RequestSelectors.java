package dev.orderapp.operator.metrics.ingress;

import dev.orderapp.operator.metrics.counters.MetricScope;
import dev.orderapp.operator.metrics.exposition.Selector;
import dev.orderapp.operator.traffic.NginxIngressRouter;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.contract.Role;
import java.util.Map;

/**
 * How ingress controllers name the requests that they routed to one of our Services. A selector takes the series of every controller
 * that is known here: a page has those of one, which is how it is recognised.
 *
 * <p>Both controllers name the stable Ingress and the stable Service in what they count for a canary too, and tell it apart by one
 * label (ingress-nginx) or a suffix (Traefik). Seen on ingress-nginx 1.15.1 and on Traefik 3.7.15 with its provider
 * kubernetesIngressNGINX. Traefik joins names by dashes, so that those of two namespaces can be alike; it mixes up their
 * traffic then, not only its count.
 */
final class RequestSelectors {
    private static final Map<String, String> NGINX_LABELS = Map.of("code", "status");

    private final MetricScope scope;

    RequestSelectors(MetricScope scope) {
        this.scope = scope;
    }

    /**
     * The requests to a component's Service.
     *
     * @param requests a selection of the series {@code requests} by its labels code and method
     */
    Selector of(Selector requests, ComponentName component, Role role) {
        return requests.within(nginx(component, role), NGINX_LABELS)
                .or(requests.within(traefik(component, role), Map.of()));
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
}
