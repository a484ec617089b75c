package dev.orderapp.kubectl;

import dev.orderapp.kubectl.command.OrderAppCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where {@code kubectl orderapp} starts. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with all its commands; errors are one sentence on standard error. */
    public static CommandLine commandLine() {
        return new CommandLine(new OrderAppCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    CommandLine command = wrong.getCommandLine();
                    say(command, wrong.getMessage());
                    if (wrong instanceof UnmatchedArgumentException unmatched) {
                        UnmatchedArgumentException.printSuggestions(unmatched, command.getErr());
                    }
                    command.getErr().println("`kubectl orderapp " + path(command) + "--help` says how it is written.");
                    return ExitCode.USAGE.number();
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CommandException problem) {
                        say(command, problem.getMessage());
                        return problem.exitCode().number();
                    }
                    throw failure;
                });
    }

    private static String path(CommandLine command) {
        return command.getParent() == null ? "" : command.getCommandName() + " ";
    }

    private static void say(CommandLine command, String sentence) {
        PrintWriter err = command.getErr();
        err.println("error: " + sentence);
        err.flush();
    }
}
