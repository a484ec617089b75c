package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * An order app (API and, where there is one, its page) released as one: whoever changes an image here starts a canary
 * that is judged, promoted or taken back. The operator writes {@code status} only, never {@code spec}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Group("orderapp.dev")
@Version("v1")
@ShortNames("oar")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Weight", jsonPath = ".status.weight", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Step", jsonPath = ".status.step", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Stable", jsonPath = ".status.stable.revision", type = Type.STRING)
@AdditionalPrinterColumn(name = "Canary", jsonPath = ".status.canary.revision", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
        value = "has(self.spec)",
        fieldPath = ".spec",
        reason = "FieldValueRequired",
        message = "must say what to release, at least backend.image")
@ValidationRule(
        value = "self.metadata.name.size() <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        fieldPath = ".metadata.name",
        message =
                "must be at most 40 lower-case letters, digits and '-', the first a letter: Services are named after it")
public class OrderAppRelease extends CustomResource<OrderAppReleaseSpec, OrderAppReleaseStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
