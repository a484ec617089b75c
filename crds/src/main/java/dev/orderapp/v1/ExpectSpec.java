package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * The answer that passes.
 *
 * @param status its HTTP status
 * @param contains text that its body has somewhere in its first mebibyte; any body passes without it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExpectSpec(
        @Default("200")
        @ValidationRule(value = "self >= 200 && self <= 599", message = "must be an HTTP status, from 200 to 599")
        Integer status,

        @Size(max = 1024) String contains) {}
