package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * TLS of the Ingress.
 *
 * @param secretName Secret with the certificate for {@code ingress.hosts}, in the release's namespace; required
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.secretName)",
        fieldPath = ".secretName",
        reason = "FieldValueRequired",
        message = "must name the Secret with the certificate, such as shop-tls")
public record TlsSpec(
        @Size(max = CelRules.DNS_NAME_LENGTH)
        @ValidationRule(
                value = CelRules.IS_DNS_NAME,
                message = "must be the name of a Secret: lower-case letters, digits, '-' and '.', such as shop-tls")
        String secretName) {}
