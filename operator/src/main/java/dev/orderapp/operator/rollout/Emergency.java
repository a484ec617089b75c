package dev.orderapp.operator.rollout;

/** What may start at any time, as shoppers are harmed until it has. */
final class Emergency {
    private Emergency() {}

    /** Whether the stable version is down, or a person goes back to this revision at once. */
    static boolean is(Observation o, Revision next) {
        return StableHealth.isDown(o) || Undo.isRequested(o, next);
    }
}
