package dev.orderapp.kubectl.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.kubectl.adoption.Adoption;
import dev.orderapp.kubectl.adoption.AdoptionPlan;
import dev.orderapp.kubectl.adoption.AdoptionRecord;
import dev.orderapp.kubectl.adoption.AdoptionStep;
import dev.orderapp.kubectl.adoption.Finding;
import dev.orderapp.kubectl.adoption.Situation;
import dev.orderapp.kubectl.cluster.AdoptionClient;
import dev.orderapp.kubectl.cluster.AdoptionClient.Kind;
import dev.orderapp.kubectl.cluster.AdoptionClient.Right;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.exit.CommandException;
import dev.orderapp.kubectl.exit.ExitCode;
import dev.orderapp.kubectl.view.AdoptionText;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.HumanDuration;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "adopt",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a release of Deployments and an Ingress that run already, without a dropped request.",
            "Without --yes nothing is written: it prints the release, what will not be the same, and the steps.",
            "An adoption that was interrupted goes on where it was when it is asked for again."
        })
final class AdoptCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Option(names = "--backend", paramLabel = "DEPLOYMENT", description = "The Deployment of the API.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--frontend", paramLabel = "DEPLOYMENT", description = "The Deployment of the page, if it has one.")
    private Optional<String> frontend = Optional.empty();

    @Option(names = "--ingress", paramLabel = "INGRESS", description = "The Ingress by which visitors reach both.")
    private Optional<String> ingress = Optional.empty();

    @Option(names = "--yes", description = "Carries it out.")
    private boolean yes;

    @Option(names = "--accept-losses", description = "Also where something will not be the same.")
    private boolean acceptLosses;

    @Option(
            names = "--delete-old",
            description = "Deletes the Deployments in the end; without it they stay, without Pods, for the way back.")
    private boolean deleteOld;

    @Option(
            names = "--undo",
            description =
                    "The way back, again without a dropped request: the Deployments and the Ingress serve as before, and the release is deleted.")
    private boolean undo;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            defaultValue = "10s",
            description =
                    "How long the ingress controller may need to follow a change, also in later releases; ${DEFAULT-VALUE} when left out.")
    private String drain;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = OutcomeOptions.Time.class,
            description = "How long each wait may take, for example 90s; ${DEFAULT-VALUE} when left out.")
    private Duration timeout;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        checkDrain();
        try (KubeApi api = cluster.open()) {
            AdoptionClient client = cluster.adoption(api);
            Optional<JsonNode> release = client.find(Kind.ORDER_APP_RELEASE, name.get());
            Optional<AdoptionRecord> record = release.flatMap(AdoptionRecord::of);
            if (release.isPresent() && record.isEmpty()) {
                throw CommandException.usage("OrderAppRelease " + name.get() + " in namespace " + client.namespace()
                        + " is there already, and was not adopted: choose another name");
            }
            if (undo && record.isEmpty()) {
                throw CommandException.usage("there is no adopted OrderAppRelease " + name.get() + " in namespace "
                        + client.namespace() + ": nothing to undo");
            }
            ExitCode code = record.isPresent()
                    ? goOn(
                            client,
                            record.get(),
                            release.get().at("/spec/canary/drain").asText(drain))
                    : begin(client);
            return code.number();
        }
    }

    private void checkDrain() {
        try {
            HumanDuration.parse(drain);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--drain: " + e.getMessage());
        }
    }

    private ExitCode begin(AdoptionClient client) throws InterruptedException {
        Map<ComponentName, String> deployments = new EnumMap<>(ComponentName.class);
        deployments.put(
                ComponentName.backend,
                backend.orElseThrow(
                        () -> CommandException.usage("say which Deployment is the API: --backend DEPLOYMENT")));
        frontend.ifPresent(page -> deployments.put(ComponentName.frontend, page));
        String entrance = ingress.orElseThrow(
                () -> CommandException.usage("say by which Ingress visitors come in: --ingress INGRESS"));
        AdoptionPlan plan = AdoptionPlan.of(name.get(), client.namespace(), drain, client.app(deployments, entrance));
        Adoption adoption = new Adoption(name.get(), client.namespace(), plan.record(), deleteOld);
        List<Right> lacking = client.lacking(rights());
        boolean possible = plan.findings(Finding.Kind.OBSTACLE).isEmpty();
        if (possible && lacking.isEmpty()) {
            client.check(Kind.ORDER_APP_RELEASE, plan.beginning());
            client.check(Kind.ORDER_APP_RELEASE, plan.release());
        }
        if (!yes) {
            List<String> words = lacking.stream().map(Right::toString).toList();
            spec.commandLine().getOut().print(AdoptionText.of(plan, adoption, words, drain));
            spec.commandLine()
                    .getOut()
                    .println(Serialization.asYaml(plan.release()).stripTrailing());
            return possible ? ExitCode.DONE : ExitCode.USAGE;
        }
        refuse("this is in the way", plan.findings(Finding.Kind.OBSTACLE));
        refuse(
                "this will not be the same; say --accept-losses if that is all right",
                acceptLosses ? List.of() : plan.findings(Finding.Kind.LOSS));
        requireRights(client, lacking);
        return ended(run(client, adoption, adoption::next, drain).run(plan::beginning), adoption);
    }

    private static void refuse(String why, List<String> sentences) {
        if (!sentences.isEmpty()) {
            throw CommandException.usage(
                    why + ": " + sentences.stream().map(s -> "\n- " + s).collect(Collectors.joining()));
        }
    }

    private ExitCode goOn(AdoptionClient client, AdoptionRecord record, String settle) throws InterruptedException {
        Adoption adoption = new Adoption(name.get(), client.namespace(), record, deleteOld);
        Function<Situation, AdoptionStep> course = undo ? adoption::nextBack : adoption::next;
        if (!yes) {
            AdoptionStep next = course.apply(client.situation(adoption));
            List<AdoptionStep> all = undo ? Adoption.STEPS_BACK : Adoption.STEPS;
            List<AdoptionStep> left =
                    next == AdoptionStep.DONE ? List.of(next) : all.subList(all.indexOf(next), all.size());
            AdoptionText.steps("Nothing was written. With --yes:", left, adoption, settle).stream()
                    .skip(1)
                    .forEach(spec.commandLine().getOut()::println);
            return ExitCode.DONE;
        }
        requireRights(client, client.lacking(rights()));
        return ended(
                run(client, adoption, course, settle).run(() -> {
                    throw CommandException.usage("OrderAppRelease " + name.get() + " was deleted meanwhile: ask again");
                }),
                adoption);
    }

    private AdoptionRun run(
            AdoptionClient client, Adoption adoption, Function<Situation, AdoptionStep> course, String settle) {
        return new AdoptionRun(client, adoption, course, settle, timeout, spec.commandLine());
    }

    private List<Right> rights() {
        List<Right> rights = new ArrayList<>(List.of(
                new Right("get", Kind.ORDER_APP_RELEASE),
                new Right("patch", Kind.ORDER_APP_RELEASE),
                new Right(undo ? "delete" : "create", Kind.ORDER_APP_RELEASE),
                new Right("get", Kind.INGRESS),
                new Right("patch", Kind.INGRESS),
                new Right(undo ? "create" : "delete", Kind.INGRESS),
                new Right("get", Kind.DEPLOYMENT),
                new Right("patch", Kind.DEPLOYMENT)));
        if (deleteOld && !undo) {
            rights.add(new Right("delete", Kind.DEPLOYMENT));
        }
        return rights;
    }

    private static void requireRights(AdoptionClient client, List<Right> lacking) {
        if (!lacking.isEmpty()) {
            throw CommandException.cluster("you may not "
                    + lacking.stream().map(Right::toString).collect(Collectors.joining(", ")) + " in namespace "
                    + client.namespace() + ": nothing was written; ask for these rights");
        }
    }

    private ExitCode ended(ExitCode code, Adoption adoption) {
        if (code == ExitCode.DONE) {
            String options = " -n " + adoption.namespace() + " --undo --yes";
            spec.commandLine()
                    .getOut()
                    .println(
                            undo
                                    ? adoption.release() + " is undone: the app serves as before"
                                    : adoption.release() + " is adopted; the way back: kubectl orderapp adopt "
                                            + adoption.release() + options);
        }
        return code;
    }
}
