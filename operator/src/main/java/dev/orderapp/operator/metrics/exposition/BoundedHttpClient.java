package dev.orderapp.operator.metrics.exposition;

import dev.orderapp.operator.metrics.counters.Truncated;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Sends requests, any number side by side, each within a short time: a server that is slow or dead costs the others nothing.
 *
 * <p>Connections are kept between measurements. No redirect and no proxy is followed: a server must not be able to send the operator
 * elsewhere.
 */
public final class BoundedHttpClient implements AutoCloseable {
    private static final int THREADS = 2;

    private final Duration limit;
    private final ExecutorService executor;
    private final HttpClient client;

    /** @param limit from the request to the end of the answer */
    public BoundedHttpClient(Duration limit) {
        this(limit, HttpClient.newBuilder());
    }

    /**
     * @param limit from the request to the end of the answer
     * @param tls whom to trust, in place of those that the JVM does
     */
    public BoundedHttpClient(Duration limit, SSLContext tls) {
        this(limit, HttpClient.newBuilder().sslContext(tls));
    }

    private BoundedHttpClient(Duration limit, HttpClient.Builder builder) {
        this.limit = limit;
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "metrics-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.client = builder.executor(executor)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limit)
                .build();
    }

    /**
     * Sends one request.
     *
     * @param request with all but its time limit
     * @param body reads the answer as it arrives
     * @param onFailure makes an answer of why there is none, the end of a sentence that begins with what was asked for
     * @return completes within the limit and never exceptionally
     */
    public <T> CompletableFuture<T> send(
            HttpRequest.Builder request, BodyHandler<T> body, Function<String, T> onFailure) {
        HttpRequest limited =
                request.header("User-Agent", "orderapp-operator").timeout(limit).build();
        CompletableFuture<HttpResponse<T>> exchange = client.sendAsync(limited, body);
        // The request's own limit ends with the headers; a body that trickles needs this one.
        CompletableFuture<T> answer = exchange.thenApply(HttpResponse::body)
                .exceptionally(failure -> onFailure.apply(problem(failure)))
                .completeOnTimeout(onFailure.apply(late()), limit.toMillis(), TimeUnit.MILLISECONDS);
        return answer.whenComplete((result, never) -> exchange.cancel(true));
    }

    private String problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof HttpTimeoutException ? late() : "can't be read: " + Truncated.of(String.valueOf(cause));
    }

    private String late() {
        return "did not arrive within " + limit.toMillis() + " ms";
    }

    /** Ends the threads; what is being fetched comes to nothing. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
