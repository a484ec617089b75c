/**
 * Carries out what was decided: saves the status first, then makes the cluster what is wanted, then tells people. Nothing here
 * decides anything.
 */
package dev.orderapp.operator.apply;
