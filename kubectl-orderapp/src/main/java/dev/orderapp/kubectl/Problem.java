package dev.orderapp.kubectl;

/** What keeps a command from being done, in one sentence for its user: what, where, and what to do. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    private Problem(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** The user asked for something that makes no sense, or not now. */
    public static Problem usage(String sentence) {
        return new Problem(ExitCode.USAGE, sentence);
    }

    /** The cluster did not do its part. */
    public static Problem cluster(String sentence) {
        return new Problem(ExitCode.CLUSTER, sentence);
    }

    /** How the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
