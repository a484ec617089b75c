package dev.orderapp.operator.apply;

import dev.orderapp.operator.course.CourseJoin;
import dev.orderapp.operator.metadata.OwnedMetadata;
import dev.orderapp.operator.metadata.QualifiedName;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.course.Course;
import dev.orderapp.v1.course.CourseJson;
import dev.orderapp.v1.course.FailureJson;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ConfigMaps that hold courses, and how attempts failed: one for each attempt, owned by the release and gone with it. The informers leave them out, so that
 * those of a thousand releases take no memory; each is read when more is to be added to it.
 */
final class CourseStore {
    private static final Logger LOG = LoggerFactory.getLogger(CourseStore.class);

    private final KubernetesClient client;

    CourseStore(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Adds a part to the course of its attempt.
     *
     * @param kept the attempts whose courses stay; those of others go when a new one begins
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses it, with code 409 if it has
     *     changed in the meantime
     * @throws IllegalStateException if a ConfigMap of that name belongs to somebody else
     */
    void add(OrderAppRelease release, Course part, Set<Integer> kept) {
        Resource<ConfigMap> place = place(release, part.attempt());
        ConfigMap there = place.get();
        if (there == null) {
            removeAllBut(kept, release);
            client.resource(first(release, part)).create();
            return;
        }
        requireOwned(release, there);
        Course whole =
                stored(there).map(before -> CourseJoin.join(before, part)).orElse(part);
        place.patch(
                PatchContext.of(PatchType.JSON_MERGE), json(change(there, CourseJson.KEY, CourseJson.write(whole))));
    }

    /**
     * Adds how an attempt failed to its course, unless that is there already: what was read first was there to be read.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses it, with code 409 if the course
     *     has changed in the meantime
     * @throws IllegalStateException if there is no course yet, or it belongs to somebody else
     */
    void keep(OrderAppRelease release, int attempt, String failure) {
        Resource<ConfigMap> place = place(release, attempt);
        ConfigMap there = place.get();
        if (there == null) {
            throw new IllegalStateException("its course is not written yet");
        }
        requireOwned(release, there);
        if (there.getData() == null || !there.getData().containsKey(FailureJson.KEY)) {
            place.patch(PatchContext.of(PatchType.JSON_MERGE), json(change(there, FailureJson.KEY, failure)));
        }
    }

    private Resource<ConfigMap> place(OrderAppRelease release, int attempt) {
        return client.configMaps()
                .inNamespace(release.getMetadata().getNamespace())
                .withName(Names.course(release.getMetadata().getName(), attempt));
    }

    private static void requireOwned(OrderAppRelease release, ConfigMap there) {
        if (!OwnedMetadata.by(release, there)) {
            throw new IllegalStateException("the ConfigMap " + QualifiedName.of(there)
                    + " is not this release's: rename or delete it, and the course is kept there");
        }
    }

    private void removeAllBut(Set<Integer> kept, OrderAppRelease release) {
        client
                .configMaps()
                .inNamespace(release.getMetadata().getNamespace())
                .withLabels(Labels.allOf(release.getMetadata().getName()))
                .withLabel(Labels.COURSE)
                .list()
                .getItems()
                .stream()
                .filter(course -> OwnedMetadata.by(release, course))
                .filter(course -> kept.stream()
                        .noneMatch(attempt -> Names.course(release.getMetadata().getName(), attempt)
                                .equals(course.getMetadata().getName())))
                .forEach(course -> client.configMaps()
                        .inNamespace(course.getMetadata().getNamespace())
                        .withName(course.getMetadata().getName())
                        .delete());
    }

    private static ConfigMap first(OrderAppRelease release, Course course) {
        String name = Names.course(release.getMetadata().getName(), course.attempt());
        return new ConfigMapBuilder()
                .withMetadata(OwnedMetadata.metadata(release, name)
                        .addToLabels(Labels.COURSE, String.valueOf(course.attempt()))
                        .addToLabels(Labels.REVISION, course.revision())
                        .build())
                .addToData(CourseJson.KEY, CourseJson.write(course))
                .build();
    }

    /** Of the very object that was read. */
    private static ConfigMap change(ConfigMap there, String key, String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withUid(there.getMetadata().getUid())
                .withResourceVersion(there.getMetadata().getResourceVersion())
                .endMetadata()
                .addToData(key, text)
                .build();
    }

    private String json(ConfigMap change) {
        return client.getKubernetesSerialization().asJson(change);
    }

    /** One that somebody has made unreadable begins anew. */
    private static Optional<Course> stored(ConfigMap there) {
        try {
            return Optional.ofNullable(there.getData())
                    .map(data -> data.get(CourseJson.KEY))
                    .map(CourseJson::read);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: it begins anew, as {}", QualifiedName.of(there), e.getMessage());
            return Optional.empty();
        }
    }
}
