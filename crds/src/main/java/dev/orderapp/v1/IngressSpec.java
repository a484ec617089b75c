package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
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
@ValidationRule(
        value = "!has(self.tls) || (has(self.hosts) && size(self.hosts) > 0)",
        fieldPath = ".hosts",
        reason = "FieldValueRequired",
        message = "must name the hosts that the certificate in tls.secretName is for")
@ValidationRule(
        value = "!has(self.annotations) || ['/affinity', '/ssl-passthrough'].all(name,"
                + " !((self.annotationPrefix + name) in self.annotations))",
        fieldPath = ".annotations",
        reason = "FieldValueForbidden",
        message = "must not contain affinity or ssl-passthrough:"
                + " the ingress controller would follow them rather than a canary's weight")
public record IngressSpec(
        @Default("nginx")
        @Size(max = CelRules.DNS_NAME_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DNS_NAME,
                message = "must be the name of an IngressClass: lower-case letters, digits, '-' and '.', such as nginx")
        String className,

        @Size(max = 20)
        @ValidationRule(
                value = "self.all(host, " + CelRules.IS_HOST + ")",
                messageExpression = "'must be DNS names in lower case, such as shop.example.com or *.example.com; \"'"
                        + " + self.filter(host, !(" + CelRules.IS_HOST + "))[0] + '\" is not'")
        List<@Size(max = CelRules.DNS_NAME_LENGTH) String> hosts,

        TlsSpec tls,

        @Size(max = 64)
        @ValidationRule(
                value = "self.all(name, !name.matches('(?i)snippet'))",
                reason = "FieldValueForbidden",
                message = "must not contain snippets: they would write into the ingress controller's own configuration")
        @ValidationRule(
                value = "self.all(name, !name.matches('(?i)(^|/)canary'))",
                reason = "FieldValueForbidden",
                message = "must not contain canary annotations: the operator sets them itself")
        @ValidationRule(
                value = "self.all(name, !name.matches('(?i)(^|/)(server-alias|mirror|auth-url)'))",
                reason = "FieldValueForbidden",
                message =
                        "must not contain server-alias, mirror-* or auth-url: they take other hosts' visitors, or send requests"
                                + " from the ingress controller to any address")
        @ValidationRule(
                value = "self.all(name, !name.matches('(?i)(^|/)ingress[.]class$'))",
                reason = "FieldValueForbidden",
                message =
                        "must not contain ingress.class: className names the class, and Kubernetes takes one of them alone")
        @ValidationRule(
                value = "self.all(name, " + CelRules.IS_ANNOTATION + ")",
                messageExpression = "'must have names such as example.com/team-a; \"' + self.filter(name, !"
                        + CelRules.IS_ANNOTATION + ")[0] + '\" is not one'")
        Map<String, String> annotations,

        @Default("nginx.ingress.kubernetes.io")
        @Size(max = CelRules.DNS_NAME_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DNS_NAME,
                message = "must be a DNS name in lower case without '/', such as nginx.ingress.kubernetes.io")
        String annotationPrefix) {}
