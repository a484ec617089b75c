package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What the operator reports and remembers. It holds what cannot be observed in the cluster: decisions, their times, and the
 * judge's running totals. Times are RFC 3339 in UTC.
 *
 * @param observedGeneration generation of the spec that the rest speaks of
 * @param phase phase of the release
 * @param phaseSince since when
 * @param target revision of the current spec: a pipeline waits for its outcome
 * @param stable revision that serves
 * @param canary revision that is being released
 * @param previous revision that stays warm after a promotion
 * @param failed revision that was rolled back and is not tried again automatically
 * @param step index of the current step, from 0
 * @param weight per cent of the visitors that is set for the canary, as the data plane's objects say
 * @param targetWeight per cent of the visitors that the canary is meant to get
 * @param observedWeight per cent of the requests of this step that the canary's Pods were seen to get
 * @param stepStartedAt when the routes were first seen at this step's weight
 * @param heldSeconds seconds of the step's hold in which the operator measured
 * @param undecidedSeconds seconds for which the step has been without a verdict that lets it end
 * @param waitedSeconds seconds for which the canary has waited for what canary.progressDeadline limits
 * @param lookedAt last measurement that counted
 * @param unreadySince since when a component of the canary has had no ready Pod
 * @param stableUnreadySince since when a component of the stable revision has had no ready Pod
 * @param waiting what the release waits for, since when and until when
 * @param stage barrier at which a promotion or a rollback waits
 * @param stageSince since when
 * @param ending how the canary's attempt ends, while that is being carried out
 * @param analysis evidence and verdict per metric
 * @param checks how the checks of the last attempt went; of one that runs in each step, the last run
 * @param actions annotations that were acted on
 * @param attempts number of the last attempt; numbers never repeat within a release
 * @param history outcomes, newest first, at most 10
 * @param conditions Available, Progressing, Settled, Paused, Resolved, Applied, Routable, MetricsAvailable
 * @param settings all of the last readable spec but what makes a revision, as JSON: by this the release is served and judged
 *     while its spec can't be read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderAppReleaseStatus(
        Long observedGeneration,
        Phase phase,
        String phaseSince,
        String target,
        RevisionStatus stable,
        RevisionStatus canary,
        RevisionStatus previous,
        FailedStatus failed,
        Integer step,
        Integer weight,
        Integer targetWeight,
        Integer observedWeight,
        String stepStartedAt,
        Double heldSeconds,
        Double undecidedSeconds,
        Double waitedSeconds,
        String lookedAt,
        String unreadySince,
        String stableUnreadySince,
        WaitingStatus waiting,
        Barrier stage,
        String stageSince,
        ResultStatus ending,
        List<MetricStatus> analysis,
        List<CheckStatus> checks,
        ActionsStatus actions,
        Integer attempts,
        List<HistoryEntry> history,
        List<Condition> conditions,
        String settings) {}
