package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.release.ActionRequest;
import picocli.CommandLine.Command;

@Command(
        name = "abort",
        mixinStandardHelpOptions = true,
        description = "Rolls the canary back, or the promoted version as long as the one before it is kept warm.")
final class AbortCommand extends RequestCommand {
    AbortCommand() {
        super(ActionRequest::abort);
    }
}
