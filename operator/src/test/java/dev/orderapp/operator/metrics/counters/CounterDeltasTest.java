package dev.orderapp.operator.metrics.counters;

import static dev.orderapp.operator.metrics.counters.FakeTargets.QUERY;
import static dev.orderapp.operator.metrics.counters.Side.CANARY;
import static dev.orderapp.operator.metrics.counters.Side.STABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.operator.analysis.Counts;
import dev.orderapp.operator.analysis.EventDelta;
import dev.orderapp.operator.analysis.Sample;
import dev.orderapp.operator.metrics.counters.MetricQuery.Share;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CounterDeltasTest {
    private static final ResourceID RELEASE = new ResourceID("shop", "shop");

    private final FakeTargets pods = new FakeTargets();
    private final CounterDeltas deltas = new CounterDeltas();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    private PendingSamples read() {
        now = now.plusSeconds(5);
        return deltas.measure(RELEASE, Map.of(QUERY, pods.answer()), now);
    }

    /** One measurement whose evidence is saved. */
    private Sample measure() {
        return measure(QUERY);
    }

    private Sample measure(MetricQuery query) {
        now = now.plusSeconds(5);
        PendingSamples measured = deltas.measure(RELEASE, Map.of(query, pods.answer()), now);
        deltas.commit(measured);
        return measured.samples().get(query.name());
    }

    private static EventDelta delta(long canaryTotal, long canaryBad, long stableTotal, long stableBad) {
        return new EventDelta(new Counts(canaryTotal, canaryBad), new Counts(stableTotal, stableBad));
    }

    private void begin() {
        pods.shows(CANARY, "c1", 100, 10).shows(STABLE, "s1", 1_000, 5);
        measure();
    }

    /** What the first measurement brings: nothing that counts, and what stable was like before. */
    private static final Sample FIRST =
            Sample.missing("counting begins with this measurement").withStableBefore(new Counts(1_000, 5));

    @Test
    void theFirstMeasurementOnlyBeginsToCountAndTellsWhatStableWasLikeBefore() {
        pods.shows(CANARY, "c1", 100, 10).shows(STABLE, "s1", 1_000, 5);

        assertEquals(FIRST, measure());
    }

    @Test
    void whatWasCountedSinceTheLastMeasurementIsSummedUpPerSide() {
        begin();
        pods.shows(CANARY, "c1", 130, 12).shows(STABLE, "s1", 1_070, 6);

        assertEquals(Sample.of(delta(30, 2, 70, 1)), measure());
        assertEquals(Sample.of(EventDelta.NONE), measure());
    }

    @Test
    void aMeasurementThatWasNotSavedIsReadAgain() {
        begin();
        pods.shows(CANARY, "c1", 130, 12).shows(STABLE, "s1", 1_070, 6);
        read();
        pods.shows(CANARY, "c1", 140, 13).shows(STABLE, "s1", 1_090, 7);

        assertEquals(Sample.of(delta(40, 3, 90, 2)), measure());
    }

    @Test
    void onlyTheFirstCommitOfMeasurementsOfTheSameIntervalCounts() {
        begin();
        pods.shows(CANARY, "c1", 110, 10).shows(STABLE, "s1", 1_010, 5);
        PendingSamples older = read();
        pods.shows(CANARY, "c1", 130, 12).shows(STABLE, "s1", 1_070, 6);
        PendingSamples newer = read();
        deltas.commit(newer);
        deltas.commit(older);
        deltas.commit(newer);

        assertEquals(Sample.of(EventDelta.NONE), measure());
    }

    @Test
    void anotherOperatorLosesTheSameIntervalOnBothSides() {
        begin();
        pods.shows(CANARY, "c1", 130, 12).shows(STABLE, "s1", 1_070, 6);
        CounterDeltas next = new CounterDeltas();
        PendingSamples first = next.measure(RELEASE, Map.of(QUERY, pods.answer()), now.plusSeconds(5));
        next.commit(first);
        pods.shows(CANARY, "c1", 131, 13).shows(STABLE, "s1", 1_071, 6);
        PendingSamples second = next.measure(RELEASE, Map.of(QUERY, pods.answer()), now.plusSeconds(10));

        assertEquals(EventDelta.NONE, first.samples().get(QUERY.name()).delta());
        assertEquals(delta(1, 1, 1, 0), second.samples().get(QUERY.name()).delta());
    }

    /** It may be a restart that nobody has heard of yet; what it shows may as well be old. */
    @Test
    void aCounterThatWentBackBeginsAnew() {
        begin();
        pods.shows(CANARY, "c1", 7, 3).shows(STABLE, "s1", 1_070, 6);
        assertEquals(Sample.missing("counting begins with this measurement"), measure());
        pods.shows(CANARY, "c1", 9, 4).shows(STABLE, "s1", 1_080, 6);

        assertEquals(Sample.of(delta(2, 1, 10, 0)), measure());
    }

    /** As a sum it would have grown. */
    @Test
    void oneOfSeveralSeriesThatWentBackIsSeen() {
        pods.shows(CANARY, "c1", values("a", 100, "b", 50), values("a", 0, "b", 50));
        measure();
        pods.shows(CANARY, "c1", values("a", 200, "b", 10), values("a", 60, "b", 10));

        assertEquals(Sample.missing("counting begins with this measurement"), measure());
    }

    private static CounterValues values(String one, double value, String other, double otherValue) {
        return new CounterValues(Map.of(one, value, other, otherValue));
    }

    @Test
    void anotherContainerCountsFromZeroEvenIfItIsAlreadyFurther() {
        begin();
        pods.shows(CANARY, "c1", 400, 400).restarts("c1", now.plusSeconds(1)).shows(STABLE, "s1", 1_070, 6);

        assertEquals(Sample.of(delta(400, 400, 70, 1)), measure());
    }

    @Test
    void aRestartThatIsKnownOnlyAfterItsFirstPageWasReadIsNotCountedAgain() {
        begin();
        pods.shows(CANARY, "c1", 7, 3);
        Instant restart = now.plusSeconds(1);
        measure();
        pods.shows(CANARY, "c1", 9, 4).restarts("c1", restart);

        assertEquals(delta(2, 1, 0, 0), measure().delta());
    }

    @Test
    void aCounterOfBadEventsThatAloneWentBackBeginsAnewToo() {
        begin();
        pods.shows(CANARY, "c1", 110, 4);

        assertEquals(Sample.missing("counting begins with this measurement"), measure());
    }

    /** Where an event counts when it begins, and as bad when it ends. */
    @Test
    void moreBadEventsThanEventsInAnIntervalAreAsManyAsThereWereEvents() {
        begin();
        pods.shows(CANARY, "c1", 110, 35);

        assertEquals(delta(10, 10, 0, 0), measure().delta());
    }

    @Test
    void aPodThatStartedSinceTheLastMeasurementCountsFromZero() {
        begin();
        pods.shows(CANARY, "c2", 20, 20).restarts("c2", now.plusSeconds(1));

        assertEquals(Sample.of(delta(20, 20, 0, 0)), measure());
    }

    @Test
    void aPodThatWasThereBeforeOnlyBeginsToCount() {
        begin();
        pods.shows(CANARY, "c1", 110, 10).shows(CANARY, "c2", 20_000, 20_000).shows(STABLE, "s2", 500, 0);

        assertEquals(
                new Sample(
                        delta(10, 0, 0, 0),
                        false,
                        Optional.of("counting of 1 of 2 canary Pods begins with this measurement (c2)")),
                measure(),
                "what c2 counted before may be anything");
        assertEquals(Sample.of(EventDelta.NONE), measure());
    }

    @Test
    void aPodOfThatNameButAnotherUidIsAnother() {
        begin();
        pods.shows(CANARY, "c1", 110, 10).shows(STABLE, "s1", 1_010, 5);
        pods.becomes("c1", new ScrapeTarget("other", "c1", CANARY, FakeTargets.LONG_AGO, true));

        assertEquals(Sample.missing("counting begins with this measurement"), measure());
    }

    /** The canary's events of that time would stand alone. */
    @Test
    void whileStableBeginsAnewTheCanaryIsNotCountedEither() {
        begin();
        pods.shows(CANARY, "c1", 120, 12).shows(STABLE, "s1", 3, 0);
        assertEquals(Sample.missing("counting begins with this measurement"), measure());
        pods.shows(CANARY, "c1", 125, 12).shows(STABLE, "s1", 13, 0);

        assertEquals(Sample.of(delta(5, 0, 10, 0)), measure());
    }

    @Test
    void whatAPodCountsBeforeItIsWarmIsLeftOut() {
        MetricQuery query = FakeTargets.query(QUERY.share(), Duration.ofSeconds(10));
        pods.shows(CANARY, "c1", 0, 0).shows(STABLE, "s1", 1_000, 5);
        measure(query);
        pods.shows(CANARY, "c1", 10, 10).shows(STABLE, "s1", 1_100, 5);
        assertEquals(Sample.of(EventDelta.NONE), measure(query), "5 s after stable was first seen with events");
        pods.shows(CANARY, "c1", 20, 20).shows(STABLE, "s1", 1_200, 6);
        assertEquals(Sample.of(EventDelta.NONE), measure(query), "the interval began when stable was not warm yet");
        pods.shows(CANARY, "c1", 30, 25).shows(STABLE, "s1", 1_300, 7);
        assertEquals(Sample.of(delta(0, 0, 100, 1)), measure(query));
        pods.shows(CANARY, "c1", 40, 26).shows(STABLE, "s1", 1_400, 8);

        assertEquals(Sample.of(delta(10, 1, 100, 1)), measure(query));
    }

    @Test
    void aPodThatRestartsWarmsUpAgain() {
        MetricQuery query = FakeTargets.query(QUERY.share(), Duration.ofSeconds(5));
        pods.shows(CANARY, "c1", 10, 0).shows(STABLE, "s1", 1_000, 5);
        measure(query);
        measure(query);
        pods.shows(CANARY, "c1", 20, 1);
        assertEquals(Sample.of(delta(10, 1, 0, 0)), measure(query));
        pods.shows(CANARY, "c1", 7, 7).restarts("c1", now.plusSeconds(1));
        assertEquals(Sample.of(EventDelta.NONE), measure(query));
        pods.shows(CANARY, "c1", 17, 9);
        measure(query);
        pods.shows(CANARY, "c1", 27, 9);

        assertEquals(Sample.of(delta(10, 0, 0, 0)), measure(query));
    }

    @Test
    void whatIsNotGoodIsBad() {
        Share share = new Share("good_total", true, "all_total");
        MetricQuery query = FakeTargets.query(share, Duration.ZERO);
        FakeTargets paper = new FakeTargets(share);
        paper.shows(CANARY, "c1", 100, 90).shows(STABLE, "s1", 1_000, 1_000);
        deltas.commit(deltas.measure(RELEASE, Map.of(query, paper.answer()), now));
        paper.shows(CANARY, "c1", 150, 120).shows(STABLE, "s1", 1_100, 1_099);
        PendingSamples measured = deltas.measure(RELEASE, Map.of(query, paper.answer()), now.plusSeconds(5));

        assertEquals(Sample.of(delta(50, 20, 100, 1)), measured.samples().get(query.name()));
    }

    private static final MetricQuery GOOD =
            FakeTargets.query(new Share("good_total{outcome=\"ok\"}", true, "all_total"), Duration.ZERO);

    private static final String SUCCESS = "good_total{outcome=ok}";

    @Test
    void aCanaryThatNeverSucceededHasNoGoodSeriesAndIsAllBad() {
        pods.lacksPart(CANARY, "c1", 0, true).shows(STABLE, "s1", all(1_000), good(990));
        measure(GOOD);
        pods.lacksPart(CANARY, "c1", 40, true).shows(STABLE, "s1", all(1_100), good(1_090));
        assertEquals(Sample.of(delta(40, 40, 100, 0)), measure(GOOD));
        pods.shows(CANARY, "c1", all(60), good(5)).shows(STABLE, "s1", all(1_200), good(1_190));

        assertEquals(Sample.of(delta(20, 15, 100, 0)), measure(GOOD));
    }

    @Test
    void onePodThatNeverSucceededIsAllBadWhereAnotherOfItsVersionDid() {
        pods.lacksPart(CANARY, "c1", 0, false).shows(CANARY, "c2", all(10), good(10));
        measure(GOOD);
        pods.lacksPart(CANARY, "c1", 40, false).shows(CANARY, "c2", all(20), good(20));

        assertEquals(Sample.of(delta(50, 40, 0, 0)), measure(GOOD));
    }

    @Test
    void aNewVersionThatDoesNotKnowTheGoodMetricAtAllIsNoData() {
        pods.lacksPart(CANARY, "c1", 10, false).shows(STABLE, "s1", all(1_000), good(990));
        measure(GOOD);
        pods.lacksPart(CANARY, "c1", 50, false);

        assertEquals(
                Sample.missing("1 of 1 canary Pods can't be read (c1: its metrics page has no series for"
                        + " good_total{outcome=\"ok\"}): see its log, or delete it"),
                measure(GOOD));
    }

    /** An outage of both looks the same; but a misspelt label must not take every release back. */
    @Test
    void aGoodSeriesThatNeitherVersionHasIsNoData() {
        pods.lacksPart(CANARY, "c1", 10, true).lacksPart(STABLE, "s1", 100, true);
        measure(GOOD);
        pods.lacksPart(CANARY, "c1", 50, true).lacksPart(STABLE, "s1", 200, true);

        Sample sample = measure(GOOD);

        assertEquals(EventDelta.NONE, sample.delta());
        assertFalse(sample.complete());
        assertTrue(sample.problem().orElseThrow().contains("is a label misspelt?"), sample.toString());
    }

    @Test
    void aStableVersionWithoutVisitorsSaysNothingOfTheSpelling() {
        pods.lacksPart(CANARY, "c1", 10, true).lacksPart(STABLE, "s1", 0, true);
        measure(GOOD);
        pods.lacksPart(CANARY, "c1", 50, true);

        assertEquals(Sample.of(delta(40, 40, 0, 0)), measure(GOOD));
    }

    private static CounterValues all(double value) {
        return new CounterValues(Map.of("all_total", value));
    }

    private static CounterValues good(double value) {
        return new CounterValues(Map.of(SUCCESS, value));
    }

    @Test
    void aSilentCanaryPodHoldsTheStepWhileTheOthersAreCountedAndCatchesUp() {
        begin();
        pods.shows(CANARY, "c2", 0, 0);
        measure();
        pods.shows(CANARY, "c1", 110, 11).isUnavailable(CANARY, "c2").shows(STABLE, "s1", 1_020, 5);
        Sample without = measure();
        pods.shows(CANARY, "c2", 20, 2).shows(STABLE, "s1", 1_040, 5);

        assertEquals(delta(10, 1, 20, 0), without.delta());
        assertFalse(without.complete());
        assertEquals(
                Optional.of("1 of 2 canary Pods can't be read (c2: its metrics page did not arrive within 1000 ms):"
                        + " see its log, or delete it"),
                without.problem());
        assertEquals(Sample.of(delta(20, 2, 20, 0)), measure());
    }

    @Test
    void aCanaryPodThatNeverAnsweredHoldsTheStepForEver() {
        pods.shows(CANARY, "c1", 0, 0).isUnavailable(CANARY, "c2").shows(STABLE, "s1", 0, 0);
        measure();
        for (int i = 1; i <= 20; i++) {
            pods.shows(CANARY, "c1", 10L * i, 0).shows(STABLE, "s1", 10L * i, 0);
            Sample sample = measure();

            assertEquals(delta(10, 0, 10, 0), sample.delta());
            assertFalse(sample.complete());
            assertTrue(sample.problem().orElseThrow().contains("(c2: its metrics page"), sample.toString());
        }
    }

    /** It would begin anew each time, and none of its events would ever count. */
    @Test
    void aCanaryPodThatAnswersNowAndThenIsNotPassedOver() {
        pods.shows(CANARY, "c1", 0, 0).shows(CANARY, "c2", 0, 0).shows(STABLE, "s1", 0, 0);
        measure();
        for (int i = 1; i <= 20; i++) {
            pods.shows(CANARY, "c1", 10L * i, 0).shows(STABLE, "s1", 10L * i, 0);
            if (i % 4 == 0) {
                pods.shows(CANARY, "c2", 10L * i, 10L * i);
            } else {
                pods.isUnavailable(CANARY, "c2");
            }
            assertFalse(measure().complete(), "measurement " + i);
        }
    }

    /** Else a flaw of the old version would keep the new one from replacing it. */
    @Test
    void aSilentStablePodIsNamedAndTheOthersStandForTheirVersion() {
        begin();
        pods.shows(CANARY, "c1", 110, 11).shows(STABLE, "s1", 1_020, 5).isUnavailable(STABLE, "s2");

        assertEquals(
                new Sample(
                        delta(10, 1, 20, 0),
                        true,
                        Optional.of("1 of 2 stable Pods can't be read (s2: its metrics page did not arrive within"
                                + " 1000 ms): see its log, or delete it")),
                measure());
    }

    @Test
    void aPodThatWasSilentForLongBeginsAnew() {
        begin();
        pods.shows(CANARY, "c2", 0, 0);
        measure();
        pods.isUnavailable(CANARY, "c2");
        for (int i = 0; i < 3; i++) {
            measure();
        }
        pods.shows(CANARY, "c2", 500, 500);

        assertFalse(measure().complete(), "its events of that time are lost");
        pods.shows(CANARY, "c2", 501, 501);
        assertEquals(Sample.of(delta(1, 1, 0, 0)), measure());
    }

    @Test
    void whileTheCanaryIsSilentStableWaitsForIt() {
        begin();
        pods.isUnavailable(CANARY, "c1").shows(STABLE, "s1", 1_500, 50);
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    Sample.missing(
                            "1 of 1 canary Pods can't be read (c1: its metrics page did not arrive within 1000 ms):"
                                    + " see its log, or delete it"),
                    measure());
        }
        pods.shows(CANARY, "c1", 300, 30).shows(STABLE, "s1", 1_600, 55);

        assertEquals(Sample.of(delta(200, 20, 600, 50)), measure());
    }

    @Test
    void whileStableIsSilentTheCanaryWaitsForIt() {
        begin();
        pods.shows(CANARY, "c1", 130, 40).isUnavailable(STABLE, "s1");
        for (int i = 0; i < 3; i++) {
            assertEquals(EventDelta.NONE, measure().delta());
        }
        pods.shows(STABLE, "s1", 1_100, 10);

        assertEquals(Sample.of(delta(30, 30, 100, 5)), measure());
    }

    @Test
    void aStableVersionThatStaysSilentLeavesTheCanaryToTheCeilingButCannotPassIt() {
        begin();
        pods.shows(CANARY, "c1", 130, 40).isUnavailable(STABLE, "s1");
        for (int i = 0; i < 3; i++) {
            measure();
        }
        Sample alone = measure();

        assertEquals(delta(30, 30, 0, 0), alone.delta());
        assertFalse(alone.complete());
    }

    @Test
    void withoutStablePodsTheCanaryIsJudgedAlone() {
        begin();
        pods.shows(CANARY, "c1", 130, 12).isGone("s1");

        assertEquals(Sample.of(delta(30, 2, 0, 0)), measure());
    }

    @Test
    void withoutCanaryPodsThereIsNothingToJudgeAndStableIsNotSavedUp() {
        begin();
        pods.isGone("c1").shows(STABLE, "s1", 5_000, 500);
        assertEquals(Sample.missing("there is no canary Pod to read"), measure());

        pods.shows(CANARY, "c2", 3, 1).restarts("c2", now.plusSeconds(1)).shows(STABLE, "s1", 5_010, 500);
        assertEquals(Sample.of(delta(3, 1, 10, 0)), measure());
    }

    @Test
    void aSeriesThatNoCanaryPodHasIsNamedAndCannotPass() {
        pods.lacks(CANARY, "c1").shows(STABLE, "s1", 1_000, 5);
        measure();

        assertEquals(
                new Sample(EventDelta.NONE, false, Optional.of("no canary Pod has a series for all_total")), measure());
    }

    @Test
    void aCounterThatAppearsWithItsFirstEventCountsFromZero() {
        pods.lacks(CANARY, "c1").shows(STABLE, "s1", 1_000, 5);
        measure();
        pods.shows(CANARY, "c1", 2, 1);

        assertEquals(Sample.of(delta(2, 1, 0, 0)), measure());
    }

    @Test
    void aSeriesThatVanishesIsABrokenPageAndNothingIsCountedAgainWhenItComesBack() {
        begin();
        pods.lacks(CANARY, "c1").shows(STABLE, "s1", 1_050, 5);
        Sample broken = measure();
        pods.shows(CANARY, "c1", 120, 11);

        assertEquals(
                Sample.missing(
                        "1 of 1 canary Pods can't be read (c1: its metrics page lacks a series that it had before):"
                                + " see its log, or delete it"),
                broken);
        assertEquals(Sample.of(delta(20, 1, 50, 0)), measure());
    }

    @Test
    void aPageThatStaysWithoutASeriesBeginsAnew() {
        begin();
        pods.shows(CANARY, "c1", new CounterValues(Map.of("renamed_total", 70.0)), CounterValues.NONE)
                .shows(STABLE, "s1", 1_050, 5);
        for (int i = 0; i < 3; i++) {
            assertFalse(measure().complete());
        }
        assertEquals(Sample.missing("counting begins with this measurement"), measure());
        pods.shows(CANARY, "c1", new CounterValues(Map.of("renamed_total", 75.0)), CounterValues.NONE)
                .shows(STABLE, "s1", 1_060, 5);

        assertEquals(Sample.of(delta(5, 0, 10, 0)), measure());
    }

    @Test
    void aSourceThatCannotSayAnythingHoldsBothSidesAndLosesNothing() {
        begin();
        pods.shows(CANARY, "c1", 130, 12).shows(STABLE, "s1", 1_070, 6);
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(5);
            PendingSamples measured =
                    deltas.measure(RELEASE, Map.of(QUERY, new SourceResult.Missing("it is down")), now);
            deltas.commit(measured);
            assertEquals(Sample.missing("it is down"), measured.samples().get(QUERY.name()));
        }

        assertEquals(Sample.of(delta(30, 2, 70, 1)), measure());
    }

    @Test
    void aMetricThatOneMeasurementDidNotAskForBeginsAnew() {
        begin();
        deltas.commit(deltas.measure(RELEASE, Map.of(), now));

        assertEquals(FIRST, measure());
    }

    /** A Prometheus may have known it for long. */
    @Test
    void aSeriesThatAppearsElsewhereThanOnAPageBeginsAnew() {
        pods.shows(CANARY, "c1", 100, 10).becomes("c1", new ScrapeTarget("c1", "c1", CANARY, Instant.EPOCH, false));
        measure();
        pods.shows(CANARY, "c1", values("all_total", 110, "b", 5_000), values("bad_total", 11, "b", 5_000));
        assertEquals(Sample.missing("counting begins with this measurement"), measure());
        pods.shows(CANARY, "c1", values("all_total", 115, "b", 5_001), values("bad_total", 12, "b", 5_000));

        assertEquals(Sample.of(delta(6, 1, 0, 0)), measure());
    }

    @Test
    void whatIsNoCountOfEventsIsNoData() {
        begin();
        for (double[] junk : new double[][] {
            {Double.NaN, 0}, {10, Double.NaN}, {Double.POSITIVE_INFINITY, 0}, {-1, 0}, {1e300, 1}, {10, -3}, {10, 11}
        }) {
            pods.shows(CANARY, "c1", junk[0], junk[1]);

            Sample sample = measure();

            assertEquals(EventDelta.NONE, sample.delta());
            assertFalse(sample.complete());
            assertTrue(sample.problem().orElseThrow().contains("c1: its counters are no counts of events")
                    || sample.problem()
                            .orElseThrow()
                            .contains("c1: it counts more bad events than events: 11.0 of 10.0"));
        }
    }

    @Test
    void aForgottenReleaseBeginsAnewAndAnOldReadingOfItCommitsNothing() {
        begin();
        PendingSamples old = read();
        deltas.forget(RELEASE);
        deltas.commit(old);

        assertEquals(FIRST, measure());
    }

    @Test
    void anotherSelectorBeginsAnew() {
        begin();
        MetricQuery edited = FakeTargets.query(new Share("all_total", false, "all_total"), Duration.ZERO);

        PendingSamples measured = deltas.measure(RELEASE, Map.of(edited, pods.answer()), now.plusSeconds(5));

        assertFalse(measured.samples().get(QUERY.name()).complete());
    }

    /** Whatever is late, unread, restarted or unsaved: each event is counted at most once, and all of them if nothing was lost. */
    @Test
    void noEventIsCountedTwiceNorLostByConflictsAndShortSilence() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            FakeTargets paper = new FakeTargets();
            CounterDeltas counted = new CounterDeltas();
            Counts[] totals = {Counts.NONE, Counts.NONE, Counts.NONE, Counts.NONE};
            Set<Integer> missed = Set.of();
            Counts canary = Counts.NONE;
            Counts stable = Counts.NONE;
            for (int measurement = 0; measurement <= 40; measurement++) {
                boolean quiet = measurement == 0 || measurement == 40;
                Set<Integer> missing = new HashSet<>();
                for (int pod = 0; pod < totals.length; pod++) {
                    Side side = pod < 2 ? CANARY : STABLE;
                    long total = measurement == 0 ? 0 : random.nextLong(20);
                    totals[pod] = totals[pod].plus(new Counts(total, random.nextLong(total + 1)));
                    // One Pod of each side is never silent, the other never at two saved measurements in a row.
                    if (!quiet && pod % 2 == 1 && !missed.contains(pod) && random.nextInt(3) == 0) {
                        missing.add(pod);
                        paper.isUnavailable(side, "p" + pod);
                    } else {
                        paper.shows(side, "p" + pod, totals[pod]);
                    }
                }
                PendingSamples measured =
                        counted.measure(RELEASE, Map.of(QUERY, paper.answer()), now.plusSeconds(measurement));
                if (quiet || random.nextInt(3) > 0) {
                    counted.commit(measured);
                    missed = missing;
                    EventDelta delta = measured.samples().get(QUERY.name()).delta();
                    canary = canary.plus(delta.canary());
                    stable = stable.plus(delta.stable());
                }
            }

            assertEquals(totals[0].plus(totals[1]), canary, "canary with seed " + seed);
            assertEquals(totals[2].plus(totals[3]), stable, "stable with seed " + seed);
        }
    }
}
