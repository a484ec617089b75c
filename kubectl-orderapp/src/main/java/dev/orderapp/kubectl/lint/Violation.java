package dev.orderapp.kubectl.lint;

/**
 * What the API server would refuse.
 *
 * @param path of the field, for example {@code spec.canary.steps[0].hold}
 * @param message what is wrong with it
 */
public record Violation(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
