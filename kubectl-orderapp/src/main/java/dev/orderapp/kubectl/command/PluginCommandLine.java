package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line and runs its command. */
public final class PluginCommandLine {
    private PluginCommandLine() {}

    /** Runs one command and returns the number of its {@link ExitCode}. */
    public static int run(String... arguments) {
        Terminal terminal = Terminal.of(Boolean.getBoolean("orderapp.terminal"), System.getenv());
        return create(terminal, needed(arguments))
                // As kubectl does, whatever the locale is: trees and names are not ASCII.
                .setOut(utf8(System.out))
                .setErr(utf8(System.err))
                .execute(arguments);
    }

    private static PrintWriter utf8(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Runs one command that prints to {@code out}. */
    public static int run(PrintWriter out, String... arguments) {
        return create(Terminal.NONE, needed(arguments)).setOut(out).execute(arguments);
    }

    /** The command line with all its commands, for a file or a pipe; errors are one sentence on standard error. */
    public static CommandLine create() {
        return create(Terminal.NONE);
    }

    /** The same for a terminal. */
    static CommandLine create(Terminal terminal) {
        return create(terminal, OrderAppCommand.COMMANDS);
    }

    /**
     * The command that these arguments begin with, and no other: to analyse the options of all of them takes longer than most of them do.
     * All, where none is named.
     */
    private static List<Class<?>> needed(String[] arguments) {
        List<Class<?>> named = OrderAppCommand.COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .filter(command -> !OrderAppCommand.NEED_ALL.contains(command))
                .toList();
        return named.isEmpty() ? OrderAppCommand.COMMANDS : named;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static CommandLine create(Terminal terminal, List<Class<?>> commands) {
        CommandLine plugin = new CommandLine(new OrderAppCommand(terminal));
        commands.forEach(command -> plugin.addSubcommand(new CommandLine(command)));
        return plugin.setCaseInsensitiveEnumValuesAllowed(true)
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
