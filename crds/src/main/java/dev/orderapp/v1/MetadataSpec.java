package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/**
 * What is added to the metadata of the objects that the operator makes, for policies, costs and whoever looks for objects by them. Pods
 * have none of it, as it would make other Pods of them: {@code podTemplate.metadata} is for those.
 *
 * @param labels of all objects, Pods aside
 * @param annotations of all objects but Pods, and Ingresses and HTTPRoutes, which tell others what to do by them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetadataSpec(
        @Size(max = 32)
        @ValidationRule(
                value = "self.all(name, !" + CelRules.IS_RESERVED + ")",
                reason = "FieldValueForbidden",
                message = CelRules.IS_RESERVED_MESSAGE)
        @ValidationRule(
                value = "self.all(name, " + CelRules.IS_ANNOTATION + " && " + CelRules.IS_LABEL_VALUE + ")",
                messageExpression =
                        "'must have names such as example.com/team, with values of at most 63 letters, digits"
                                + " and -._ each; \"' + self.filter(name, !(" + CelRules.IS_ANNOTATION + " && "
                                + CelRules.IS_LABEL_VALUE + "))[0] + '\" is not so'")
        Map<String, String> labels,

        @Size(max = 32)
        @ValidationRule(
                value = "self.all(name, !" + CelRules.IS_RESERVED + ")",
                reason = "FieldValueForbidden",
                message = CelRules.IS_RESERVED_MESSAGE)
        @ValidationRule(
                value = "self.all(name, " + CelRules.IS_ANNOTATION + ")",
                messageExpression = "'must have names such as example.com/team; \"' + self.filter(name, !"
                        + CelRules.IS_ANNOTATION + ")[0] + '\" is not one'")
        Map<String, String> annotations) {}
