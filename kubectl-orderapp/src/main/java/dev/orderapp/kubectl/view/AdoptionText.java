package dev.orderapp.kubectl.view;

import dev.orderapp.kubectl.adoption.Adoption;
import dev.orderapp.kubectl.adoption.AdoptionPlan;
import dev.orderapp.kubectl.adoption.AdoptionStep;
import dev.orderapp.kubectl.adoption.Finding;
import java.util.ArrayList;
import java.util.List;

/** What a person should know before an adoption, as comments of the YAML that follows: the whole is a file to be kept. */
public final class AdoptionText {
    private AdoptionText() {}

    /**
     * The comments.
     *
     * @param lacking rights that the caller lacks
     * @param drain how long the ingress controller gets to follow
     */
    public static String of(AdoptionPlan plan, Adoption adoption, List<String> lacking, String drain) {
        List<String> lines = new ArrayList<>();
        lines.add("Nothing was written. This is what the app would become:");
        section(lines, "In the way:", plan.findings(Finding.Kind.OBSTACLE));
        section(lines, "You lack the rights:", lacking);
        section(
                lines,
                "Will not be the same (--accept-losses says that this is all right):",
                plan.findings(Finding.Kind.LOSS));
        section(lines, "To know:", plan.findings(Finding.Kind.NOTE));
        lines.addAll(steps("With --yes:", Adoption.STEPS, adoption, drain));
        return comment(lines);
    }

    /** A heading and numbered steps, after an empty line. */
    public static List<String> steps(String heading, List<AdoptionStep> steps, Adoption adoption, String drain) {
        List<String> lines = new ArrayList<>(List.of("", heading));
        for (int i = 0; i < steps.size(); i++) {
            lines.add(i + 1 + ". " + adoption.sentence(steps.get(i), drain));
        }
        return lines;
    }

    private static void section(List<String> lines, String heading, List<String> sentences) {
        if (!sentences.isEmpty()) {
            lines.add("");
            lines.add(heading);
            sentences.forEach(sentence -> lines.add("- " + sentence));
        }
    }

    private static String comment(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(("# " + line).stripTrailing()).append('\n'));
        return text.toString();
    }
}
