package dev.orderapp.kubectl;

import dev.orderapp.kubectl.command.PluginCommandLine;

/** Where {@code kubectl orderapp} starts. */
public final class OrderAppPlugin {
    private OrderAppPlugin() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(PluginCommandLine.run(arguments));
    }
}
