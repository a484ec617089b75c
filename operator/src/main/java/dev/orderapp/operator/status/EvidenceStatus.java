package dev.orderapp.operator.status;

import dev.orderapp.operator.analysis.Concentration;
import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EProcess;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Evidence;
import dev.orderapp.operator.analysis.Judge;
import dev.orderapp.operator.analysis.Judgement;
import dev.orderapp.operator.analysis.MetricRule;
import dev.orderapp.operator.analysis.StablePast;
import dev.orderapp.v1.ConcentrationStatus;
import dev.orderapp.v1.EventCounts;
import dev.orderapp.v1.EvidenceOdds;
import dev.orderapp.v1.MetricStatus;
import dev.orderapp.v1.PastStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The judge's running totals as the status keeps them, so that the next operator goes on from where the last one stopped. */
final class EvidenceStatus {
    private EvidenceStatus() {}

    /** One entry per metric: those of the release in its order, then those that it no longer names. */
    static List<MetricStatus> written(Map<String, Evidence> evidence, List<MetricRule> rules) {
        List<MetricStatus> entries = new ArrayList<>();
        for (MetricRule rule : rules) {
            Optional.ofNullable(evidence.get(rule.name()))
                    .ifPresent(e -> entries.add(entry(rule.name(), e, Optional.of(rule))));
        }
        TreeSet<String> others = new TreeSet<>(evidence.keySet());
        rules.forEach(rule -> others.remove(rule.name()));
        others.forEach(name -> entries.add(entry(name, evidence.get(name), Optional.empty())));
        return entries;
    }

    static Map<String, Evidence> read(List<MetricStatus> entries) {
        Map<String, Evidence> evidence = new HashMap<>();
        Evidence none = Evidence.none();
        for (MetricStatus entry : entries) {
            EventDelta step = new EventDelta(counts(entry.stepCanary()), counts(entry.stepStable()));
            EProcess ratio = odds(entry.ratio(), none.ratio());
            evidence.put(
                    entry.name(),
                    new Evidence(
                            counts(entry.canary()),
                            counts(entry.stable()),
                            step,
                            entry.heard(),
                            ratio,
                            odds(entry.byWeight(), ratio),
                            odds(entry.canaryCeiling(), none.canaryCeiling()),
                            past(entry.past()),
                            concentrations(entry.concentrations())));
        }
        return evidence;
    }

    private static MetricStatus entry(String name, Evidence evidence, Optional<MetricRule> rule) {
        Optional<Judgement> judgement = rule.map(r -> Judge.judge(r, evidence));
        Optional<MetricRule> ceiling = rule.filter(r -> !r.countsGood());
        return new MetricStatus(
                name,
                judgement.map(j -> j.verdict().name()).orElse(null),
                judgement.map(j -> j.reason().name()).orElse(null),
                judgement.map(Judgement::sentence).orElse(null),
                rule.map(MetricRule::maxRatio).orElse(null),
                rule.filter(MetricRule::countsGood).map(fewer -> true).orElse(null),
                ceiling.map(MetricRule::ceiling).orElse(null),
                counts(evidence.canary()),
                counts(evidence.stable()),
                counts(evidence.step().canary()),
                counts(evidence.step().stable()),
                evidence.complete(),
                odds(evidence.ratio(), rule.map(r -> r.alpha().ratio())),
                odds(evidence.canaryCeiling(), ceiling.map(r -> r.alpha().ceiling())),
                odds(evidence.byWeight(), rule.map(r -> r.alpha().ratio())),
                past(evidence.past(), rule.map(r -> r.alpha().ceiling())),
                concentrations(evidence));
    }

    private static List<ConcentrationStatus> concentrations(Evidence evidence) {
        List<ConcentrationStatus> entries = evidence.concentrations().stream()
                .map(c -> new ConcentrationStatus(c.version().name(), c.source().name(), c.largest(), c.failures()))
                .toList();
        return entries.isEmpty() ? null : entries;
    }

    /** A version of the operator may know other sources: what this one doesn't know is left out. */
    private static List<Concentration> concentrations(List<ConcentrationStatus> entries) {
        return Optional.ofNullable(entries).stream()
                .flatMap(List::stream)
                .flatMap(entry -> concentration(entry).stream())
                .toList();
    }

    private static Optional<Concentration> concentration(ConcentrationStatus entry) {
        try {
            return Optional.of(new Concentration(
                    Concentration.Version.valueOf(entry.version()),
                    Concentration.Source.valueOf(entry.source()),
                    entry.largest(),
                    entry.failures()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PastStatus past(StablePast past, Optional<Double> alpha) {
        return past.before().total() == 0
                ? null
                : new PastStatus(counts(past.before()), odds(past.stable(), alpha), odds(past.canary(), alpha));
    }

    private static StablePast past(PastStatus past) {
        StablePast none = StablePast.UNKNOWN;
        return past == null
                ? none
                : new StablePast(
                        counts(past.before()), odds(past.stable(), none.stable()), odds(past.canary(), none.canary()));
    }

    private static EventCounts counts(Counts counts) {
        return new EventCounts(counts.total(), counts.bad());
    }

    private static Counts counts(EventCounts counts) {
        return new Counts(counts.total(), counts.bad());
    }

    private static EvidenceOdds odds(EProcess odds, Optional<Double> alpha) {
        // + 0.0 turns -0.0 into 0.0: the API server drops the sign, and the status would look changed for ever.
        return new EvidenceOdds(
                odds.logs().stream().map(log -> log + 0.0).toList(),
                odds.steps(),
                odds.peak() + 0.0,
                alpha.map(chance -> -Math.log(chance)).orElse(null));
    }

    /** Another version of the operator may not have kept these odds at all: then they start anew, from {@code none}. */
    private static EProcess odds(EvidenceOdds odds, EProcess none) {
        if (odds == null || odds.logs() == null || odds.logs().isEmpty()) {
            return none;
        }
        return new EProcess(odds.logs(), odds.steps(), odds.peak());
    }
}
