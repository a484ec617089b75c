/**
 * Faults while releases are under way and shoppers order: a {@link dev.orderapp.e2e.faults.Scenario} says what is done when and how
 * it must end, and {@link dev.orderapp.e2e.faults.FaultScenarioExtension} runs a list of them on one shop;
 * {@link dev.orderapp.e2e.faults.FailureAttribution} says what failed each request. What can be done stands in
 * {@link dev.orderapp.e2e.faults.ReleaseActions}, {@link dev.orderapp.e2e.faults.ManualEdits}, {@link dev.orderapp.e2e.faults.PodFaults}
 * and {@link dev.orderapp.e2e.faults.ControlPlaneFaults}, when in {@link dev.orderapp.e2e.faults.Trigger}.
 */
package dev.orderapp.e2e.faults;
