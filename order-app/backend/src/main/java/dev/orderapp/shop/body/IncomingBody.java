package dev.orderapp.shop.body;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A body on its way. What came along with the head of its request is read at once; whatever must be waited for takes a slot, until
 * the body is closed, and has until a deadline, which each received byte of a large body puts off. A read that finds nothing ends
 * by the server's own timeout, so the deadline may be late by that much.
 */
final class IncomingBody extends ServletInputStream {

    private static final long RETRY_AFTER_SECONDS = 2;

    private final ServletInputStream client;
    private final String network;
    private final BodySlots slots;
    private final BodySettings settings;
    private final Ticker ticker;
    private final RefusedBodies refusals;
    private final long startedNanos;
    private long received;
    private boolean waiting;

    IncomingBody(
            ServletInputStream client,
            String network,
            BodySlots slots,
            BodySettings settings,
            Ticker ticker,
            RefusedBodies refusals) {
        this.client = client;
        this.network = network;
        this.slots = slots;
        this.settings = settings;
        this.ticker = ticker;
        this.refusals = refusals;
        this.startedNanos = ticker.read();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * As of any stream.
     *
     * @throws ProblemException if it comes too slowly, or too many are waited for, or the client went away
     */
    @Override
    public int read(byte[] target, int offset, int length) {
        if (client.isFinished()) {
            return -1;
        }
        try {
            if (client.available() == 0) {
                waitForClient();
            }
            int count = client.read(target, offset, length);
            received += Math.max(0, count);
            return count;
        } catch (SocketTimeoutException e) {
            throw refusal(Problem.BODY_TOO_SLOW);
        } catch (IOException e) {
            boolean silent = e.getCause() instanceof SocketTimeoutException;
            throw refusal(silent ? Problem.BODY_TOO_SLOW : Problem.MALFORMED_REQUEST);
        }
    }

    private void waitForClient() {
        long allowedMillis = settings.deadline().toMillis()
                + TimeUnit.SECONDS.toMillis(received) / settings.rate().toBytes();
        if (ticker.read() - startedNanos >= TimeUnit.MILLISECONDS.toNanos(allowedMillis)) {
            throw refusal(Problem.BODY_TOO_SLOW);
        }
        if (!waiting) {
            waiting = slots.tryAcquire(network);
        }
        if (!waiting) {
            throw refusal(Problem.TOO_MANY_BODIES).with("retryAfter", RETRY_AFTER_SECONDS);
        }
    }

    private ProblemException refusal(Problem problem) {
        refusals.count(problem);
        return new ProblemException(problem);
    }

    /** It is waited for no longer. */
    @Override
    public void close() {
        if (waiting) {
            waiting = false;
            slots.release(network);
        }
    }

    @Override
    public boolean isFinished() {
        return client.isFinished();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("The body is read by the thread that needs it.");
    }
}
