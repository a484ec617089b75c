package dev.orderapp.kubectl.exit;

import dev.orderapp.v1.Outcome;

/** What a script learns from how the command ended. The numbers are a contract: a later version only adds to them. */
public enum ExitCode {
    /** Done; after waiting: the version was promoted. */
    DONE(0),
    /** The version was rolled back; of {@code lint}: the API server would refuse the file. */
    ROLLED_BACK(1),
    /** The command line is wrong, or the command makes no sense in the release's current state. */
    USAGE(2),
    /** No outcome within {@code --timeout}; the release goes on. */
    TIMED_OUT(3),
    /** Another version was asked for before this one had an outcome. */
    SUPERSEDED(4),
    /** A person aborted it. */
    ABORTED(5),
    /** Rolled back as undecided: too few events to judge by. */
    UNDECIDED(6),
    /** The cluster refused, lacks what was asked for, or can't be reached. */
    CLUSTER(7);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process' exit status. */
    public int number() {
        return number;
    }

    /** The exit code of a command that waited for this outcome. */
    public static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case Promoted -> DONE;
            case RolledBack -> ROLLED_BACK;
            case Aborted -> ABORTED;
            case Superseded -> SUPERSEDED;
            case Undecided -> UNDECIDED;
        };
    }
}
