package dev.orderapp.kubectl.dashboard;

import java.util.List;

/**
 * An attempt at a glance.
 *
 * @param weight per cent of the visitors that was set
 * @param danger how far the worst odds were on their way to a rollback, in per cent; 100 and more: rolled back
 */
record Sparkline(List<Integer> weight, List<Integer> danger) {}
