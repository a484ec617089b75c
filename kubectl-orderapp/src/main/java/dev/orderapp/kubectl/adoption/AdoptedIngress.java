package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a release's {@code spec.ingress} and its paths have to be, so that visitors come in as by an Ingress of today. */
final class AdoptedIngress {
    private static final String PREFIX = "nginx.ingress.kubernetes.io/";

    /** Whether an Ingress is the canary of another one. */
    static final String CANARY = PREFIX + "canary";

    /** What the API server refuses in a release's Ingress. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)snippet|(^|/)(canary|server-alias|mirror|auth-url|affinity$|ssl-passthrough$)");

    private static final String CLASS = "kubernetes.io/ingress.class";

    /** What has a place of its own, or is a record of the tool that wrote the Ingress. */
    private static final Set<String> BOOKKEEPING = Set.of(
            CLASS,
            CANARY,
            "kubectl.kubernetes.io/last-applied-configuration",
            "meta.helm.sh/release-name",
            "meta.helm.sh/release-namespace");

    /** What Kubernetes takes for a path rather than an expression. */
    private static final Pattern PLAIN = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+/?");

    private final JsonNode ingress;
    private final List<Finding> findings;

    private AdoptedIngress(JsonNode ingress, List<Finding> findings) {
        this.ingress = ingress;
        this.findings = findings;
    }

    /**
     * Where a path leads.
     *
     * @param path as the release writes it
     * @param service name of the Service
     * @param port of the Service, by {@code number} or {@code name}
     */
    record Path(String path, String service, JsonNode port) {}

    /** The release's {@code spec.ingress}; what can't be the same is added to the findings. */
    static ObjectNode spec(JsonNode ingress, List<Finding> findings) {
        return new AdoptedIngress(ingress, findings).spec();
    }

    /** The paths of all its hosts; what keeps a release from having the same is added to the findings. */
    static List<Path> paths(JsonNode ingress, List<Finding> findings) {
        return new AdoptedIngress(ingress, findings).paths();
    }

    private ObjectNode spec() {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        className()
                .ifPresentOrElse(
                        name -> spec.put("className", name),
                        () -> obstacle("names no IngressClass:"
                                + " set spec.ingressClassName to the one that leads its visitors today"));
        Set<String> hosts = hosts();
        hosts.forEach(spec.withArray("hosts")::add);
        tls(hosts).ifPresent(secret -> spec.putObject("tls").put("secretName", secret));
        annotations(spec.putObject("annotations"));
        if (ingress.at("/spec").has("defaultBackend")) {
            loss(
                    "spec.defaultBackend has no place in a release: requests that no path matches get the ingress controller's 404");
        }
        if (annotation(PREFIX + "proxy-body-size").isMissingNode()
                && annotation(PREFIX + "proxy-request-buffering").isMissingNode()) {
            note(
                    "says no proxy-body-size: by the release's Ingress Traefik refuses bodies of more than 1 MiB, as ingress-nginx does");
        }
        Stream.of("/metadata/annotations", "/metadata/labels").forEach(this::writer);
        return spec;
    }

    private Optional<String> className() {
        return Stream.of(ingress.at("/spec/ingressClassName"), annotation(CLASS))
                .map(JsonNode::asText)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private JsonNode annotation(String name) {
        return ingress.at("/metadata/annotations").path(name);
    }

    private Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        rules().forEach(rule -> hosts.add(rule.path("host").asText()));
        if (hosts.contains("") && hosts.size() > 1) {
            obstacle(
                    "has a rule for any host beside rules for some: make two Ingresses of it, and adopt the one of the app");
        }
        hosts.remove("");
        return hosts;
    }

    private Stream<JsonNode> rules() {
        return ingress.at("/spec/rules").valueStream();
    }

    private Optional<String> tls(Set<String> hosts) {
        List<JsonNode> entries = ingress.at("/spec/tls").valueStream().toList();
        Set<String> secrets = entries.stream()
                .map(entry -> entry.path("secretName").asText())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (secrets.size() > 1) {
            obstacle("has certificates in the Secrets " + String.join(", ", secrets)
                    + ", and a release has one: put one that is for all hosts into spec.tls");
            return Optional.empty();
        }
        if (entries.stream().anyMatch(entry -> !entry.has("secretName"))) {
            loss("spec.tls without a secretName, for the controller's own certificate, has no place in a release");
        }
        Set<String> covered = entries.stream()
                .flatMap(entry -> entry.path("hosts").valueStream())
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        hosts.stream()
                .filter(host -> !secrets.isEmpty() && !covered.contains(host))
                .forEach(host ->
                        loss("has no certificate for " + host + ", and a release has one for all of its hosts"));
        return secrets.stream().findFirst();
    }

    private void annotations(ObjectNode carried) {
        if (annotation(CANARY).asText().equals("true")) {
            obstacle("is the canary of another Ingress: end that canary first");
        }
        ingress.at("/metadata/annotations")
                .propertyStream()
                .filter(annotation -> !BOOKKEEPING.contains(annotation.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(annotation -> {
                    if (FORBIDDEN.matcher(annotation.getKey()).find()) {
                        loss("annotation " + annotation.getKey()
                                + " is not permitted in a release: see spec.ingress in docs/reference.md");
                    } else {
                        carried.set(annotation.getKey(), annotation.getValue());
                    }
                });
    }

    /** Tools that write an Ingress anew as soon as it differs from what they keep. */
    private void writer(String map) {
        ingress.at(map)
                .propertyStream()
                .map(entry -> entry.getKey())
                .filter(key -> key.startsWith("argocd.argoproj.io/")
                        || key.startsWith("kustomize.toolkit.fluxcd.io/")
                        || key.startsWith("helm.toolkit.fluxcd.io/"))
                .sorted()
                .findFirst()
                .ifPresent(
                        key -> note(
                                key
                                        + " says that a tool keeps it as it is: take it out there before the adoption, or it comes back"));
    }

    private List<Path> paths() {
        List<JsonNode> rules = rules().toList();
        List<List<JsonNode>> all = rules.stream()
                .map(rule -> rule.at("/http/paths")
                        .valueStream()
                        .sorted(Comparator.comparing(path -> path.path("path").asText()))
                        .toList())
                .toList();
        if (all.stream().distinct().count() > 1) {
            obstacle(
                    "has other paths on one host than on another, and a release has the same on all: make an Ingress of each");
            return List.of();
        }
        if (all.isEmpty() || all.get(0).isEmpty()) {
            obstacle("has no paths: name the Ingress that leads visitors to the app");
            return List.of();
        }
        List<Path> paths = new ArrayList<>();
        all.get(0).forEach(path -> path(path).ifPresent(paths::add));
        return paths;
    }

    private Optional<Path> path(JsonNode path) {
        String text = path.path("path").asText("/");
        if (!PLAIN.matcher(text).matches()) {
            obstacle("path " + text
                    + " is a regular expression, and a release writes its own: make it a plain path first");
            return Optional.empty();
        }
        if (!path.at("/backend").has("service")) {
            obstacle("path " + text + " leads to something else than a Service: give it an Ingress of its own");
            return Optional.empty();
        }
        if (path.path("pathType").asText().equals("Exact")) {
            loss("path " + text + " is for this path alone (Exact); a release takes all paths below it, too");
        }
        String plain = text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Optional.of(
                new Path(plain, path.at("/backend/service/name").asText(), path.at("/backend/service/port")));
    }

    private void obstacle(String what) {
        findings.add(Finding.obstacle(sentence(what)));
    }

    private void loss(String what) {
        findings.add(Finding.loss(sentence(what)));
    }

    private void note(String what) {
        findings.add(Finding.note(sentence(what)));
    }

    private String sentence(String what) {
        return "Ingress " + RunningApp.name(ingress) + ": " + what;
    }
}
