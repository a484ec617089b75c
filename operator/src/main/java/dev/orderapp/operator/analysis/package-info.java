/**
 * Judges a canary: is its share of bad events credibly worse than that of the stable version running beside it, or credibly
 * above what is never accepted?
 *
 * <p>Pure: no clock, no I/O, no logging, nothing but the JDK. What is known about one metric is an {@link
 * dev.orderapp.operator.analysis.Evidence}; it grows by a {@link dev.orderapp.operator.analysis.Sample} per look and is all that
 * {@link dev.orderapp.operator.analysis.Judge} reads.
 *
 * <h2>How to read the package</h2>
 *
 * <ol>
 *   <li>{@link dev.orderapp.operator.analysis.RatioTest} and {@link dev.orderapp.operator.analysis.CeilingTest} each say which
 *       hypothesis they test and give the likelihood ratio that one look contributes, with the proof that it is fair;
 *   <li>{@link dev.orderapp.operator.analysis.EProcess} multiplies those ratios over the looks and averages them over effect sizes
 *       and moments of change, with the reason why it may be looked at any time;
 *   <li>{@link dev.orderapp.operator.analysis.ErrorBudget} shares the allowed chance of a false alarm out over all tests;
 *   <li>{@link dev.orderapp.operator.analysis.Judge} turns the result into one of three verdicts and a sentence.
 * </ol>
 *
 * <h2>What is assumed</h2>
 *
 * <p>Within one look, and given everything before it, events are bad independently of each other. The rate may move from look to
 * look in any way, as long as it moves for both versions. Visitors who retry and fail again break the independence; metrics should
 * therefore count bad visitors rather than bad requests where the application can.
 */
package dev.orderapp.operator.analysis;
