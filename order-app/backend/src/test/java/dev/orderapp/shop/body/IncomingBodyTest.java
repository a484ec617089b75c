package dev.orderapp.shop.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class IncomingBodyTest {

    private static final BodySettings SETTINGS =
            new BodySettings(Duration.ofSeconds(10), DataSize.ofBytes(1_000), 8, 8);

    private final BodySlots slots = new BodySlots(1, 1);
    private final Client client = new Client();
    private long nanos;
    private final IncomingBody body =
            new IncomingBody(client, "kim", slots, SETTINGS, () -> nanos, new RefusedBodies(new SimpleMeterRegistry()));

    @Test
    void whatCameWithTheHeadOfItsRequestTakesNoSlot() throws IOException {
        slots.tryAcquire("lee");
        client.here(100);

        assertThat(body.readAllBytes()).hasSize(100);
    }

    @Test
    void whatMustBeWaitedForTakesASlotUntilItIsClosed() throws IOException {
        client.comes(100, Duration.ofSeconds(1)).comes(100, Duration.ofSeconds(1));

        assertThat(body.readAllBytes()).hasSize(200);
        assertThat(slots.taken()).isEqualTo(1);

        body.close();
        body.close();
        assertThat(slots.taken()).isZero();
    }

    @Test
    void whatFindsNoSlotIsRefusedAtOnceAndReleasesNothing() {
        slots.tryAcquire("lee");
        client.comes(100, Duration.ofSeconds(1));

        assertRefused(Problem.TOO_MANY_BODIES, body::readAllBytes);
        body.close();
        assertThat(slots.taken()).isEqualTo(1);
        assertThat(nanos).isZero();
    }

    @Test
    void aBodyThatDripsIsRefusedAtItsDeadline() {
        for (int drop = 0; drop < 100; drop++) {
            client.comes(1, Duration.ofSeconds(1));
        }

        assertRefused(Problem.BODY_TOO_SLOW, body::readAllBytes);
        assertThat(Duration.ofNanos(nanos)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void aLargeBodyHasTimeAsLongAsItComesAtTheLeastRate() throws IOException {
        for (int second = 0; second < 60; second++) {
            client.comes(1_000, Duration.ofSeconds(1));
        }

        assertThat(body.readAllBytes()).hasSize(60_000);
    }

    @Test
    void aLargeBodyThatComesMoreSlowlyIsRefused() {
        for (int second = 0; second < 60; second++) {
            client.comes(500, Duration.ofSeconds(1));
        }

        assertRefused(Problem.BODY_TOO_SLOW, body::readAllBytes);
        // 10 s and half of the time.
        assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aClientThatFallsSilentOrGoesAwayIsNoFaultOfOurs() {
        client.fails(new SocketTimeoutException());
        assertRefused(Problem.BODY_TOO_SLOW, body::readAllBytes);

        client.fails(new IOException("connection reset"));
        assertRefused(Problem.MALFORMED_REQUEST, body::readAllBytes);
    }

    private static void assertRefused(Problem problem, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(problem));
    }

    /** Sends what a test says, in the time that it says. */
    private final class Client extends ServletInputStream {

        private record Packet(int bytes, Duration after, IOException failure) {}

        private final Deque<Packet> packets = new ArrayDeque<>();

        Client here(int bytes) {
            return comes(bytes, Duration.ZERO);
        }

        Client comes(int bytes, Duration after) {
            packets.add(new Packet(bytes, after, null));
            return this;
        }

        Client fails(IOException failure) {
            packets.add(new Packet(0, Duration.ZERO, failure));
            return this;
        }

        @Override
        public int available() {
            Packet next = packets.peek();
            return next == null || !next.after.isZero() ? 0 : next.bytes;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read one by one");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Packet next = packets.remove();
            nanos += next.after.toNanos();
            if (next.failure != null) {
                throw next.failure;
            }
            if (next.bytes > length) {
                packets.addFirst(new Packet(next.bytes - length, Duration.ZERO, null));
            }
            return Math.min(next.bytes, length);
        }

        @Override
        public boolean isFinished() {
            return packets.isEmpty();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}
