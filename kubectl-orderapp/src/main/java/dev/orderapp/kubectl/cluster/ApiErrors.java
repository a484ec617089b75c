package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.CommandException;
import dev.orderapp.kubectl.CommandException.Trouble;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Says in a sentence why the API server did not do what it was asked. */
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
     * The problem to tell.
     *
     * @param doing for example {@code read OrderAppReleases in namespace shop}
     * @param server URL of the API server
     */
    static CommandException of(KubernetesClientException answer, String doing, String server) {
        if (answer.getStatus() == null && answer.getCode() < FIRST_HTTP_CODE) {
            return CommandException.trouble(
                    Trouble.CONNECTION,
                    "could not " + doing + ": " + server + " can't be reached (" + cause(answer)
                            + "); check --kubeconfig and --context");
        }
        return switch (answer.getCode()) {
            case UNAUTHORIZED ->
                CommandException.trouble(
                        Trouble.CREDENTIALS,
                        "could not " + doing + ": " + server
                                + " does not accept the credentials of this context; sign in again, or choose another with --context");
            case FORBIDDEN -> CommandException.cluster("you may not " + doing + ": " + message(answer));
            case NOT_FOUND ->
                CommandException.cluster("could not " + doing + ": " + server
                        + " does not know OrderAppRelease; install the operator with its CRD there, or choose another cluster with"
                        + " --context");
            case INVALID -> CommandException.usage(withoutFrame(message(answer)));
            default ->
                CommandException.trouble(
                        isPassing(answer.getCode()) ? Trouble.CONNECTION : Trouble.NONE,
                        "could not " + doing + ": " + server + " answered " + message(answer));
        };
    }

    /** An API server, or what stands before it, that is overloaded, starting or stopping. */
    private static boolean isPassing(int code) {
        return code == REQUEST_TIMEOUT || code == TOO_MANY_REQUESTS || code >= FIRST_SERVER_ERROR;
    }

    private static String message(KubernetesClientException answer) {
        return Optional.ofNullable(answer.getStatus()).map(Status::getMessage).orElse(answer.getMessage());
    }

    private static String cause(Throwable answer) {
        Throwable cause = answer;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = Optional.ofNullable(cause.getMessage()).orElse("");
        return text.lines()
                .findFirst()
                .filter(line -> !line.isBlank())
                .orElse(cause.getClass().getSimpleName());
    }

    /** Kubernetes puts the object's name before each of its own sentences, which the user has just typed. */
    private static String withoutFrame(String message) {
        return message.replaceFirst("^OrderAppRelease.orderapp.dev \"[^\"]*\" is invalid: ", "");
    }
}
