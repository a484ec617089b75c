package dev.orderapp.operator.metrics.prometheus;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Collects an answer and hangs up when it is too long. */
final class BoundedBody implements BodySubscriber<QueryResult> {
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private final ResponseInfo head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<QueryResult> result = new CompletableFuture<>();
    private Subscription subscription;

    BoundedBody(ResponseInfo head) {
        this.head = head;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            body.writeBytes(bytes);
        }
        if (body.size() <= MAX_BYTES) {
            subscription.request(1);
        } else {
            subscription.cancel();
            result.complete(QueryResult.QueryFailure.answered("has an answer longer than " + MAX_BYTES + " bytes"));
        }
    }

    @Override
    public void onError(Throwable problem) {
        result.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        result.complete(Completeness.doubt(head.headers())
                .<QueryResult>map(QueryResult.QueryFailure::answered)
                .orElseGet(() -> QueryResult.parse(head.statusCode(), body.toString(StandardCharsets.UTF_8))));
    }

    @Override
    public CompletionStage<QueryResult> getBody() {
        return result;
    }
}
