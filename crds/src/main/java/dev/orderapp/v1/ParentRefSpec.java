package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A Gateway, or one listener of it.
 *
 * @param name of the Gateway; required
 * @param namespace of the Gateway; the release's own when absent
 * @param sectionName one listener of it; all that fit when absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.name)",
        fieldPath = ".name",
        reason = "FieldValueRequired",
        message = "must be the name of a Gateway, such as web")
public record ParentRefSpec(
        @Size(max = CelRules.DNS_NAME_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DNS_NAME,
                message = "must be the name of a Gateway: lower-case letters, digits, '-' and '.', such as web")
        String name,

        @Size(max = CelRules.DNS_LABEL_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DNS_LABEL,
                message = "must be the name of a namespace: lower-case letters, digits and '-', such as gateways")
        String namespace,

        @Size(max = CelRules.DNS_NAME_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DNS_NAME,
                message = "must be the name of a listener: lower-case letters, digits, '-' and '.', such as https")
        String sectionName) {}
