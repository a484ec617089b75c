package dev.orderapp.v1.contract;

import dev.orderapp.v1.ComponentName;

/**
 * Names of the objects that the operator makes. The API server refuses a release whose name is longer than 40 characters,
 * so that the longest of them ({@code <release>-frontend-<revision>}, 60) fits into the 63 of a DNS label.
 */
public final class Names {
    private static final int SUBDOMAIN = 253;
    private static final int LABEL = 63;

    private Names() {}

    /** Name of a Deployment and of its PodDisruptionBudget. */
    public static String workload(String release, ComponentName component, String revision) {
        return release + "-" + component + "-" + revision;
    }

    /** Name of a migration Job. */
    public static String migration(String release, String revision) {
        return release + "-migrate-" + revision;
    }

    /**
     * Name of a check's Job; one that is too long is cut and made unique by a hash.
     *
     * @param attempt that it is for
     * @param step index of the step that it runs in, from 0; 0 where it is not of a step
     */
    public static String check(String release, int attempt, int step, String check) {
        String name = checks(release) + "-" + attempt + "-" + step + "-" + check;
        if (name.length() <= LABEL) {
            return name;
        }
        String hash = "-" + Integer.toHexString(name.hashCode());
        return name.substring(0, LABEL - hash.length()).replaceFirst("-+$", "") + hash;
    }

    /** How the names of a release's checks' Jobs begin. */
    public static String checks(String release) {
        return release + "-check";
    }

    /** Name of the ControllerRevision that holds a revision. */
    public static String controllerRevision(String release, String revision) {
        return release + "-" + revision;
    }

    /**
     * Name of a revision's copy of a ConfigMap; one that is too long is cut and made unique by a hash. It starts with the release's
     * name: two releases of equal input have revisions of the same name.
     */
    public static String configMapCopy(String release, String configMap, String revision) {
        return configMapCopy(release + "-" + configMap, revision);
    }

    /** The same without the release's name, as in revisions that were kept before it was part of it. */
    public static String configMapCopy(String configMap, String revision) {
        int room = SUBDOMAIN - revision.length() - 1;
        if (configMap.length() <= room) {
            return configMap + "-" + revision;
        }
        String hash = "-" + Integer.toHexString(configMap.hashCode());
        return configMap.substring(0, room - hash.length()) + hash + "-" + revision;
    }

    /** Name of the ConfigMap that holds the course of an attempt. */
    public static String course(String release, int attempt) {
        return release + "-course-" + attempt;
    }

    /** Name of a stable or canary Service, which is its host name within the namespace. */
    public static String service(String release, ComponentName component, Role role) {
        return release + "-" + component + "-" + role;
    }

    /** Name of the stable Ingress. */
    public static String ingress(String release) {
        return release;
    }

    /** Name of the HTTPRoute by which visitors come in. */
    public static String httpRoute(String release) {
        return release;
    }

    /** Name of the HTTPRoute that sends visitors on by HTTPS. */
    public static String redirectRoute(String release) {
        return release + "-redirect";
    }

    /** Name of a component's canary Ingress. */
    public static String canaryIngress(String release, ComponentName component) {
        return release + "-" + component + "-" + Role.canary;
    }
}
