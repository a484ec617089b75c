package dev.orderapp.kubectl;

/** What keeps a command from being done, in one sentence for its user: what, where, and what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong between here and the cluster, if it is that. */
    public enum Trouble {
        /** Nothing: this is an answer. */
        NONE,
        /** It can't be reached, or says that it can't answer now. */
        CONNECTION,
        /** It does not accept the credentials. */
        CREDENTIALS
    }

    private final ExitCode exitCode;
    private final Trouble trouble;

    private CommandException(ExitCode exitCode, Trouble trouble, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
        this.trouble = trouble;
    }

    /** The user asked for something that makes no sense, or not now. */
    public static CommandException usage(String sentence) {
        return new CommandException(ExitCode.USAGE, Trouble.NONE, sentence);
    }

    /** The cluster did not do its part. */
    public static CommandException cluster(String sentence) {
        return new CommandException(ExitCode.CLUSTER, Trouble.NONE, sentence);
    }

    /** The cluster could not be asked; it may be possible later. */
    public static CommandException trouble(Trouble trouble, String sentence) {
        return new CommandException(ExitCode.CLUSTER, trouble, sentence);
    }

    /** What keeps the cluster from answering. */
    public Trouble trouble() {
        return trouble;
    }

    /** How the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
