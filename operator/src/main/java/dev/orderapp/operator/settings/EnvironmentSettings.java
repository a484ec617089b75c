package dev.orderapp.operator.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the operator was told to run, by environment variables.
 *
 * @param namespaces {@code ORDERAPP_NAMESPACES}: whose releases to reconcile, separated by commas; empty for all
 * @param healthPort {@code ORDERAPP_HEALTH_PORT}: TCP port of health and metrics
 * @param leaderElection {@code ORDERAPP_LEADER_ELECTION}: whether to wait for the lease before doing anything
 * @param instance {@code POD_NAME}, else {@code HOSTNAME}: holds the lease and writes Events
 * @param instanceNamespace {@code POD_NAMESPACE}: where the lease is; the client's own namespace when empty
 * @param notifications {@code ORDERAPP_NOTIFICATIONS_FILE}: the receivers of notifications
 * @param gatewayApi {@code ORDERAPP_GATEWAY_API}: whether releases may be led by HTTPRoutes
 * @param limits how many releases may be under way at once
 * @param sources where metrics are read that the Pods don't have
 */
public record EnvironmentSettings(
        Set<String> namespaces,
        int healthPort,
        boolean leaderElection,
        String instance,
        Optional<String> instanceNamespace,
        Optional<Path> notifications,
        boolean gatewayApi,
        ReleaseLimits limits,
        SourceSettings sources) {

    /** When {@code ORDERAPP_LOG_LEVEL} is not set. */
    public static final String DEFAULT_LOG_LEVEL = "info";

    private static final int DEFAULT_PORT = 8080;

    /** @throws IllegalArgumentException with a sentence that names the variable */
    public static EnvironmentSettings from(Map<String, String> env) {
        return new EnvironmentSettings(
                value(env, "ORDERAPP_NAMESPACES").stream()
                        .flatMap(all -> Arrays.stream(all.split(",")))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                value(env, "ORDERAPP_HEALTH_PORT")
                        .map(EnvironmentSettings::port)
                        .orElse(DEFAULT_PORT),
                flag(env, "ORDERAPP_LEADER_ELECTION").orElse(true),
                value(env, "POD_NAME").or(() -> value(env, "HOSTNAME")).orElse("orderapp-operator"),
                value(env, "POD_NAMESPACE"),
                value(env, "ORDERAPP_NOTIFICATIONS_FILE").map(Path::of),
                flag(env, "ORDERAPP_GATEWAY_API").orElse(false),
                ReleaseLimits.from(env),
                SourceSettings.from(env));
    }

    /** The least that is logged, {@code ORDERAPP_LOG_LEVEL}: error, warn, info, debug or trace. */
    public static String logLevel(Map<String, String> env) {
        return value(env, "ORDERAPP_LOG_LEVEL").orElse(DEFAULT_LOG_LEVEL);
    }

    static Optional<String> value(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "ORDERAPP_HEALTH_PORT must be a TCP port from 0 (any free one) to 65535, not \"" + text + "\"");
    }

    private static Optional<Boolean> flag(Map<String, String> env, String name) {
        return value(env, name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false, not \"" + text + "\"");
        });
    }
}
