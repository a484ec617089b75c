package dev.orderapp.shop.picture;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(PictureName.PATH)
class PictureController {

    /** A name means one content for ever. */
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Pictures pictures;

    PictureController(Pictures pictures) {
        this.pictures = pictures;
    }

    @GetMapping("/{name}")
    ResponseEntity<InputStreamResource> picture(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String cached) {
        PictureName wanted = PictureName.parse(name);
        String tag = "\"" + wanted + "\"";
        if (cached.contains(tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .cacheControl(FOR_EVER)
                    .eTag(tag)
                    .build();
        }
        StoredPicture picture = pictures.open(wanted);
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .eTag(tag)
                .contentType(MediaType.parseMediaType(wanted.type().mediaType()))
                .contentLength(picture.bytes())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline().filename(name).build().toString())
                .body(new InputStreamResource(picture.content()));
    }

    @PostMapping("/uploads")
    @ResponseStatus(HttpStatus.CREATED)
    UploadResponse begin(@RequestBody UploadRequest body) {
        return UploadResponse.of(pictures.begin(PictureType.ofMediaType(body.type()), body.bytes()));
    }

    @PutMapping("/uploads/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receive(@PathVariable String id, HttpServletRequest request) throws IOException {
        UploadId upload = UploadId.parse(id);
        if (!upload.type().mediaType().equals(request.getContentType())) {
            throw new UnsupportedPictureException();
        }
        if (request.getContentLengthLong() != upload.bytes()) {
            throw new InvalidPictureException(PictureDefect.OTHER_LENGTH);
        }
        pictures.receive(upload, request.getInputStream());
    }

    @PostMapping("/uploads/{id}/confirmation")
    ResponseEntity<PictureResponse> confirm(@PathVariable String id) {
        PictureResponse picture = PictureResponse.of(pictures.confirm(UploadId.parse(id)));
        return ResponseEntity.created(URI.create(picture.url())).body(picture);
    }

    /**
     * What a browser is about to send.
     *
     * @param type the media type; missing is none that is taken
     */
    record UploadRequest(String type, int bytes) {}

    /** @param id to confirm the upload by */
    record UploadResponse(String id, SendingResponse upload, Instant expiresAt) {

        static UploadResponse of(Upload upload) {
            UploadId id = upload.id();
            return new UploadResponse(
                    id.toString(),
                    new SendingResponse(
                            HttpMethod.PUT.name(),
                            upload.address().toString(),
                            Map.of(HttpHeaders.CONTENT_TYPE, id.type().mediaType()),
                            !upload.address().isAbsolute()),
                    upload.expiresAt());
        }
    }

    /**
     * The request to send the picture by.
     *
     * @param sameOrigin whether it goes to the shop, with its cookies and CSRF header, or elsewhere, without
     */
    record SendingResponse(String method, String url, Map<String, String> headers, boolean sameOrigin) {}

    /** @param url where the shop serves the picture, relative to itself */
    record PictureResponse(String name, String url, String type, int width, int height, int bytes) {

        static PictureResponse of(Picture picture) {
            PictureName name = picture.name();
            return new PictureResponse(
                    name.toString(),
                    name.address(),
                    picture.type().mediaType(),
                    picture.width(),
                    picture.height(),
                    picture.content().length);
        }
    }
}
