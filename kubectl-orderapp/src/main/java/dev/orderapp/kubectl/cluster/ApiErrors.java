package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.CommandException.Unavailability;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Turns an error of the API server into a sentence for the user. */
final class ApiErrors {
    static final int FORBIDDEN = 403;
    private static final int FIRST_HTTP_CODE = 100;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
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
    static CommandException of(KubernetesClientException error, String action, String server) {
        if (error.getStatus() == null && error.getCode() < FIRST_HTTP_CODE) {
            return CommandException.unavailable(
                    Unavailability.CONNECTION,
                    "could not " + action + ": " + server + " can't be reached (" + cause(error)
                            + "); check --kubeconfig and --context");
        }
        return switch (error.getCode()) {
            case UNAUTHORIZED ->
                CommandException.unavailable(
                        Unavailability.CREDENTIALS,
                        "could not " + action + ": " + server
                                + " does not accept the credentials of this context; sign in again, or choose another with --context");
            case FORBIDDEN -> CommandException.cluster("you may not " + action + ": " + message(error));
            case NOT_FOUND ->
                CommandException.cluster("could not " + action + ": " + server
                        + " does not know OrderAppRelease; install the operator with its CRD there, or choose another cluster with"
                        + " --context");
            case INVALID -> CommandException.usage(withoutObjectName(message(error)));
            default ->
                CommandException.unavailable(
                        isTemporary(error.getCode()) ? Unavailability.CONNECTION : Unavailability.NONE,
                        "could not " + action + ": " + server + " answered " + message(error));
        };
    }

    /** The API server, or a proxy before it, is overloaded, starting or stopping. */
    private static boolean isTemporary(int code) {
        return code == REQUEST_TIMEOUT || code == TOO_MANY_REQUESTS || code >= FIRST_SERVER_ERROR;
    }

    private static String message(KubernetesClientException error) {
        return Optional.ofNullable(error.getStatus()).map(Status::getMessage).orElse(error.getMessage());
    }

    private static String cause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = Optional.ofNullable(cause.getMessage()).orElse("");
        return text.lines()
                .findFirst()
                .filter(line -> !line.isBlank())
                .orElse(cause.getClass().getSimpleName());
    }

    /** Kubernetes starts its messages with the object's name, which the user has just typed. */
    private static String withoutObjectName(String message) {
        return message.replaceFirst("^OrderAppRelease.orderapp.dev \"[^\"]*\" is invalid: ", "");
    }
}
