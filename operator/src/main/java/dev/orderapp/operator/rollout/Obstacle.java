package dev.orderapp.operator.rollout;

import dev.orderapp.v1.contract.ConditionType;

/**
 * Something outside the release's own course that keeps the cluster from being what the spec asks for. It is shown as a
 * condition until it is gone, and never ends the supervision of what runs.
 *
 * @param kind what sort of thing, which names the condition and its reason
 * @param message what is wrong, where, and what to do about it, in a sentence
 */
public record Obstacle(Kind kind, String message) {
    /** The condition that an obstacle makes false. */
    public enum Area {
        /** Whether all that the spec says and names can be used. */
        Resolved(ConditionType.Resolved),
        /** Whether the cluster has taken what the operator wanted to write. */
        Applied(ConditionType.Applied),
        /** Whether the data plane can lead visitors as the spec says. */
        Routable(ConditionType.Routable);

        private final ConditionType condition;

        Area(ConditionType condition) {
            this.condition = condition;
        }

        /** The condition's type. */
        public ConditionType condition() {
            return condition;
        }
    }

    /** The reason of the condition. */
    public enum Kind {
        /** The spec names an object or a key that does not exist. */
        ReferenceMissing(Area.Resolved, true),
        /** A field of the spec has a value that the operator can't use. */
        Unreadable(Area.Resolved, true),
        /** An object of a name that the release needs belongs to something else. */
        ForeignObject(Area.Applied, false),
        /** The API server, or a webhook or quota behind it, refuses a write. */
        WriteRefused(Area.Applied, false),
        /** Another writer insists on another value of a field. */
        FieldOverruled(Area.Applied, false),
        /** An older release claims the same host and path. */
        HostClaimed(Area.Routable, true),
        /** A path of another release on the same host begins alike, which not every ingress controller tells apart. */
        PathConflict(Area.Routable, false),
        /** The cluster has no Gateway API, or the operator may not use it. */
        GatewayUnavailable(Area.Routable, true),
        /** Visitors still come in by what the spec asked for before: an Ingress or an HTTPRoute. */
        FormerEntrance(Area.Routable, true),
        /** A Gateway does not follow the HTTPRoute. */
        RouteRefused(Area.Routable, false);

        private final Area area;
        private final boolean blocksStart;

        Kind(Area area, boolean blocksStart) {
            this.area = area;
            this.blocksStart = blocksStart;
        }

        /** The condition that it makes false. */
        public Area area() {
            return area;
        }

        /** Whether no canary may start while it stands. */
        public boolean blocksStart() {
            return blocksStart;
        }
    }
}
