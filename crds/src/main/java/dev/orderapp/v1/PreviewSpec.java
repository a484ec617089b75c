package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * Who gets the canary before any visitor does, and at every weight: testers, whose browsers have this cookie. Both texts go into a regular
 * expression as they are, so they hold nothing that means something there.
 *
 * @param cookie its name; required
 * @param value its value; required. Who knows it sees the canary: it is not a password, as the release shows it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.cookie)",
        fieldPath = ".cookie",
        reason = "FieldValueRequired",
        message = "must be the name of a cookie, such as shop_preview")
@ValidationRule(
        value = "has(self.value)",
        fieldPath = ".value",
        reason = "FieldValueRequired",
        message = "must be 8 to 32 letters, digits, _ and -, such as testers-2026")
public record PreviewSpec(
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9_-]{1,32}$') && !self.startsWith('order_app_')",
                message =
                        "must be 1 to 32 letters, digits, _ and -, such as shop_preview; names that start with order_app_ belong to the shop")
        String cookie,

        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9_-]{8,32}$')",
                message = "must be 8 to 32 letters, digits, _ and -, such as testers-2026")
        String value) {}
