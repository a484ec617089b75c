/**
 * An installed order app from outside: {@link dev.orderapp.e2e.shop.Shop} changes its release as a pipeline does,
 * {@link dev.orderapp.e2e.shop.LoadGenerator} puts load on it, {@link dev.orderapp.e2e.shop.LoadRecords} is what its visitors saw and
 * {@link dev.orderapp.e2e.shop.Timeline} what the release said meanwhile.
 */
package dev.orderapp.e2e.shop;
