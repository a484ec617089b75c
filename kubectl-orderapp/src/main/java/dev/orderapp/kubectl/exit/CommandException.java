package dev.orderapp.kubectl.exit;

/** A command can't be done. The message is one sentence for its user: what is wrong, where, and what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whether the cluster could be asked at all. */
    public enum Unavailability {
        /** It could: this is its answer. */
        NONE,
        /** It can't be reached, or says that it can't answer now. */
        CONNECTION,
        /** It does not accept the credentials. */
        CREDENTIALS
    }

    private final ExitCode exitCode;
    private final Unavailability unavailability;

    private CommandException(ExitCode exitCode, Unavailability unavailability, String message) {
        super(message);
        this.exitCode = exitCode;
        this.unavailability = unavailability;
    }

    /** The user asked for something that makes no sense, or not now. */
    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, Unavailability.NONE, message);
    }

    /** The cluster refused, or lacks what was asked for. */
    public static CommandException cluster(String message) {
        return new CommandException(ExitCode.CLUSTER, Unavailability.NONE, message);
    }

    /** The cluster could not be asked; it may be possible later. */
    public static CommandException unavailable(Unavailability unavailability, String message) {
        return new CommandException(ExitCode.CLUSTER, unavailability, message);
    }

    /** Why the cluster gave no answer. */
    public Unavailability unavailability() {
        return unavailability;
    }

    /** The exit status of the process. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
