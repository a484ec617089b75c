/**
 * Faults while releases are under way and shoppers order: a {@link dev.orderapp.e2e.faults.Scenario} says what is done when and how
 * it must end; {@link dev.orderapp.e2e.faults.Theatre} plays a list of them on one shop; {@link dev.orderapp.e2e.faults.Reckoning}
 * says whose every failed request is. What can be done stands in {@code Deeds…}, when in {@link dev.orderapp.e2e.faults.Moment}.
 */
package dev.orderapp.e2e.faults;
