/**
 * An installed order app from outside: {@link dev.orderapp.e2e.shop.Shop} changes its release as a pipeline does,
 * {@link dev.orderapp.e2e.shop.Visitors} are sent and asked to leave, {@link dev.orderapp.e2e.shop.Records} is what they saw and
 * {@link dev.orderapp.e2e.shop.Timeline} what the release said meanwhile.
 */
package dev.orderapp.e2e.shop;
