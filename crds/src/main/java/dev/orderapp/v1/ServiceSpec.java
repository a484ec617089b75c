package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/**
 * The Services of a component: stable, canary and, of a page, the one that leads to the other version's files. All of them are alike.
 *
 * @param annotations added to each
 * @param appProtocol what is spoken on their port, as in Kubernetes, such as {@code kubernetes.io/h2c}; when absent data planes take HTTP
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceSpec(
        @Size(max = 32)
        @ValidationRule(
                value = "self.all(name, !name.matches('(^|[.])(orderapp[.]dev|kubectl[.]kubernetes[.]io)/'))",
                reason = "FieldValueForbidden",
                message = "must not have names of orderapp.dev/ or kubectl.kubernetes.io/: the operator and kubectl set"
                        + " those")
        @ValidationRule(
                value = "self.all(name, " + CelRules.IS_ANNOTATION + ")",
                messageExpression = "'must have names such as example.com/team; \"' + self.filter(name, !"
                        + CelRules.IS_ANNOTATION + ")[0] + '\" is not one'")
        Map<String, String> annotations,

        @Size(max = 253)
        @ValidationRule(
                value = CelRules.IS_PROTOCOL,
                message = "must be a protocol's name, such as http, grpc or kubernetes.io/h2c")
        String appProtocol) {}
