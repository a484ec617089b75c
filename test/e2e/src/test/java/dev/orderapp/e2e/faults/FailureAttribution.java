package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.IngressAborts;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.LoadRecords.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what failed the requests of a scenario: a bad version, the fault, the ingress controller, or else the rollout.
 *
 * @param requests how many were sent
 * @param byVersion failed by a bad version itself: it answered so, or it did not answer its own page
 * @param byFault failed while what was done made it impossible to answer
 * @param byIngress aborted by the ingress controller, as its own log says
 * @param byRollout all others
 * @param orders acknowledged
 */
record FailureAttribution(
        long requests, long byVersion, long byFault, long byIngress, List<Request> byRollout, long orders) {
    /**
     * Of what was sent from the beginning of a scenario until the next one began.
     *
     * @param aborts what the ingress controller says that it aborted
     */
    static FailureAttribution of(ScenarioResult result, Instant next, LoadRecords seen, IngressAborts aborts) {
        long requests = 0;
        long byVersion = 0;
        long byFault = 0;
        List<Request> others = new ArrayList<>();
        for (Request r : seen.requests()) {
            if (r.sentAt().isBefore(result.window().from()) || !r.sentAt().isBefore(next)) {
                continue;
            }
            requests++;
            if (!r.failed()) {
                continue;
            }
            if (isOwn(r, result)) {
                byVersion++;
            } else if (result.faultLog().faults().stream().anyMatch(f -> f.overlaps(r.sentAt(), r.answeredAt()))) {
                byFault++;
            } else {
                others.add(r);
            }
        }
        List<Request> byRollout = aborts.leaveUnexplained(others);
        long orders = seen.orders().stream()
                .filter(o -> "placed".equals(o.state()))
                .map(o -> Instant.ofEpochMilli(o.at()))
                .filter(at -> !at.isBefore(result.window().from()) && at.isBefore(next))
                .count();
        return new FailureAttribution(
                requests, byVersion, byFault, others.size() - byRollout.size(), byRollout, orders);
    }

    /** Only the version itself can answer its page's calls: a call without an answer is its own failure. */
    private static boolean isOwn(Request r, ScenarioResult result) {
        String whose = r.revision().isEmpty() ? r.pageRevision() : r.revision();
        return result.faultLog().bad().contains(whose);
    }

    /** The first few failures that the rollout caused, in words. */
    String examples() {
        return byRollout.size() + " requests failed by the rollout: "
                + byRollout.stream()
                        .limit(5)
                        .map(r -> r.sentAt() + " " + r.name() + " " + r.status() + " of '" + r.revision() + "' "
                                + r.error() + ", " + r.ms() + " ms")
                        .toList();
    }
}
