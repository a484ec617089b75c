package dev.orderapp.operator.metrics.prometheus;

import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Client of a Prometheus, or of what speaks its API. */
public final class PrometheusServer {
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final BoundedHttpClient http;
    private final URI query;
    private final Optional<Path> tokenFile;

    /**
     * @param http limits the time
     * @param url where the API is, up to before {@code /api/v1}
     * @param tokenFile holds the bearer token that the server wants; read anew for every query, as it may be renewed at any time
     */
    public PrometheusServer(BoundedHttpClient http, URI url, Optional<Path> tokenFile) {
        this.http = http;
        this.query = URI.create(url.toString().replaceAll("/+$", "") + "/api/v1/query");
        this.tokenFile = tokenFile;
    }

    /**
     * Evaluates an expression.
     *
     * @param at the time that it is evaluated at
     * @return completes within the time limit and never exceptionally
     */
    CompletableFuture<QueryResult> evaluate(String expression, Instant at) {
        HttpRequest.Builder request = HttpRequest.newBuilder(query)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("query=" + encoded(expression) + "&time=" + encoded(at.toString())));
        try {
            tokenFile.ifPresent(file -> request.header("Authorization", "Bearer " + token(file)));
        } catch (IllegalStateException e) {
            return CompletableFuture.completedFuture(
                    QueryResult.QueryFailure.unreachable("can't be asked: " + e.getMessage()));
        }
        return http.send(
                request,
                BoundedBody::new,
                problem -> QueryResult.QueryFailure.unreachable("can't be answered: the answer " + problem));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Says nothing of what is in the file if it is no token: it may be the wrong file, but a secret all the same. */
    private static String token(Path file) {
        try {
            String token = Files.readString(file).strip();
            if (TOKEN.matcher(token).matches()) {
                return token;
            }
            throw new IllegalStateException("there is no token in " + file);
        } catch (IOException e) {
            throw new IllegalStateException("the token in " + file + " can't be read", e);
        }
    }
}
