package dev.orderapp.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one number of releases came to.
 *
 * @param size how many, and how many of them broken; all other figures are of those that are not
 * @param stable from the creation of the first until the last is Stable
 * @param made requests by verb until then
 * @param changed how many got another image at once
 * @param rolledOut from the first change to the last promotion
 * @param rolled requests by verb until the former versions were gone
 * @param rush reconciles while all were made and changed at once
 * @param oneByOne reconciles while some got another image one after the other, where there were many releases
 * @param atWork resident memory after that, in MiB
 * @param ready the start after a kill, to readiness
 * @param works from that start to the repair of what was broken meanwhile
 * @param allReconciled from that start until each release had been reconciled
 * @param sweep reconciles of that start
 * @param rest the operator while nothing happens
 * @param noOps reconciles that found nothing to do, one after the other, where there were many releases
 * @param afterSome resident memory at rest after a few further releases came and went, in MiB
 * @param afterMore the same after many more
 */
record Measurement(
        Size size,
        Duration stable,
        Map<String, Integer> made,
        int changed,
        Duration rolledOut,
        Map<String, Integer> rolled,
        ReconcileTimes rush,
        Optional<ReconcileTimes> oneByOne,
        double atWork,
        StartupTime ready,
        Duration works,
        Duration allReconciled,
        ReconcileTimes sweep,
        IdlePeriod rest,
        Optional<ReconcileTimes> noOps,
        Optional<Double> afterSome,
        Optional<Double> afterMore) {
    /** Those that are measured. */
    int releases() {
        return size.well();
    }
}
