/**
 * The demo: releases of the order app on a real cluster while shoppers order. {@link dev.orderapp.e2e.demo.Demo} runs them, and
 * {@link dev.orderapp.e2e.demo.Expectations} holds what was seen against what the project promises.
 */
package dev.orderapp.e2e.demo;
