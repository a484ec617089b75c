package dev.orderapp.operator.metrics.exposition;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads the body of a metrics page as it arrives and hangs up as soon as it is known to be of no use. */
final class PageBody implements BodySubscriber<Page> {
    private static final int OK = 200;

    private final int status;
    private final boolean measured;
    private final PageReader reader;
    private final CompletableFuture<Page> page = new CompletableFuture<>();
    private Subscription subscription;

    PageBody(ResponseInfo head, PageReader reader) {
        this.status = head.statusCode();
        // The client then fails by itself if the connection ends before the page does.
        this.measured = head.headers().firstValue("Content-Length").isPresent()
                || head.headers().firstValue("Transfer-Encoding").isPresent();
        this.reader = reader;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (status == OK) {
            subscription.request(1);
        } else {
            subscription.cancel();
            page.complete(new Page.Unreadable("its metrics page answered with status " + status));
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (buffers.stream().allMatch(reader::accept)) {
            subscription.request(1);
        } else {
            subscription.cancel();
            page.complete(reader.end(measured));
        }
    }

    @Override
    public void onError(Throwable problem) {
        page.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        page.complete(reader.end(measured));
    }

    @Override
    public CompletionStage<Page> getBody() {
        return page;
    }
}
