package dev.orderapp.kubectl.command;

import picocli.CommandLine.Parameters;

/** Which release. */
final class ReleaseName {
    /** What kubectl writes before a release's name with {@code -o name}. */
    static final String PREFIX = "orderapprelease.orderapp.dev/";

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the OrderAppRelease.")
    private String name;

    String get() {
        return name;
    }
}
