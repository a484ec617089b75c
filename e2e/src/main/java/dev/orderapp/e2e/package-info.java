/**
 * The demo: releases of the order app on a real cluster while shoppers order. {@link dev.orderapp.e2e.Demo} plays them,
 * {@link dev.orderapp.e2e.Records} reads what the shoppers saw, {@link dev.orderapp.e2e.Timeline} what the release said,
 * and {@link dev.orderapp.e2e.Promises} holds both against what the project promises.
 */
package dev.orderapp.e2e;
