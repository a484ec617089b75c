package dev.orderapp.kubectl.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.EarlierVersion;
import dev.orderapp.kubectl.release.Images;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.RevisionStatus;
import dev.orderapp.v1.contract.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What can be done, and what will happen.
 *
 * @param value what the request will name: the page sends it back, so that nothing is done to a release that has moved on
 * @param effect in a sentence, for the confirmation
 * @param change the merge patch of the release that asks for it; empty where it is none of the release's
 * @param restarts Deployments whose Pods are replaced
 */
record PossibleAction(
        String value,
        String effect,
        @JsonIgnore Map<String, ?> change,
        @JsonIgnore List<String> restarts) {

    /** Those that make sense in the release's current state, by name. */
    static Map<String, PossibleAction> of(ReleaseView view) {
        Map<String, PossibleAction> actions = new LinkedHashMap<>();
        put(actions, "promote", view, v -> Optional.of(annotation(ActionRequest.promote(v))));
        put(actions, "abort", view, v -> Optional.of(annotation(ActionRequest.abort(v))));
        put(actions, "retry", view, v -> Optional.of(annotation(ActionRequest.retry(v))));
        put(actions, "undo", view, PossibleAction::undo);
        put(actions, view.paused() ? "resume" : "pause", view, v -> Optional.of(pause(!v.paused())));
        put(actions, "restart", view, PossibleAction::restart);
        return actions;
    }

    private static void put(
            Map<String, PossibleAction> actions,
            String name,
            ReleaseView view,
            Function<ReleaseView, Optional<PossibleAction>> action) {
        try {
            action.apply(view).ifPresent(possible -> actions.put(name, possible));
        } catch (CommandException notNow) {
            // That it makes no sense now is the answer: the page shows no button for it.
            actions.remove(name);
        }
    }

    private static PossibleAction annotation(ActionRequest request) {
        return new PossibleAction(request.value(), request.effect(), request.patch(), List.of());
    }

    private static PossibleAction pause(boolean paused) {
        return new PossibleAction(
                String.valueOf(paused),
                paused
                        ? "nothing starts or advances until the release is resumed; a failing canary is still rolled back"
                        : "the release goes on where it was paused",
                Map.of("spec", Map.of("paused", paused)),
                List.of());
    }

    private static Optional<PossibleAction> undo(ReleaseView view) {
        if (view.stable().isEmpty()) {
            return Optional.empty();
        }
        Images images = Images.earlier(view, Optional.empty());
        if (images.areIn(view.release().getSpec())) {
            return Optional.empty();
        }
        EarlierVersion earlier = EarlierVersion.atOnce(view, images);
        return Optional.of(new PossibleAction(
                earlier.text(),
                "the release asks for " + earlier.text() + " again"
                        + (earlier.atOnce().isPresent()
                                ? ", which all visitors get without steps, unless more than the images has changed since"
                                : "; the rest of its spec stays"),
                earlier.patch(),
                List.of()));
    }

    private static Optional<PossibleAction> restart(ReleaseView view) {
        return view.stable()
                .filter(any -> view.is(Phase.Stable) || view.is(Phase.RolledBack))
                .map(stable -> new PossibleAction(
                        stable.revision(),
                        "the Pods of " + stable.revision()
                                + " are replaced one after the other, each when its successor is ready; the version stays",
                        Map.of(),
                        deployments(view, stable)));
    }

    private static List<String> deployments(ReleaseView view, RevisionStatus stable) {
        Stream<ComponentName> components =
                stable.frontend() == null ? Stream.of(ComponentName.backend) : Stream.of(ComponentName.values());
        return components
                .map(component -> Names.workload(view.name(), component, stable.revision()))
                .toList();
    }
}
