package dev.orderapp.kubectl.adoption;

/** The steps of an adoption, and those of the way back. Each is safe to repeat. */
public enum AdoptionStep {
    /** Makes the release, which leads no visitor yet. */
    CREATE(false),
    /** Waits until its Pods are ready behind its Services. */
    AWAIT_STABLE(false),
    /** Leads the app's Ingress to the release's Services. */
    LEAD(true),
    /** Gives the release the app's hosts. */
    ENTER(false),
    /** Waits until the release's own Ingress has them. */
    AWAIT_ENTRANCE(true),
    /** Deletes the app's Ingress. */
    REMOVE(true),
    /** Takes away the app's Pods. */
    RETIRE(false),

    /** Gives the app's Deployments the Pods that they had. */
    REVIVE(false),
    /** Waits until these are ready. */
    AWAIT_REVIVED(false),
    /** Makes the app's Ingress anew, which leads to the release's Services at first. */
    RESTORE(true),
    /** Takes the hosts from the release. */
    LEAVE(false),
    /** Waits until the release's own Ingress has none of them. */
    AWAIT_LEFT(true),
    /** Leads the app's Ingress to its own Services. */
    LEAD_BACK(true),
    /** Deletes the release. */
    DISMISS(false),

    /** Nothing is left to do. */
    DONE(false);

    private final boolean settles;

    AdoptionStep(boolean settles) {
        this.settles = settles;
    }

    /** Whether the ingress controller needs time to follow, before anything else may change. */
    public boolean settles() {
        return settles;
    }

    /** Whether it changes nothing. */
    public boolean isWait() {
        return switch (this) {
            case AWAIT_STABLE, AWAIT_ENTRANCE, AWAIT_REVIVED, AWAIT_LEFT, DONE -> true;
            case CREATE, LEAD, ENTER, REMOVE, RETIRE, REVIVE, RESTORE, LEAVE, LEAD_BACK, DISMISS -> false;
        };
    }
}
