package dev.orderapp.operator.traffic;

import java.util.Optional;

/** Whether HTTPRoutes can be written. */
public enum GatewayApi {
    /** The operator was not told to. */
    OFF("spec.gateway needs an operator that may write HTTPRoutes: install its chart with gateway.enabled=true,"
            + " or use spec.ingress"),
    /** The cluster does not know them. */
    MISSING(
            "spec.gateway needs the Gateway API, and this cluster has no HTTPRoute of gateway.networking.k8s.io/v1: install its"
                    + " standard channel (1.4 or newer), or use spec.ingress"),
    /** They are watched, and nobody lets the operator see the Gateways. */
    ROUTES_ALONE(""),
    /** They are watched, and so are the Gateways. */
    SERVED("");

    private final String problem;

    GatewayApi(String problem) {
        this.problem = problem;
    }

    boolean isServed() {
        return this == ROUTES_ALONE || this == SERVED;
    }

    /** Why they can't, and what to do about it, in a sentence. */
    Optional<String> problem() {
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }
}
