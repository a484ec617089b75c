package dev.orderapp.operator.traffic;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.List;
import java.util.Optional;

/** Which Ingress rule a controller takes for a request to one host, as read in its source. */
interface IngressControllerModel {
    /** Not found by any rule. */
    String NONE = "none";

    /** What it makes of the Ingresses of one host. */
    Rules read(List<Ingress> ingresses);

    /** Of one host. */
    interface Rules {
        /**
         * The names of the Services that may answer: two where the weight draws, {@link #NONE} where no rule matches.
         *
         * @param path without a query
         */
        List<String> services(String path, VisitorRequest visitor);
    }

    /** Whether an annotation of ingress-nginx is {@code "true"}. */
    static boolean isTrue(Ingress ingress, String annotation) {
        return annotation(ingress, annotation).filter("true"::equals).isPresent();
    }

    /** The value of an annotation of ingress-nginx. */
    static Optional<String> annotation(Ingress ingress, String name) {
        return Optional.ofNullable(ingress.getMetadata().getAnnotations().get("nginx.ingress.kubernetes.io/" + name));
    }

    /** By a draw at the canary's weight, or the only one at 0 and 100. */
    static List<String> drawn(int share, String stable, String canary) {
        return share == 0 ? List.of(stable) : share == 100 ? List.of(canary) : List.of(canary, stable);
    }
}
