package dev.orderapp.kubectl.release;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release goes back to.
 *
 * @param images of that version; the rest of the spec stays
 * @param atOnce asks that it takes no steps; empty where it takes them
 */
public record EarlierVersion(Images images, Optional<ActionRequest> atOnce) {

    /** That version without steps, where the release allows it. */
    public static EarlierVersion atOnce(ReleaseView view, Images images) {
        return new EarlierVersion(images, ActionRequest.undo(view, images));
    }

    /** That version by the steps of any other. */
    public static EarlierVersion bySteps(Images images) {
        return new EarlierVersion(images, Optional.empty());
    }

    /** The merge patch that asks for it. */
    public Map<String, Object> patch() {
        Map<String, Object> patch = new LinkedHashMap<>(images.patch());
        atOnce.ifPresent(request -> patch.putAll(request.patch()));
        return patch;
    }

    /** Its images, for people to read. */
    public String text() {
        return Stream.of(images.backend(), images.frontend())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
    }
}
