package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line and runs its command. */
public final class PluginCommandLine {
    private PluginCommandLine() {}

    /** Runs one command and returns the number of its {@link ExitCode}. */
    public static int run(String... arguments) {
        return create().execute(arguments);
    }

    /** Runs one command that prints to {@code out}. */
    public static int run(PrintWriter out, String... arguments) {
        return create().setOut(out).execute(arguments);
    }

    /** The command line with all its commands; errors are one sentence on standard error. */
    public static CommandLine create() {
        return new CommandLine(new OrderAppCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> {
                    CommandLine command = exception.getCommandLine();
                    printError(command, exception.getMessage());
                    if (exception instanceof UnmatchedArgumentException unmatched) {
                        UnmatchedArgumentException.printSuggestions(unmatched, command.getErr());
                    }
                    command.getErr().println("`kubectl orderapp " + path(command) + "--help` shows its usage.");
                    return ExitCode.USAGE.number();
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CommandException exception) {
                        printError(command, exception.getMessage());
                        return exception.exitCode().number();
                    }
                    throw failure;
                });
    }

    private static String path(CommandLine command) {
        return command.getParent() == null ? "" : command.getCommandName() + " ";
    }

    private static void printError(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println("error: " + message);
        err.flush();
    }
}
