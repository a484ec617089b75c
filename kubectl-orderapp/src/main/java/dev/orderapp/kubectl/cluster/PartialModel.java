package dev.orderapp.kubectl.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.ComponentSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads of a release what a command shows. Jackson studies each class before it reads the first object, and a Pod template brings two hundred
 * of them: half of the time that a command takes. Whoever wants all of a release reads it raw, see {@link Releases#raw}.
 */
final class PartialModel {
    @JsonIgnoreProperties(
            value = {"env", "envFrom", "resources", "probes", "podTemplate", "migration"},
            ignoreUnknown = true)
    private interface LeanComponent {}

    private PartialModel() {}

    /** For reading alone: what is written back must be a patch, or the fields that are not read would be lost. */
    static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.addMixIn(ComponentSpec.class, LeanComponent.class);
        return new KubernetesSerialization(mapper, false);
    }
}
