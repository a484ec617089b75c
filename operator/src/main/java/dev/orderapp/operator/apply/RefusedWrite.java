package dev.orderapp.operator.apply;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A write that the API server did not carry out.
 *
 * @param object its kind and name
 * @param hash of what was wanted of it
 * @param answer the API server's
 */
record RefusedWrite(String object, String hash, KubernetesClientException answer) {
    private static final int TOO_MANY_REQUESTS = 429;

    /** The request did not come through; that says nothing about the object. */
    private static final Set<Integer> UNDELIVERED = Set.of(0, HttpURLConnection.HTTP_CLIENT_TIMEOUT, TOO_MANY_REQUESTS);

    /** Whether the object has changed since it was observed: the next reconcile sees it as it is. */
    static boolean isConflict(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** Records it by its kind: not delivered, a server error, or refused. */
    void recordIn(WriteOutcomes outcomes) {
        if (isConflict(answer)) {
            return;
        }
        if (UNDELIVERED.contains(answer.getCode()) || namespaceTerminates()) {
            outcomes.undelivered(object, hash);
        } else if (answer.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            outcomes.serverError(object, hash, sentence());
        } else {
            outcomes.refused(object, hash, sentence());
        }
    }

    private boolean namespaceTerminates() {
        return Optional.ofNullable(answer.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).stream()
                .flatMap(List::stream)
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    private String sentence() {
        String message = Optional.ofNullable(answer.getStatus())
                .map(Status::getMessage)
                .filter(text -> !text.isBlank())
                .orElseGet(answer::getMessage);
        return object + " could not be " + (hash.isEmpty() ? "deleted" : "written") + ": " + message;
    }
}
