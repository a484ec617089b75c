package dev.orderapp.operator;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the chart lets the operator do, and which right a request needs; both as {@code <verb> <group>/<resource>}. */
final class Rights {
    private static final Path RULES = Path.of("..", "helm", "operator", "templates", "_rules.tpl");
    private static final Pattern ADDRESS = Pattern.compile(
            "/api(?:s/(?<group>[^/]+))?/[^/]+(?:/namespaces/[^/]+)?/(?<resource>[^/]+)(?:/(?<name>[^/]+)(?<sub>/[^/]+)?)?");

    private Rights() {}

    /** The chart's rules, which hold nothing of Helm's language but comments and the lines around them. */
    static List<PolicyRule> rules() {
        return Stream.of("orderapp-operator.rules", "orderapp-operator.logRules")
                .flatMap(name -> rules(name).stream())
                .toList();
    }

    /** What the chart adds to them for the Gateway API. */
    static List<PolicyRule> gatewayRules() {
        return Stream.of("orderapp-operator.gatewayRules", "orderapp-operator.gatewayViewRules")
                .flatMap(name -> rules(name).stream())
                .toList();
    }

    private static List<PolicyRule> rules(String name) {
        try {
            String begin = "define \"" + name + "\" -}}";
            String template = Files.readString(RULES);
            String yaml = template.substring(template.indexOf(begin) + begin.length());
            return Arrays.asList(
                    Serialization.unmarshal(yaml.substring(0, yaml.indexOf("{{- end -}}")), PolicyRule[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that these rules allow. */
    static Set<String> allowed(List<PolicyRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> right(verb, group, resource)))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What a request needs, by <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/">the API's
     * rules</a>; an apply that made the object needed the right to create, too, which is not told here.
     */
    static String needed(String method, URI uri) {
        Matcher address = ADDRESS.matcher(uri.getPath());
        if (!address.matches()) {
            return method + " " + uri.getPath();
        }
        boolean one = address.group("name") != null;
        String verb =
                switch (method) {
                    case "GET" ->
                        String.valueOf(uri.getQuery()).contains("watch=true") ? "watch" : one ? "get" : "list";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "DELETE" -> one ? "delete" : "deletecollection";
                    default -> method.toLowerCase(Locale.ROOT);
                };
        String sub = address.group("sub") == null ? "" : address.group("sub");
        return right(verb, address.group("group"), address.group("resource") + sub);
    }

    private static String right(String verb, String group, String resource) {
        return verb + " " + (group == null ? "" : group) + "/" + resource;
    }
}
