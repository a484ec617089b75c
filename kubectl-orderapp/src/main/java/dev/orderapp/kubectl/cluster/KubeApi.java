package dev.orderapp.kubectl.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Requests to one API server, one after the other, each for one answer as parsed JSON. */
public final class KubeApi implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int USUAL_HTTPS_PORT = 443;

    private final Endpoint endpoint;
    private final int retries;
    private volatile HttpClient client;

    /**
     * Nothing is sent yet.
     *
     * @param retries how often a request without a lasting answer is sent again; a person waits for it
     */
    KubeApi(Endpoint endpoint, int retries) {
        this.endpoint = endpoint;
        this.retries = retries;
        this.client = client(endpoint);
    }

    private static HttpClient client(Endpoint endpoint) {
        try {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    // One request after the other gains nothing by HTTP/2, whose start takes a tenth of a second.
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER);
            if ("https".equals(endpoint.server().getScheme())) {
                builder.sslContext(
                        Tls.context(endpoint.trust(), endpoint.credentials().identity()));
            }
            endpoint.proxy()
                    .map(proxy -> ProxySelector.of(new InetSocketAddress(
                            proxy.getHost(), proxy.getPort() < 0 ? USUAL_HTTPS_PORT : proxy.getPort())))
                    .ifPresent(builder::proxy);
            return builder.build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** The server's address. */
    URI server() {
        return endpoint.server();
    }

    /** The namespace of the context, if it names one. */
    public Optional<String> namespace() {
        return endpoint.namespace();
    }

    /**
     * Reads.
     *
     * @param path without a slash in front
     * @throws ApiException if the server refuses, or gives no answer
     */
    Object get(String path) {
        return json(send(request(path).GET()));
    }

    /**
     * Reads what is no JSON, such as a log.
     *
     * @param path without a slash in front
     * @throws ApiException if the server refuses, or gives no answer
     */
    String text(String path) {
        return new String(send(request(path).setHeader("Accept", "*/*").GET()).body(), StandardCharsets.UTF_8);
    }

    /**
     * Changes an object by a JSON merge patch.
     *
     * @return the object as it is now
     * @throws ApiException if the server refuses, or gives no answer
     */
    Object mergePatch(String path, Map<String, ?> change) {
        return json(send(request(path + "?fieldManager=kubectl-orderapp")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(Json.write(change)))));
    }

    /**
     * Makes an object.
     *
     * @param path of the list, with its query
     * @return the object as it is now
     * @throws ApiException if the server refuses, or gives no answer
     */
    Object post(String path, Map<String, ?> object) {
        return json(send(request(path)
                .header("Content-Type", "application/json")
                .method("POST", BodyPublishers.ofString(Json.write(object)))));
    }

    /**
     * Deletes an object.
     *
     * @param options as in Kubernetes, such as preconditions
     * @throws ApiException if the server refuses, or gives no answer
     */
    void delete(String path, Map<String, ?> options) {
        send(request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(Json.write(options))));
    }

    /** A value as part of a path or a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.server().resolve(path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        endpoint.impersonation().forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        for (int attempt = 0; ; attempt++) {
            try {
                return answer(request);
            } catch (ApiException e) {
                boolean again = e.code() == ApiException.NO_ANSWER
                        || e.code() == TOO_MANY_REQUESTS
                        || e.code() >= FIRST_SERVER_ERROR;
                if (!again || attempt >= retries) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    private HttpResponse<byte[]> answer(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = exchange(request);
        if (response.statusCode() == UNAUTHORIZED && endpoint.credentials().renew()) {
            client = client(endpoint);
            response = exchange(request);
        }
        if (response.statusCode() >= FIRST_ERROR) {
            throw new ApiException(response.statusCode(), message(response));
        }
        return response;
    }

    private static Object json(HttpResponse<byte[]> response) {
        try {
            return Json.read(response.body());
        } catch (IOException e) {
            throw new ApiException(
                    ApiException.NO_ANSWER, "it answered with something else than JSON: " + firstLine(e.getMessage()));
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        endpoint.credentials().authorization().ifPresent(value -> request.setHeader("Authorization", value));
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ApiException(ApiException.NO_ANSWER, cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ApiException.NO_ANSWER, "the request was interrupted");
        }
    }

    /** Kubernetes' own sentence; of a proxy that answers in its place, the status. */
    private static String message(HttpResponse<byte[]> response) {
        try {
            return Optional.ofNullable(Json.field(Json.read(response.body()), "message"))
                    .map(String::valueOf)
                    .orElse("status " + response.statusCode());
        } catch (IOException e) {
            return "status " + response.statusCode();
        }
    }

    private static String cause(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage())
                .map(KubeApi::firstLine)
                .filter(line -> !line.isBlank())
                .orElse(cause.getClass().getSimpleName());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static void pause(int attempt) {
        try {
            TimeUnit.MILLISECONDS.sleep(100L << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Java 17 ends the client's threads by itself once nothing refers to it. */
    @Override
    public void close() {
        client = null;
    }
}
