package dev.orderapp.bench;

import java.time.Duration;
import java.util.Map;

/**
 * The operator while nothing happens.
 *
 * @param time how long it was measured
 * @param requests by verb
 * @param processor share of one core
 * @param memory resident, in MiB, at the end
 */
record IdlePeriod(Duration time, Map<String, Integer> requests, double processor, double memory) {}
