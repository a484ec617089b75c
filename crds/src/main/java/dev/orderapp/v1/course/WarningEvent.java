package dev.orderapp.v1.course;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A Warning Event about an object of an attempt.
 *
 * @param at when it was last, RFC 3339 in UTC
 * @param type {@code Warning}
 * @param reason its word
 * @param message its sentence
 * @param count how often, on all objects of that kind
 * @param object kind and name of what it was last about, such as {@code Pod shop-backend-7d9f-x2x5k}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WarningEvent(String at, String type, String reason, String message, int count, String object) {}
