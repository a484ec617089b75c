package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.shop.IngressCuts;
import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Records.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose the failed requests of a scenario are.
 *
 * @param requests how many were sent
 * @param byVersion failed by a bad version itself: it answered so, or it did not answer its own page
 * @param byFault failed while what was done made it impossible to answer
 * @param byIngress cut off by the ingress controller, which says in its log that it was itself
 * @param byRollout all others
 * @param orders acknowledged
 */
record Reckoning(long requests, long byVersion, long byFault, long byIngress, List<Request> byRollout, long orders) {
    /**
     * Of what was sent from the beginning of a scenario until the next one began.
     *
     * @param cuts what the ingress controller says that it cut off itself
     */
    static Reckoning of(Played played, Instant next, Records seen, IngressCuts cuts) {
        long requests = 0;
        long byVersion = 0;
        long byFault = 0;
        List<Request> others = new ArrayList<>();
        for (Request r : seen.requests()) {
            if (r.sentAt().isBefore(played.span().from()) || !r.sentAt().isBefore(next)) {
                continue;
            }
            requests++;
            if (!r.failed()) {
                continue;
            }
            if (isOwn(r, played)) {
                byVersion++;
            } else if (played.ledger().faults().stream().anyMatch(f -> f.meets(r.sentAt(), r.answeredAt()))) {
                byFault++;
            } else {
                others.add(r);
            }
        }
        List<Request> byRollout = cuts.leaveUnexplained(others);
        long orders = seen.orders().stream()
                .filter(o -> "placed".equals(o.state()))
                .map(o -> Instant.ofEpochMilli(o.at()))
                .filter(at -> !at.isBefore(played.span().from()) && at.isBefore(next))
                .count();
        return new Reckoning(requests, byVersion, byFault, others.size() - byRollout.size(), byRollout, orders);
    }

    /** Nobody but the version itself can answer its page's calls: if nobody did, it was the version that did not. */
    private static boolean isOwn(Request r, Played played) {
        String whose = r.revision().isEmpty() ? r.pageRevision() : r.revision();
        return played.ledger().bad().contains(whose);
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
