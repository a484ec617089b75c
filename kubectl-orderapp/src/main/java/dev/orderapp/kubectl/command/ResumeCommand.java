package dev.orderapp.kubectl.command;

import picocli.CommandLine.Command;

@Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a paused release go on.")
final class ResumeCommand extends PausedCommand {
    ResumeCommand() {
        super(false, "the release goes on");
    }
}
