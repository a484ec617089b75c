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
    private static final Set<Integer> UNHEARD = Set.of(0, HttpURLConnection.HTTP_CLIENT_TIMEOUT, TOO_MANY_REQUESTS);

    /** Whether the object has changed since it was observed: the next pass sees it as it is. */
    static boolean isConflict(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** Remembers it. */
    void rememberIn(WriteOutcomes outcomes) {
        if (isConflict(answer)) {
            return;
        }
        if (UNHEARD.contains(answer.getCode()) || namespaceGoes()) {
            outcomes.unheard(object, hash);
        } else if (answer.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            outcomes.troubled(object, hash, sentence());
        } else {
            outcomes.refused(object, hash, sentence());
        }
    }

    private boolean namespaceGoes() {
        return Optional.ofNullable(answer.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).stream()
                .flatMap(List::stream)
                .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }

    private String sentence() {
        String said = Optional.ofNullable(answer.getStatus())
                .map(Status::getMessage)
                .filter(message -> !message.isBlank())
                .orElseGet(answer::getMessage);
        return object + " could not be " + (hash.isEmpty() ? "deleted" : "written") + ": " + said;
    }
}
