package dev.orderapp.kubectl.command;

import picocli.CommandLine.Command;

@Command(name = "resume", mixinStandardHelpOptions = true, description = "Goes on after pause.")
final class ResumeCommand extends PausedCommand {
    ResumeCommand() {
        super(false, "goes on");
    }
}
