package dev.orderapp.operator.rollout;

import dev.orderapp.v1.ComponentName;
import java.util.Map;
import java.util.Set;

/**
 * A version of the whole app: page and API together.
 *
 * @param id hash of the input that its Pods are made of
 * @param images the image of each of its components
 * @param migrates whether a migration Job runs before its Pods start
 */
public record Revision(String id, Map<ComponentName, String> images, boolean migrates) {
    public Revision {
        images = Map.copyOf(images);
    }

    /** The tiers that this revision has. */
    public Set<ComponentName> components() {
        return images.keySet();
    }
}
