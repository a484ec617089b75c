package dev.orderapp.shop.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.ShopTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class SharedClaimsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    SharedClaims claims;

    @Autowired
    Fixtures fixtures;

    @Test
    void aSubjectIsClaimedOnceUntilItsTimeIsOver() {
        String subject = UUID.randomUUID().toString();

        assertThat(claims.tryClaim(subject, MINUTE)).isTrue();
        assertThat(claims.tryClaim(subject, MINUTE)).isFalse();
        assertThat(claims.tryClaim(subject + "2", MINUTE)).isTrue();

        fixtures.shortenClaims(MINUTE);
        assertThat(claims.tryClaim(subject, MINUTE)).isTrue();
        assertThat(claims.tryClaim(subject, MINUTE)).isFalse();
    }

    @Test
    void ofManyWhoClaimAtOnceOneSucceeds() throws Exception {
        ExecutorService pods = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                // Each subject is claimed when it is new, and again when its time is over.
                String subject = "round " + round / 2;
                fixtures.shortenClaims(MINUTE);
                Callable<Boolean> claim = () -> claims.tryClaim(subject, MINUTE);

                List<Future<Boolean>> answers =
                        pods.invokeAll(Stream.generate(() -> claim).limit(8).toList());

                int won = 0;
                for (Future<Boolean> answer : answers) {
                    won += answer.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            pods.shutdownNow();
        }
    }
}
