package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A GET request to the new version's Service. Its first answer decides; while nothing answers it is sent again until the deadline.
 *
 * @param component whom it is sent to
 * @param path with a query where needed; required
 * @param expect the answer that passes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.path)",
        fieldPath = ".path",
        reason = "FieldValueRequired",
        message = CheckHttpSpec.MUST_BE_PATH)
public record CheckHttpSpec(
        @Default("backend") ComponentName component,

        @Size(max = 1024) @ValidationRule(value = "self.matches('^/[!-~]*$')", message = CheckHttpSpec.MUST_BE_PATH)
        String path,

        @Default("{}") ExpectSpec expect) {
    static final String MUST_BE_PATH = "must be a path such as /api/products?size=1, without spaces";
}
