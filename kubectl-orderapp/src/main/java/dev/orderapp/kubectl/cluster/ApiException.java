package dev.orderapp.kubectl.cluster;

/** The API server refused a request, or gave no answer. */
final class ApiException extends RuntimeException {
    /** Of a request without an answer. */
    static final int NO_ANSWER = 0;

    private static final long serialVersionUID = 1L;

    private final int code;

    /**
     * A failure.
     *
     * @param code HTTP status, or {@link #NO_ANSWER}
     * @param message what the server says, or why there is no answer
     */
    ApiException(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
