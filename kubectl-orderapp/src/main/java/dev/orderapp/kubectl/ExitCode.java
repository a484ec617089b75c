package dev.orderapp.kubectl;

import dev.orderapp.v1.Outcome;

/** What a script learns from how the command ended. The numbers are a contract: a later version only adds to them. */
public enum ExitCode {
    /** Done; after waiting: the version was promoted. */
    DONE(0),
    /** The version was taken back; of {@code lint}: the file has faults. */
    ROLLED_BACK(1),
    /** The command was given wrongly, or makes no sense as the release stands now. */
    USAGE(2),
    /** No outcome within {@code --timeout}; the release goes on. */
    TIMED_OUT(3),
    /** Somebody asked for another version before this one had an outcome. */
    SUPERSEDED(4),
    /** Somebody aborted it. */
    ABORTED(5),
    /** Taken back because too little was seen to judge by. */
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

    /** How a wait ends after which a version had an outcome. */
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
