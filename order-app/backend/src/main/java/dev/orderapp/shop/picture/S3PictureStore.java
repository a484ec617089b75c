package dev.orderapp.shop.picture;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Keeps pictures in a bucket. Browsers send them there themselves, to an address that is signed together with the type
 * and length announced, so it takes nothing else. The bucket needs no public access; a lifecycle rule should delete what
 * lies under {@code arriving/} for a day.
 */
final class S3PictureStore implements PictureStore, AutoCloseable {

    private static final Duration SIGNED_FOR = Duration.ofMinutes(15);

    private final String bucket;
    private final S3Client client;
    private final S3Presigner presigner;

    S3PictureStore(PictureSettings.S3 settings) {
        this.bucket = settings.bucket();
        this.client = client(settings);
        this.presigner = presigner(settings);
    }

    private static S3Client client(PictureSettings.S3 settings) {
        var builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(3))
                        .socketTimeout(Duration.ofSeconds(10)))
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(20)))
                // AWS alone knows the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
        if (!settings.endpoint().isBlank()) {
            builder.endpointOverride(URI.create(settings.endpoint())).forcePathStyle(true);
        }
        return builder.build();
    }

    private static S3Presigner presigner(PictureSettings.S3 settings) {
        String endpoint = settings.uploadEndpoint().isBlank() ? settings.endpoint() : settings.uploadEndpoint();
        var builder = S3Presigner.builder().region(Region.of(settings.region()));
        if (!endpoint.isBlank()) {
            builder.endpointOverride(URI.create(endpoint))
                    .serviceConfiguration(S3Configuration.builder()
                            .pathStyleAccessEnabled(true)
                            .build());
        }
        return builder.build();
    }

    @Override
    public Upload begin(UploadId id) throws IOException {
        var signed = orFail(() -> presigner.presignPutObject(
                request -> request.signatureDuration(SIGNED_FOR).putObjectRequest(arriving(id))));
        return new Upload(id, URI.create(signed.url().toString()), signed.expiration());
    }

    @Override
    public void receive(UploadId id, InputStream body) throws IOException {
        byte[] content = body.readNBytes(id.bytes());
        orFail(() -> client.putObject(arriving(id), RequestBody.fromBytes(content)));
    }

    @Override
    public Optional<byte[]> arrived(UploadId id) throws IOException {
        Optional<StoredPicture> found = read(keyOf(id));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = found.get().content()) {
            return Optional.of(content.readNBytes(id.bytes() + 1));
        }
    }

    @Override
    public void forget(UploadId id) throws IOException {
        orFail(() -> client.deleteObject(request -> request.bucket(bucket).key(keyOf(id))));
    }

    @Override
    public void keep(Picture picture) throws IOException {
        orFail(() -> client.putObject(
                request -> request.bucket(bucket)
                        .key(keyOf(picture.name()))
                        .contentType(picture.type().mediaType()),
                RequestBody.fromBytes(picture.content())));
    }

    @Override
    public Optional<StoredPicture> find(PictureName name) throws IOException {
        return read(keyOf(name));
    }

    @Override
    public void close() {
        presigner.close();
        client.close();
    }

    private PutObjectRequest arriving(UploadId id) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(keyOf(id))
                .contentType(id.type().mediaType())
                .contentLength((long) id.bytes())
                .build();
    }

    private Optional<StoredPicture> read(String key) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> object =
                    client.getObject(request -> request.bucket(bucket).key(key));
            return Optional.of(new StoredPicture(object.response().contentLength(), object));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new IOException("S3 didn't answer", e);
        }
    }

    private static <T> T orFail(Callable<T> call) throws IOException {
        try {
            return call.call();
        } catch (Exception e) {
            throw new IOException("S3 didn't answer", e);
        }
    }

    private static String keyOf(UploadId id) {
        return "arriving/" + id;
    }

    private static String keyOf(PictureName name) {
        return "kept/" + name;
    }
}
