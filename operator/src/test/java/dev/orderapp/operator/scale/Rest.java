package dev.orderapp.operator.scale;

import java.time.Duration;
import java.util.Map;

/**
 * The operator while nobody does anything.
 *
 * @param time how long it was looked at
 * @param requests by verb
 * @param processor share of one core
 * @param memory resident, in MiB, at the end
 */
record Rest(Duration time, Map<String, Integer> requests, double processor, double memory) {}
