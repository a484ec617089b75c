package dev.orderapp.shop.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;

/**
 * All that can go wrong between a client and the shop and has a name, so that clients can tell it apart. The texts stand
 * in {@code messages*.properties} under {@code problem.<code>.title} and {@code .detail}.
 */
public enum Problem {
    /** It can't be read at all. */
    MALFORMED_REQUEST("malformed-request", HttpStatus.BAD_REQUEST),
    INVALID_FIELD("invalid-field", HttpStatus.BAD_REQUEST),
    BODY_TOO_LARGE("body-too-large", HttpStatus.CONTENT_TOO_LARGE),
    BODY_TOO_SLOW("body-too-slow", HttpStatus.REQUEST_TIMEOUT),
    /** That many are waited for already. */
    TOO_MANY_BODIES("too-many-bodies", HttpStatus.TOO_MANY_REQUESTS),
    WRONG_CREDENTIALS("wrong-credentials", HttpStatus.UNAUTHORIZED),
    NOT_SIGNED_IN("not-signed-in", HttpStatus.UNAUTHORIZED),
    TOO_MANY_ATTEMPTS("too-many-attempts", HttpStatus.TOO_MANY_REQUESTS),
    /** Others are served first; nothing was tried. */
    TOO_BUSY("too-busy", HttpStatus.TOO_MANY_REQUESTS),
    CSRF("csrf", HttpStatus.FORBIDDEN),
    FORBIDDEN("forbidden", HttpStatus.FORBIDDEN),
    EMAIL_TAKEN("email-taken", HttpStatus.CONFLICT),
    /** A link in a letter that was used, is too old, or was never sent. */
    INVALID_TOKEN("invalid-token", HttpStatus.UNPROCESSABLE_CONTENT),
    /** There is no mail server. */
    NO_LETTERS("no-letters", HttpStatus.CONFLICT),
    UNKNOWN_PRODUCT("unknown-product", HttpStatus.NOT_FOUND),
    /** The same for somebody who wants to order it: the request is understood, but can't be fulfilled. */
    PRODUCT_NOT_FOR_SALE("unknown-product", HttpStatus.UNPROCESSABLE_CONTENT),
    UNKNOWN_CATEGORY("unknown-category", HttpStatus.UNPROCESSABLE_CONTENT),
    CHANGED_MEANWHILE("changed-meanwhile", HttpStatus.CONFLICT),
    CART_FULL("cart-full", HttpStatus.CONFLICT),
    OUT_OF_STOCK("out-of-stock", HttpStatus.CONFLICT),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", HttpStatus.UNPROCESSABLE_CONTENT),
    UNKNOWN_ORDER("unknown-order", HttpStatus.NOT_FOUND),
    WRONG_STATUS("wrong-status", HttpStatus.CONFLICT),
    UNKNOWN_PARCEL("unknown-parcel", HttpStatus.NOT_FOUND),
    TOO_MANY_PIECES("too-many-pieces", HttpStatus.CONFLICT),
    /** Such a part of an order is all of it. */
    NOTHING_LEFT("nothing-left", HttpStatus.CONFLICT),
    REFUND_TOO_HIGH("refund-too-high", HttpStatus.CONFLICT),
    ADDRESS_MISSING("address-missing", HttpStatus.CONFLICT),
    UNKNOWN_ACCOUNT("unknown-account", HttpStatus.NOT_FOUND),
    /** One's own, or the installation's. */
    PROTECTED_ACCOUNT("protected-account", HttpStatus.CONFLICT),
    UNKNOWN_PICTURE("unknown-picture", HttpStatus.NOT_FOUND),
    /** The same for somebody who wants a product to show it. */
    PICTURE_NOT_UPLOADED("unknown-picture", HttpStatus.UNPROCESSABLE_CONTENT),
    INVALID_PICTURE("invalid-picture", HttpStatus.UNPROCESSABLE_CONTENT),
    UNKNOWN_UPLOAD("unknown-upload", HttpStatus.NOT_FOUND),
    PICTURE_TOO_LARGE("picture-too-large", HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_PICTURE("unsupported-picture", HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    NO_PICTURE_STORE("no-picture-store", HttpStatus.CONFLICT);

    private final String code;
    private final HttpStatus status;

    Problem(String code, HttpStatus status) {
        this.code = code;
        this.status = status;
    }

    /** The name that clients know; it never changes. */
    public String code() {
        return code;
    }

    /** What HTTP calls it. */
    public HttpStatus status() {
        return status;
    }

    /** The {@code type} of its details. */
    public URI type() {
        return URI.create("urn:order-app:" + code);
    }
}
