package dev.orderapp.operator.observe.metrics;

import dev.orderapp.v1.ComponentName;
import java.net.URI;
import java.time.Instant;

/**
 * A Pod whose page is to be read.
 *
 * @param uid of the Pod: a name may come back, a uid does not
 * @param name for people
 * @param component what it is a Pod of
 * @param side which version it runs
 * @param page address of its metrics page
 * @param containerStartedAt since when its counters count; a crash of the container starts them anew
 */
public record PodTarget(
        String uid, String name, ComponentName component, Side side, URI page, Instant containerStartedAt) {}
