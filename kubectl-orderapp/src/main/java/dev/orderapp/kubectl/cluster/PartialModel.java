package dev.orderapp.kubectl.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orderapp.v1.ComponentSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * Reads only those parts of a release that a command shows. Jackson analyses each class before it reads the first object, and a Pod template needs two hundred
 * of them: half of the time that a command takes. To read all of a release, use {@link ReleaseClient#raw}.
 */
final class PartialModel {
    @JsonIgnoreProperties(
            value = {"env", "envFrom", "resources", "probes", "podTemplate", "migration"},
            ignoreUnknown = true)
    private interface PartialComponent {}

    private PartialModel() {}

    /** For reading only: what is written back must be a patch, or the fields that are not read would be lost. */
    static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.addMixIn(ComponentSpec.class, PartialComponent.class);
        return new KubernetesSerialization(mapper, false);
    }
}
