package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * Headers that a Gateway changes.
 *
 * @param set name and value of headers that replace those of the same name
 * @param remove names of headers that are dropped
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeadersSpec(
        @Size(max = 16)
        @ValidationRule(
                value = "self.all(name, " + CelRules.IS_HEADER + " && size(self[name]) > 0)",
                message = "must be names of headers, such as X-Forwarded-Prefix, with a value each")
        @ValidationRule(
                value = "self.all(name, !" + CelRules.IS_OUR_HEADER + ")",
                reason = "FieldValueForbidden",
                message = CelRules.IS_OUR_HEADER_MESSAGE)
        Map<String, @Size(max = 4096) String> set,

        @Size(max = 16)
        @ValidationRule(
                value = "self.all(name, " + CelRules.IS_HEADER + ")",
                message = "must be names of headers, such as Server")
        @ValidationRule(
                value = "self.all(name, !" + CelRules.IS_OUR_HEADER + ")",
                reason = "FieldValueForbidden",
                message = CelRules.IS_OUR_HEADER_MESSAGE)
        List<@Size(max = 256) String> remove) {}
