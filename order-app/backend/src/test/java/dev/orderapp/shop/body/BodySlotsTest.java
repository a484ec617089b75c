package dev.orderapp.shop.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodySlotsTest {

    private final BodySlots slots = new BodySlots(3, 2);

    @Test
    void oneNetworkLeavesSlotsToAnother() {
        assertThat(slots.tryAcquire("kim")).isTrue();
        assertThat(slots.tryAcquire("kim")).isTrue();
        assertThat(slots.tryAcquire("kim")).isFalse();

        assertThat(slots.tryAcquire("lee")).isTrue();
    }

    @Test
    void allNetworksTogetherAreBounded() {
        slots.tryAcquire("kim");
        slots.tryAcquire("lee");
        slots.tryAcquire("park");

        assertThat(slots.tryAcquire("choi")).isFalse();
        slots.release("kim");
        assertThat(slots.tryAcquire("choi")).isTrue();
    }

    @Test
    void whatIsReleasedLeavesNothingBehind() {
        slots.tryAcquire("kim");
        slots.release("kim");

        assertThat(slots.taken()).isZero();
        assertThat(slots.tryAcquire("kim")).isTrue();
        assertThat(slots.tryAcquire("kim")).isTrue();
    }
}
