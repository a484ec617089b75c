package dev.orderapp.kubectl.command;

import picocli.CommandLine.Parameters;

/** Which release. */
final class ReleaseName {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the OrderAppRelease.")
    private String name;

    String get() {
        return name;
    }
}
