package dev.orderapp.e2e.demo;

import dev.orderapp.e2e.shop.Tried;

/**
 * A release that was played.
 *
 * @param scene which
 * @param tried what became of it
 */
record Played(Scene scene, Tried tried) {}
