package dev.orderapp.shop.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Speaks HTTP as the shop's page does: keeps cookies, repeats the CSRF cookie as a header. */
public class TestClient {

    /** Must come back as a header. */
    public static final String CSRF_COOKIE = "XSRF-TOKEN";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final int port;
    private boolean repeatsCsrfCookie = true;

    TestClient(int port) {
        this.port = port;
    }

    /** The same browser, whose requests another process answers. */
    public TestClient at(int otherPort) {
        TestClient there = new TestClient(otherPort);
        there.cookies.putAll(cookies);
        there.headers.putAll(headers);
        return there;
    }

    /** Sends that header with every request from now on. */
    public TestClient withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Holds that cookie from now on. */
    public TestClient withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Sends the CSRF cookie without the header, as a foreign page makes browsers do. */
    public TestClient withoutCsrfHeader() {
        repeatsCsrfCookie = false;
        return this;
    }

    /** The value of a cookie that the shop set, or an empty text. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public Response get(String path) {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    public Response delete(String path) {
        return send(HttpRequest.newBuilder().DELETE(), path);
    }

    public Response post(String path, String json) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                path);
    }

    public Response put(String path, String json) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json)),
                path);
    }

    /** As {@link #post}, naming the attempt. */
    public Response post(UUID key, String path, String json) {
        return send(
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key.toString())
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                path);
    }

    /** Sends a file of that media type. */
    public Response put(String path, String type, byte[] file) {
        return send(
                HttpRequest.newBuilder().header("Content-Type", type).PUT(HttpRequest.BodyPublishers.ofByteArray(file)),
                path);
    }

    /** Loads something first, as every page does, which brings the CSRF cookie. */
    public Response signIn(String email, String password) {
        get("/api/products");
        return post("/api/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    /** Orders so many pieces of one product. */
    public Response order(UUID key, long product, int quantity) {
        return order(key, "{\"items\":[{\"productId\":%d,\"quantity\":%d}]}".formatted(product, quantity));
    }

    public Response order(UUID key, String json) {
        return post(key, "/api/orders", json);
    }

    private Response send(HttpRequest.Builder request, String path) {
        request.uri(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (repeatsCsrfCookie && cookies.containsKey("XSRF-TOKEN")) {
            request.header("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            return new Response(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        String value = pair.substring(equals + 1);
        if (value.isEmpty()) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), value);
        }
    }
}
