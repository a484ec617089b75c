/**
 * Judges a canary: is its share of bad events credibly worse than that of the stable version running beside it, or credibly
 * above what is never accepted? Or does it have credibly fewer good events?
 *
 * <p>Pure: no clock, no I/O, no logging, nothing but the JDK. What is known about one metric is an {@link
 * dev.orderapp.operator.analysis.Evidence}; it grows by a {@link dev.orderapp.operator.analysis.Sample} per measurement and is all that
 * {@link dev.orderapp.operator.analysis.Judge} reads.
 *
 * <h2>How to read the package</h2>
 *
 * <ol>
 *   <li>{@link dev.orderapp.operator.analysis.RatioOdds} and {@link dev.orderapp.operator.analysis.CeilingOdds} each say which
 *       hypothesis they test and give the likelihood ratio that one measurement contributes, with the proof that it is fair;
 *   <li>{@link dev.orderapp.operator.analysis.FewerOdds} asks the first for good events, of which the canary may have fewer: for what is lost without an
 *       error;
 *   <li>{@link dev.orderapp.operator.analysis.BurstOdds} does the same for metrics whose bad events come in bursts, so that a measurement counts
 *       as one event at most;
 *   <li>{@link dev.orderapp.operator.analysis.StablePastOdds} asks the same of both sides and of what stable was like before the release;
 *   <li>{@link dev.orderapp.operator.analysis.EProcess} multiplies those ratios over the measurements and averages them over effect sizes
 *       and moments of change, with the reason why it may be checked at any time;
 *   <li>{@link dev.orderapp.operator.analysis.ErrorBudget} shares the allowed chance of a false alarm out over all tests;
 *   <li>{@link dev.orderapp.operator.analysis.Judge} turns the result into one of three verdicts and a sentence, unless a {@code UnsoundComparison} says
 *       that comparing proves nothing.
 * </ol>
 *
 * <h2>What holds</h2>
 *
 * <p>A release that is no worse than its metrics accept is rolled back with a chance of at most {@code falseAlarm}, over all metrics, steps and
 * measurements together: each likelihood ratio has an expectation of at most 1 given the past (the proofs at the tests); so have the
 * products and their means (at {@code EProcess}); Ville's inequality bounds the chance that one of them ever reaches 1/α; and
 * the α of all tests sum up to {@code falseAlarm}. The tests by weight and against the past need no share of it: they roll nothing back by
 * themselves, but must agree with another that has one. Nothing is asked of how tests depend on each other, of when one measures, of the weights, or of
 * how the rate moves. All that has to be kept between measurements is a fixed handful of numbers per metric.
 *
 * <h2>What is assumed</h2>
 *
 * <ul>
 *   <li>Within one measurement, and given everything before it, events are bad independently of each other. Visitors who retry and fail again break
 *       that; metrics should count bad visitors rather than bad requests where the application can. Where bad events come in bursts,
 *       {@link dev.orderapp.operator.analysis.MetricRule#clustered()} asks for less: that a burst ends within one measurement.
 *   <li>Events that are counted at one time are of the same age on both sides. Orders come minutes after a visit began, and of a canary that has just come the
 *       short visits end first: so a visit counts when it has reached an age that is the same for all, with the order that it brought by then.
 *   <li>The rate may move from measurement to measurement in any way, as long as it moves for both versions, and both are counted over the same
 *       interval. Counters that lag behind on one side show a shared burst as that side's alone.
 *   <li>Which visitors get the canary is drawn at random, not by a property that has to do with failing. Those who choose for themselves can hold a
 *       release up, but neither have it rolled back nor promoted, as long as the application lets their failures count for little.
 * </ul>
 *
 * <p>How much each of these matters is simulated by {@code make bench-judge}; the figures and a guide for tuning are in docs/judging.md.
 */
package dev.orderapp.operator.analysis;
