/**
 * The demo: releases of the order app on a real cluster while shoppers order. {@link dev.orderapp.e2e.demo.Demo} plays them, and
 * {@link dev.orderapp.e2e.demo.Promises} holds what was seen against what the project promises.
 */
package dev.orderapp.e2e.demo;
