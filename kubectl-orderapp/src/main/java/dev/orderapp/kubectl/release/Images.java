package dev.orderapp.kubectl.release;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.Outcome;
import dev.orderapp.v1.RevisionStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images of a version.
 *
 * @param backend of the API; empty: as it is
 * @param frontend of the page; empty: as it is, or there is no page
 */
public record Images(Optional<String> backend, Optional<String> frontend) {

    /** The merge patch that asks for them. */
    public Map<String, Object> patch() {
        Map<String, Object> spec = new LinkedHashMap<>();
        backend.ifPresent(image -> spec.put("backend", Map.of("image", image)));
        frontend.ifPresent(image -> spec.put("frontend", Map.of("image", image)));
        return Map.of("spec", spec);
    }

    /** Those that a spec asks for. */
    public static Images in(OrderAppReleaseSpec spec) {
        return new Images(
                Optional.ofNullable(spec.backend()).map(ComponentSpec::image),
                Optional.ofNullable(spec.frontend()).map(ComponentSpec::image));
    }

    /** Whether a revision has them. */
    public boolean areOf(RevisionStatus revision) {
        return equals(of(revision.backend(), revision.frontend()));
    }

    /** Whether a spec asks for them. */
    public boolean areIn(OrderAppReleaseSpec spec) {
        return isIn(backend, spec.backend()) && isIn(frontend, spec.frontend());
    }

    private static boolean isIn(Optional<String> image, ComponentSpec component) {
        return image.isEmpty() || (component != null && image.get().equals(component.image()));
    }

    /**
     * Those of an earlier version: of the revision that is named; or else of the stable one while the spec asks for another, be that a canary
     * or rolled back; or else of the version that was promoted before the one that serves.
     *
     * @throws CommandException if no such version is known any more
     */
    public static Images earlier(ReleaseView view, Optional<String> revision) {
        if (revision.isPresent()) {
            return known(view, revision.get()::equals)
                    .findFirst()
                    .map(Known::images)
                    .orElseThrow(() -> unknown(view, revision.get()));
        }
        Optional<String> stable = view.stable().map(RevisionStatus::revision);
        // What the spec asks for is a canary, or was rolled back, or waits: to undo it is to ask for what serves.
        if (view.canary().isPresent()
                || view.target()
                        .filter(id -> !stable.filter(id::equals).isPresent())
                        .isPresent()) {
            return known(view, stable.orElse("")::equals)
                    .findFirst()
                    .map(Known::images)
                    .orElseThrow();
        }
        return known(view, id -> !stable.filter(id::equals).isPresent())
                .filter(Known::served)
                .findFirst()
                .map(Known::images)
                .orElseThrow(() -> CommandException.usage("nothing to undo: " + view.name()
                        + " remembers no earlier version that served; name images with `kubectl orderapp release`"));
    }

    private static CommandException unknown(ReleaseView view, String revision) {
        String known = known(view, any -> true).map(Known::revision).distinct().collect(Collectors.joining(", "));
        return CommandException.usage("revision " + revision + " is not in the history of " + view.name()
                + ", which has " + (known.isEmpty() ? "none" : known));
    }

    private record Known(String revision, Images images, boolean served) {}

    /** Newest first. */
    private static Stream<Known> known(ReleaseView view, Predicate<String> revision) {
        Stream<Known> inUse = Stream.of(view.stable(), view.previous(), view.canary())
                .flatMap(Optional::stream)
                .map(r -> new Known(
                        r.revision(),
                        of(r.backend(), r.frontend()),
                        !view.canary().equals(Optional.of(r))));
        Stream<Known> finished = view.history().stream()
                .map((HistoryEntry e) ->
                        new Known(e.revision(), of(e.backend(), e.frontend()), e.outcome() == Outcome.Promoted));
        return Stream.concat(inUse, finished).filter(known -> revision.test(known.revision()));
    }

    private static Images of(String backend, String frontend) {
        return new Images(Optional.ofNullable(backend), Optional.ofNullable(frontend));
    }
}
