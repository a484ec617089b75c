package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;

/**
 * The container of a check. It has passed when it exits with 0. Beside its own variables it has those whose names begin with
 * {@code ORDER_APP_}: where the new version is, and which it is. It gets no token of a ServiceAccount, and a read-only root file
 * system with a writable {@code /tmp}.
 *
 * @param image with a tag or a digest; required
 * @param command replaces the image's entry point
 * @param args the arguments
 * @param env more variables, as in a Pod
 * @param envFrom variables of ConfigMaps and Secrets, as in a Pod; they are read when the check starts
 * @param resources as in a Pod
 * @param runAsUser number of the user, not 0; needed where the image names its user instead of giving a number
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.image)",
        fieldPath = ".image",
        reason = "FieldValueRequired",
        message = CheckJobSpec.MUST_BE_IMAGE)
public record CheckJobSpec(
        @Size(max = 512) @ValidationRule(value = CelRules.IS_IMAGE, message = CheckJobSpec.MUST_BE_IMAGE)
        String image,

        @Size(max = 64) List<String> command,
        @Size(max = 64) List<String> args,
        @Size(max = 100) List<EnvVar> env,
        @Size(max = 20) List<EnvFromSource> envFrom,
        ResourceRequirements resources,

        @ValidationRule(
                value = "self >= 1 && self <= 2147483647",
                message = "must be from 1 to 2147483647: a check doesn't run as root")
        Long runAsUser) {
    static final String MUST_BE_IMAGE =
            "must be an image with a tag or a digest, such as docker.io/acme/order-check:1.4.2";
}
