package dev.orderapp.shop.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The sample goods' pictures, which lie in the program itself and so need no store. One that a sample product was once
 * given must stay, as {@link PictureName} is the hash of its content.
 */
@Component
public class BundledPictures {

    private final Map<String, PictureName> names = new HashMap<>();
    private final Map<PictureName, Resource> files = new HashMap<>();

    BundledPictures() {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath*:pictures/*.webp");
            for (Resource file : found) {
                PictureName name = PictureName.of(file.getContentAsByteArray(), PictureType.WEBP);
                files.put(name, file);
                names.put(file.getFilename(), name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own pictures can't be read", e);
        }
    }

    /** @param file such as {@code teapot.webp} */
    public PictureName name(String file) {
        return Optional.ofNullable(names.get(file)).orElseThrow(UnknownPictureException::new);
    }

    Optional<StoredPicture> find(PictureName name) throws IOException {
        Resource file = files.get(name);
        return file == null
                ? Optional.empty()
                : Optional.of(new StoredPicture(file.contentLength(), file.getInputStream()));
    }
}
