package dev.orderapp.shop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** On a real S3 server, which checks signatures. */
class S3PictureStoreTest extends PictureStoreContract {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final String KEY = "shop";
    private static final String SECRET = "shop-secret";

    @RegisterExtension
    static final S3ProxyExtension SERVER =
            S3ProxyExtension.builder().withCredentials(KEY, SECRET).build();

    private S3PictureStore store;

    @BeforeEach
    void make() {
        System.setProperty("aws.accessKeyId", KEY);
        System.setProperty("aws.secretAccessKey", SECRET);
        try (S3Client admin = S3Client.builder()
                .endpointOverride(SERVER.getUri())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .build()) {
            admin.createBucket(bucket -> bucket.bucket("pictures"));
        }
        store = store(SERVER.getUri().toString());
    }

    @AfterEach
    void close() {
        store.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    PictureStore store() {
        return store;
    }

    @Test
    void takesAnUploadFromTheBrowserItself() throws Exception {
        UploadId id = upload(FILE.length);
        Upload upload = store.begin(id);

        assertThat(send(upload.address(), "image/png", FILE)).isEqualTo(200);

        assertThat(store.arrived(id)).hasValue(FILE);
    }

    @Test
    void anAddressTakesOnlyTheTypeAndLengthThatWereSigned() throws Exception {
        UploadId id = upload(FILE.length);
        URI address = store.begin(id).address();

        assertThat(send(address, "text/html", FILE)).isEqualTo(403);
        assertThat(send(address, "image/png", new byte[FILE.length + 1])).isEqualTo(403);
        assertThat(send(URI.create(address.toString().replace(".png", ".jpg")), "image/png", FILE))
                .isEqualTo(403);
        assertThat(store.arrived(id)).isEmpty();
    }

    @Test
    void theBucketIsClosedToEverybodyElse() throws Exception {
        Picture picture = PictureReader.read(FILE, PictureType.PNG);
        store.keep(picture);

        HttpResponse<Void> answer = BROWSER.send(
                HttpRequest.newBuilder(SERVER.getUri().resolve("/pictures/kept/" + picture.name()))
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void browsersAreSentToTheAddressThatTheyReach() throws IOException {
        try (S3PictureStore behindAProxy = new S3PictureStore(new PictureSettings.S3(
                "pictures", "eu-central-1", SERVER.getUri().toString(), "https://s3.example.com"))) {
            UploadId id = upload(20);
            assertThat(behindAProxy.begin(id).address())
                    .hasScheme("https")
                    .hasHost("s3.example.com")
                    .hasPath("/pictures/arriving/" + id);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsNoMissingPicture() {
        try (S3PictureStore nowhere = store("http://127.0.0.1:9")) {
            assertThatThrownBy(() -> nowhere.find(PictureName.of(FILE, PictureType.PNG)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> nowhere.forget(upload(20))).isInstanceOf(IOException.class);
        }
    }

    private static S3PictureStore store(String endpoint) {
        return new S3PictureStore(new PictureSettings.S3("pictures", "us-east-1", endpoint, ""));
    }

    private static int send(URI address, String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return BROWSER.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
