package dev.orderapp.kubectl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.adoption.Adoption;
import dev.orderapp.kubectl.adoption.AdoptionStep;
import dev.orderapp.kubectl.adoption.Situation;
import dev.orderapp.kubectl.cluster.AdoptionClient;
import dev.orderapp.kubectl.cluster.AdoptionClient.Kind;
import dev.orderapp.kubectl.cluster.Polling;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.format.DurationFormats;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Carries an adoption out, or the way back: reads the cluster, takes the step that follows from it, and so on until none is left. */
final class AdoptionRun {
    /** A step that comes again so often is undone by somebody each time. */
    private static final int TRIES = 4;

    private final AdoptionClient client;
    private final Adoption adoption;
    private final Function<Situation, AdoptionStep> course;
    private final String drain;
    private final Duration timeout;
    private final CommandLine command;

    AdoptionRun(
            AdoptionClient client,
            Adoption adoption,
            Function<Situation, AdoptionStep> course,
            String drain,
            Duration timeout,
            CommandLine command) {
        this.client = client;
        this.adoption = adoption;
        this.course = course;
        this.drain = drain;
        this.timeout = timeout;
        this.command = command;
    }

    /**
     * Goes on to the end.
     *
     * @param beginning the release as it is created, where there is none yet
     * @return whether it came to the end within the time that each wait has
     */
    ExitCode run(Supplier<JsonNode> beginning) throws InterruptedException {
        AdoptionStep step = course.apply(client.situation(adoption));
        if (step != AdoptionStep.CREATE && step != AdoptionStep.AWAIT_STABLE && step != AdoptionStep.DONE) {
            say("going on; the ingress controller gets " + drain + " first, as it may have had less");
            settle();
        }
        AdoptionStep last = AdoptionStep.DONE;
        for (int tries = 1; step != AdoptionStep.DONE; ) {
            tries = step == last ? tries + 1 : 1;
            if (tries > TRIES) {
                throw CommandException.cluster("had to " + adoption.sentence(step, drain) + " " + TRIES
                        + " times: something undoes it each time; stop that, and ask again");
            }
            last = step;
            say(adoption.sentence(step, drain));
            boolean done = step.isWait() ? await(step) : write(step, client.situation(adoption), beginning);
            if (!done && step.isWait()) {
                return ExitCode.TIMED_OUT;
            }
            if (done && step.settles()) {
                settle();
            }
            step = course.apply(client.situation(adoption));
        }
        return ExitCode.DONE;
    }

    /** Waits until something else comes next. */
    private boolean await(AdoptionStep step) throws InterruptedException {
        String said = "";
        try (Polling polling = Polling.within(timeout, command.getErr()).connected()) {
            do {
                Optional<Situation> now = polling.read(() -> client.situation(adoption));
                if (now.filter(s -> course.apply(s) != step).isPresent()) {
                    return true;
                }
                String message = now.map(Situation::message).orElse(said);
                if (!message.equals(said)) {
                    say("  " + message);
                    said = message;
                }
            } while (polling.again());
        }
        say("not within " + DurationFormats.inSentence(timeout) + "; ask again to go on from here");
        return false;
    }

    /**
     * Writes what follows from what was read.
     *
     * @return false if somebody else has changed it meanwhile
     */
    private boolean write(AdoptionStep step, Situation now, Supplier<JsonNode> beginning) {
        if (course.apply(now) != step) {
            return false;
        }
        String ingress = adoption.record().ingressName();
        return switch (step) {
            case CREATE -> client.create(Kind.ORDER_APP_RELEASE, beginning.get());
            case LEAD ->
                client.patch(
                        Kind.INGRESS, ingress, adoption.lead(now.oldIngress().orElseThrow()));
            case LEAD_BACK ->
                client.patch(
                        Kind.INGRESS,
                        ingress,
                        adoption.leadBack(now.oldIngress().orElseThrow()));
            case ENTER -> client.patch(Kind.ORDER_APP_RELEASE, adoption.release(), adoption.enter());
            case LEAVE -> client.patch(Kind.ORDER_APP_RELEASE, adoption.release(), adoption.leave());
            case REMOVE -> client.delete(Kind.INGRESS, now.oldIngress().orElseThrow(), true);
            case RESTORE -> client.create(Kind.INGRESS, adoption.restored());
            case DISMISS -> client.delete(Kind.ORDER_APP_RELEASE, now.release().orElseThrow(), false);
            case RETIRE -> retire(now);
            case REVIVE -> revive(now);
            case AWAIT_STABLE, AWAIT_ENTRANCE, AWAIT_REVIVED, AWAIT_LEFT, DONE -> false;
        };
    }

    private boolean retire(Situation now) {
        now.deployments().values().forEach(deployment -> {
            if (adoption.deletes()) {
                client.delete(Kind.DEPLOYMENT, deployment, false);
            } else {
                scale(deployment, 0);
            }
        });
        return true;
    }

    private boolean revive(Situation now) {
        now.deployments().forEach((component, deployment) -> {
            if (deployment.at("/spec/replicas").asInt() == 0) {
                scale(deployment, adoption.replicas(component));
            }
        });
        return true;
    }

    private void scale(JsonNode deployment, int replicas) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        change.putObject("spec").put("replicas", replicas);
        client.patch(Kind.DEPLOYMENT, deployment.at("/metadata/name").asText(), change);
    }

    private void settle() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(HumanDuration.parse(drain).toMillis());
    }

    private void say(String line) {
        PrintWriter out = command.getOut();
        out.println(line);
        out.flush();
    }
}
