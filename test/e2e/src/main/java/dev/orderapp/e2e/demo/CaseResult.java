package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.shop.ReleaseResult;

/**
 * A release of the demo, and its result.
 *
 * @param releaseCase what was released, and what is expected of it
 * @param result how it ended
 */
record CaseResult(ReleaseCase releaseCase, ReleaseResult result) {}
