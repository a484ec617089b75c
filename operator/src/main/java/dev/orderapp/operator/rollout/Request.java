package dev.orderapp.operator.rollout;

import dev.orderapp.v1.contract.Action;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the release asks for right now.
 *
 * @param target revision of the spec; empty while it cannot be told, e.g. because a ConfigMap named in it is missing
 * @param settings the rest of the spec
 * @param paused starts and advances nothing
 * @param freezeWindows hours in which no release starts
 * @param actions annotations as they stand, acted on before or not
 */
public record Request(
        Optional<Revision> target,
        Settings settings,
        boolean paused,
        List<FreezeWindow> freezeWindows,
        Map<Action, String> actions) {
    public Request {
        freezeWindows = List.copyOf(freezeWindows);
        actions = Map.copyOf(actions);
    }
}
