package dev.orderapp.kubectl.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the API server and kubectl are told which labels objects must have. */
public final class LabelSelector {
    private LabelSelector() {}

    /** All of these, in the order of their names. */
    public static String of(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream().map(l -> l.getKey() + "=" + l.getValue()).collect(Collectors.joining(","));
    }
}
