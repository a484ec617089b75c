/**
 * The demo where no Pod can run. {@link dev.orderapp.simulation.SimulatedVisitors} send requests, {@link dev.orderapp.simulation.Router} leads
 * each to a Pod by the Ingresses as they are, and {@link dev.orderapp.simulation.SimulatedPods} answer and count. The operator sees
 * nothing but what it sees in a cluster: objects, and the Pods' metrics pages.
 */
package dev.orderapp.simulation;
