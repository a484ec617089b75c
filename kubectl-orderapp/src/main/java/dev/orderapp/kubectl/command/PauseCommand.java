package dev.orderapp.kubectl.command;

import picocli.CommandLine.Command;

@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Starts and advances nothing until resume; a failing canary is still rolled back.")
final class PauseCommand extends PausedCommand {
    PauseCommand() {
        super(true, "nothing starts or advances until resume; a failing canary is still rolled back");
    }
}
