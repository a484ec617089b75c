package dev.orderapp.operator.scale;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one number of releases came to.
 *
 * @param releases how many
 * @param stable from the making of the first to the last one's being Stable
 * @param made requests by verb until then
 * @param changed how many got another image at once
 * @param rolledOut from the first change to the last promotion
 * @param rolled requests by verb until the former versions were gone
 * @param median of the time of a pass, in milliseconds
 * @param slow the time within which 99 of 100 passes were over, in milliseconds
 * @param atWork resident memory after that, in MiB
 * @param ready the start after a kill, to readiness
 * @param works from that start to the repair of what was broken meanwhile
 * @param passed from that start until each release had been looked at
 * @param rest the operator while nobody does anything
 * @param afterMore resident memory at rest after further releases came and went, in MiB
 */
record Measured(
        int releases,
        Duration stable,
        Map<String, Integer> made,
        int changed,
        Duration rolledOut,
        Map<String, Integer> rolled,
        double median,
        double slow,
        double atWork,
        Started ready,
        Duration works,
        Duration passed,
        Rest rest,
        Optional<Double> afterMore) {}
