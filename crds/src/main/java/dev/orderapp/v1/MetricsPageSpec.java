package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/**
 * The metrics page of each Pod of a component. It says where the operator asks, and opens no port: that is the image's and
 * {@code podTemplate}'s.
 *
 * @param port a number, or the name of a port of any of the Pod's containers; when absent the app's port {@code management}, or
 *     {@code http} where it has none
 * @param path {@code /actuator/prometheus} when absent
 * @param scheme {@code HTTP} when absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsPageSpec(
        @ValidationRule(
                value = "type(self) == int ? self >= 1 && self <= 65535 : " + CelRules.IS_PORT_NAME,
                message = "must be a port from 1 to 65535, or the name of a container's port, such as metrics")
        IntOrString port,

        @Size(max = 256)
        @ValidationRule(
                value = CelRules.IS_PAGE_PATH,
                message = "must be a path such as /metrics, without a query: letters, digits and -._~ between slashes,"
                        + " and no part of dots alone")
        String path,

        MetricsScheme scheme) {

    /** Nothing is said of it. */
    public static final MetricsPageSpec DEFAULT = new MetricsPageSpec(null, null, null);
}
