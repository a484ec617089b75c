package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.CommandException.Unavailability;
import java.net.URI;

/** Turns an error of the API server into a sentence for the user. */
final class ApiErrors {
    static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int INVALID = 422;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private ApiErrors() {}

    /**
     * The exception to throw.
     *
     * @param action for example {@code read OrderAppReleases in namespace shop}
     * @param server URL of the API server
     */
    static CommandException of(ApiException error, String action, URI server) {
        if (error.code() == ApiException.NO_ANSWER) {
            return CommandException.unavailable(
                    Unavailability.CONNECTION,
                    "could not " + action + ": " + server + " can't be reached (" + error.getMessage()
                            + "); check --kubeconfig and --context");
        }
        return switch (error.code()) {
            case UNAUTHORIZED ->
                CommandException.unavailable(
                        Unavailability.CREDENTIALS,
                        "could not " + action + ": " + server
                                + " does not accept the credentials of this context; sign in again, or choose another with --context");
            case FORBIDDEN -> CommandException.cluster("you may not " + action + ": " + error.getMessage());
            case NOT_FOUND ->
                CommandException.cluster("could not " + action + ": " + server
                        + " does not know OrderAppRelease; install the operator with its CRD there, or choose another cluster with"
                        + " --context");
            case INVALID -> CommandException.usage(withoutObjectName(error.getMessage()));
            default ->
                CommandException.unavailable(
                        isTemporary(error.code()) ? Unavailability.CONNECTION : Unavailability.NONE,
                        "could not " + action + ": " + server + " answered " + error.getMessage());
        };
    }

    /** The API server, or a proxy before it, is overloaded, starting or stopping. */
    private static boolean isTemporary(int code) {
        return code == REQUEST_TIMEOUT || code == TOO_MANY_REQUESTS || code >= FIRST_SERVER_ERROR;
    }

    /** Kubernetes starts its messages with the object's name, which the user has just typed. */
    private static String withoutObjectName(String message) {
        return message.replaceFirst("^OrderAppRelease.orderapp.dev \"[^\"]*\" is invalid: ", "");
    }
}
