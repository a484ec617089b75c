package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.release.ActionRequest;
import picocli.CommandLine.Command;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = "Tries the version once more that was rolled back.")
final class RetryCommand extends RequestCommand {
    RetryCommand() {
        super(ActionRequest::retry);
    }
}
