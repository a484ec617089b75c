package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.exit.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * What kubectl asks by way of {@code kubectl_complete-orderapp} when the tab key is pressed: each candidate on a line, then how the shell is to
 * take them.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubectl/kubectl-plugins/">Extend kubectl with plugins</a>
 */
@Command(name = "__complete", hidden = true)
final class CompleteCommand implements Callable<Integer> {
    /** Of cobra's directives: the candidates are all there are, and no names of files. */
    private static final String NO_FILES = ":4";

    @Parameters(description = "The arguments after `kubectl orderapp`; the last one may be incomplete.")
    private List<String> arguments = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> typed = arguments.isEmpty() ? List.of("") : arguments;
        String last = typed.get(typed.size() - 1);
        List<CharSequence> completions = new ArrayList<>();
        AutoComplete.complete(
                spec.root(), typed.toArray(String[]::new), typed.size() - 1, last.length(), last.length(), completions);
        PrintWriter out = spec.commandLine().getOut();
        completions.stream()
                .map(completion -> last + completion)
                .filter(candidate -> !candidate.startsWith("__"))
                .sorted()
                .forEach(out::println);
        out.println(NO_FILES);
        return ExitCode.DONE.number();
    }
}
