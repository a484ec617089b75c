package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * One metric's verdict and running totals. The totals are all that the judge needs to go on after a restart.
 *
 * @param name the metric
 * @param verdict PASS, FAIL or INCONCLUSIVE
 * @param reason one word for scripts
 * @param message the evidence in a sentence
 * @param maxRatio how many times worse than stable is still accepted
 * @param fewer true where good events are compared, all but the bad ones; there is no ceiling then
 * @param ceiling share of bad events that is never accepted, from 0 to 1
 * @param canary events of the canary in this release
 * @param stable events of the stable version beside it
 * @param stepCanary events of the canary in the current step
 * @param stepStable events of the stable version in the current step
 * @param heard whether the last measurement brought all that is compared
 * @param ratio odds that the canary is worse than stable
 * @param canaryCeiling odds that the canary is above the ceiling
 * @param byWeight odds that the canary has more of the bad events than its share of the visitors explains
 * @param past how both versions compare with what stable was like before the release
 * @param concentrations where one source made half of the recent failures of a version, or more
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricStatus(
        String name,
        String verdict,
        String reason,
        String message,
        Double maxRatio,
        Boolean fewer,
        Double ceiling,
        EventCounts canary,
        EventCounts stable,
        EventCounts stepCanary,
        EventCounts stepStable,
        Boolean heard,
        EvidenceOdds ratio,
        EvidenceOdds canaryCeiling,
        EvidenceOdds byWeight,
        PastStatus past,
        List<ConcentrationStatus> concentrations) {

    /** Whether good events are compared. */
    public boolean countsGood() {
        return Boolean.TRUE.equals(fewer);
    }

    /** So many of the counted events are of the kind that is compared: the bad ones, or else the good ones. */
    public long compared(EventCounts counts) {
        long bad = Optional.ofNullable(counts.bad()).orElse(0L);
        return countsGood() ? counts.total() - bad : bad;
    }
}
