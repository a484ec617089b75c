package dev.orderapp.bench;

import java.time.Duration;

/**
 * A start of the operator, until it was ready.
 *
 * @param after how long that took
 * @param processorSeconds what it used of the processor until then: the same on a machine that has much else to do
 * @param load of the machine, averaged over the last minute
 */
record StartupTime(Duration after, double processorSeconds, double load) {}
