package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.release.ReleaseTracker;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a command waits for the outcome of its own change. */
final class WaitOptions {
    @Option(
            names = {"-w", "--wait"},
            description =
                    "Waits for the outcome of this version, and ends with its exit code (see `kubectl orderapp --help`).")
    private boolean wait;

    @Mixin
    private OutcomeOptions outcome;

    /** Fails, before anything is changed, where options make no sense together. */
    void check() {
        if (!wait) {
            outcome.refuseWithoutWaiting();
        }
    }

    /** Where people read what happens. */
    PrintWriter progress(CommandLine command) {
        return outcome.progress(command);
    }

    /** Waits if that was asked for. */
    ExitCode ifAsked(ReleaseTracker tracker, ReleaseClient releases, CommandLine command) throws InterruptedException {
        return wait ? outcome.await(tracker, releases, command) : ExitCode.DONE;
    }
}
