package dev.orderapp.kubectl.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where in a command line that is being typed the name of a release comes next. */
final class ReleaseWord {
    private static final Set<String> CLUSTER =
            Set.of("--kubeconfig", "--context", "-n", "--namespace", "--as", "--as-group");

    private ReleaseWord() {}

    /**
     * Whether the last word is to be a name.
     *
     * @param plugin with all its commands
     * @param typed the words so far; the last one may be incomplete
     */
    static boolean isNext(CommandSpec plugin, List<String> typed) {
        Map<String, CommandLine> commands = plugin.subcommands();
        if (typed.size() < 2 || !commands.containsKey(typed.get(0))) {
            return false;
        }
        CommandSpec command = commands.get(typed.get(0)).getCommandSpec();
        boolean takesName = command.positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().equals("NAME"));
        int words = 0;
        boolean valueNext = false;
        for (String word : typed.subList(1, typed.size() - 1)) {
            if (valueNext) {
                valueNext = false;
            } else if (word.startsWith("-")) {
                valueNext = takesValue(command.findOption(word));
            } else {
                words++;
            }
        }
        return takesName
                && !valueNext
                && words == 0
                && !typed.get(typed.size() - 1).startsWith("-");
    }

    private static boolean takesValue(OptionSpec option) {
        return option != null && option.arity().max() > 0;
    }

    /** Those of the words so far that say which cluster and namespace is meant, each with its value. */
    static List<String> clusterOptions(List<String> typed) {
        List<String> options = new ArrayList<>();
        for (int i = 0; i + 1 < typed.size() - 1; i++) {
            if (CLUSTER.contains(typed.get(i))) {
                options.addAll(typed.subList(i, i + 2));
            }
        }
        typed.stream()
                .filter(word -> CLUSTER.stream().anyMatch(option -> word.startsWith(option + "=")))
                .forEach(options::add);
        return options;
    }
}
