package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import java.util.List;
import java.util.Map;

/**
 * Where visitors come in. Changes are applied while nothing is being released.
 *
 * @param className the IngressClass, of a controller that knows ingress-nginx's canary annotations
 * @param hosts host names; none means any host
 * @param tls the certificate's Secret
 * @param annotations added to the stable Ingress
 * @param annotationPrefix prefix of the canary annotations
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IngressSpec(
        @Default("nginx") String className,
        List<String> hosts,
        TlsSpec tls,
        Map<String, String> annotations,
        @Default("nginx.ingress.kubernetes.io") String annotationPrefix) {}
