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
 * @param rush passes while all were made and changed at once
 * @param oneByOne passes while some got another image one after the other, where there were many releases
 * @param atWork resident memory after that, in MiB
 * @param ready the start after a kill, to readiness
 * @param works from that start to the repair of what was broken meanwhile
 * @param passed from that start until each release had been looked at
 * @param sweep passes of that start
 * @param rest the operator while nobody does anything
 * @param looks passes that found nothing to do, one after the other, where there were many releases
 * @param afterSome resident memory at rest after a few further releases came and went, in MiB
 * @param afterMore the same after many more
 */
record Measured(
        int releases,
        Duration stable,
        Map<String, Integer> made,
        int changed,
        Duration rolledOut,
        Map<String, Integer> rolled,
        MetricsPage rush,
        Optional<MetricsPage> oneByOne,
        double atWork,
        Started ready,
        Duration works,
        Duration passed,
        MetricsPage sweep,
        Rest rest,
        Optional<MetricsPage> looks,
        Optional<Double> afterSome,
        Optional<Double> afterMore) {}
