package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Where visitors come in by the Gateway API: an HTTPRoute instead of Ingresses. Changes are applied while nothing is being released.
 * The definition declares a field {@code sessionPersistence}, too, so that it is refused with a sentence rather than as unknown.
 *
 * @param parentRefs the Gateways, or some listeners of theirs, that lead visitors here; required
 * @param hosts host names; none means all those of the listeners
 * @param timeouts of each request
 * @param requestHeaders changed on the way to the app
 * @param responseHeaders changed on the way to the visitor
 * @param redirectToHttps Gateways, or listeners, whose visitors are sent to the same address by HTTPS
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.parentRefs) && size(self.parentRefs) > 0",
        fieldPath = ".parentRefs",
        reason = "FieldValueRequired",
        message = "must name a Gateway at least, such as {name: web, namespace: gateways}")
@ValidationRule(
        value = "!has(self.sessionPersistence)",
        fieldPath = ".sessionPersistence",
        reason = "FieldValueForbidden",
        message = "must not be set: it keeps a visitor with a version whatever the weight says;"
                + " visitors keep their version without it")
public record GatewaySpec(
        @Size(max = 8) List<ParentRefSpec> parentRefs,

        @Size(max = 16)
        @ValidationRule(
                value = "self.all(host, " + CelRules.IS_HOST + ")",
                messageExpression = "'must be DNS names in lower case, such as shop.example.com or *.example.com; \"'"
                        + " + self.filter(host, !(" + CelRules.IS_HOST + "))[0] + '\" is not'")
        List<@Size(max = CelRules.DNS_NAME_LENGTH) String> hosts,

        TimeoutsSpec timeouts,

        HeadersSpec requestHeaders,

        HeadersSpec responseHeaders,

        @Size(max = 8) List<ParentRefSpec> redirectToHttps) {}
