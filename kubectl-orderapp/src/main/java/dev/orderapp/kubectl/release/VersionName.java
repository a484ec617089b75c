package dev.orderapp.kubectl.release;

import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.RevisionStatus;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How people call a version: by the tags of its images. A revision's own name is a hash, which is exact and says nothing, so it comes
 * second.
 */
public final class VersionName {
    /** As sentences name a revision; an option such as {@code --revision 7d9f} is none, and one that is named already stays as it is. */
    private static final Pattern REVISION = Pattern.compile("(?<![-\\w(])revision ([0-9a-z]+)");

    private static final int DIGEST_DIGITS = 12;

    private VersionName() {}

    /**
     * The tags of both images: once where they are the same, else the API's and the page's, as {@code 1.1.0/1.0.4}.
     *
     * @param backend image of the API, or null
     * @param frontend image of the page, or null
     * @return empty if no image is known
     */
    public static Optional<String> of(String backend, String frontend) {
        List<String> tags = Stream.of(backend, frontend)
                .flatMap(Stream::ofNullable)
                .map(VersionName::tag)
                .distinct()
                .toList();
        return tags.isEmpty() ? Optional.empty() : Optional.of(String.join("/", tags));
    }

    /** The version with its revision, as {@code 1.1.0 (7d9f)}; the revision alone where no image is known. */
    public static String withRevision(RevisionStatus revision) {
        return of(revision.backend(), revision.frontend())
                .map(version -> version + " (" + revision.revision() + ")")
                .orElse(revision.revision());
    }

    /** A text that speaks of revisions, with the version before each whose images are known: {@code 1.1.0 (revision 7d9f)}. */
    public static String in(String text, ReleaseView view) {
        return REVISION.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(ofRevision(match.group(1), view)
                        .map(version -> version + " (" + match.group() + ")")
                        .orElse(match.group())));
    }

    /** The version of a revision that is in use or in the history. */
    public static Optional<String> ofRevision(String revision, ReleaseView view) {
        Stream<Optional<String>> inUse = Stream.of(view.canary(), view.stable(), view.previous())
                .flatMap(Optional::stream)
                .filter(used -> used.revision().equals(revision))
                .map(used -> of(used.backend(), used.frontend()));
        Stream<Optional<String>> finished = view.history().stream()
                .filter((HistoryEntry entry) -> entry.revision().equals(revision))
                .map(entry -> of(entry.backend(), entry.frontend()));
        return Stream.concat(inUse, finished).flatMap(Optional::stream).findFirst();
    }

    /** The tag; of an image that has only a digest, the start of that; of one with neither, its name. */
    private static String tag(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        String untilDigest = name.split("@", 2)[0];
        int colon = untilDigest.indexOf(':');
        if (colon >= 0) {
            return untilDigest.substring(colon + 1);
        }
        if (untilDigest.equals(name)) {
            return name;
        }
        String digest = name.substring(name.lastIndexOf(':') + 1);
        return digest.substring(0, Math.min(DIGEST_DIGITS, digest.length()));
    }
}
